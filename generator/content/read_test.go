package content_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
)

func newReader() *content.Reader {
	c := config.Default("Gương", "https://tdkt.example/")
	c.Taxonomies = append(c.Taxonomies, config.Taxonomy{Key: "topics", Path: "chu-de"})
	return content.NewReader(c, "content")
}

func read(path, text string) (*content.Article, []byte, diag.List) {
	return newReader().Read(content.File{Path: path, Name: path}, []byte(text))
}

func mustRead(t *testing.T, text string) *content.Article {
	t.Helper()
	a, _, wrong := read("guong-sang/lan.md", text)
	if wrong != nil {
		t.Fatal(wrong)
	}
	return a
}

func show(list diag.List, l message.Language) string {
	var b strings.Builder
	for _, d := range list {
		d.Show(&b, l)
	}
	return b.String()
}

const everyKeyTOML = `+++
title = "Hải Phòng: Đổi mới"
date = 2021-07-06T10:11:00+07:00
updated = "07/07/2021"
publish = "2021-07-06 12:00"
expires = "2022-07-06"
draft = true
author = "Phương Thanh"
summary = "Sapo"
dateline = "TĐKT"
slug = "hai-phong"
aliases = ["/cu/bai-1/", "cu/bai-2"]
image = { src = "a.jpg", alt = "Ảnh", caption = "Chú thích", credit = "Hoàng Minh" }
localities = ["Hải Phòng", "Hải Dương"]
fields = "Y tế"
movements = []
awards = ["Bằng khen"]
topics = ["Chân dung"]
related = ["khac.md"]
source = { name = "Báo", url = "https://bao.example/1" }
featured = true
weight = -3
unchecked = ["summary-long"]
corrections = [{ date = "08/07/2021", text = "Một" }, { date = "09/07/2021", text = "Hai" }]

[[honorees]]
name = "Giàng Thị Loan"
kind = "ca-nhan"
role = "Cán bộ"
unit = "UBND xã"
locality = "Bắc Ninh"
photo = "loan.jpg"

[[honorees.awards]]
name = "Lao động tiên tiến"
year = 2024
decision = "1/QĐ"
by = "Chủ tịch"

[[honorees.awards]]
name = "Bằng khen"
year = "2025"

[[honorees]]
name = "Thôn Đông"

[[documents]]
number = "05-CT/TW"
title = "Chỉ thị"
date = "15/05/2016"
url = "/van-ban/05.pdf"
+++
Bài
`

const everyKeyYAML = `---
title: Hải Phòng: Đổi mới
date: 06/07/2021 - 10:11
updated: 2021-07-07
publish: 2021-07-06T12:00
expires: 2022-07-06
draft: true
authors: [Phương Thanh]
description: Sapo
dateline: TĐKT
slug: hai-phong
aliases:
  - /cu/bai-1/
  - cu/bai-2
image:
  src: a.jpg
  alt: Ảnh
  caption: Chú thích
  credit: Hoàng Minh
localities: [Hải Phòng, "Hải Dương"]
fields: Y tế
movements:
awards:
- Bằng khen
topics: [Chân dung]
related: khac.md
source: {name: Báo, url: "https://bao.example/1"}
featured: true
weight: -3
unchecked: summary-long
corrections:
  - date: 08/07/2021
    text: Một
  - {date: 2021-07-09, text: Hai}
honorees:
  - name: Giàng Thị Loan
    kind: ca-nhan
    role: Cán bộ
    unit: UBND xã
    locality: Bắc Ninh
    photo: loan.jpg
    awards:
      - {name: Lao động tiên tiến, year: 2024, decision: 1/QĐ, by: Chủ tịch}
      - name: Bằng khen
        year: 2025
  - name: Thôn Đông
documents:
  - number: 05-CT/TW
    title: Chỉ thị
    date: 15/05/2016
    url: /van-ban/05.pdf
---
Bài
`

func TestEveryKey(t *testing.T) {
	zone := time.FixedZone("", 7*60*60)
	day := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, zone)
	}
	want := content.Front{
		Title: "Hải Phòng: Đổi mới", Summary: "Sapo", Dateline: "TĐKT", Slug: "hai-phong",
		Date: time.Date(2021, 7, 6, 10, 11, 0, 0, zone), Updated: day(2021, 7, 7),
		Publish: time.Date(2021, 7, 6, 12, 0, 0, 0, zone), Expires: day(2022, 7, 6),
		Draft: true, Featured: true, Weight: -3,
		Authors: []string{"Phương Thanh"}, Aliases: []string{"/cu/bai-1/", "/cu/bai-2"},
		Image: content.Image{Src: "a.jpg", Alt: "Ảnh", Caption: "Chú thích", Credit: "Hoàng Minh"},
		Terms: map[string][]string{"localities": {"Hải Phòng", "Hải Dương"}, "fields": {"Y tế"}, "awards": {"Bằng khen"}, "topics": {"Chân dung"}},
		Honorees: []content.Honoree{
			{Name: "Giàng Thị Loan", Kind: "ca-nhan", Role: "Cán bộ", Unit: "UBND xã", Locality: "Bắc Ninh", Photo: "loan.jpg", Awards: []content.Award{
				{Name: "Lao động tiên tiến", Year: 2024, Decision: "1/QĐ", By: "Chủ tịch"}, {Name: "Bằng khen", Year: 2025},
			}},
			{Name: "Thôn Đông"},
		},
		Documents:   []content.Document{{Number: "05-CT/TW", Title: "Chỉ thị", URL: "/van-ban/05.pdf", Date: day(2016, 5, 15)}},
		Related:     []string{"khac.md"},
		Corrections: []content.Correction{{day(2021, 7, 9), "Hai"}, {day(2021, 7, 8), "Một"}},
		Source:      content.Source{Name: "Báo", URL: "https://bao.example/1"},
		Unchecked:   []string{"summary-long"},
	}
	for name, text := range map[string]string{"TOML": everyKeyTOML, "YAML": everyKeyYAML} {
		t.Run(name, func(t *testing.T) {
			a, body, wrong := read("guong-sang/hai-phong.md", text)
			if wrong.Count(diag.Error) > 0 || len(wrong) > 1 {
				t.Fatal(wrong)
			}
			if diff := cmp.Diff(want, a.Front, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			if string(body) != "Bài\n" || a.Size != len(body) {
				t.Errorf("body %q, size %d", body, a.Size)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		`"2021-07-06T10:11:00+07:00"`: "2021-07-06T10:11:00+07:00",
		`2021-07-06T03:11:00Z`:        "2021-07-06T03:11:00Z",
		`"2021-07-06 10:11"`:          "2021-07-06T10:11:00+07:00",
		`2021-07-06 10:11:12`:         "2021-07-06T10:11:12+07:00",
		`2021-07-06`:                  "2021-07-06T00:00:00+07:00",
		`"06/07/2021 - 10:11"`:        "2021-07-06T10:11:00+07:00",
		`"6/7/2021"`:                  "2021-07-06T00:00:00+07:00",
	} {
		a := mustRead(t, "+++\ntitle = \"a\"\ndate = "+text+"\n+++\n")
		if got := a.Date.Format(time.RFC3339); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestShortForms(t *testing.T) {
	a := mustRead(t, "---\ntitle: a\ndate: 2021-07-06\nimage: a.jpg\nsource: Báo\nauthor: Lan\nupdated: \"\"\n---\n")
	if a.Image.Src != "a.jpg" || a.Source.Name != "Báo" || !cmp.Equal(a.Authors, []string{"Lan"}) || !a.Updated.IsZero() {
		t.Errorf("%+v", a.Front)
	}
}

// TestKeysWithoutValues: an archetype's keys may be left empty.
func TestKeysWithoutValues(t *testing.T) {
	var b strings.Builder
	for _, key := range []string{"updated", "publish", "draft", "author", "summary", "slug", "aliases", "image", "fields", "honorees", "documents", "related", "corrections", "source", "weight", "unchecked"} {
		b.WriteString(key + ":\n")
	}
	a := mustRead(t, "---\ntitle: a\ndate: 2021-07-06\n"+b.String()+"---\n")
	want := mustRead(t, "---\ntitle: a\ndate: 2021-07-06\n---\n")
	if diff := cmp.Diff(want.Front, a.Front); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownKeysReachTemplates(t *testing.T) {
	a, _, wrong := read("guong-sang/lan.md", "+++\ntitle = \"a\"\ndate = 2021-07-06\nmau = \"xanh\"\n[bang]\nso = 5\n+++\n")
	if len(wrong) != 2 || wrong.Count(diag.Warning) != 2 {
		t.Error(wrong)
	}
	if diff := cmp.Diff(map[string]any{"mau": "xanh", "bang": map[string]any{"so": 5}}, a.Params); diff != "" {
		t.Error(diff)
	}
}

func TestKindFollowsFromThePlace(t *testing.T) {
	const noDate = "+++\ntitle = \"a\"\n+++\n"
	for path, want := range map[string]struct {
		kind      content.Kind
		dir, name string
		bundle    bool
	}{
		"gioi-thieu.md":              {content.Page, "", "gioi-thieu", false},
		"gioi-thieu/index.md":        {content.Page, "gioi-thieu", "gioi-thieu", true},
		"_index.md":                  {content.Index, "", "_index", false},
		"guong-sang/_index.md":       {content.Index, "guong-sang", "_index", false},
		"guong-sang/lan.markdown":    {content.Story, "guong-sang", "lan", false},
		"guong-sang/lan/index.md":    {content.Story, "guong-sang/lan", "lan", true},
		"guong-sang/2021/nam/lan.md": {content.Story, "guong-sang/2021/nam", "lan", false},
	} {
		a, _, wrong := read(path, noDate)
		if a.Kind != want.kind || a.Dir() != want.dir || a.Name() != want.name || a.IsBundle() != want.bundle || a.File != "content/"+path {
			t.Errorf("%s: %+v, %q, %q", path, a, a.Dir(), a.Name())
		}
		if missing := wrong.Count(diag.Error) == 1; missing != (want.kind == content.Story) {
			t.Errorf("%s without date: %v", path, wrong)
		}
	}
}

// TestLocate: places in front matter that were found wrong later.
func TestLocate(t *testing.T) {
	toml := mustRead(t, "\n+++\ntitle = \"src, src\"\ndate = 2021-07-06\nimage = { src = \"ảnh.jpg\" }\nrelated = [\n  \"một.md\",\n  \"hai.md\",\n]\n[[honorees]]\nname = \"Lan\"\nphoto = \"lan.jpg\"\n+++\n")
	yaml := mustRead(t, "---\ntitle: a\ndate: 2021-07-06\nhonorees:\n  - name: Lan\n    photo: lan.jpg\n---\n")
	for _, test := range []struct {
		article   *content.Article
		key, text string
		place     string
		width     int
	}{
		{toml, "src", "ảnh.jpg", "5:18", 7},
		{toml, "related", "hai.md", "8:4", 6},
		{toml, "related", "ba.md", "6:1", 7},
		{toml, "related", "", "6:1", 7},
		{toml, "photo", "lan.jpg", "12:10", 7},
		{toml, "honorees", "", "10:3", 8},
		{toml, "slug", "x", "3:1", 1},
		{toml, "", "x", "3:1", 1},
		{yaml, "photo", "lan.jpg", "6:12", 7},
		{yaml, "name", "Lan", "5:11", 3},
	} {
		d := test.article.Locate(test.key, test.text)
		if got := fmt.Sprintf("%d:%d", d.Line, d.Column); got != test.place || d.Width != test.width || d.File != "content/guong-sang/lan.md" || d.Excerpt == "" {
			t.Errorf("%s, %s: %s, width %d; want %s, %d", test.key, test.text, d.Position, d.Width, test.place, test.width)
		}
	}
}

// TestTheArticleKeepsNoHoldOfTheBuffer: a buffer can be used for the next file.
func TestTheArticleKeepsNoHoldOfTheBuffer(t *testing.T) {
	for _, text := range []string{everyKeyTOML, everyKeyYAML, "+++\ntitle = 1\nxyz = \"a\"\n+++\nMột", "no front matter", "+++\n\xff", "+++\r\ntitle = \"Ðảng\"\r\n+++"} {
		raw := []byte(text)
		got, _, gotWrong := newReader().Read(content.File{Path: "a/b.md"}, raw)
		for i := range raw {
			raw[i] = '#'
		}
		want, _, wantWrong := newReader().Read(content.File{Path: "a/b.md"}, []byte(text))
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(content.Article{})); diff != "" {
			t.Error(diff)
		}
		if show(gotWrong, message.English) != show(wantWrong, message.English) {
			t.Errorf("%v; want %v", gotWrong, wantWrong)
		}
	}
}
