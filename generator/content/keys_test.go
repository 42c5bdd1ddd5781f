package content_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// walk calls visit for each table of keys.
func walk(name string, keys []value.Key, visit func(table string, keys []value.Key)) {
	visit(name, keys)
	for _, k := range keys {
		if k.Keys != nil {
			walk(strings.TrimPrefix(name+"."+k.Name, "."), k.Keys, visit)
		}
	}
}

// TestNamesAreOfOneKey: no name, folded, means two keys of a table, and all are
// found, in capitals, without marks and with other separators.
func TestNamesAreOfOneKey(t *testing.T) {
	count := 0
	walk("", content.Keys(), func(table string, keys []value.Key) {
		names := value.NewNames(keys)
		seen := map[string]string{}
		for i, k := range keys {
			for _, name := range slices.Concat([]string{k.Name}, k.Vietnamese, k.Foreign) {
				folded := value.FoldKey(name)
				if other, twice := seen[folded]; twice {
					t.Errorf("%s: %q is a name of %s and %s", table, name, k.Name, other)
				}
				seen[folded] = k.Name
				for _, spelled := range []string{name, strings.ToUpper(name), strings.ReplaceAll(name, " ", "_"), strings.ReplaceAll(name, " ", "-"), folded} {
					if j, ok := names.Find(spelled); !ok || i != j {
						t.Errorf("%s: %q is not found", table, spelled)
					}
				}
				count++
			}
			for _, name := range k.Resembling {
				if _, known := names.Find(name); known {
					t.Errorf("%s: %q resembles %s, and is a key itself", table, name, k.Name)
				}
			}
			if len(k.Vietnamese) == 0 || k.Meaning.IsZero() || k.Example == "" {
				t.Errorf("%s.%s lacks something: %+v", table, k.Name, k)
			}
			if _, wrong := value.TOML(value.Source{Text: "a = " + k.Example}); wrong != nil {
				t.Errorf("%s.%s: the example is no TOML: %v", table, k.Name, wrong)
			}
		}
	})
	if count < 200 {
		t.Errorf("only %d names", count)
	}
}

// TestFindAllocates: a key as the manual spells it costs one look-up.
func TestFindAllocates(t *testing.T) {
	names := value.NewNames(content.Keys())
	if n := testing.AllocsPerRun(100, func() { names.Find("title"); names.Find("honorees"); names.Find("excerpt") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

const english = `---
title: "Lớp học đêm"
date: 06/07/2021 - 10:11
updated: 07/07/2021
publish: 06/07/2021 - 12:00
expires: 31/12/2031
draft: true
author: [Lan, Hà]
summary: Sapo
dateline: TĐKT
slug: lop-hoc
aliases: [/cu/]
image: {src: a.jpg, alt: b, caption: c, credit: d}
honorees:
  - {id: lan, name: Lan, kind: ca-nhan, role: r, unit: u, locality: Hà Nội, photo: p.jpg, awards: [{name: Bằng khen, year: 2020, decision: "1", by: B}]}
documents: [{number: "1", title: t, date: 01/02/2020, url: "/x/"}]
related: [a.md]
corrections: [{date: 01/02/2022, text: x}]
removed: {date: 01/02/2023, reason: y}
consent: {date: 01/02/2021, form: văn bản, minors: true}
source: {name: Báo, url: "https://a.example/"}
featured: true
weight: 3
unchecked: [title-long]
localities: [Hà Nội]
fields: [Y tế]
movements: ["Dạy tốt, học tốt"]
awards: [Bằng khen]
---
`

const vietnameseText = `---
tít: "Lớp học đêm"
ngày: 06/07/2021 - 10:11
cập nhật: 07/07/2021
hẹn giờ: 06/07/2021 - 12:00
hết hạn: 31/12/2031
nháp: true
tác giả: [Lan, Hà]
sapo: Sapo
đầu sapo: TĐKT
đường dẫn: lop-hoc
địa chỉ cũ: [/cu/]
ảnh: {tệp: a.jpg, mô tả: b, chú thích: c, người chụp: d}
điển hình:
  - {mã: lan, họ và tên: Lan, loại: ca-nhan, chức vụ: r, đơn vị: u, địa phương: Hà Nội, ảnh: p.jpg, danh hiệu: [{tên: Bằng khen, năm: 2020, quyết định: "1", nơi tặng: B}]}
văn bản: [{số: "1", trích yếu: t, ngày: 01/02/2020, địa chỉ: "/x/"}]
bài liên quan: [a.md]
cải chính: [{ngày: 01/02/2022, nội dung: x}]
gỡ bài: {ngày: 01/02/2023, lý do: y}
đồng ý: {ngày: 01/02/2021, hình thức: văn bản, trẻ em: true}
nguồn: {tên: Báo, địa chỉ: "https://a.example/"}
nổi bật: true
thứ tự: 3
không kiểm tra: [title-long]
địa phương: [Hà Nội]
lĩnh vực: [Y tế]
phong trào: ["Dạy tốt, học tốt"]
danh hiệu: [Bằng khen]
---
`

// TestVietnameseKeys: front matter with Vietnamese keys, however they are spelled, says what the same
// says in English.
func TestVietnameseKeys(t *testing.T) {
	want, _, wrong := read("tin/bai.md", english)
	if wrong != nil {
		t.Fatal(wrong)
	}
	folded := strings.NewReplacer("tít:", "tit:", "ngày:", "ngay:", "cập nhật:", "Cap_Nhat:", "hẹn giờ:", "hen-gio:", "hết hạn:", "HET_HAN:", "nháp:", "nhap:", "tác giả:", "tac_gia:", "địa chỉ cũ:", "dia_chi_cu:",
		"ảnh: {", "anh: {", "tệp:", "tep:", "mô tả:", "mo_ta:", "điển hình:", "dien_hinh:", "họ và tên:", "ho_va_ten:", "danh hiệu:", "danh_hieu:", "gỡ bài:", "go_bai:", "lý do:", "ly_do:", "đồng ý:", "dong-y:").Replace(vietnameseText)
	for name, text := range map[string]string{"marks": vietnameseText, "folded": folded, "capitals": strings.Replace(vietnameseText, "tít:", "TÍT:", 1)} {
		got, _, wrong := read("tin/bai.md", text)
		if wrong != nil {
			t.Errorf("%s: %v", name, wrong)
		}
		if diff := cmp.Diff(want.Front, got.Front); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
	bare := "+++\ntít = 'a'\nngày đăng = 06/07/2021\nTác giả = 'Lan'\n[ảnh]\ntệp = 'a.jpg'\nmô tả = 'b'\n[[điển hình]]\nhọ tên = 'Lan'\n[[điển hình.danh hiệu]]\ntên = 'Bằng khen'\nnăm = 2020\n+++\n"
	b, _, wrong := read("tin/bai.md", bare)
	if wrong != nil || b.Title != "a" || b.Date.IsZero() || len(b.Authors) != 1 || b.Image.Alt != "b" || b.Honorees[0].Awards[0].Year != 2020 {
		t.Errorf("%v, %+v", wrong, b.Front)
	}
	quoted := "+++\n\"tít\" = 'a'\n\"ngày đăng\" = 2021-07-06\nTac_Gia = 'Lan'\n[[\"điển hình\"]]\nten = 'Lan'\n+++\n"
	a, _, wrong := read("tin/bai.md", quoted)
	if wrong != nil || a.Title != "a" || a.Date.IsZero() || len(a.Authors) != 1 || a.Honorees[0].Name != "Lan" {
		t.Errorf("%v, %+v", wrong, a.Front)
	}
}

// TestForeignKeys: what other programs call the same is understood.
func TestForeignKeys(t *testing.T) {
	a, _, wrong := read("tin/bai.md", "---\nheadline: Bài\npublishDate: 2021-07-06\nlastmod: 2021-07-07\nexcerpt: Sapo\nauthors: [Lan]\nredirect_from: /cu/\nfeatured_image: a.jpg\nsticky: true\nmenu_order: 2\nexpiryDate: 2031-01-01\n---\n")
	if wrong != nil {
		t.Error(wrong)
	}
	if a.Title != "Bài" || a.Date.Format("2006-01-02") != "2021-07-06" || !a.Publish.Equal(a.Date) || a.Updated.Day() != 7 || a.Summary != "Sapo" || a.Authors[0] != "Lan" ||
		a.Aliases[0] != "/cu/" || a.Image.Src != "a.jpg" || !a.Featured || a.Weight != 2 || a.Expires.Year() != 2031 {
		t.Errorf("%+v", a.Front)
	}
}

// TestTwoKeysOfOneMeaning: two that differ are an error that names both.
func TestTwoKeysOfOneMeaning(t *testing.T) {
	for lines, want := range map[string]string{
		"title: A\ntít: B":                          "content/tin/bai.md:4:1: “tít” và “title” cùng một nghĩa nhưng ghi khác nhau",
		"tít: A\nTiêu đề: B":                        "content/tin/bai.md:4:1: “Tiêu đề” và “tít” cùng một nghĩa nhưng ghi khác nhau",
		"title: A\ndescription: B\nsapo: C":         "content/tin/bai.md:5:1: “sapo” và “description” cùng một nghĩa nhưng ghi khác nhau",
		"title: A\nimage: {src: a.jpg, tệp: b.jpg}": "content/tin/bai.md:4:21: “tệp” và “src” cùng một nghĩa nhưng ghi khác nhau",
		"title: A\ndraft: false\nnháp: true":        "content/tin/bai.md:5:1: “nháp” và “draft” cùng một nghĩa nhưng ghi khác nhau",
		"title: A\ntít: A":                          "",
		"title: A\ntít:":                            "",
	} {
		_, _, wrong := read("tin/bai.md", "---\ndate: 2021-07-06\n"+lines+"\n---\n")
		got := ""
		if len(wrong) > 0 {
			got = wrong[0].Brief("vi")
		}
		if got != want || len(wrong) > 1 || want != "" && wrong.Count(diag.Error) != 1 {
			t.Errorf("%q: %v", lines, wrong)
		}
	}
}

// TestOwnTaxonomies: the title of a taxonomy is a name of its key.
func TestOwnTaxonomies(t *testing.T) {
	c := config.Default("Gương", "https://a.example/")
	c.Taxonomies = append(c.Taxonomies, config.Taxonomy{Key: "topics", Title: "Chủ đề", Path: "chu-de"})
	a, _, wrong := content.NewReader(c, "content").Read(content.File{Path: "tin/bai.md"}, []byte("---\ntitle: a\ndate: 2021-07-06\nchu_de: [Chuyển đổi số]\nĐịa phương: Hà Nội\n---\n"))
	if wrong != nil || !cmp.Equal(a.Terms, map[string][]string{"topics": {"Chuyển đổi số"}, "localities": {"Hà Nội"}}) {
		t.Errorf("%v, %v", wrong, a.Terms)
	}
}

// TestLocateFindsOtherSpellings: messages about a value stand at its key as the file writes it.
func TestLocateFindsOtherSpellings(t *testing.T) {
	a, _, _ := read("tin/bai.md", "---\ntít: Lớp học đêm\nngày: 2021-07-06\nvăn bản: [{title: Luật}]\nđiển hình:\n  - họ tên: Lan\n---\n")
	for _, test := range []struct {
		key, text    string
		line, column int
	}{{"title", "học", 2, 10}, {"title", "", 2, 1}, {"title", "Luật", 4, 19}, {"date", "", 3, 1}, {"name", "Lan", 6, 13}, {"summary", "", 2, 1}} {
		if d := a.Locate(test.key, test.text); d.Line != test.line || d.Column != test.column {
			t.Errorf("%s %q: %d:%d", test.key, test.text, d.Line, d.Column)
		}
	}
}

// TestManyUnknownKeys: reading ends at the hundredth.
func TestManyUnknownKeys(t *testing.T) {
	_, wrong := yaml(manyKeys(5000))
	if len(wrong) != 101 || wrong[100].Message.ID != "content.too-many-unknown" || wrong[100].Severity != diag.Error {
		t.Errorf("%d messages, the last: %v", len(wrong), wrong[len(wrong)-1])
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "zq%dx: 1\n", i)
	}
	return b.String()
}

// TestMisunderstandings: what is meant is told at once.
func TestMisunderstandings(t *testing.T) {
	for lines, want := range map[string]string{
		`go_bai = "15/09/2025"`:             `“go_bai” phải là nhóm mục { … }, không phải chữ / Hãy viết: go_bai = { date = "15/09/2025", reason = "…" }`,
		`gỡ bài = true`:                     `“gỡ bài” phải là nhóm mục { … }, không phải true/false / Hãy viết: gỡ bài = { date = "15/09/2025", reason = "Theo yêu cầu của nhân vật." }`,
		`draft = yes`:                       `“draft” phải là true (có) hoặc false (không), không phải chữ / Hãy viết: draft = true`,
		`nháp = có`:                         `“nháp” phải là true (có) hoặc false (không), không phải chữ / Hãy viết: nháp = true`,
		`localities = "Hà Nội, Hải Phòng"`:  `nhiều nơi trong một cặp ngoặc kép thành một nơi / Hãy viết: localities = ["Hà Nội", "Hải Phòng"]`,
		`địa phương = ["Hà Nội; Huế", "A"]`: `nhiều nơi trong một cặp ngoặc kép thành một nơi / Hãy viết: địa phương = ["Hà Nội", "Huế", "A"]`,
		`địa phương = Hà Nội, Huế`:          `chữ phải đặt trong ngoặc kép / Hãy viết: địa phương = ["Hà Nội", "Huế"]`,
		"awards = [\n\"A\"\n\"B\"]":         `thiếu dấu phẩy giữa hai giá trị / Hãy viết: "A",`,
		"[[honorees]]\nname = 'L'\nawards = [\n  { name = 'A' }\n  { name = 'B' }\n]": `thiếu dấu phẩy giữa hai giá trị / Hãy viết: { name = 'A' },`,
		`tags = ["a"]`:        `không có mục “tags” / Gương xếp bài theo địa phương, lĩnh vực, phong trào, danh hiệu (localities, fields, movements, awards). Muốn dùng “tags” thì khai báo [[taxonomies]] trong config.toml.`,
		`categories = ["a"]`:  `không có mục “categories” / Chuyên mục của bài là thư mục chứa tệp của bài. Hãy xóa dòng này.`,
		`permalink = "/a/"`:   `không có mục “permalink” / Phần cuối của địa chỉ ghi ở slug; địa chỉ cũ ghi ở aliases. Nếu không cần “permalink”, hãy xóa dòng này.`,
		`redirect_to = "/a/"`: `không có mục “redirect_to” / Gương chỉ chuyển từ địa chỉ cũ tới bài: ghi địa chỉ cũ ở aliases của bài mới. Hãy xóa dòng “redirect_to”.`,
		`thumbnail = "a.jpg"`: `không có mục “thumbnail” / Ý bạn là “image”?`,
		`tác gả = "Lan"`:      `không có mục “tác gả” / Ý bạn là “tác giả”?`,
	} {
		_, _, wrong := read("tin/bai.md", "+++\ntitle = 'a'\ndate = 2021-07-06\n"+lines+"\n+++\n")
		got := make([]string, len(wrong))
		for i, d := range wrong {
			got[i] = d.Message.In(message.Vietnamese) + " / " + d.Hint.In(message.Vietnamese)
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s:\n%s\nwant\n%s", lines, strings.Join(got, "\n"), want)
		}
	}
}
