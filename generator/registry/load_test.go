package registry_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"guong/generator/message"
	"guong/generator/registry"
)

// site returns a site's folder with one file of records.
func site(name, text string) fs.FS {
	return fstest.MapFS{"registry/" + name: {Data: []byte(text)}}
}

// load reads a site's file that has nothing wrong in it.
func load(t *testing.T, name, text string) *registry.Registry {
	t.Helper()
	r, wrong := registry.Load(site(name, text))
	for _, d := range wrong {
		t.Error(d)
	}
	return r
}

func TestSiteAddsAwards(t *testing.T) {
	r := load(t, "awards.toml", `
abbreviations = ["CBCC = cán bộ, công chức"]

[[giver]]
id = "bao"
names = ["Báo …"]

[[award]]
id = "cong-dan-dong-thap"
name = "Công dân Đồng Tháp tiêu biểu"
former = "Công dân tiêu biểu"
aliases = ["CBCC Đồng Tháp tiêu biểu", "…"]
kind = "khac"
level = "tinh"
rank = 99
from = 2019
by = { who = "Chủ tịch UBND tỉnh Đồng Tháp" }
sources = { law = "luat-2022", article = "Đ1" }

[[award]]
id = "bang-khen-bao"
name = "Bằng khen của báo chí"
kind = "khac"
rank = 760
heads = ["Bằng khen", "Bằng tuyên dương"]
givers = ["bao"]

[[award]]
id = "cup-vang"
name = "Cúp vàng"
kind = "khac"
rank = 770
classes = ["nhat", "nhi"]
`)
	for text, want := range map[string]string{
		"Công dân Đồng Tháp tiêu biểu":                "cong-dan-dong-thap",
		"Công dân tiêu biểu":                          "cong-dan-dong-thap",
		"Cán bộ, công chức Đồng Tháp tiêu biểu":       "cong-dan-dong-thap",
		"Bằng khen của Báo Đồng Khởi":                 "bang-khen-bao",
		"Bằng tuyên dương của Báo Đồng Khởi":          "bang-khen-bao",
		"Bằng khen của Chủ tịch UBND tỉnh Đồng Tháp":  "bang-khen-tinh",
		"Cúp vàng hạng Nhì":                           "cup-vang-nhi",
		"Huân chương Lao động hạng Nhất":              "hc-lao-dong-nhat",
		"Bằng tuyên dương của Chủ tịch UBND xã A, đó": "",
	} {
		got := ""
		if m := r.Award(text); m.Known() {
			got = m.Record.ID
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	a := r.Awards()[0]
	if a.ID != "cong-dan-dong-thap" || a.ValidIn(2018) || !a.ValidIn(2019) || a.DecidedBy(0) != "Chủ tịch UBND tỉnh Đồng Tháp" {
		t.Errorf("%+v", a)
	}
	if s := a.Sources[0]; s.Law.Number != "06/2022/QH15" || s.Law.From != registry.NewDay(2024, 1, 1) || s.Article != "Đ1" {
		t.Errorf("%+v", s)
	}
	if diff := cmp.Diff([]string{"Công dân tiêu biểu"}, a.FormerNames); diff != "" {
		t.Error(diff)
	}
}

func TestSiteOverrides(t *testing.T) {
	t.Run("a movement", func(t *testing.T) {
		r := load(t, "movements.toml", `
[[movement]]
id = "doanh-nghiep-hoi-nhap"
name = "Doanh nghiệp Đồng Tháp hội nhập và phát triển"
former = ["Doanh nghiệp Việt Nam hội nhập và phát triển"]
periods = [{ from = 2016, until = 2020 }, { from = 2026, until = 2030 }]
by = "Chủ tịch UBND tỉnh Đồng Tháp"
`)
		m := r.Movement("Doanh nghiệp Việt Nam hội nhập và phát triển")
		if m.How != registry.Former || m.Record.ValidIn(2024) || !m.Record.ValidIn(2028) {
			t.Errorf("%+v", m)
		}
		if m := r.Movement("Doanh nghiệp hội nhập và phát triển"); m.Known() {
			t.Errorf("a spelling of the record that was replaced is known: %+v", m)
		}
		if got, want := len(r.Movements()), len(builtin(t).Movements()); got != want || r.Movements()[3].ID != "doanh-nghiep-hoi-nhap" {
			t.Errorf("%d movements, want %d with the new one in the old one's place", got, want)
		}
	})
	t.Run("an award with its classes", func(t *testing.T) {
		r := load(t, "awards.toml", `
[[award]]
id = "hc-lao-dong"
name = "Huân chương Lao động"
kind = "huan-chuong"
rank = 120
`)
		if m := r.Award("Huân chương Lao động hạng Nhất"); m.Known() || r.AwardWithID("hc-lao-dong-nhat") != nil {
			t.Errorf("%+v", m)
		}
	})
	t.Run("one class", func(t *testing.T) {
		r := load(t, "awards.toml", `
[[award]]
id = "hc-lao-dong-nhat"
name = "Huân chương Lao động hạng Nhất"
kind = "huan-chuong"
rank = 120
note = "x"
`)
		if m := r.Award("Huân chương Lao động hạng Nhất"); !m.Known() || m.Record.Note != "x" || !r.Award("Huân chương Lao động hạng Nhì").Known() {
			t.Errorf("%+v", m)
		}
	})
	t.Run("a field", func(t *testing.T) {
		r := load(t, "fields.toml", "[[field]]\nid = \"y-te\"\nname = \"Y tế - dân số\"\naliases = \"Y tế\"\n")
		if m := r.Field("Y tế"); m.How != registry.Spelling || m.Record.Name != "Y tế - dân số" {
			t.Errorf("%+v", m)
		}
	})
	t.Run("a province", func(t *testing.T) {
		r := load(t, "provinces.toml", `
kinds = { tinh = "tỉnh" }

[[province]]
id = "khanh-hoa"
name = "Khánh Hòa"
kinds = [{ kind = "tinh", until = 2027-06-30 }, { kind = "thanh-pho", from = 2027-07-01 }]
former = [{ name = "Khánh Hòa", kind = "tinh", until = 2025-06-30 }, { name = "Ninh Thuận", kind = "tinh", until = 2025-06-30, note = "x" }]
note = "x"
`)
		p := r.Province("TP Khánh Hòa").Record
		if p == nil || p.KindAt(registry.NewDay(2027, 7, 1)) != registry.MunicipalityUnit || p.Title(registry.NewDay(2026, 1, 1)) != "tỉnh Khánh Hòa" {
			t.Errorf("%+v", p)
		}
		if m := r.Province("Ninh Thuận"); m.Former == nil || m.Former.ID != "ninh-thuan" {
			t.Errorf("%+v", m)
		}
		if len(r.Provinces()) != 34 {
			t.Errorf("%d provinces", len(r.Provinces()))
		}
	})
}

// What is wrong is reported where it stands, and everything else can be used.
func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		want             []string // place: message [hint]
	}{
		{
			"an unknown key of a file", "awards.toml", "[[awards]]\nid = \"x\"\n",
			[]string{"awards.toml:1:3: không có mục “awards” [Ý bạn là “award”?]"},
		},
		{
			"an unknown key of an award", "awards.toml", "[[award]]\nid = \"x\"\nname = \"Cúp\"\nkind = \"khac\"\nrnak = 3\n",
			[]string{"awards.toml:5:1: không có mục “rnak” [Ý bạn là “rank”?]"},
		},
		{
			"unknown keys of tables within", "awards.toml", "[[award]]\nid = \"x\"\nname = \"Cúp\"\nkind = \"khac\"\nby = { wo = \"A\", who = \"B\" }\nsources = [{ law = \"luat-2022\", art = \"Đ1\" }]\n",
			[]string{
				"awards.toml:5:8: không có mục “wo” [Các mục dùng được: who, from, until]",
				"awards.toml:6:33: không có mục “art” [Các mục dùng được: law, article]",
			},
		},
		{
			"unknown keys beside the records", "awards.toml", "[[law]]\nid = \"x\"\nnr = \"1\"\n[[class]]\nid = \"x\"\nname = \"y\"\nalias = \"z\"\n[[giver]]\nid = \"x\"\nname = \"y\"\n",
			[]string{
				"awards.toml:3:1: không có mục “nr” [Các mục dùng được: id, number, title, from, until]",
				"awards.toml:7:1: không có mục “alias” [Các mục dùng được: id, name, aliases]",
				"awards.toml:10:1: không có mục “name” [Ý bạn là “names”?]",
			},
		},
		{
			"not TOML", "movements.toml", "[[movement]]\nid: x\n",
			[]string{"movements.toml:2:"},
		},
		{
			"no id", "movements.toml", "\n[[movement]]\nname = \"Xanh\"\n",
			[]string{"movements.toml:2:1: mục này thiếu “id” [Hãy viết: id = \"…\"]"},
		},
		{
			"no name", "fields.toml", "[[field]]\nid = \"x\"\nname = \"\"\n",
			[]string{"fields.toml:1:1: mục này thiếu “name” [Hãy viết: name = \"…\"]"},
		},
		{
			"an id that is no slug", "fields.toml", "[[field]]\nid = \"Thú y\"\nname = \"Thú y\"\n",
			[]string{"fields.toml:2:6: “Thú y” không dùng làm mã (id) được [Hãy viết: id = \"thu-y\"]"},
		},
		{
			"an id of the wrong type", "fields.toml", "[[field]]\nid = 7\nname = \"Thú y\"\n",
			[]string{"fields.toml:2:6: “id” phải là chữ trong ngoặc kép, không phải số nguyên [Hãy viết: id = \"7\"]"},
		},
		{
			"an unknown key of a field", "fields.toml", "[[field]]\nid = \"thu-y\"\nname = \"Thú y\"\nalias = \"x\"\n",
			[]string{"fields.toml:4:1: không có mục “alias” [Các mục dùng được: id, name, former, aliases, sources, note]"},
		},
		{
			"one id twice", "fields.toml", "[[field]]\nid = \"thu-y\"\nname = \"Thú y\"\n\n[[field]]\nid = \"thu-y\"\nname = \"Chăn nuôi\"\n",
			[]string{"fields.toml:6:6: mã (id) “thu-y” có ở hai mục [Mục kia ở registry/fields.toml:2.]"},
		},
		{
			"a spelling of a built-in record", "awards.toml", "[[award]]\nid = \"x\"\nname = \"Cúp\"\nkind = \"khac\"\naliases = [\"Cúp vàng\", \"LĐTT\"]\n",
			[]string{"awards.toml:5:24: cách viết “LĐTT” là của “Lao động tiên tiến”, không thể cũng là của “Cúp” [Mỗi cách viết chỉ thuộc một mục. Hãy bỏ nó ở một trong hai mục.]"},
		},
		{
			"a spelling of another new record", "movements.toml", "[[movement]]\nid = \"a\"\nname = \"Sông xanh\"\n[[movement]]\nid = \"b\"\nname = \"Hồ xanh\"\nformer = \"sông  XANH\"\n",
			[]string{"movements.toml:7:10: cách viết “sông  XANH” là của “Sông xanh”, không thể cũng là của “Hồ xanh” [Mỗi cách viết chỉ thuộc một mục. Hãy bỏ nó ở một trong hai mục.]"},
		},
		{
			"a giver of another award", "awards.toml", "[[giver]]\nid = \"so-y-te\"\nnames = [\"Sở …\"]\n[[award]]\nid = \"x\"\nname = \"Giấy khen y tế\"\nkind = \"giay-khen\"\nheads = \"Giấy khen\"\ngivers = [\"so-y-te\"]\n",
			[]string{"awards.toml:5:6: cách viết “Giấy khen Sở …” là của “Giấy khen của giám đốc sở, ban, ngành”, không thể cũng là của “Giấy khen y tế” [Mỗi cách viết chỉ thuộc một mục. Hãy bỏ nó ở một trong hai mục.]"},
		},
		{
			"the head of all others twice", "awards.toml", "[[award]]\nid = \"x\"\nname = \"Giấy khen khác\"\nkind = \"giay-khen\"\nheads = \"Giấy khen\"\n",
			[]string{"awards.toml:2:6: cách viết “Giấy khen …” là của “Giấy khen”, không thể cũng là của “Giấy khen khác” [Mỗi cách viết chỉ thuộc một mục. Hãy bỏ nó ở một trong hai mục.]"},
		},
		{
			"words that are none of those allowed", "awards.toml", "[[award]]\nid = \"x\"\nname = \"Cúp\"\nkind = \"huy chuong\"\nlevel = \"lang\"\nfor = [\"ca-nhan\", \"tap-te\"]\nclasses = [\"tu\"]\ngivers = [\"sso\"]\n",
			[]string{
				"awards.toml:4:8: “kind” không nhận giá trị “huy chuong” [Ý bạn là “huy-chuong”?]",
				"awards.toml:5:9: “level” không nhận giá trị “lang” [Các giá trị dùng được: nha-nuoc, chinh-phu, bo-nganh-tw-doan-the, tinh, so-nganh-don-vi, huyen, xa, doanh-nghiep, luc-luong-vu-trang, to-chuc-hoi]",
				"awards.toml:6:19: “for” không nhận giá trị “tap-te” [Ý bạn là “tap-the”?]",
				"awards.toml:7:12: “classes” không nhận giá trị “tu” [Các giá trị dùng được: ba, nhat, nhi]",
				"awards.toml:8:11: “givers” không nhận giá trị “sso” [Ý bạn là “so”?]",
			},
		},
		{
			"an unknown law", "movements.toml", "[[movement]]\nid = \"x\"\nname = \"Sông xanh\"\nsources = { law = \"ct-05-2015\" }\n",
			[]string{"movements.toml:4:19: không có văn bản nào có mã “ct-05-2015” [Ý bạn là “ct-05-2016”?]"},
		},
		{
			"times that cannot be", "movements.toml", "[[movement]]\nid = \"x\"\nname = \"Sông xanh\"\nperiods = [{ from = 2025, until = 2020 }, { from = 20, to = 1 }, { until = \"31/02/2025\" }]\n",
			[]string{
				"movements.toml:4:35: thời gian bắt đầu (01/01/2025) sau khi kết thúc (31/12/2020) [Hãy viết from (từ ngày) trước hoặc bằng until (đến hết ngày).]",
				"movements.toml:4:52: “20” không phải là năm [Hãy viết: from = 2025]",
				"movements.toml:4:56: không có mục “to” [Các mục dùng được: from, until]",
				"movements.toml:4:76: không có ngày “31/02/2025” trong lịch [Tháng 2/2025 có 28 ngày.]",
			},
		},
		{
			"an unknown key of a movement", "movements.toml", "[[movement]]\nid = \"x\"\nname = \"Sông xanh\"\nstandng = true\n",
			[]string{"movements.toml:4:1: không có mục “standng” [Ý bạn là “standing”?]"},
		},
		{
			"abbreviations that are none", "fields.toml", "abbreviations = [\"UBND\", \"A B = c\", \"TT = thú y\"]\n",
			[]string{
				"fields.toml:1:18: “UBND” không phải là chữ viết tắt kèm nghĩa của nó [Hãy viết: \"UBND = Ủy ban nhân dân\"]",
				"fields.toml:1:26: “A B = c” không phải là chữ viết tắt kèm nghĩa của nó [Hãy viết: \"UBND = Ủy ban nhân dân\"]",
			},
		},
		{
			"a province without kinds", "provinces.toml", "[[province]]\nid = \"x\"\nname = \"Xa\"\n",
			[]string{"provinces.toml:1:1: mục này thiếu “kinds” [Hãy viết: kinds = [{ kind = \"tinh\" }]]"},
		},
		{
			"wrong things of a province", "provinces.toml", "[[province]]\nid = \"x\"\nname = \"Xa\"\ncode = \"01\"\nkinds = [{ kind = \"tnh\" }, { kind = \"tinh\", tile = \"x\" }, { until = 2020 }]\nformer = [{ name = \"Xưa\", kind = \"tinh\" }, { name = \"Hải Dương\", kind = \"tinh\", until = 2025-06-30, code = 1 }]\n",
			[]string{
				"provinces.toml:4:1: không có mục “code” [Các mục dùng được: id, name, former, aliases, sources, note, kinds]",
				"provinces.toml:5:19: “kind” không nhận giá trị “tnh” [Ý bạn là “tinh”?]",
				"provinces.toml:5:45: không có mục “tile” [Ý bạn là “title”?]",
				"provinces.toml:5:59: mục này thiếu “kind” [Hãy viết: kind = \"…\"]",
				"provinces.toml:6:11: mục này thiếu “until” [Hãy viết: until = \"…\"]",
				"provinces.toml:6:53: cách viết “Hải Dương” là của “tỉnh Hải Dương (Hải Phòng)”, không thể cũng là của “tỉnh Hải Dương (Xa)” [Mỗi cách viết chỉ thuộc một mục. Hãy bỏ nó ở một trong hai mục.]",
				"provinces.toml:6:101: không có mục “code” [Các mục dùng được: id, name, kind, until, aliases, note]",
			},
		},
		{
			"a name of another province", "provinces.toml", "[[province]]\nid = \"x\"\nname = \"Hải Phòng\"\nkinds = { kind = \"tinh\" }\n",
			[]string{"provinces.toml:3:8: cách viết “Hải Phòng” là của “thành phố Hải Phòng”, không thể cũng là của “tỉnh Hải Phòng” [Mỗi cách viết chỉ thuộc một mục. Hãy bỏ nó ở một trong hai mục.]"},
		},
		{
			"not UTF-8", "fields.toml", "[[field]]\nname = \"Y t\xff\"\n",
			[]string{"fields.toml:2:12: tệp không phải là UTF-8 [Hãy mở tệp và lưu lại với bảng mã UTF-8 (Unicode).]"},
		},
		{
			"a file of another name", "award.toml", "",
			[]string{"award.toml: Gương không đọc tệp “award.toml” trong thư mục này [Ý bạn là “awards.toml”?]"},
		},
		{
			"a file that is none", "ghi-chu.txt", "",
			[]string{"ghi-chu.txt: Gương không đọc tệp “ghi-chu.txt” trong thư mục này [Các tệp dùng được: awards.toml, movements.toml, fields.toml, provinces.toml]"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, wrong := registry.Load(site(c.file, c.text))
			var got []string
			for _, d := range wrong {
				line := d.Error()
				if !d.Hint.IsZero() {
					line += " [" + d.Hint.In(message.Vietnamese) + "]"
				}
				if len(c.want) == 1 && strings.HasSuffix(c.want[0], ":") { // only the line is ours
					line = line[:len("registry/"+c.want[0])]
				}
				got = append(got, strings.TrimPrefix(line, "registry/"))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if !r.Award("Lao động tiên tiến").Known() || !r.Province("Hải Dương").Known() || !r.Field("Giáo dục").Known() || !r.Movement("Dân vận khéo").Known() {
				t.Error("the built-in records cannot be used")
			}
		})
	}
}

// unreadable is a folder whose files cannot be read.
type unreadable struct{ fs.FS }

func (unreadable) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

func TestUnreadable(t *testing.T) {
	r, wrong := registry.Load(unreadable{})
	if len(wrong) != 4 || wrong[0].Error() != "registry/awards.toml: không đọc được tệp" || len(r.Provinces()) != 34 {
		t.Errorf("%v", wrong)
	}
}

func TestSiteWithoutRecords(t *testing.T) {
	if _, wrong := registry.Load(fstest.MapFS{"config.toml": {}, "registry/.keep": {}, "registry/cu/awards.toml": {}}); len(wrong) > 0 {
		t.Error(wrong)
	}
}

// Decomposed text and Word's Đ are put right before they are compared.
func TestSiteTextIsRepaired(t *testing.T) {
	r := load(t, "fields.toml", "[[field]]\nid = \"dien-anh\"\nname = \"\u00d0iện ảnh\"\n")
	if m := r.Field("Điện ảnh"); m.How != registry.Exact || m.Record.Name != "Điện ảnh" {
		t.Errorf("%+v", m)
	}
}

func TestMessagesAreInBothLanguages(t *testing.T) {
	for _, id := range []string{
		"unreadable", "unreadable-hint", "not-utf8", "not-utf8-hint", "stranger", "files", "missing", "id", "duplicate-id", "at", "taken",
		"taken-hint", "one-of", "allowed", "no-law", "period", "period-hint", "year", "abbreviation",
	} {
		m := message.New("registry."+id, "a", "b", "c")
		vi, en := m.In(message.Vietnamese), m.In(message.English)
		if strings.HasPrefix(vi, "registry.") || strings.HasPrefix(en, "registry.") || vi == en {
			t.Errorf("%s: %q, %q", id, vi, en)
		}
	}
}
