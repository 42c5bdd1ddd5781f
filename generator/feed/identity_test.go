package feed_test

import (
	"bytes"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"guong/generator/feed"
	"guong/generator/site"
	"guong/generator/site/sitetest"
)

// made is an output with what it was made from.
type made struct {
	bytes string
	input uint64
	kind  site.Kind
	noted sitetest.Noted
}

// allMade renders all outputs of a site, and notes what they read.
func allMade(t *testing.T, s *site.Site) map[string]made {
	t.Helper()
	pages := feed.SurveyOf(s)
	outputs := feed.Outputs(s, pages)
	outputs = append(outputs, feed.Tables(s, pages, outputs, "guong")...)
	trace := site.NewTrace(s)
	all := make(map[string]made, len(outputs))
	for _, o := range outputs {
		var b bytes.Buffer
		trace.Begin()
		if err := o.Render(&b, trace); err != nil {
			t.Fatal(err)
		}
		all[o.Path] = made{b.String(), o.Input, o.Kind, sitetest.NotedIn(s, trace)}
	}
	return all
}

// same reports whether an output of another site would be taken for the one that is
// known.
func (m made) same(other *site.Site, input uint64) bool {
	return m.input != 0 && m.input == input && m.noted.HoldIn(other)
}

// TestOutputsTellWhatTheyRead changes one value of a site after another. An output
// whose bytes change must have told that it may.
func TestOutputsTellWhatTheyRead(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	base := sitetest.Read(t, archive)
	before := allMade(t, base)
	changed := map[site.Kind]int{}
	kept := 0
	for name, s := range sitetest.Edits(t, archive) {
		for p, now := range allMade(t, s) {
			was, both := before[p]
			if !both {
				continue
			}
			same, again := was.same(s, now.input), now.same(base, was.input)
			switch differ := was.bytes != now.bytes; {
			case differ && same:
				t.Errorf("%s: %s differs without having told:\n%s", name, p, cmp.Diff(was.bytes, now.bytes))
			case differ && again:
				t.Errorf("back from %s: %s differs without having told:\n%s", name, p, cmp.Diff(now.bytes, was.bytes))
			case differ && now.input != 0:
				changed[now.kind]++
			case same && again:
				kept++
			}
		}
	}
	if changed[site.KindFeed] < 500 || changed[site.KindSitemap] < 40 || kept < 1500 {
		t.Errorf("outputs changed %v times, and were kept %d times: the edits do not reach them", changed, kept)
	}
}

// TestFeedsKeepWhatTheyDoNotShow: an edit changes the feeds that show it, and no other
// feed is taken for changed.
func TestFeedsKeepWhatTheyDoNotShow(t *testing.T) {
	raw, err := os.ReadFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	s := siteOf(t, string(raw))
	before := allMade(t, s)
	for _, test := range []struct {
		name, old, new string
		want           []string // the lists whose feeds change
	}{
		{"a body", "## Tích cực", "## Tiêu cực", []string{"", "tin/"}},
		{"a body with the excerpt", "Đoạn đầu.\n-- content/tin/Mot", "Đoạn mới.\n-- content/tin/Mot", []string{"", "linh-vuc/y-te-va-xa-hoi/", "tin/", "tin/sau/"}},
		{"a title", `"Bài đăng lại"`, `"Bài đăng nữa"`, []string{"", "linh-vuc/y-te-va-xa-hoi/", "tin/"}},
		{"a section", `"Chuyên mục sâu"`, `"Chuyên mục"`, []string{"tin/sau/"}},
		{"a page", `title = "Giới thiệu"`, `title = "Về chúng tôi"`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(string(raw), test.old, test.new, 1)
			if text == string(raw) {
				t.Fatal("nothing to replace")
			}
			s := siteOf(t, text)
			lists := map[string]bool{}
			for p, now := range allMade(t, s) {
				if now.kind == site.KindFeed && !before[p].same(s, now.input) {
					lists[strings.TrimSuffix(p, path.Base(p))] = true
				}
			}
			if diff := cmp.Diff(test.want, slices.Sorted(maps.Keys(lists))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
