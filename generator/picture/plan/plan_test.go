package plan_test

import (
	"slices"
	"testing"

	"guong/generator/picture/plan"
)

var recipe = &plan.Recipe{
	Version: "1", Widths: []int{480, 800, 1200}, Quality: 80, JPEG: 80,
	Crops: []plan.Crop{{plan.Ratio{1, 1}, []int{240, 480}}, {plan.Ratio{16, 9}, []int{480, 1200}}},
}

func widths(list []plan.Variant) (all []int) {
	for _, v := range list {
		all = append(all, v.Width)
	}
	return all
}

// TestWidths: no variant is wider than the picture, and none nearly as wide as another.
func TestWidths(t *testing.T) {
	for width, want := range map[int][]int{
		1: {1}, 479: {479}, 480: {480}, 500: {480}, 577: {480, 577}, 800: {480, 800}, 900: {480, 800}, 970: {480, 800, 970},
		1200: {480, 800, 1200}, 4000: {480, 800, 1200},
	} {
		s := plan.Source{Name: "a.jpg", Digest: "x", Width: width, Height: 3000}
		if got := widths(recipe.Whole(s)); !slices.Equal(got, want) {
			t.Errorf("%d: %v, want %v", width, got, want)
		}
	}
	for _, none := range []plan.Source{{}, {Digest: "x", Width: 3}, {Digest: "x", Height: 3}} {
		if list := recipe.All(none, []string{""}); len(list) > 0 {
			t.Errorf("%v: %v", none, list)
		}
	}
	var nobody *plan.Recipe
	if list := nobody.All(plan.Source{Digest: "x", Width: 9, Height: 9}, []string{""}); len(list) > 0 {
		t.Errorf("without a recipe: %v", list)
	}
}

// TestShapes: what is cut out is no larger than the picture lets it be.
func TestShapes(t *testing.T) {
	wide := plan.Source{Name: "tin/a.jpg", Digest: "x", Width: 2000, Height: 450}
	list, ok := recipe.Cropped(wide, plan.Ratio{16, 9}, "")
	if want := []int{480, 800}; !ok || !slices.Equal(widths(list), want) {
		t.Errorf("%v, %t, want %v", widths(list), ok, want)
	}
	if list[0].Height != 270 {
		t.Errorf("480 × %d", list[0].Height)
	}
	if _, ok := recipe.Cropped(wide, plan.Ratio{3, 2}, ""); ok {
		t.Error("a shape that the recipe does not have")
	}
	if v, ok := recipe.Shared(wide, ""); !ok || v.Width != 857 || v.Height != 450 {
		t.Errorf("to be shared: %+v, %t", v, ok)
	}
}

// TestNamesChange: a name is another one when the bytes may be others, and else the same.
func TestNamesChange(t *testing.T) {
	s := plan.Source{Name: "tin/lop-hoc.jpg", Digest: "x", Width: 4000, Height: 3000}
	first := recipe.All(s, []string{""})
	seen := map[string]string{}
	check := func(what string, list []plan.Variant, only plan.Ratio) {
		t.Helper()
		for _, v := range list {
			if v.Ratio != only && only != (plan.Ratio{}) {
				continue
			}
			if other := seen[v.Path]; other != "" {
				t.Errorf("%s: %s is the name of %s", what, v.Path, other)
			}
			seen[v.Path] = what
		}
	}
	check("a picture", first, plan.Ratio{})
	if again := recipe.All(s, []string{""}); !slices.Equal(first, again) {
		t.Errorf("%v, then %v", first, again)
	}
	other := s
	other.Digest = "y"
	check("another picture", recipe.All(other, []string{""}), plan.Ratio{})
	better := *recipe
	better.Quality, better.JPEG = 90, 90
	check("another quality", better.All(s, []string{""}), plan.Ratio{})
	newer := *recipe
	newer.Version = "2"
	check("another version", newer.All(s, []string{""}), plan.Ratio{})
	check("another focus", recipe.All(s, []string{"10% 10%"}), plan.Ratio{1, 1})
}

func TestParseRatio(t *testing.T) {
	for text, want := range map[string]plan.Ratio{"16:9": {16, 9}, "1:1": {1, 1}} {
		if got, ok := plan.ParseRatio(text); !ok || got != want || got.String() != text {
			t.Errorf("%s: %v, %t", text, got, ok)
		}
	}
	for _, wrong := range []string{"", ":", "16", "16:", ":9", "0:9", "16:0", "-1:2", "a:b", "16:9:1", "99999:1"} {
		if got, ok := plan.ParseRatio(wrong); ok {
			t.Errorf("%q: %v", wrong, got)
		}
	}
}

func TestAscending(t *testing.T) {
	for _, good := range [][]int{{1}, {480, 800}} {
		if !plan.Ascending(good) {
			t.Errorf("%v", good)
		}
	}
	for _, wrong := range [][]int{nil, {0}, {-1, 3}, {800, 480}, {480, 480}} {
		if plan.Ascending(wrong) {
			t.Errorf("%v", wrong)
		}
	}
}
