package content_test

import (
	"strings"
	"testing"

	"guong/generator/content"
)

// TestTakeDown: a story is taken down by a date and a reason; one without the
// other is an error at its table.
func TestTakeDown(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{`removed = { date = "02/10/2026", reason = "Theo yêu cầu." }`, ""},
		{`removed = { date = "02/10/2026" }`, "content.removed"},
		{`removed = { reason = "Theo yêu cầu." }`, "content.removed"},
		{`removed = { date = "02/10/2026", reason = "" }`, "content.removed"},
		{`removed = { date = "32/10/2026", reason = "x" }`, "value.date-calendar"},
		{`removed = true`, "value.wrong-type"},
		{`removed = { date = "02/10/2026", reason = "x", resaon = "y" }`, "value.unknown-key"},
		{`consent = { date = "02/10/2026", form = "văn bản", minors = true }`, ""},
		{`consent = { minors = "có" }`, "value.wrong-type"},
		{`honorees = [{ name = "Lan", id = "co-lan" }]`, ""},
		{`honorees = [{ name = "Lan", id = "Cô Lan" }]`, "content.slug"},
	} {
		article, _, wrong := read("tin/bai.md", "+++\ntitle = \"Bài\"\ndate = 2026-01-01\n"+test.line+"\n+++\n")
		var ids []string
		for _, d := range wrong {
			ids = append(ids, d.Message.ID)
		}
		if got := strings.Join(ids, " "); got != test.want {
			t.Errorf("%s: %q, want %q", test.line, got, test.want)
		}
		if test.want != "" {
			continue
		}
		switch {
		case strings.HasPrefix(test.line, "removed"):
			if r := article.Front.Removed; r.Reason != "Theo yêu cầu." || r.Date.Format("2006-01-02") != "2026-10-02" {
				t.Errorf("%s: %+v", test.line, r)
			}
		case strings.HasPrefix(test.line, "consent"):
			if c := article.Consent; !c.Minors || c.Form != "văn bản" || c.Date.IsZero() {
				t.Errorf("%s: %+v", test.line, c)
			}
		default:
			if article.Honorees[0].ID != "co-lan" {
				t.Errorf("%s: %+v", test.line, article.Honorees)
			}
		}
	}
}

// TestBiographies: what lies in dien-hinh tells of honorees and needs no date.
func TestBiographies(t *testing.T) {
	for path, want := range map[string]content.Kind{
		"dien-hinh/lo-thi-anh.md":       content.Biography,
		"dien-hinh/lo-thi-anh/index.md": content.Biography,
		"dien-hinh/_index.md":           content.Index,
		"dien-hinh/index.md":            content.Page,
		"dien-hinh.md":                  content.Page,
		"tin/lo-thi-anh.md":             content.Story,
		"dia-phuong/dien-bien.md":       content.TermText,
		"dia-phuong/_index.md":          content.Index,
		"dia-phuong.md":                 content.Page,
	} {
		article, _, _ := read(path, "+++\ntitle = \"Lò Thị Ánh\"\n+++\n")
		if article.Kind != want {
			t.Errorf("%s: kind %d, want %d", path, article.Kind, want)
		}
	}
}
