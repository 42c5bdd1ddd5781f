package generator_test

import (
	"bytes"
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"guong/generator"
	"guong/generator/message"
	"guong/generator/scaffold"
	"guong/themes"
)

// placeholdersIn returns the files in which a check finds placeholders, with what it
// finds.
func placeholdersIn(t *testing.T, dir string) map[string][]string {
	t.Helper()
	report, _ := generator.Check(context.Background(), generator.Options{Source: dir, Themes: themes.FS, Now: now})
	found := map[string][]string{}
	for _, f := range report.Findings {
		if f.Rule != "check.placeholder" {
			continue
		}
		found[f.File] = append(found[f.File], f.Message.In(message.Vietnamese))
		if f.Line == 0 || f.Excerpt == "" {
			t.Errorf("%s: without a place", f.File)
		}
	}
	return found
}

// TestNewSiteIsFullOfPlaceholders holds that a new site that is published as it is, in
// either language, is told so, and that its sections are not.
func TestNewSiteIsFullOfPlaceholders(t *testing.T) {
	for _, l := range []message.Language{message.Vietnamese, message.English} {
		dir := filepath.Join(t.TempDir(), "trang")
		if wrong := scaffold.Site(dir, l, now); wrong != nil {
			t.Fatal(wrong)
		}
		found := placeholdersIn(t, dir)
		for name, count := range map[message.Language]map[string]int{
			message.Vietnamese: {"config.toml": 2, "content/gioi-thieu.md": 1, "content/tin-tuc/bai-dau-tien.md": 1},
			message.English:    {"config.toml": 2, "content/about.md": 1, "content/news/first-story.md": 1},
		}[l] {
			if len(found[name]) != count {
				t.Errorf("%s: %q", name, found[name])
			}
			delete(found, name)
		}
		if len(found) > 0 {
			t.Errorf("also in %v", found)
		}
	}
}

// TestArchetypesAreTold publishes every archetype as it is, each of its paragraphs alone,
// and none of them.
func TestArchetypesAreTold(t *testing.T) {
	archetypes, err := fs.Glob(themes.FS, "tdkt/archetypes/*.md")
	if err != nil || len(archetypes) == 0 {
		t.Fatal("no archetypes", err)
	}
	for _, name := range archetypes {
		text, err := fs.ReadFile(themes.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := bytes.Cut(text[len("+++"):], []byte("+++\n"))
		lines := strings.Split(strings.TrimSpace(string(body)), "\n")
		first := lines[0]
		story := func(body string) string {
			return "+++\ntitle = \"Cô Lan mở lớp\"\ndate = 2026-01-02\nsummary = \"Cô Lan dạy chữ ở bản.\"\n+++\n\n" + body + "\n"
		}
		dir := t.TempDir()
		put(t, dir, "config.toml", "title = \"Gương\"\nbaseURL = \"https://thidua.gov.vn/\"\n")
		put(t, dir, "content/tin/nguyen.md", story(string(body)))
		put(t, dir, "content/tin/mot-cau.md", story("Cô Lan đi bộ.\n\n"+first+"\n"))
		put(t, dir, "content/tin/rieng.md", story("Cô Lan đi bộ đến bản.\n\n## Kết quả\n\nNhững việc đã làm:\n\n- dạy chữ cho người lớn trong bản;"))
		put(t, dir, "content/tin/tat.md", strings.Replace(story(first), "+++\n\n", "unchecked = [\"placeholder\"]\n+++\n\n", 1))
		put(t, dir, "content/tin/nhap.md", strings.Replace(story(first), "+++\n\n", "draft = true\n+++\n\n", 1))
		found := placeholdersIn(t, dir)
		if len(found["content/tin/nguyen.md"]) != 1 || len(found["content/tin/mot-cau.md"]) != 1 || len(found) != 2 {
			t.Errorf("%s: %q", name, found)
		}
	}
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(text))
}
