package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"guong/generator/address"
	"guong/generator/content"
	"guong/generator/film"
	"guong/generator/picture/plan"
	"guong/generator/vietnamese"
)

// Resource is a file of the content folder that may be published.
type Resource struct {
	content.File
	// Measure tells what is known of a picture. It is called when a page shows the
	// picture, at most once for a Site; nil for what is no picture.
	Measure func() Picture
	// Film tells what the header of a film or recording says, at most once for a Site;
	// nil for all other files.
	Film func() film.Info
	// Text returns what a file of plain text says, which may be said in a film; nil for
	// all other files.
	Text func() string
	// Mentions returns what may be addresses in the file's own text (see
	// [Addresses]), of a page or style sheet that is published as it is; nil for
	// all others.
	Mentions func() []string

	URL string // set by New in its own copy

	focuses  []string     // of the crops that are made of it, in their order
	private  bool         // it lies in the folder of a story that is not published now
	referred *atomic.Bool // something that is published refers to it; set once that is known
}

// Picture is what is known of the file of a picture.
type Picture struct {
	Width, Height int // in pixels, of what is published at its address; zeroes if they are not known
	// Of tells what variants are made of: the bytes of the file, and the size of
	// what is in it, upright. No digest: none are made.
	Digest                string
	FullWidth, FullHeight int
}

// picture returns what is known of a picture.
func (r *Resource) picture() Picture {
	if r == nil || r.Measure == nil {
		return Picture{}
	}
	return r.Measure()
}

// source returns the picture of which variants are made; zero if none are.
func (r *Resource) source() plan.Source {
	p := r.picture()
	if p.Digest == "" {
		return plan.Source{}
	}
	return plan.Source{Name: r.URL, Digest: p.Digest, Width: p.FullWidth, Height: p.FullHeight}
}

// film returns what the header of a film says, as far as it is known.
func (r *Resource) film() film.Info {
	if r.Film == nil {
		return film.Info{Bytes: r.Size}
	}
	return r.Film()
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
	slab := make([]Resource, len(b.Resources))
	referred := make([]atomic.Bool, len(b.Resources))
	for i, given := range b.Resources {
		r := &slab[i]
		*r = *given
		r.referred = &referred[i]
		if r.Measure != nil {
			r.Measure = sync.OnceValue(r.Measure)
		}
		if r.Film != nil {
			r.Film = sync.OnceValue(r.Film)
		}
		r.URL = s.BasePath + fileAddress(r.Path)
		for dir := parent(r.Path); dir != ""; dir = parent(dir) {
			bundle, found := bundles[dir]
			if !found {
				continue
			}
			if r.private = bundle == nil; !r.private {
				r.URL = bundle.URL + fileAddress(r.Path[len(dir)+1:])
			}
			break
		}
		s.resources[pathKey(r.Path)] = r
		s.allFiles = append(s.allFiles, r)
	}
	slices.SortFunc(s.allFiles, func(x, y *Resource) int { return cmp.Compare(x.Path, y.Path) })
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

// fileAddress returns the address of a file: its path, each part as it can be
// published ("Lớp học.JPG" → "lop-hoc.JPG").
func fileAddress(p string) string {
	parts := strings.Split(p, "/")
	for i, part := range parts {
		parts[i] = address.FileName(part)
	}
	return strings.Join(parts, "/")
}

// resource returns the file at path src of the content folder, as seen from folder
// dir; or nil.
func (s *Site) resource(dir, src string) *Resource {
	if src == "" {
		return nil
	}
	return s.resources[contentPath(dir, src)]
}

// fileMeant returns the file that an address in a text means: by the path that it
// has in the content folder, seen from dir, or by its address on the site, seen
// from the page at url; or nil. The address has neither query nor fragment.
func (s *Site) fileMeant(dir, url, dest string) *Resource {
	if own, ok := strings.CutPrefix(dest, s.BaseURL); ok {
		dest = "/" + own
	}
	if r := s.resource(dir, dest); r != nil || dest == "" {
		return r
	}
	return s.byAddress()[s.siteAddress(url, dest)]
}

// siteAddress returns the address that dest means on the page at url, from the root
// of the site, without a slash at its front.
func (s *Site) siteAddress(url, dest string) string {
	if !strings.HasPrefix(dest, "/") {
		dest = path.Join("/", strings.TrimPrefix(url, s.BasePath), dest)
	}
	return strings.TrimPrefix(path.Clean(dest), "/")
}

// fileAddresses returns all files by their addresses from the root of the site.
func (s *Site) fileAddresses() map[string]*Resource {
	all := make(map[string]*Resource, len(s.allFiles))
	for _, r := range s.allFiles {
		all[strings.TrimPrefix(r.URL, s.BasePath)] = r
	}
	return all
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
