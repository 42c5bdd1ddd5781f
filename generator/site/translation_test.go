package site_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator/message"
	"guong/generator/site"
)

// TestTranslations: one text names the other, and both lead to each other; what is not
// published or not there leads nowhere.
func TestTranslations(t *testing.T) {
	s, wrong := site.New(input(t, txtar.Parse([]byte(
		page("gioi-thieu.md", "Giới thiệu")+
			page("introduction.md", "Introduction", `language = "en"`, `translations = ["gioi-thieu.md"]`)+
			page("presentation.md", "Présentation", `language = "fr"`, `translations = ["gioi-thieu", "khong-co.md", "nhap.md"]`)+
			page("about.md", "About", `language = "en-GB"`, "weight = 5")+
			page("nhap.md", "Nháp", "draft = true")+
			page("cung-tieng.md", "Cùng tiếng", `translations = ["gioi-thieu.md"]`)))))
	for path, want := range map[string]string{
		"gioi-thieu.md": "vi: Introduction, Présentation", "introduction.md": "en: Giới thiệu", "presentation.md": "fr: Giới thiệu", "about.md": "en: ", "cung-tieng.md": "vi: ",
	} {
		a := s.ArticleAt(path)
		if got := a.Language + ": " + titles(a.Translations, articleTitle); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if got := titles(s.OtherLanguages, articleTitle); got != "Introduction, Présentation" {
		t.Errorf("other languages: %s", got)
	}
	if len(wrong) != 1 || !strings.Contains(wrong[0].Brief(message.Vietnamese), "khong-co.md") {
		t.Error(wrong)
	}
}

// TestCalendar: a year has twelve months, and those with stories lead to them.
func TestCalendar(t *testing.T) {
	year := read(t, story("tin/a.md", "A", "2025-12-01")+story("tin/b.md", "B", "2025-03-01")).Years[0]
	for i, m := range year.Calendar() {
		if m.Month != i+1 || (m.Period != nil) != (m.Month == 3 || m.Month == 12) {
			t.Errorf("%d: %+v", i, m)
		}
	}
}

// TestContents: only a long text with several parts has a table of contents.
func TestContents(t *testing.T) {
	for want, text := range map[int]string{
		0: strings.Repeat("một ", 600) + "\n\n## A\n\n## B",
		3: strings.Repeat("một ", 600) + "\n\n## A\n\n### a\n\n## B\n\n## C",
	} {
		if got := len(read(t, story("tin/a.md", "A", "2025-12-01")+text+"\n").Articles[0].Contents()); got != want {
			t.Errorf("%d headings, want %d", got, want)
		}
	}
	if got := read(t, story("tin/a.md", "A", "2025-12-01")+"## A\n\n## B\n\n## C\n").Articles[0].Contents(); got != nil {
		t.Errorf("a short text has contents: %v", got)
	}
}
