package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"

	"guong/generator/address"
	"guong/generator/content"
	"guong/generator/vietnamese"
)

// Resource is a file of the content folder that is published as it is.
type Resource struct {
	content.File
	// Measure returns the width and height of a picture in pixels, or zeroes. It
	// is called when a page shows the picture, at most once for a Site; nil for
	// what is no picture.
	Measure func() (width, height int)

	URL string // set by New in its own copy
}

// size returns the width and height of a picture in pixels, or zeroes.
func (r *Resource) size() (width, height int) {
	if r == nil || r.Measure == nil {
		return 0, 0
	}
	return r.Measure()
}

// placeResources gives every file its address, once the texts have theirs:
// beside the page of the bundle that it belongs to, else at the path that it
// has.
func (b *builder) placeResources() {
	s := b.site
	if len(b.Resources) == 0 {
		return
	}
	bundles := b.bundles()
	var private []*Resource
	slab := make([]Resource, len(b.Resources))
	for i, given := range b.Resources {
		r := &slab[i]
		*r = *given
		if r.Measure != nil {
			r.Measure = sync.OnceValues(r.Measure)
		}
		r.URL = s.BasePath + fileAddress(r.Path)
		for dir := parent(r.Path); dir != ""; dir = parent(dir) {
			bundle, found := bundles[dir]
			if !found {
				continue
			}
			if bundle == nil {
				private = append(private, r)
			} else {
				r.URL = bundle.URL + fileAddress(r.Path[len(dir)+1:])
			}
			break
		}
		s.resources[pathKey(r.Path)] = r
		s.files = append(s.files, r)
	}
	if len(private) > 0 {
		b.withhold(private)
	}
	slices.SortFunc(s.files, func(x, y *Resource) int { return cmp.Compare(x.Path, y.Path) })
}

// bundles returns the articles that have a folder of their own, by it; nil for
// those that are not published now.
func (b *builder) bundles() map[string]*Article {
	bundles := map[string]*Article{}
	for _, e := range b.Entries {
		if e.Kind != content.Index && e.IsBundle() {
			bundles[e.Dir()] = b.site.byPath[pathKey(e.Path)]
		}
	}
	return bundles
}

// withhold takes files of unpublished stories out of the site, but for those
// that another text shows or links to.
func (b *builder) withhold(private []*Resource) {
	s := b.site
	used := map[*Resource]bool{}
	for _, a := range s.byPath {
		for _, ref := range a.entry.Document().Refs {
			used[s.resource(a.entry.Dir(), ref.Dest)] = true
		}
		used[s.resource(a.entry.Dir(), a.entry.Front.Image.Src)] = true
		for _, h := range a.entry.Front.Honorees {
			used[s.resource(a.entry.Dir(), h.Photo)] = true
		}
	}
	withheld := map[*Resource]bool{}
	for _, r := range private {
		if !used[r] {
			withheld[r] = true
			delete(s.resources, pathKey(r.Path))
		}
	}
	s.files = slices.DeleteFunc(s.files, func(r *Resource) bool { return withheld[r] })
}

// fileAddress returns the address of a file: its path, each part as it can be
// published ("Lớp học.JPG" → "lop-hoc.JPG").
func fileAddress(p string) string {
	parts := strings.Split(p, "/")
	for i, part := range parts {
		parts[i] = address.FileName(part)
	}
	return strings.Join(parts, "/")
}

// resource returns the file that src means, as seen from folder dir; or nil.
func (s *Site) resource(dir, src string) *Resource {
	if src == "" {
		return nil
	}
	return s.resources[contentPath(dir, src)]
}

// contentPath returns the path in the content folder that p means as seen from
// folder dir, in the form of pathKey. A slash at its front means the content
// folder itself.
func contentPath(dir, p string) string {
	if strings.HasPrefix(p, "/") {
		dir = ""
	}
	return strings.TrimPrefix(path.Join("/", pathKey(dir), vietnamese.RepairString(p)), "/")
}
