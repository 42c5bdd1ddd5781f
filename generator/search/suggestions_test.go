package search_test

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"guong/generator/search"
)

// suggestions returns the texts and kinds of a file of suggestions.
func suggestions(t *testing.T, fsys fstest.MapFS, name string) (list []string) {
	t.Helper()
	file := fsys["search/suggest/"+name+".bin"]
	if file == nil {
		return nil
	}
	var all []search.Suggestion
	if err := json.NewDecoder(flate.NewReader(bytes.NewReader(file.Data))).Decode(&all); err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		list = append(list, s.Kind+" "+s.Text)
	}
	return list
}

func TestSuggestions(t *testing.T) {
	o := storyOptions
	o.Suggestions = []search.Suggestion{
		{Text: "Hải Phòng", URL: "/hp/", Kind: "term", Detail: "Tỉnh", Weight: 3},
		{Text: "Hà Nội", URL: "/hn/", Kind: "term", Weight: 9},
		{Text: "Hạ Long", URL: "/hl/", Kind: "honoree", Weight: 3},
		{Text: "  !?", URL: "/x/", Kind: "term"},
		{Text: "Ý", URL: "/y/", Kind: "term"},
	}
	docs := []search.Document{
		article("/1/", "Hải quân: Đổi mới", ""), article("/2/", "Hái chè", ""), article("/3/", "越南", ""), article("/4/", "", ""),
	}
	fsys := search.Written(t, o, docs)
	for name, want := range map[string][]string{
		"ha": {"term Hà Nội", "honoree Hạ Long", "term Hải Phòng", "title Hái chè", "title Hải quân: Đổi mới"},
		"do": {"title Đổi mới"},
		"y_": {"term Ý"},
		"__": {"title 越南"},
		"xx": nil,
	} {
		if got := suggestions(t, fsys, name); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestMostSuggestions holds that a file stays small: it has the latest titles.
func TestMostSuggestions(t *testing.T) {
	docs := make([]search.Document, 450)
	for i := range docs {
		docs[i] = article(fmt.Sprintf("/%03d/", i), fmt.Sprintf("Hai %d", i), "")
	}
	got := suggestions(t, search.Written(t, storyOptions, docs), "ha")
	if len(got) != 400 || got[0] != "title Hai 449" || got[399] != "title Hai 50" {
		t.Errorf("%d suggestions, from %q to %q", len(got), got[0], got[len(got)-1])
	}
}
