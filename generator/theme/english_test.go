package theme

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"guong/themes"
)

var textLine = regexp.MustCompile(`^([\w-]+) = "(.*)"$`)

// textsOf returns the texts of a file of the theme tdkt by their keys.
func textsOf(t *testing.T, name string) map[string]string {
	t.Helper()
	file, err := fs.ReadFile(themes.FS, "tdkt/i18n/"+name)
	if err != nil {
		t.Fatal(err)
	}
	texts, table := map[string]string{}, ""
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		if m := textLine.FindStringSubmatch(line); m != nil {
			texts[table+m[1]] = m[2]
		} else if strings.HasPrefix(line, "[") {
			table = strings.Trim(line, "[]") + "."
		}
	}
	return texts
}

// TestEnglishTexts: every text of tdkt is there in English too, takes in the same, and
// is not Vietnamese.
func TestEnglishTexts(t *testing.T) {
	vi, en := textsOf(t, "vi.toml"), textsOf(t, "en.toml")
	if len(vi) < 200 {
		t.Fatalf("%d texts", len(vi))
	}
	vietnamese := regexp.MustCompile(`(?i)[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]`)
	verb := regexp.MustCompile(`%(\[\d\])?[sdv]`)
	for key, text := range vi {
		english, found := en[key]
		switch {
		case !found:
			t.Errorf("%s is missing in English", key)
		case strings.HasPrefix(key, "language."):
		case vietnamese.MatchString(english):
			t.Errorf("%s is Vietnamese in en.toml: %s", key, english)
		case len(verb.FindAllString(text, -1)) != len(verb.FindAllString(english, -1)):
			t.Errorf("%s takes in more in one language: %s, %s", key, text, english)
		}
	}
	for key := range en {
		if _, found := vi[key]; !found {
			t.Errorf("%s is missing in Vietnamese", key)
		}
	}
}
