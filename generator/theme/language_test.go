package theme_test

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"guong/generator/site"
	"guong/generator/theme"
	"guong/themes"
)

// TestHeadlinesInOtherLanguages: wherever a theme shows the headline or the summary of a
// story in another language than the site's, it says in which, and of no other.
func TestHeadlinesInOtherLanguages(t *testing.T) {
	story := func(name, date, title, keys string) string {
		return "-- content/tin/" + name + ".md --\n+++\ntitle = \"" + title + "\"\nsummary = \"" + title + ", sapo\"\ndate = " + date + "\nfields = [\"Y tế\"]\nauthor = \"An\"\n" + keys + "\n[[honorees]]\nname = \"Lan\"\n+++\n\nBài.\n"
	}
	s := read(t, story("b", "2026-11-22", "Village school", `language = "en"`)+story("a", "2026-11-21", "Tin trong nhà", "")+story("c", "2026-11-23", "Tin ngoài ngõ", ""))
	shows := regexp.MustCompile(`<(a|h1|h2|h3|p)\b([^>]*)>(Village.school|Tin.trong.nhà)`)
	for _, name := range []string{"tdkt", "toi-gian"} {
		look, wrong := theme.Load(theme.Options{Name: name, Language: "vi", BasePath: "/", Builtin: themes.FS})
		if look == nil {
			t.Fatal(shown(wrong))
		}
		seen := map[string]int{}
		for v := range s.Views() {
			var b bytes.Buffer
			if err := look.Render(context.Background(), &b, v); err != nil {
				t.Fatal(err)
			}
			for _, m := range shows.FindAllStringSubmatch(b.String(), -1) {
				english := strings.HasPrefix(m[3], "Village")
				if strings.Contains(m[2], `lang="en"`) != english {
					t.Errorf("%s, %s %s: %s", name, v.Layout, v.URL, m[0])
				}
				if english {
					seen[v.Layout]++
				}
			}
		}
		for _, layout := range []string{site.LayoutHome, site.LayoutSection, site.LayoutArticle, site.LayoutTerm, site.LayoutHonoree} {
			if seen[layout] == 0 {
				t.Errorf("%s: no page of layout %s shows the story", name, layout)
			}
		}
	}
}
