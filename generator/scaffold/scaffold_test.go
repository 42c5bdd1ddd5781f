package scaffold_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/scaffold"
	"guong/themes"
)

var now = time.Date(2026, 11, 23, 20, 30, 0, 0, time.UTC)

func newSite(t *testing.T, l message.Language) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "trang", "moi")
	if wrong := scaffold.Site(dir, l, now); wrong != nil {
		t.Fatal(wrong)
	}
	return dir
}

func read(t *testing.T, parts ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSite(t *testing.T) {
	dir := newSite(t, message.Vietnamese)
	if got := read(t, dir, "content", "tin-tuc", "bai-dau-tien.md"); !strings.Contains(got, `date = "24/11/2026 - 03:30"`) {
		t.Errorf("the first story is not dated in the site's zone:\n%s", got)
	}
	for _, name := range []string{"config.toml", ".gitignore", "content/gioi-thieu.md", "content/tin-tuc/_index.md"} {
		if read(t, dir, name) == "" {
			t.Errorf("%s is empty", name)
		}
	}
	if got := read(t, newSite(t, message.English), "config.toml"); !strings.Contains(got, `language = "en"`) {
		t.Errorf("the English site is not in English:\n%s", got)
	}
}

func TestSiteOverwritesNothing(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(file, []byte("của tôi"), 0o666); err != nil {
		t.Fatal(err)
	}
	for place, want := range map[string]string{dir: "scaffold.not-empty", file: "scaffold.unusable", filepath.Join(file, "trong"): "scaffold.unusable"} {
		if wrong := scaffold.Site(place, message.Vietnamese, now); len(wrong) != 1 || wrong[0].Message.ID != want {
			t.Errorf("%s: %v, want %s", place, wrong, want)
		}
	}
	if read(t, file) != "của tôi" {
		t.Error("a file was overwritten")
	}
}

func TestArticle(t *testing.T) {
	for _, test := range []struct{ path, file, title string }{
		{"tin-tuc/co-giao-lan", "content/tin-tuc/co-giao-lan.md", "Co giao lan"},
		{"content/tin-tuc/co-giao-lan.md", "content/tin-tuc/co-giao-lan.md", "Co giao lan"},
		{"tin-tuc/Cô giáo Lan: “mẹ” của bản", "content/tin-tuc/co-giao-lan-me-cua-ban.md", "Cô giáo Lan: “mẹ” của bản"},
		{`Tin tức/Hai "chị em"`, "content/tin-tuc/hai-chi-em.md", `Hai \"chị em\"`},
		{"tin-tuc/lop-hoc/", "content/tin-tuc/lop-hoc/index.md", "Lop hoc"},
		{"tin-tuc/lop-hoc/index.md", "content/tin-tuc/lop-hoc/index.md", "Lop hoc"},
		{"tin-tuc/2026/bai", "content/tin-tuc/2026/bai.md", "Bai"},
		{"lien-he", "content/lien-he.md", "Lien he"},
		{norm.NFD.String("Tin tức/Đổi mới"), "content/tin-tuc/doi-moi.md", "Đổi mới"},
	} {
		dir := newSite(t, message.Vietnamese)
		file, wrong := begin(dir, test.path)
		if wrong.Count(diag.Note) != len(wrong) {
			t.Errorf("%s: %v", test.path, wrong)
			continue
		}
		if want := filepath.ToSlash(filepath.Join(dir, test.file)); file != want {
			t.Errorf("%s: %s, want %s", test.path, file, want)
		}
		text := read(t, dir, test.file)
		if !strings.Contains(text, `title = "`+test.title+`"`) || !strings.Contains(text, "24/11/2026 - 03:30") || strings.Contains(text, "{{") {
			t.Errorf("%s: front matter is not filled in:\n%s", test.path, text)
		}
	}
}

func TestArticleRefuses(t *testing.T) {
	dir := newSite(t, message.Vietnamese)
	if err := os.WriteFile(filepath.Join(dir, "content", "tep"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"tin-tuc/bai-dau-tien": "scaffold.exists",
		"tin-tuc/":             "scaffold.section",
		"../ngoai/bai":         "scaffold.path",
		"tin-tuc/???":          "scaffold.path",
		"/":                    "scaffold.path",
		"tep/bai":              "scaffold.unusable",
	} {
		file, wrong := begin(dir, path)
		if file != "" || wrong.Count(diag.Error) != 1 || wrong[len(wrong)-1].Message.ID != want {
			t.Errorf("%s: %q, %v; want %s", path, file, wrong, want)
		}
	}
	if _, wrong := begin(filepath.Join(dir, "khong-co"), "tin-tuc/bai"); wrong.Count(diag.Error) != 1 {
		t.Errorf("no site: %v", wrong)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte("title = \"a\"\nbaseURL = \"https://a.example/\"\ntheme = \"la\"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, wrong := begin(dir, "tin-tuc/bai"); wrong.Count(diag.Error) != 1 {
		t.Errorf("no theme: %v", wrong)
	}
}

func TestArticleAsksAboutNewSections(t *testing.T) {
	dir := newSite(t, message.Vietnamese)
	file, wrong := begin(dir, "tin-tucc/bai")
	if file == "" || len(wrong) != 1 || wrong[0].Severity != diag.Warning || !strings.Contains(wrong[0].Hint.String(), "“tin-tuc”") {
		t.Errorf("%q, %v", file, wrong)
	}
	if _, wrong := begin(dir, "phong-su/bai"); len(wrong) != 1 || wrong[0].Hint.ID != "scaffold.new-section-hint" {
		t.Errorf("%v", wrong)
	}
}

// TestSection holds that a section is named once, as it was written, whether it is made
// for itself or with its first article, and that no name is made of a mere address.
func TestSection(t *testing.T) {
	section := func(dir, name string) (string, diag.List) {
		return scaffold.Section(scaffold.SectionOptions{Source: dir, Config: "config.toml", Name: name})
	}
	for _, test := range []struct {
		section, article string
		index            string
		want             string // what the index says; empty: there is none
	}{
		{"Người tốt", "", "nguoi-tot", `title = "Người tốt"`},
		{"nguoi-tot", "", "nguoi-tot", `title = "Nguoi tot"`},
		{"content/Chuyện hay/Chuyện lạ", "", "chuyen-hay/chuyen-la", `title = "Chuyện lạ"`},
		{"content/Chuyện hay/Chuyện lạ", "", "chuyen-hay", `title = "Chuyện hay"`},
		{norm.NFD.String("Đổi mới/"), "", "doi-moi", `title = "Đổi mới"`},
		{"", "Gương trẻ/Bà Ba", "guong-tre", `title = "Gương trẻ"`},
		{"", "Gương trẻ/2026/Bà Ba", "guong-tre/2026", ""},
		{"", "guong-tre/Bà Ba", "guong-tre", ""},
		{"", "Tin  TỨC/Bà Ba", "tin-tuc", `title = "Tin tức"`},
		{"", "Bà Ba", "ba-ba", ""},
	} {
		dir := newSite(t, message.Vietnamese)
		if test.section != "" {
			file, wrong := section(dir, test.section)
			if wrong.Count(diag.Error) > 0 || !strings.HasSuffix(file, "/_index.md") {
				t.Errorf("%s: %s, %v", test.section, file, wrong)
			}
		} else if _, wrong := begin(dir, test.article); wrong.Count(diag.Error) > 0 {
			t.Errorf("%s: %v", test.article, wrong)
		}
		raw, err := os.ReadFile(filepath.Join(dir, "content", filepath.FromSlash(test.index), "_index.md"))
		if (err == nil) != (test.want != "") || !strings.Contains(string(raw), test.want) {
			t.Errorf("%s%s: %s says %q, want %q", test.section, test.article, test.index, raw, test.want)
		}
	}
	dir := newSite(t, message.English)
	if _, wrong := section(dir, "Good deeds"); len(wrong) > 0 || !strings.Contains(read(t, dir, "content", "good-deeds", "_index.md"), "# summary = \"One sentence") {
		t.Errorf("in English: %v", wrong)
	}
	for name, want := range map[string]string{"Good deeds": "scaffold.section-exists", "": "scaffold.section-name", "/": "scaffold.section-name", "../ngoai": "scaffold.section-name", "a/???": "scaffold.section-name"} {
		if file, wrong := section(dir, name); file != "" || len(wrong) != 1 || wrong[0].Message.ID != want {
			t.Errorf("%q: %q, %v; want %s", name, file, wrong, want)
		}
	}
	if _, wrong := section(filepath.Join(dir, "khong-co"), "a"); len(wrong) != 1 || wrong[0].Message.ID != "generator.no-site" {
		t.Errorf("no site: %v", wrong)
	}
}

func begin(dir, path string) (string, diag.List) {
	return scaffold.Article(scaffold.ArticleOptions{Source: dir, Config: "config.toml", Path: path, Themes: themes.FS, Now: now})
}
