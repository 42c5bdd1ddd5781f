package feed_test

import (
	"bytes"
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator/diag"
	"guong/generator/feed"
	"guong/generator/site"
	"guong/generator/site/sitetest"
)

// now is the clock of all sites of these tests.
var now = sitetest.Now

// read makes the site of an archive. Change, if any, may change what it is made
// from.
func read(t testing.TB, archive *txtar.Archive, change ...func(*site.Input)) *site.Site {
	t.Helper()
	return sitetest.Read(t, archive, change...)
}

// siteOf makes the site of an archive's text.
func siteOf(t testing.TB, archive string) *site.Site {
	t.Helper()
	return read(t, txtar.Parse([]byte(archive)))
}

// stop ends a test whose site cannot be read: that is not what it is about.
func stop(t testing.TB, wrong diag.List) {
	t.Helper()
	if wrong.Count(diag.Error) > 0 {
		t.Fatal(wrong)
	}
}

// files renders outputs, by path.
func files(t testing.TB, outputs []site.Output) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, o := range outputs {
		var b bytes.Buffer
		if err := o.Render(&b, nil); err != nil {
			t.Fatal(err)
		}
		if _, twice := all[o.Path]; twice {
			t.Errorf("two outputs %s", o.Path)
		}
		all[o.Path] = b.String()
	}
	return all
}

// outputs are those of a site that tell of pages.
func outputs(s *site.Site) []site.Output { return feed.Outputs(s, feed.SurveyOf(s)) }

// tables are those that tell of other outputs.
func tables(s *site.Site, others ...site.Output) []site.Output {
	return feed.Tables(s, feed.SurveyOf(s), others, "guong thử")
}

// rendered are all outputs of the site of an archive's text.
func rendered(t testing.TB, archive string) map[string]string {
	t.Helper()
	return files(t, outputs(siteOf(t, archive)))
}
