package theme_test

import (
	"strings"
	"testing"

	"guong/generator/site"
	"guong/generator/theme"
)

// TestTexts holds where a text is taken from, and how its blanks are filled.
func TestTexts(t *testing.T) {
	const archive = `-- themes/cua-toi/theme.toml --
extends = "goc"
-- builtin/goc/i18n/vi.toml --
chung = "gốc vi"
[a]
chi-vi = "gốc vi"
con = "gốc vi"
[a.b.c]
sau = "sâu"
-- builtin/goc/i18n/en.toml --
chung = "gốc en"
[a]
con = "gốc en"
-- themes/cua-toi/i18n/vi.toml --
rieng = "riêng vi"
a.con = "con vi"
hai = "%[2]s rồi %[1]s"
lan-luot = "%s, %d, %v"
phan-tram = "giảm 50%, 100%% và %[1]s%"
xoay = "%[2]s, %s, %[1]s, %s"
trong = ""
[taxonomy]
fields = "Lĩnh vực"
`
	tests := []struct {
		language, key string
		args          []any
		want          string
	}{
		{"vi", "chung", nil, "gốc vi"},
		{"en", "chung", nil, "gốc en"},
		{"vi", "a.con", nil, "con vi"},
		{"en", "a.con", nil, "gốc en"},
		{"en", "a.chi-vi", nil, "gốc vi"},
		{"en", "rieng", nil, "riêng vi"},
		{"vi", "a.b.c.sau", nil, "sâu"},
		{"vi", "khong-co", nil, "khong-co"},
		{"vi", "khong-co", []any{1}, "khong-co"},
		{"vi", "trong", nil, ""},
		{"vi", "hai", []any{"một", 2}, "2 rồi một"},
		{"vi", "hai", []any{"một"}, "%[2]s rồi một"},
		{"vi", "hai", []any{"một", "hai", "ba"}, "hai rồi một"},
		{"vi", "lan-luot", []any{1, "hai", true}, "1, hai, true"},
		{"vi", "lan-luot", nil, "%s, %d, %v"},
		{"vi", "phan-tram", []any{5}, "giảm 50%, 100% và 5%"},
		{"vi", "phan-tram", []any{"%s"}, "giảm 50%, 100% và %s%"},
		{"vi", "xoay", []any{"a", "b", "c"}, "b, c, a, b"},
	}
	for _, test := range tests {
		t.Run(test.language+" "+test.key, func(t *testing.T) {
			o := options(t, archive)
			o.Language = test.language
			look, wrong := theme.Load(o)
			if look == nil {
				t.Fatal(shown(wrong))
			}
			if got := look.Text(test.key, test.args...); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	look := load(t, archive)
	if look.TaxonomyTitle("fields") != "Lĩnh vực" || look.TaxonomyTitle("x") != "" {
		t.Error("the words for taxonomies are not those of the theme")
	}
}

// TestFunctions holds what templates can call.
func TestFunctions(t *testing.T) {
	tests := []struct{ main, vi, en string }{
		{`{{date .Article.Date}}`, "06/07/2021 - 10:11", "06/07/2021 - 10:11"},
		{`{{day .Article.Date}}`, "06/07/2021", "06/07/2021"},
		{`{{iso .Article.Date}}`, "2021-07-06T10:11:00&#43;07:00", "2021-07-06T10:11:00&#43;07:00"},
		{`[{{date .Article.Updated}}{{day .Article.Updated}}{{iso .Article.Updated}}]`, "[]", "[]"},
		{`{{number 1234567}} {{number 999}} {{number -1204}}`, "1.234.567 999 -1.204", "1,234,567 999 -1,204"},
		{`{{t "nav.home"}}`, "Trang chủ", "Trang chủ"},
		{`{{with asset "a.txt"}}{{.URL}} {{.Path}} [{{.Integrity}}]{{end}}`, "/goc/assets/a.e3b0c44298fc1c14.txt assets/a.e3b0c44298fc1c14.txt []", "/goc/assets/a.e3b0c44298fc1c14.txt assets/a.e3b0c44298fc1c14.txt []"},
	}
	for _, test := range tests {
		for language, want := range map[string]string{"vi": test.vi, "en": test.en} {
			t.Run(language+" "+test.main, func(t *testing.T) {
				o := options(t, extending+layoutFile("article", test.main)+"-- themes/cua-toi/assets/a.txt --\n")
				o.Language, o.BasePath = language, "/goc/"
				look, wrong := theme.Load(o)
				if look == nil {
					t.Fatal(shown(wrong))
				}
				html, err := render(t, look, read(t, small), site.LayoutArticle)
				if _, got, _ := strings.Cut(html, "</title>"); err != nil || strings.TrimSpace(got) != want {
					t.Errorf("got %q, %v; want %q", got, err, want)
				}
			})
		}
	}
}
