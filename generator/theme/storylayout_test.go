package theme_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator/picture/plan"
	"guong/generator/site"
	"guong/generator/site/sitetest"
)

const withLayouts = `
-- content/tin/a.md --
+++
title = "A"
date = 2024-01-01
layout = "Chùm ảnh"
+++

Chữ.
-- content/tin/b.md --
+++
title = "B"
date = 2024-01-02
layout = "post"
+++

Chữ.
-- content/c.md --
+++
title = "C"
layout = "chum-anh"
+++

Chữ.
`

// TestStoryLayout: a story has the layout that it names if the theme has it; others,
// and pages, look as all do, and that is said.
func TestStoryLayout(t *testing.T) {
	look := load(t, extending+layoutFile("article-thu", `thử {{.Article.Title}}`)+layoutFile("article-chum-anh", `chùm {{.Article.Title}}`))
	if got := look.StoryLayouts(); !slices.Equal(got, []string{"chum-anh", "thu"}) {
		t.Errorf("layouts %q", got)
	}
	sizes := load(t, strings.Replace(extending, "extends", "pictures.layouts.thu = \"50vw\"\nextends", 1)).LayoutSizes()
	if recipe := (plan.Recipe{Sizes: "9rem", LayoutSizes: sizes}); recipe.SizesIn("thu") != "50vw" || recipe.SizesIn("") != "9rem" {
		t.Errorf("sizes of layouts: %q", sizes)
	}
	in := sitetest.Input(t, txtar.Parse([]byte(withLayouts)))
	in.Layouts = look.StoryLayouts()
	s, wrong := site.New(in)
	var said []string
	for _, d := range wrong {
		said = append(said, d.Message.String())
		if d.Line == 0 || !strings.Contains(d.Hint.String(), "chum-anh, thu") {
			t.Errorf("%v, hint %s", d, d.Hint)
		}
	}
	slices.Sort(said)
	if want := []string{"giao diện không có kiểu trang “chum-anh”, nên bài hiện như mọi bài", "giao diện không có kiểu trang “post”, nên bài hiện như mọi bài"}; !slices.Equal(said, want) {
		t.Errorf("said %q", said)
	}
	page := func(v *site.View) string {
		var b strings.Builder
		if err := look.Render(context.Background(), &b, v); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for v := range s.Views() {
		if v.Layout != site.LayoutArticle && v.Layout != site.LayoutPage {
			continue
		}
		if got, want := strings.Contains(page(v), "chùm A"), v.Title == "A"; got != want {
			t.Errorf("%s as a series: %v", v.Title, got)
		}
		if v.Title == "B" {
			v.Article.Layout = "thu"
			if got := page(v); !strings.Contains(got, "thử B") {
				t.Errorf("a layout of the site's theme: %s", got)
			}
		}
	}
}
