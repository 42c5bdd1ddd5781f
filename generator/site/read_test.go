package site_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/site"
	"guong/generator/site/sitetest"
)

// now is the clock of all sites of these tests.
var now = sitetest.Now

// input reads the site of an archive.
func input(t testing.TB, archive *txtar.Archive) site.Input {
	t.Helper()
	return sitetest.Input(t, archive)
}

// read makes the site of an archive's text; change, if any, may change what it is
// made from.
func read(t testing.TB, archive string, change ...func(*site.Input)) *site.Site {
	t.Helper()
	return sitetest.Read(t, txtar.Parse([]byte(archive)), change...)
}

// stop ends a test whose site cannot be made: that is not what it is about.
func stop(t testing.TB, wrong diag.List) {
	t.Helper()
	if wrong.Count(diag.Error) > 0 {
		t.Fatal(wrong)
	}
}

// story is the file of a story in an archive. Keys are lines of its front
// matter.
func story(path, title, date string, keys ...string) string {
	return fmt.Sprintf("-- content/%s --\n+++\ntitle = %q\ndate = %s\n%s\n+++\n\nThân bài.\n", path, title, date, strings.Join(keys, "\n"))
}

// page is the file of a page or of a section's text.
func page(path, title string, keys ...string) string {
	return fmt.Sprintf("-- content/%s --\n+++\ntitle = %q\n%s\n+++\n\nThân trang.\n", path, title, strings.Join(keys, "\n"))
}

func titles[T any](list []T, title func(T) string) string {
	var all []string
	for _, item := range list {
		all = append(all, title(item))
	}
	return strings.Join(all, ", ")
}

func articleTitle(a *site.Article) string { return a.Title }
func termTitle(t *site.Term) string       { return t.Title }

// shown returns what a person reads of diagnostics.
func shown(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		d.Show(&b, message.Vietnamese)
	}
	return b.String()
}
