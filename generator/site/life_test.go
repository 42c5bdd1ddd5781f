package site_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator/diag"
	"guong/generator/site"
)

// readAll makes the site of an archive's text, with what is wrong with it.
func readAll(t *testing.T, archive string) (*site.Site, diag.List) {
	t.Helper()
	return site.New(input(t, txtar.Parse([]byte(archive))))
}

// TestPrivateLives: of the living, no page can show the day of birth, and the
// ethnicity only where they agreed in the same text.
func TestPrivateLives(t *testing.T) {
	const living, dead = "born = \"19/05/1986\"\nethnicity = \"Thái\"\n", "born = \"19/05/1886\"\ndied = 1968\nethnicity = \"Thái\"\n"
	for name, c := range map[string]struct {
		consent, life, kind string
		want                string
		warnings            int
	}{
		"living":                    {life: living, want: "1986", warnings: 1},
		"living, who agreed":        {consent: "consent = { date = 2026-01-01 }\n", life: living, want: "1986 Thái"},
		"dead":                      {life: dead, want: "19/5/1886 1968 Thái"},
		"a collective":              {life: "born = \"19/05/1986\"\n", kind: "tap-the", want: "19/5/1986"},
		"ethnicity of a collective": {life: "ethnicity = \"Thái\"\n", kind: "tap-the", warnings: 1},
		"a death to come":           {life: "born = \"19/05/1986\"\ndied = 2050\nethnicity = \"Thái\"\n", want: "1986", warnings: 2},
		"a foreigner":               {life: "born = \"19/05/1986\"\n", kind: "nguoi-nuoc-ngoai", want: "1986"},
		"nobody knows anything":     {want: ""},
		"dead, and nothing else":    {life: "died = \"3/1968\"\n", want: "3/1968"},
	} {
		t.Run(name, func(t *testing.T) {
			kind := c.kind
			if kind == "" {
				kind = "ca-nhan"
			}
			s, wrong := readAll(t, "-- config.toml --\ntitle = \"G\"\nbaseURL = \"https://tdkt.example/\"\n-- content/tin/a.md --\n+++\ntitle = \"A\"\ndate = 2021-07-06\n"+
				c.consent+"[[honorees]]\nname = \"Lan\"\nkind = \""+kind+"\"\n"+c.life+"+++\n")
			h := s.Honorees[0]
			got := strings.Join(strings.Fields(h.Born.String()+" "+h.Died.String()+" "+h.Ethnicity), " ")
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			if len(wrong) != c.warnings {
				t.Errorf("%v", wrong)
			}
		})
	}
}

const lifeSite = `
-- config.toml --
title = "G"
baseURL = "https://tdkt.example/"
-- registry/.keep --
-- content/dien-hinh/lan.md --
+++
title = "Lan"
[[honorees]]
name = "Lan"
born = 1950
milestones = [{ when = 2008, text = "Nhận lớp" }, { when = "9/2001", text = "Đi học" }]
[[honorees]]
name = "Người khác"
born = 1900
+++
-- content/danh-hieu/nha-giao-uu-tu.md --
+++
title = "Nhà giáo ưu tú"
[image]
src = "/anh.jpg"
+++

Danh hiệu của [người thầy](../tin/a.md).
-- content/danh-hieu/nha-giao-uu.md --
+++
title = "Gõ nhầm"
+++
-- content/anh.jpg --
-- content/tin/a.md --
+++
title = "A"
date = 2021-07-06
localities = ["Hà Giang", "Thanh Hóa"]
movements = ["Thi đua ái quốc", "Dạy tốt, học tốt"]
awards = ["Nhà giáo ưu tú", "Bằng khen"]
[[honorees]]
name = "Lan"
born = 1951
awards = [{ name = "Nhà giáo ưu tú", year = 2008, by = "Chủ tịch UBND tỉnh Nghệ An" }, { name = "Lao động tiên tiến", year = 2019 }, { name = "Bằng khen" }]
+++
-- content/tin/b.md --
+++
title = "B"
date = 2023-07-06
localities = ["Cao Bằng", "Cà Mau"]
movements = ["Dân vận khéo"]
[[honorees]]
name = "Bình"
+++
-- content/tin/c.md --
+++
title = "C"
date = 2023-08-06
localities = ["Hà Giang"]
+++
`

// TestLife: what a biography says goes before what stories say; events stand in the
// order of time, honours behind what was done in their year.
func TestLife(t *testing.T) {
	s, _ := readAll(t, lifeSite)
	for _, h := range s.Honorees {
		var life []string
		for _, e := range h.Life() {
			text := e.Text
			if e.Honour != nil {
				text = e.Honour.Title
			}
			life = append(life, fmt.Sprintf("%s %s%s", e.Date, e.Kind, text))
		}
		want := map[string]string{"Lan": "1950 born; 9/2001 Đi học; 2008 Nhận lớp; 2008 honourNhà giáo ưu tú; 2019 honourLao động tiên tiến", "Bình": ""}[h.Name]
		if got := strings.Join(life, "; "); got != want {
			t.Errorf("%s: %s", h.Name, got)
		}
	}
	lan := s.Honorees[1]
	if got := fmt.Sprintf("%s %s %s %q", lan.Honours()[0].Title, lan.Honours()[0].Kind, lan.Honours()[0].Level, lan.Honours()[0].Giver()); got != `Nhà giáo ưu tú danh-hieu-vinh-du nha-nuoc "Chủ tịch UBND tỉnh\u00a0Nghệ\u00a0An"` {
		t.Error(got)
	}
}

// TestImpossibleLives: who dies before the birth or after today stops the build and
// is alive as far as privacy goes; events outside a life are warned of, and of one to
// come no longer on its day.
func TestImpossibleLives(t *testing.T) {
	story := func(name, date, honoree string) string {
		return "-- content/" + name + ".md --\n+++\ntitle = \"A\"\ndate = " + date + "\n[[honorees]]\nname = \"Lan\"\n" + honoree + "\n+++\n"
	}
	for name, c := range map[string]struct {
		files, want, life string
	}{
		"possible":                   {story("tin/a", "2021-07-06", "born = 1900\ndied = 2026\nmilestones = [{ when = 1900, text = \"X\" }]\nawards = [{ name = \"Y\", year = 2026 }]"), "", "1900–2026"},
		"today":                      {story("tin/a", "2021-07-06", "died = \"23/11/2026\""), "", "–23/11/2026"},
		"tomorrow":                   {story("tin/a", "2021-07-06", "died = \"24/11/2026\""), "error site.life-future 2026", "–"},
		"born next month":            {story("tin/a", "2021-07-06", "born = \"12/2026\""), "error site.life-future 2026", "–"},
		"honours after death":        {story("tin/a", "2021-07-06", "died = 1968\nawards = [{ name = \"Y\", year = 2000 }]"), "", "–1968"},
		"an award before the birth":  {story("tin/a", "2021-07-06", "born = 1990\nawards = [{ name = \"Y\", year = 1989 }]"), "warning site.event-before-birth 1989", "1990–"},
		"a milestone before":         {story("tin/a", "2021-07-06", "born = 1990\nmilestones = [{ when = 1989, text = \"Đi học\" }]"), "warning site.event-before-birth Đi học", "1990–"},
		"before the foundation":      {story("tin/a", "2021-07-06", "kind = \"tap-the\"\nborn = 1990\nmilestones = [{ when = 1989, text = \"Họp\" }]"), "warning site.event-before-foundation Họp", "1990–"},
		"an award to come":           {story("tin/a", "2021-07-06", "awards = [{ name = \"Y\", year = 2027 }]"), "warning site.event-future 2027", "–"},
		"a milestone to come":        {story("tin/a", "2021-07-06", "milestones = [{ when = \"24/11/2026\", text = \"Khai giảng\" }]"), "warning site.event-future Khai giảng", "–"},
		"in two stories":             {story("tin/a", "2021-07-06", "born = 1990") + story("tin/b", "2021-07-07", "died = 1980\nethnicity = \"Thái\""), "error site.life-order 1980", "1990–"},
		"the award in another story": {story("tin/a", "2021-07-06", "born = 1990") + story("tin/b", "2021-07-07", "awards = [{ name = \"Y\", year = 1980 }]"), "warning site.event-before-birth 1980", "1990–"},
		"the biography knows better": {story("tin/a", "2021-07-06", "born = 1990\ndied = 1991") + story("dien-hinh/lan", "2021-07-06", "born = 1890\ndied = 1968"), "", "1890–1968"},
		"the biography is wrong":     {story("tin/a", "2021-07-06", "born = 1990") + story("dien-hinh/lan", "2021-07-06", "died = 1968"), "error site.life-order 1968", "1990–"},
		"a scheduled story":          {story("tin/a", "2027-02-01", "died = \"15/01/2027\""), "", "–15/1/2027"},
	} {
		t.Run(name, func(t *testing.T) {
			in := input(t, txtar.Parse([]byte(c.files)))
			in.Future = true
			s, wrong := site.New(in)
			var got []string
			for _, d := range wrong {
				severity := map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning"}[d.Severity]
				got = append(got, fmt.Sprint(severity, " ", d.Message.ID, " ", string([]rune(d.Excerpt)[d.Column-1:][:max(d.Width, 1)])))
			}
			if got := strings.Join(got, "; "); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			if h := s.Honorees[0]; h.Born.String()+"–"+h.Died.String() != c.life || h.Ethnicity != "" {
				t.Errorf("%s–%s %s, want %s", h.Born, h.Died, h.Ethnicity, c.life)
			}
		})
	}
	s, _ := readAll(t, story("tin/a", "2021-07-06", "milestones = [{ when = \"24/12/2026\", text = \"Khai giảng\" }]"))
	if got := s.NextChange.Format("2006-01-02 15:04 -0700"); got != "2026-12-24 00:00 +0700" {
		t.Errorf("the next change is on %s", got)
	}
}

// TestLandingPages: what the pages of terms tell.
func TestLandingPages(t *testing.T) {
	s, wrong := readAll(t, lifeSite)
	term := func(key, slug string) *site.Term {
		for _, term := range s.Taxonomy(key).Terms {
			if term.Slug == slug {
				return term
			}
		}
		t.Fatal("no term " + slug)
		return nil
	}
	names := func(terms []*site.Term) string {
		var list []string
		for _, t := range terms {
			list = append(list, t.Title)
		}
		return strings.Join(list, ", ")
	}
	award := term("awards", "nha-giao-uu-tu")
	if got := string(award.Body()); got != "<p>Danh hiệu của <a href=\"/tin/a/\">người thầy</a>.</p>\n" || award.Image == nil || award.Image.Alt != "Nhà giáo ưu tú" {
		t.Errorf("%q, %v", got, award.Image)
	}
	if f := award.Facts; f.Kind != "danh-hieu-vinh-du" || f.Givers[0].Who != "Chủ tịch nước" || f.Sources[0].Article != "khoản 2 Điều 59" {
		t.Errorf("%+v", f)
	}
	if f := term("movements", "thi-dua-ai-quoc").Facts; !f.Standing || f.Periods[0] != (site.Span{From: "11/06/1948"}) || f.By == "" {
		t.Errorf("%+v", f)
	}
	if wanted := fmt.Sprint(award.Figures().Years[0], len(award.Figures().Years), award.Honorees()[0].Name); wanted != "{2008 0 1 0 0 100} 14Lan" {
		t.Error(wanted)
	}
	province := term("localities", "tuyen-quang")
	if got := fmt.Sprint(province.Figures().Years); got != "[{2021 1 1 0 100 100} {2022 0 0 10 0 0} {2023 1 0 20 100 0}]" {
		t.Error(got)
	}
	if got := names(province.Neighbours()); got != "Cao Bằng" {
		t.Error(got)
	}
	if got := names(term("movements", "thi-dua-ai-quoc").Neighbours()); got != "Dạy tốt, học tốt, Dân vận khéo" {
		t.Error(got)
	}
	if got := names(award.Neighbours()); got != "Bằng khen" {
		t.Error(got)
	}
	if former := term("localities", "ha-giang"); former.Neighbours() != nil {
		t.Error("a former province has neighbours")
	}
	if len(wrong) != 1 || !strings.Contains(wrong[0].File, "nha-giao-uu.md") {
		t.Errorf("%v", wrong)
	}
}

// TestLinksToDescriptions: a link to the file of a text about an honoree or a term leads
// to their page, and the text is found by its file.
func TestLinksToDescriptions(t *testing.T) {
	s, _ := readAll(t, lifeSite+"-- content/tin/d.md --\n+++\ntitle = \"D\"\ndate = 2021-01-01\n+++\n\n[a](../dien-hinh/lan.md) [b](../danh-hieu/nha-giao-uu-tu.md)\n")
	if wrong := s.CheckLinks(); len(wrong) > 0 {
		t.Error(wrong)
	}
	want := "<p><a href=\"/dien-hinh/lan/\">a</a> <a href=\"/danh-hieu/nha-giao-uu-tu/\">b</a></p>\n"
	if got := string(s.ArticleAt("tin/d.md").Body()); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, path := range []string{"dien-hinh/lan.md", "danh-hieu/nha-giao-uu-tu.md"} {
		if s.ArticleAt(path) == nil {
			t.Errorf("no text %s", path)
		}
	}
}

// TestTiles: each province has a place on the map, and none shares it.
func TestTiles(t *testing.T) {
	s, _ := readAll(t, lifeSite)
	taken := map[site.Tile]string{}
	for _, p := range s.Taxonomy("localities").Provinces {
		if other := taken[p.Tile]; other != "" || p.Tile.Row == 0 {
			t.Errorf("%s has the tile %v of %q", p.Title, p.Tile, other)
		}
		taken[p.Tile] = p.Title
		for _, line := range p.Lines() {
			if n := len([]rune(line.Text)); n > 7 {
				t.Errorf("%q does not fit on its tile", line.Text)
			}
		}
	}
	if len(taken) != 34 {
		t.Errorf("%d tiles", len(taken))
	}
	if former := s.Taxonomy("localities").FormerProvinces(); former[0].Title != "Bà Rịa - Vũng Tàu" || former[0].Now != "Hồ Chí Minh" {
		t.Errorf("%+v", former[0])
	}
}
