package generator

import (
	"slices"

	"guong/generator/diag"
	"guong/generator/site"
)

// guarded does one step of a pipeline. A panic in it is an error of a file.
func guarded(file string, wrong *diag.Bag, step func()) {
	defer diag.Recover(file, func(d diag.Diagnostic) { wrong.Add(d) })
	step()
}

// loaded reads a part of the site. A panic is an error of its file or folder.
func loaded[V any](file string, load func() (V, diag.List)) (v V, wrong diag.List) {
	defer diag.Recover(file, func(d diag.Diagnostic) { wrong = diag.List{d} })
	return load()
}

// isInternal reports whether the program failed.
func isInternal(wrong diag.List) bool {
	return slices.ContainsFunc(wrong, func(d diag.Diagnostic) bool { return d.Message.ID == diag.InternalID })
}

// newSite makes the snapshot. If a story makes that panic, it is left out, and the
// panic is an error of its file; if it takes several together, it is one of the
// folder, and there is no snapshot.
func newSite(in site.Input, folder string) (*site.Site, diag.List) {
	s, wrong, sound := trySite(in, folder)
	if sound {
		return s, wrong
	}
	var guilty diag.List
	var others []site.Entry
	for _, e := range in.Entries {
		alone := in
		alone.Entries = []site.Entry{e}
		if _, list, sound := trySite(alone, e.File); sound {
			others = append(others, e)
		} else {
			guilty = append(guilty, list...)
		}
	}
	if guilty == nil {
		return nil, wrong
	}
	in.Entries = others
	s, wrong, _ = trySite(in, folder)
	return s, append(guilty, wrong...)
}

// trySite makes the snapshot, and reports whether that did not panic.
func trySite(in site.Input, file string) (s *site.Site, wrong diag.List, sound bool) {
	defer diag.Recover(file, func(d diag.Diagnostic) { s, wrong, sound = nil, diag.List{d}, false })
	s, wrong = site.New(in)
	return s, wrong, true
}
