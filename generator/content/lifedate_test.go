package content_test

import (
	"testing"

	"guong/generator/content"
)

// TestLifeDates: a year, a month, or a day, in the words of Vietnamese front matter.
func TestLifeDates(t *testing.T) {
	for text, want := range map[string]content.LifeDate{
		"1986":                  {Year: 1986},
		`"1986"`:                {Year: 1986},
		"938":                   {Year: 938},
		`"5/1986"`:              {Year: 1986, Month: 5},
		`"05/1986"`:             {Year: 1986, Month: 5},
		`"19/05/1890"`:          {Year: 1890, Month: 5, Day: 19},
		"1890-05-19":            {Year: 1890, Month: 5, Day: 19},
		`"19 tháng 5 năm 1890"`: {Year: 1890, Month: 5, Day: 19},
		`""`:                    {},
		`"13/1986"`:             {},
		`"0/1986"`:              {},
		"0":                     {},
		"2101":                  {},
		`"không rõ"`:            {},
		"[1986]":                {},
		`"31/02/1986"`:          {},
		`"khoảng 1986"`:         {},
		"true":                  {},
		"{ year = 1986 }":       {},
		`"mùa xuân năm 1986"`:   {},
		`"19/5/1890 - 00:00"`:   {Year: 1890, Month: 5, Day: 19},
	} {
		article, _, wrong := read("tin/a.md", "+++\ntitle = \"A\"\ndate = 2021-07-06\n[[honorees]]\nname = \"Lan\"\nsinh = "+text+"\n+++\n")
		if len(article.Honorees) != 1 {
			t.Fatalf("%s: %d honorees", text, len(article.Honorees))
		}
		if got := article.Honorees[0].Born; got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
		if (len(wrong) == 0) != (!want.IsZero() || text == `""`) {
			t.Errorf("%s: %v", text, wrong)
		}
	}
	for date, want := range map[content.LifeDate]string{{}: "", {Year: 1925}: "1925", {1925, 5, 0}: "5/1925", {1925, 5, 9}: "9/5/1925"} {
		if got := date.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestMilestones have a time and a text.
func TestMilestones(t *testing.T) {
	article, _, wrong := read("dien-hinh/lan.md", "+++\ntitle = \"Lan\"\n[[honorees]]\nname = \"Lan\"\n\"mốc\" = [{ \"năm\" = 2008, \"việc\" = \"Nhận lớp\" }, { when = \"5/2012\", text = \"Góp gạo\" }, { when = 2013 }, { text = \"Gì đó\" }]\n+++\n")
	if got := article.Honorees[0].Milestones; len(got) != 2 || got[0] != (content.Milestone{When: content.LifeDate{Year: 2008}, Text: "Nhận lớp"}) || got[1].When.Month != 5 {
		t.Errorf("%v", got)
	}
	if len(wrong) != 2 || wrong[0].Message.ID != "content.milestone" || wrong[1].Message.ID != "content.milestone" {
		t.Errorf("%v", wrong)
	}
}
