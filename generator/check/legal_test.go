package check_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guong/generator/check"
	"guong/generator/message"
)

// TestSourcesAreDated: a finding names what is in force on the day of the check.
func TestSourcesAreDated(t *testing.T) {
	phone, picture := story("Gọi 0912 345 678."), told(`image = { src = "a.jpg", caption = "Lớp", credit = "An" }`)
	taken := story("Bài.\n\n(Theo Báo A)")
	for _, test := range []struct{ day, file, want string }{
		{"2025-12-31", phone, ""},
		{"2026-01-01", phone, "Luật Bảo vệ dữ liệu cá nhân (91/2025/QH15), Điều 16"},
		{"2030-01-01", phone, "Luật Bảo vệ dữ liệu cá nhân (91/2025/QH15), Điều 16"},
		{"2024-04-04", picture, "WCAG 2.2, tiêu chí 1.1.1"},
		{"2024-04-05", picture, "Thông tư 22/2023/TT-BTTTT, Phụ lục II; WCAG 2.2, tiêu chí 1.1.1"},
		{"2024-12-24", taken, ""},
		{"2024-12-25", taken, "Nghị định 147/2024/NĐ-CP"},
	} {
		day, err := time.Parse(time.DateOnly, test.day)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, f := range lintWith(t, check.Options{Now: day}, "tin/bai.md", test.file) {
			for _, s := range f.Sources {
				names = append(names, s.In(message.Vietnamese))
			}
		}
		if got := strings.Join(names, "; "); got != test.want {
			t.Errorf("%s: %q, want %q", test.day, got, test.want)
		}
	}
}

// TestARepealedSourceIsNotNamed: the days are those of Vietnam.
func TestARepealedSourceIsNotNamed(t *testing.T) {
	pages := built{"index.html": ` <a href="/khong-co/">`}
	for at, want := range map[string]int{
		"2026-06-30T23:59:00+07:00": 1,
		"2026-06-30T17:30:00Z":      0, // in Hà Nội it is 1 July
		"2026-11-23T08:00:00Z":      0,
	} {
		day, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		found := dead(pages, "https://thu.example/", check.Options{Now: day}, nil)
		if len(found) != 1 || len(found[0].Sources) != want {
			t.Errorf("%s: %+v", at, found)
		}
	}
}

// TestEverySourceIsComplete: days are days, rules exist, both languages have names.
func TestEverySourceIsComplete(t *testing.T) {
	entries := check.LegalEntries()
	if len(entries) < 8 {
		t.Fatalf("%d entries", len(entries))
	}
	seen := map[string]bool{}
	for _, e := range entries {
		if e.ID == "" || seen[e.ID] || e.Vietnamese.Title == "" || e.English.Title == "" || (e.Vietnamese.Article == "") != (e.English.Article == "") {
			t.Errorf("%+v", e)
		}
		seen[e.ID] = true
		for _, day := range []string{e.From, e.Until} {
			if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
				t.Error(err)
			}
		}
		for _, name := range e.Rules {
			if !slices.Contains(check.Rules(), name) {
				t.Errorf("%s: no rule %s", e.ID, name)
			}
		}
	}
}

// TestEveryRuleHasItsWords, in both languages.
func TestEveryRuleHasItsWords(t *testing.T) {
	for _, l := range []message.Language{message.Vietnamese, message.English} {
		var missing []string
		for _, name := range check.Rules() {
			for _, id := range []string{"check." + name, "check." + name + "-why", "check." + name + "-hint"} {
				if text := message.New(id).In(l); strings.HasPrefix(text, id) {
					missing = append(missing, id)
				}
			}
		}
		if diff := cmp.Diff([]string(nil), missing); diff != "" {
			t.Errorf("%s: %s", l, diff)
		}
	}
}
