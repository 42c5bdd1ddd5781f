package check

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// Origins tell where built pages come from.
type Origins struct {
	// Text returns the text of a file that pages come from, put right, or nil.
	Text func(file string) []byte
	// Always are files that may put a link on every page: the configuration, with
	// its menu. Of a link that stands on several pages they are looked through first.
	Always []string
}

// Links returns the links and anchors of p that lead nowhere, one finding for each
// address, however many pages have it. It is called once all pages are read.
func (l *Linter) Links(p *Pages, o Origins) []Finding {
	w := walk{Linter: l, site: p, origins: o, texts: map[string][]byte{}}
	w.merge()
	links := sortedKeys(w.dead, func(a, b deadLink) int {
		return cmp.Or(strings.Compare(a.address, b.address), strings.Compare(a.written, b.written))
	})
	for from, to := 0, 0; from < len(links); from = to {
		for to = from; to < len(links) && links[to].address == links[from].address; {
			to++
		}
		w.link(links[from:to])
	}
	for _, a := range sortedKeys(w.anchors, compareAnchors) {
		if ids := w.ids[a.page]; ids != "" && !hasID(ids, a.id) {
			w.anchor(a)
		}
	}
	return w.found
}

// walk is the state of one call of Links.
type walk struct {
	*Linter
	site    *Pages
	origins Origins
	texts   map[string][]byte

	ids     map[int]string
	from    map[int]string
	dead    map[deadLink][]int
	anchors map[anchor][]int

	proposals int
	found     []Finding
}

// merge puts together what the readers have found. A page has been read by one of
// them.
func (w *walk) merge() {
	w.ids, w.from = map[int]string{}, map[int]string{}
	w.dead, w.anchors = map[deadLink][]int{}, map[anchor][]int{}
	for _, r := range w.site.readers {
		for page, ids := range r.ids {
			w.ids[page] = ids
		}
		for page, file := range r.from {
			w.from[page] = file
		}
		for link, pages := range r.dead {
			w.dead[link] = append(w.dead[link], pages...)
		}
		for a, pages := range r.anchors {
			w.anchors[a] = append(w.anchors[a], pages...)
		}
	}
}

// link reports an address that leads nowhere, in all its forms.
func (w *walk) link(same []deadLink) {
	address := same[0].address
	forms := []string{address}
	var pages []int
	for _, link := range same {
		pages = append(pages, w.dead[link]...)
		forms = append(forms, link.written)
	}
	pages = w.pagesOf(pages)
	at := w.locate(pages, forms)
	if w.off(ruleLink.name, at.File) {
		return
	}
	f := w.finding(ruleLink, at, w.what(ruleLink, "link-many", pages, address))
	if near, ok := w.nearestOutput(address); ok {
		f.Hint = message.New("value.did-you-mean", near)
	}
	w.found = append(w.found, f)
}

// anchor reports an anchor that a page does not have.
func (w *walk) anchor(a anchor) {
	pages := w.pagesOf(w.anchors[a])
	address := w.site.url(a.page) + "#" + a.id
	at := w.locate(pages, []string{address, "#" + a.id})
	if w.off(ruleAnchor.name, at.File) {
		return
	}
	f := w.finding(ruleAnchor, at, w.what(ruleAnchor, "anchor-many", pages, address))
	if near, ok := vietnamese.Nearest(a.id, strings.Fields(w.ids[a.page])); ok {
		f.Hint = message.New("value.did-you-mean", "#"+near)
	}
	w.found = append(w.found, f)
}

// what says that an address leads nowhere, and on which pages it stands: the text
// many where there are several.
func (w *walk) what(r rule, many string, pages []int, address string) message.Message {
	first := w.site.url(pages[0])
	if len(pages) == 1 {
		return message.New(room+r.name, address, first)
	}
	return message.New(room+many, address, first, message.Number(len(pages)-1))
}

// pagesOf returns pages in the order of their addresses, each once.
func (w *walk) pagesOf(pages []int) []int {
	slices.SortFunc(pages, func(a, b int) int { return strings.Compare(w.site.url(a), w.site.url(b)) })
	return slices.Compact(pages)
}

// searched is how many files are looked through for one dead address.
const searched = 50

// locate returns the place in a file at which an address is written, in one of the
// forms given; else the file from which the only page with it was made; else no
// place: then it stands in the theme.
func (w *walk) locate(pages []int, forms []string) diag.Diagnostic {
	var files []string
	for _, page := range pages {
		if file := w.from[page]; file != "" && !slices.Contains(files, file) && len(files) < searched {
			files = append(files, file)
		}
	}
	if own, ok := strings.CutPrefix(forms[0], w.site.base); ok && w.site.base != "/" {
		forms = append(forms, "/"+own)
	}
	places := slices.Concat(files, w.origins.Always)
	if len(pages) > 1 {
		places = slices.Concat(w.origins.Always, files)
	}
	for _, file := range places {
		text := w.text(file)
		for _, form := range forms {
			if i := indexWhole(text, form); i >= 0 {
				return diag.At(file, text, i, utf8.RuneCountInString(form))
			}
		}
	}
	if len(pages) == 1 && len(files) == 1 && w.text(files[0]) != nil {
		return diag.Diagnostic{Position: diag.Position{File: files[0]}}
	}
	return diag.Diagnostic{}
}

func (w *walk) text(file string) []byte {
	text, ok := w.texts[file]
	if !ok {
		text = w.origins.Text(file)
		w.texts[file] = text
	}
	return text
}

// indexWhole returns where an address stands in a text, and not a longer one, or -1.
func indexWhole(text []byte, address string) int {
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte(address))
		if i < 0 {
			return -1
		}
		i += from
		end := i + len(address)
		before := i == 0 || strings.IndexByte(" \t\n\"'(<[=", text[i-1]) >= 0 || address[0] == '#'
		if before && (end == len(text) || !isAddressByte(text[end]) && text[end] != '/' && text[end] != '%') {
			return i
		}
		from = i + 1
	}
}

// maxProposals is for how many dead links a proposal is looked for: a site that
// moved here with thousands of them must not compare each with all addresses.
const maxProposals = 100

// nearestOutput proposes the address beside a dead one that may be meant.
func (w *walk) nearestOutput(address string) (string, bool) {
	if w.proposals++; w.proposals > maxProposals {
		return "", false
	}
	dir, name := path.Split(strings.TrimSuffix(address, "/"))
	var names, ends []string
	for i := range w.site.paths {
		rest, below := strings.CutPrefix(w.site.url(i), dir)
		if plain := strings.TrimSuffix(rest, "/"); below && plain != "" && strings.IndexByte(plain, '/') < 0 {
			names, ends = append(names, plain), append(ends, rest)
		}
	}
	near, ok := vietnamese.Nearest(name, names)
	if !ok {
		return "", false
	}
	return dir + ends[slices.Index(names, near)], true
}

func compareAnchors(a, b anchor) int {
	if a.page != b.page {
		return a.page - b.page
	}
	return strings.Compare(a.id, b.id)
}

func sortedKeys[K comparable, V any](m map[K]V, compare func(a, b K) int) []K {
	keys := make([]K, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, compare)
	return keys
}
