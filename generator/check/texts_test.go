package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func words(n int) string { return strings.TrimSpace(strings.Repeat("chữ ", n)) }

func TestLengths(t *testing.T) {
	write := func(title, summary string) string {
		return "+++\ntitle = \"" + title + "\"\ndate = 2026-07-06\n" + summary + "\n+++\n\nBài.\n"
	}
	for name, test := range map[string]struct {
		path, file string
		want       []string
	}{
		"a good story":          {"tin/bai.md", write("Tít", `summary = "Sapo."`), nil},
		"no summary":            {"tin/bai.md", write("Tít", ""), []string{"check.summary-missing"}},
		"an empty summary":      {"tin/bai.md", write("Tít", `summary = ""`), []string{"check.summary-missing"}},
		"summary of 60 words":   {"tin/bai.md", write("Tít", `summary = "`+words(60)+`"`), nil},
		"summary of 61 words":   {"tin/bai.md", write("Tít", `summary = "`+words(61)+`"`), []string{"check.summary-long"}},
		"title of 20 words":     {"tin/bai.md", write(words(20), `summary = "Sapo."`), nil},
		"title of 21 words":     {"tin/bai.md", write(words(21), `summary = "Sapo."`), []string{"check.title-long"}},
		"a page has no summary": {"lien-he.md", write("Liên hệ", ""), nil},
		"a page's long title":   {"lien-he.md", write(words(21), ""), []string{"check.title-long"}},
		"a section":             {"tin/_index.md", write(words(21), `summary = "`+words(99)+`"`), nil},
	} {
		var got []string
		for _, f := range lint(t, test.path, test.file) {
			got = append(got, f.Rule)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

func TestPictures(t *testing.T) {
	for name, test := range map[string]struct {
		file string
		want []string
	}{
		"complete":           {told(`image = { src = "a.jpg", alt = "Lớp học", caption = "Giờ ra chơi", credit = "Hoàng Minh" }`), nil},
		"credit in caption":  {told(`image = { src = "a.jpg", alt = "Lớp học", caption = "Giờ ra chơi (ảnh: Hoàng Minh)" }`), nil},
		"nothing":            {told(`image = "a.jpg"`), []string{"picture-alt", "picture-caption", "picture-credit"}},
		"no description":     {told(`image = { src = "a.jpg", caption = "Giờ ra chơi", credit = "Hoàng Minh" }`), []string{"picture-alt"}},
		"no caption":         {told(`image = { src = "a.jpg", alt = "Lớp học", credit = "Hoàng Minh" }`), []string{"picture-caption"}},
		"no credit":          {told(`image = { src = "a.jpg", alt = "Lớp học", caption = "Giờ ra chơi" }`), []string{"picture-credit"}},
		"credit alone":       {told(`image = { src = "a.jpg", alt = "Lớp học", caption = "Ảnh: Hoàng Minh" }`), []string{"picture-caption"}},
		"figure, complete":   {story(`![Lớp học](a.jpg "Giờ ra chơi (ảnh: Hoàng Minh)")`), nil},
		"figure, bare":       {story(`![Lớp học](a.jpg)`), []string{"picture-caption", "picture-credit"}},
		"figure, no credit":  {story(`![Lớp học](a.jpg "Giờ ra chơi")`), []string{"picture-credit"}},
		"figure, no alt":     {story(`![](a.jpg "Giờ ra chơi. Ảnh: Hoàng Minh")`), nil}, // a build says it
		"figure in a link":   {story(`[![Lớp học](a.jpg)](a.jpg)`), []string{"picture-caption", "picture-credit"}},
		"picture in a line":  {story(`![Biểu tượng](a.svg) Gương sáng`), nil},
		"figure elsewhere":   {story(`![Lớp học](https://x.example/a.jpg)`), []string{"picture-caption", "picture-credit"}},
		"figure in HTML":     {story("<figure><img src=\"a.jpg\" alt=\"Lớp\"><figcaption>Giờ ra chơi (ảnh: An Thư)</figcaption></figure>"), nil},
		"figure without one": {story("<figure><p>Chữ</p></figure>"), nil},
	} {
		var got []string
		for _, f := range lint(t, "tin/bai.md", test.file) {
			got = append(got, strings.TrimPrefix(f.Rule, "check."))
		}
		slices.Sort(got)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

// TestPicturesHaveTheirLines: two pictures, the second without a caption.
func TestPicturesHaveTheirLines(t *testing.T) {
	file := story("![Một](a.jpg \"Một (ảnh: An Thư)\")\n\nChữ.\n\n![Hai][h]\n\n![Ba](Ảnh%20lớp.jpg)\n\n[h]: b.jpg")
	var got []int
	for _, f := range lint(t, "tin/bai.md", file) {
		if f.Rule == "check.picture-caption" {
			got = append(got, f.Line)
		}
	}
	if diff := cmp.Diff([]int{13, 15}, got); diff != "" && len(got) != 2 {
		t.Error(diff)
	}
}

func TestAwards(t *testing.T) {
	person := func(awards string) string {
		return told("[[honorees]]\nname = \"Lò Thị Ánh\"\n" + awards)
	}
	award := func(keys string) string { return "[[honorees.awards]]\n" + keys + "\n" }
	given := award("name = \"Bằng khen\"\nyear = 2024\nby = \"Chủ tịch nước\"")
	speaks(t, "award-giver", person, map[string]string{
		award(`name = "Bằng khen"`):                                           "Bằng khen",
		award(`name = "bằng khen"`):                                           "bằng khen",
		award(`name = "Giấy khen"`):                                           "Giấy khen",
		award("name = \"Bằng khen\"\nyear = 2024"):                            "Bằng khen",
		award("name = \"Giấy khen\"\ndecision = \"12/QĐ\""):                   "Giấy khen",
		award(`name = "Bằng khen cấp tỉnh"`):                                  "Bằng khen cấp tỉnh",
		award("name = \"BẰNG KHEN\"\nby = \"\""):                              "BẰNG KHEN",
		award(`name = "Bằng  khen"`) + award(`name = "Giấy khen toàn ngành"`): "Giấy khen toàn ngành",
		given + award(`name = "Giấy khen"`):                                   "Giấy khen",
	}, []string{
		given,
		award(`name = "Bằng khen của Thủ tướng Chính phủ"`),
		award(`name = "Giấy khen của Giám đốc Sở Y tế"`),
		award(`name = "Huân chương Lao động hạng Ba"`),
		award(`name = "Lao động tiên tiến"`),
		award(`name = "Kỷ niệm chương"`),
		award(`name = "Cờ thi đua của Chính phủ"`),
		award(`name = "Bằng Lao động sáng tạo"`),
		award("name = \"Giấy khen\"\nby = \"Chủ tịch UBND xã\""),
		"",
	})
}

// TestAwardsHaveTheirLines: of two awards with one name, that without giver is meant.
func TestAwardsHaveTheirLines(t *testing.T) {
	file := told(`awards = ["Bằng khen"]
[[honorees]]
name = "Lò Thị Ánh"
[[honorees.awards]]
name = "Bằng khen"
by = "Chủ tịch nước"
[[honorees.awards]]
name = "Bằng khen"
[[honorees]]
name = "Nhóm cô đỡ"
awards = [{ name = "Bằng khen" }]`)
	var got []int
	for _, f := range lint(t, "tin/bai.md", file) {
		got = append(got, f.Line)
	}
	if diff := cmp.Diff([]int{12, 15}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTones(t *testing.T) {
	speaks(t, "tone-mixed", story, map[string]string{
		"Vì hòa bình, và hoà thuận.":                      "hoà",
		"Nét văn hoá mới.\n\nGia đình văn hóa.":           "hóa",
		"Người khỏe mạnh; lá vẫn xoè.\n\nNgười lại khoẻ.": "xoè",
		"Công tác thủy lợi, đường thuỷ.":                  "thuỷ",
		"Tỉnh Thanh Hóa và tỉnh Thanh Hoá.":               "Hoá",
		"Đồng chí uỷ viên, tỏa sáng.":                     "tỏa",
		"Một đoá hoa, một tòa nhà.":                       "tòa",
		"Ông Hoà về nhà. Bà con hòa giải, hoà thuận.":     "hoà",
		"Lan tỏa, *toả* sáng.":                            "toả",
	}, []string{
		"Vì hòa bình, hóa giải, khỏe mạnh, thủy lợi, tòa nhà.",
		"Vì hoà bình, hoá giải, khoẻ mạnh, thuỷ lợi, toà nhà.",
		"Ông Hoà nói về hòa giải, lan tỏa.", // a name
		"Quý vị, quả, que, quỳ, quà.",
		"Toàn dân đoàn kết, hoạt động, thuyền, khoảng.",
		"Xem https://thu.example/hoà và hòa bình.",
		"Viết `hoà` là kiểu mới, còn bài này: hòa.",
		"![hòa](hoà.jpg \"hòa bình (ảnh: An)\")",
		"```\nhoà\n```\n\nvăn hóa",
		"Tây Nguyên có già làng, mía, lúa, của, cửa.",
		"",
	})
}

func TestTonesAcrossFrontMatterAndBody(t *testing.T) {
	file := strings.Replace(story("Gia đình văn hoá."), "lớp học đêm", "lớp xóa mù chữ", 1)
	if diff := cmp.Diff([]string{"hoá"}, named(lint(t, "tin/bai.md", file), "tone-mixed")); diff != "" {
		t.Error(diff)
	}
}

func TestRepaired(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want int
	}{
		"clean":               {"Đảng bộ thành phố.", 0},
		"eth":                 {"\u00D0ảng bộ.", 1},
		"gha":                 {"Văn th\u01A3 l\u01A3u trữ.", 1},
		"no-break space":      {"Hải\u00A0Phòng.", 1},
		"zero width":          {"Hải\u200B Phòng.", 1},
		"decomposed":          {norm.NFD.String("điển hình tiên tiến"), 1},
		"Windows line ends":   {"Một.\r\n\r\nHai.", 0},
		"all of them":         {"\u00D0ảng\u00A0bộ\u200B.\r\n", 1},
		"byte order mark":     {"Một\uFEFF hai.", 1},
		"Icelandic":           {"Ông Garðarsson đến thăm.", 0},
		"emoji with a joiner": {"Gia đình 👨‍👩‍👧.", 0},
		"spaces in a row":     {"Một  hai   ba.", 0},
	} {
		if got := len(named(lint(t, "tin/bai.md", story(test.text)), "repaired")); got != test.want {
			t.Errorf("%s: %d findings, want %d", name, got, test.want)
		}
	}
}

func TestOrigin(t *testing.T) {
	speaks(t, "source-missing", story, map[string]string{
		"Bài.\n\n(Theo Báo Nhân Dân)":                "(Theo Báo Nhân Dân)",
		"Bài.\n\n*(Theo TTXVN)*":                     "(Theo TTXVN)",
		"Bài.\n\nTheo báo Hải Phòng":                 "Theo báo Hải Phòng",
		"Bài.\n\n**Nguồn: Cổng TTĐT tỉnh Lai Châu**": "Nguồn: Cổng TTĐT tỉnh Lai Châu",
		"Câu cuối của bài. (Theo Nhân Dân)":          "(Theo Nhân Dân)",
		"Bài.\n\nNguồn: VOV\n\n*Biên tập: Lan*":      "Nguồn: VOV",
		"(Theo Báo Lao Động) - Sáng nay, hội nghị…":  "(Theo Báo Lao Động)",
		"Bài.\n\n[Theo Tạp chí Thi đua khen thưởng]": "[Theo Tạp chí Thi đua khen thưởng]",
		"Bài.\n\nDẫn theo trang của Hội Nông dân":    "Dẫn theo trang của Hội Nông dân",
		"Bài.\n\n_Theo Hoàng Minh_":                  "Theo Hoàng Minh",
	}, []string{
		"Theo Luật Thi đua, khen thưởng, khen thưởng đột xuất dành cho thành tích lập được bất ngờ.",
		"Bài.\n\nTheo chân Bác, chúng tôi lên đường.",
		"Theo bà Lan, phong trào đã lan rộng.",
		"Nguồn nước về bản.",
		"Bài.\n\nNguồn ảnh: An Thư",
		"Theo báo cáo của xã, năm nay có 40 hộ thoát nghèo.\n\nBài còn dài.\n\nHết.\n\nHết thật.",
		"Bài.\n\n(Theo Luật Thi đua, khen thưởng)",
		"(ảnh: An Thư) Sáng nay.",
		"Bài.\n\nPhương Thanh",
		"",
	})
	for keys, want := range map[string]int{
		`source = "Báo Nhân Dân"`:                                         1,
		`source = { name = "Báo Nhân Dân" }`:                              1,
		`source = { name = "Báo Nhân Dân", url = "https://x.example/1" }`: 0,
		`source = { url = "https://x.example/1" }`:                        0,
		`dateline = "TĐKT"`:                                               0,
	} {
		if got := len(named(lint(t, "tin/bai.md", told(keys)), "source-url")); got != want {
			t.Errorf("source-url on %s: %d findings, want %d", keys, got, want)
		}
	}
	if got := named(lint(t, "tin/bai.md", told(`dateline = "Theo TTXVN"`)), "source-missing"); len(got) != 1 {
		t.Errorf("a dateline that names a source: %q", got)
	}
	declared := front + "source = { name = \"Báo A\", url = \"https://a.example/1\" }\n+++\n\nBài.\n\n(Theo Báo A)\n"
	if got := lint(t, "tin/bai.md", declared); got != nil {
		t.Errorf("a declared source: %v", got)
	}
}
