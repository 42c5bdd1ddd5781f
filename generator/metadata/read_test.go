package metadata_test

import (
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator/site"
	"guong/generator/site/sitetest"
)

// read makes the site of an archive.
func read(t testing.TB, archive *txtar.Archive) *site.Site {
	t.Helper()
	return sitetest.Read(t, archive)
}

// views are the pages of a site, by address.
func views(s *site.Site) map[string]*site.View {
	all := map[string]*site.View{}
	for v := range s.Views() {
		all[v.URL] = v
	}
	return all
}
