package check

import (
	"bytes"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// Pages gathers the links and anchors of a built site. What stands in it is known
// before the first page is read: the paths of all outputs.
type Pages struct {
	origin  string // "https://tdkt.example"
	base    string // "/" or "/tdkt/"
	outputs map[string]int
	paths   []string

	mu      sync.Mutex
	readers []*PageReader
}

// NewPages returns a site at baseURL (which ends in "/") with outputs at the
// given paths ("tin/bai/index.html").
func NewPages(baseURL string, paths []string) *Pages {
	p := &Pages{outputs: make(map[string]int, len(paths)), paths: paths}
	host := strings.Index(baseURL, "://") + len("://")
	end := host + strings.IndexByte(baseURL[host:], '/')
	p.origin, p.base = baseURL[:end], baseURL[end:]
	for i, path := range paths {
		p.outputs[path] = i
	}
	return p
}

// Reader returns a reader for one goroutine.
func (p *Pages) Reader() *PageReader {
	r := &PageReader{
		site: p, known: map[string]target{}, ids: map[int]string{}, from: map[int]string{},
		dead: map[deadLink][]int{}, anchors: map[anchor][]int{},
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.readers = append(p.readers, r)
	return r
}

// PageReader reads pages, for one goroutine.
type PageReader struct {
	site  *Pages
	known map[string]target // addresses that mean the same on every page

	ids     map[int]string     // of each page, each between two signs of idEnd
	from    map[int]string     // files that pages come from
	dead    map[deadLink][]int // with the pages that have them
	anchors map[anchor][]int   // anchors of other pages, with the pages that lead there

	// Of the page that is being read.
	page  int
	own   []string // fragments of the page itself
	names []byte   // ids
}

// idEnd separates ids, and occurs in none (HTML, 3.2.6).
const idEnd = ' '

// anchor is a place in a page.
type anchor struct {
	page int
	id   string
}

// deadLink is an address that leads nowhere.
type deadLink struct {
	address string // from the host's root, without query and fragment
	written string // as it stands in a page
}

// target is what an address leads to.
type target struct {
	output   int    // its number, or one of the values below
	address  string // of an output that does not exist, from the host's root
	fragment string
}

const (
	elsewhere = -1 // another site, another scheme, nothing at all
	nowhere   = -2
)

// Read takes the links and anchors out of a page: the output path, made from the
// file from (may be empty). The page is not kept.
func (r *PageReader) Read(path, from string, page []byte) {
	at, ok := r.site.outputs[path]
	if !ok {
		return
	}
	r.page, r.own, r.names = at, r.own[:0], append(r.names[:0], idEnd)
	if from != "" {
		r.from[at] = from
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		name, more := z.TagName()
		isAnchor := len(name) == 1 && name[0] == 'a'
		for more {
			var key, value []byte
			key, value, more = z.TagAttr()
			r.attribute(isAnchor, key, value)
		}
	}
	names := string(r.names)
	r.ids[at] = names
	for _, fragment := range r.own {
		if !hasID(names, fragment) {
			a := anchor{at, fragment}
			r.anchors[a] = once(r.anchors[a], at)
		}
	}
}

func hasID(ids, id string) bool {
	return strings.Contains(ids, string(idEnd)+id+string(idEnd))
}

// attribute takes an id or an address.
func (r *PageReader) attribute(isAnchor bool, key, value []byte) {
	switch string(key) {
	case "id":
		r.name(value)
	case "name":
		if isAnchor {
			r.name(value)
		}
	case "href", "src", "action", "poster", "data", "xlink:href":
		r.link(value)
	case "srcset", "imagesrcset":
		for candidate := range bytes.SplitSeq(value, []byte(",")) {
			if address := bytes.Fields(candidate); len(address) > 0 {
				r.link(address[0])
			}
		}
	}
}

func (r *PageReader) name(id []byte) {
	r.names = append(append(r.names, id...), idEnd)
}

// link notes where an address leads.
func (r *PageReader) link(value []byte) {
	address := bytes.TrimSpace(value)
	if len(address) == 0 {
		return
	}
	if address[0] == '#' {
		if fragment := decoded(string(address[1:])); !isTop(fragment) {
			r.own = append(r.own, fragment)
		}
		return
	}
	t, seen := r.known[string(address)]
	if !seen {
		written := string(address)
		relative := false
		t, relative = r.site.resolve(r.site.url(r.page), written)
		if !relative {
			r.known[written] = t
		}
	}
	switch {
	case t.output == nowhere:
		link := deadLink{t.address, string(address)}
		r.dead[link] = once(r.dead[link], r.page)
	case t.output == elsewhere || isTop(t.fragment):
	case t.output == r.page:
		r.own = append(r.own, t.fragment)
	default:
		a := anchor{t.output, t.fragment}
		r.anchors[a] = once(r.anchors[a], r.page)
	}
}

// once appends a page to a list unless it is the last there.
func once(list []int, page int) []int {
	if n := len(list); n > 0 && list[n-1] == page {
		return list
	}
	return append(list, page)
}

// isTop reports whether a fragment needs no anchor (HTML, 7.4.6.4): the top of the
// page, or words to be found in its text.
func isTop(fragment string) bool {
	return fragment == "" || strings.EqualFold(fragment, "top") || strings.HasPrefix(fragment, ":~:")
}
