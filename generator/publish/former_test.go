package publish_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/publish"
)

// publishLasting publishes s, whose files in assets/ have names that change with their
// bytes.
func publishLasting(t *testing.T, dir string, s site) publish.Result {
	t.Helper()
	result, err := tryLasting(dir, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// tryLasting is publishLasting with a function that is asked before every change of the
// disk.
func tryLasting(dir string, s site, before func(op, name string) error) (publish.Result, error) {
	p, err := publish.OpenWith(dir, before)
	if err != nil {
		return publish.Result{}, err
	}
	for name := range s {
		if strings.HasPrefix(name, "assets/") {
			p.Lasting(name)
		}
	}
	return writeAndCommit(p, s)
}

// edition is a site with a page and style sheets.
func edition(page string, styles ...string) site {
	s := site{"index.html": page}
	for _, name := range styles {
		s["assets/"+name] = name
	}
	return s
}

// stylesIn returns the names of what is in assets/.
func stylesIn(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	for name := range tree(t, dir) {
		if style, ok := strings.CutPrefix(name, "assets/"); ok {
			names = append(names, style)
		}
	}
	slices.Sort(names)
	return names
}

// TestFormerEditionsStay: what lasts stays for two editions after it was an output. An
// edition is a publication that changed something.
func TestFormerEditionsStay(t *testing.T) {
	type turn struct {
		site   site
		styles []string // that are there afterwards
	}
	for name, turns := range map[string][]turn{
		"two editions": {
			{edition("1", "a"), []string{"a"}},
			{edition("2", "b"), []string{"a", "b"}},
			{edition("3", "b"), []string{"a", "b"}},
			{edition("4", "b"), []string{"b"}},
		},
		"nothing changed": {
			{edition("1", "a"), []string{"a"}},
			{edition("2", "b"), []string{"a", "b"}},
			{edition("2", "b"), []string{"a", "b"}},
			{edition("2", "b"), []string{"a", "b"}},
			{edition("3", "b"), []string{"a", "b"}},
			{edition("3", "b"), []string{"a", "b"}},
			{edition("4", "b"), []string{"b"}},
			{edition("4", "b"), []string{"b"}},
		},
		"a new one each time": {
			{edition("1", "a"), []string{"a"}},
			{edition("1", "b"), []string{"a", "b"}},
			{edition("1", "c"), []string{"a", "b", "c"}},
			{edition("1", "d"), []string{"b", "c", "d"}},
			{edition("1", "e"), []string{"c", "d", "e"}},
		},
		"an output again": {
			{edition("1", "a"), []string{"a"}},
			{edition("2", "b"), []string{"a", "b"}},
			{edition("3", "a"), []string{"a", "b"}},
			{edition("4", "a"), []string{"a", "b"}},
			{edition("5", "a"), []string{"a"}},
			{edition("6"), []string{"a"}},
			{edition("7"), []string{"a"}},
			{edition("8"), nil},
		},
		"a folder in its way": {
			{edition("1", "a"), []string{"a"}},
			{edition("2", "a/b"), []string{"a/b"}},
			{edition("3", "a/b", "c"), []string{"a/b", "c"}},
		},
		"a file in the way of its folder": {
			{edition("1", "a/b"), []string{"a/b"}},
			{edition("2", "a"), []string{"a"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			for i, turn := range turns {
				publishLasting(t, dir, turn.site)
				if diff := cmp.Diff(turn.styles, stylesIn(t, dir)); diff != "" {
					t.Fatalf("after publication %d (-want +got)\n%s", i+1, diff)
				}
			}
		})
	}
}

// TestManifestTellsEditions: outputs that last and former ones stand in the manifest with
// how many editions ago they were outputs; what stays is no step and no result.
func TestManifestTellsEditions(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishLasting(t, dir, edition("1", "a"))
	result := publishLasting(t, dir, edition("2", "b"))
	want := "guong-manifest 2\nassets/a\t1\nassets/b\t0\nindex.html\n"
	if got := tree(t, stateFolder(dir))["manifest"]; got != want {
		t.Errorf("the manifest is %q, want %q", got, want)
	}
	if len(result.Removed) > 0 || !slices.Equal(result.Written, []string{"assets/b", "index.html"}) {
		t.Errorf("the result names %v and %v", result.Written, result.Removed)
	}
	if result := publishLasting(t, dir, edition("2", "b")); len(result.Written)+len(result.Removed) > 0 || result.Unchanged != 2 {
		t.Errorf("nothing changed, and the result is %+v", result)
	}
	// Without the manifest, what stayed is somebody else's.
	if err := os.Remove(filepath.Join(stateFolder(dir), "manifest")); err != nil {
		t.Fatal(err)
	}
	publishLasting(t, dir, edition("2", "b"))
	for i := range 3 {
		publishLasting(t, dir, edition(fmt.Sprint(i), "b"))
	}
	if diff := cmp.Diff([]string{"a", "b"}, stylesIn(t, dir)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestFormerFilesThatAreGone: what somebody took away or put something else in the place
// of is not ours any more.
func TestFormerFilesThatAreGone(t *testing.T) {
	for name, change := range map[string]func(file string) error{
		"removed":  os.Remove,
		"a folder": func(file string) error { return errors.Join(os.Remove(file), os.Mkdir(file, 0o755)) },
		"a link":   func(file string) error { return errors.Join(os.Remove(file), os.Symlink("b", file)) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			publishLasting(t, dir, edition("1", "a"))
			publishLasting(t, dir, edition("2", "b"))
			if err := change(filepath.Join(dir, "assets", "a")); err != nil {
				t.Fatal(err)
			}
			want := tree(t, dir)
			for _, page := range []string{"3", "4", "5"} {
				publishLasting(t, dir, edition(page, "b"))
				want["index.html"] = page
				if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
					t.Fatalf("-want +got\n%s", diff)
				}
			}
			if got := tree(t, stateFolder(dir))["manifest"]; got != "guong-manifest 2\nassets/b\t0\nindex.html\n" {
				t.Errorf("the manifest is %q", got)
			}
		})
	}
}

// TestFormerEditionsAfterFailures: whatever change of the disk fails, the style sheet of
// the page that is there is there, and the next publication counts editions as if nothing
// had failed.
func TestFormerEditionsAfterFailures(t *testing.T) {
	failures := 0
	for last := 1; ; last++ {
		dir := filepath.Join(t.TempDir(), fmt.Sprint(last), "public")
		publishLasting(t, dir, edition("1", "a"))
		count := 0
		_, err := tryLasting(dir, edition("2", "b"), func(op, name string) error {
			if count++; count >= last {
				return errors.New("the disk is broken")
			}
			return nil
		})
		if err == nil {
			break
		}
		failures++
		page, styles := tree(t, dir)["index.html"], stylesIn(t, dir)
		if want := map[string]string{"1": "a", "2": "b"}[page]; !slices.Contains(styles, want) {
			t.Fatalf("after a failure of change %d the page is of edition %s, and the styles are %v", last, page, styles)
		}
		publishLasting(t, dir, edition("2", "b"))
		for _, turn := range []struct {
			page string
			want []string
		}{{"2", []string{"a", "b"}}, {"3", []string{"a", "b"}}, {"4", []string{"b"}}} {
			publishLasting(t, dir, edition(turn.page, "b"))
			if diff := cmp.Diff(turn.want, stylesIn(t, dir)); diff != "" {
				t.Fatalf("after a failure of change %d, edition %s (-want +got)\n%s", last, turn.page, diff)
			}
		}
	}
	if failures < 8 {
		t.Errorf("only %d changes failed: too few to mean anything", failures)
	}
}
