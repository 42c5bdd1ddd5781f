package content_test

import (
	"strings"
	"testing"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
)

// TestLifeDates: a year, a month, or a day, in the words of Vietnamese front matter.
func TestLifeDates(t *testing.T) {
	for text, want := range map[string]content.LifeDate{
		"1986":                  {Year: 1986},
		`"1986"`:                {Year: 1986},
		"1800":                  {Year: 1800},
		"1799":                  {},
		`"31/12/1799"`:          {},
		"938":                   {},
		"99":                    {},
		`"08"`:                  {},
		`"5/86"`:                {},
		`"01/01/2101"`:          {},
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

// TestLivesThatCannotBe: a life does not end before it begins, and one of a person is
// not too long ago; of places and bodies the years may be.
func TestLivesThatCannotBe(t *testing.T) {
	for life, want := range map[string]string{
		"born = 1950\ndied = 1949":                    "born 1950 died ; content.life-order",
		"born = \"5/1950\"\ndied = \"4/1950\"":        "born 5/1950 died ; content.life-order",
		"born = \"2/5/1950\"\ndied = \"1/5/1950\"":    "born 2/5/1950 died ; content.life-order",
		"died = 1949\nborn = 1950":                    "born 1950 died ; content.life-order",
		"born = \"5/1950\"\ndied = 1950":              "born 5/1950 died 1950",
		"born = \"5/1950\"\ndied = \"5/1950\"":        "born 5/1950 died 5/1950",
		"born = 1950\ndied = \"1/1/1950\"":            "born 1950 died 1/1/1950",
		"born = 938":                                  "born  died ; content.life-early",
		"died = 1799":                                 "born  died ; content.life-early",
		"kind = \"nguoi-nuoc-ngoai\"\nborn = 938":     "born  died ; content.life-early",
		"born = 938\nkind = \"dia-phuong\"":           "born 938 died ",
		"kind = \"tap-the\"\nborn = 99":               "born  died ; content.life-year-short",
		"milestones = [{ when = 938, text = \"A\" }]": "born  died ; content.life-early",
	} {
		article, _, wrong := read("tin/a.md", "+++\ntitle = \"A\"\ndate = 2021-07-06\n[[honorees]]\nname = \"Lan\"\n"+life+"\n+++\n")
		h := article.Honorees[0]
		got := "born " + h.Born.String() + " died " + h.Died.String()
		for _, d := range wrong {
			if got += "; " + d.Message.ID; d.Severity != diag.Error {
				t.Errorf("%s: %v is no error", life, d)
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", life, got, want)
		}
	}
}

// TestLifeDateHints: what is proposed is as much as the writer seems to know.
func TestLifeDateHints(t *testing.T) {
	for _, test := range [][3]string{
		{`born = 86`, "năm phải đủ bốn chữ số", "Hãy viết: born = 1986\n"},
		{`born = "5/86"`, "năm phải đủ bốn chữ số", `Hãy viết: born = "5/1986"`},
		{`born = "08"`, "năm phải đủ bốn chữ số", "Hãy viết: born = 1908 hoặc born = 2008\n"},
		{`born = "19/5/86"`, "không phải là năm, tháng hay ngày", `Hãy viết: born = "19/05/1986"`},
		{`milestones = [{ when = "13/2009", text = "A" }]`, "không có tháng 13", `Hãy viết: when = 2009 hoặc when = "6/2009"`},
		{`milestones = [{ when = "hè 2010", text = "A" }]`, "không phải là năm, tháng hay ngày", `Hãy viết: when = 2010 hoặc when = "6/2010"`},
		{`milestones = [{ when = "tháng 5 năm 1986", text = "A" }]`, "không phải là năm, tháng hay ngày", `Hãy viết: when = "5/1986"`},
		{`died = "năm ngoái"`, "không phải là năm, tháng hay ngày", `Hãy viết năm (1986), tháng và năm ("5/1986") hoặc ngày ("19/05/1986").`},
		{`died = năm ngoái`, "không phải là năm, tháng hay ngày", `Hãy viết năm (1986), tháng và năm`},
		{`died = "31/02/1986"`, "không có ngày “31/02/1986” trong lịch", "Tháng 2/1986 có 28 ngày."},
		{`born = 1700`, "Gương nhận năm từ 1800", `kind = "dia-phuong"`},
	} {
		_, _, wrong := read("tin/a.md", "+++\ntitle = \"A\"\ndate = 2021-07-06\n[[honorees]]\nname = \"Lan\"\n"+test[0]+"\n+++\n")
		got := show(wrong, message.Vietnamese)
		if len(wrong) != 1 || !strings.Contains(got, test[1]) || !strings.Contains(got, test[2]) {
			t.Errorf("%s: %s", test[0], got)
		}
	}
}
