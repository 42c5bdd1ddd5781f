package markdown

import (
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// anchors are the places of a document that a fragment can lead to.
type anchors struct {
	ids   map[string]bool
	meant map[string]string // ids by what else may be written for them
}

// newAnchors returns the anchors of headings and of footnotes.
func newAnchors(headings []Heading, footnotes []string) *anchors {
	a := &anchors{map[string]bool{}, map[string]string{}}
	for _, id := range footnotes {
		a.ids[id] = true
	}
	for _, h := range headings {
		a.ids[h.ID] = true
		a.means(strings.ToLower(h.ID), h.ID)
	}
	for _, h := range headings {
		a.means(vietnamese.Slug(h.Text), h.ID)
	}
	return a
}

func (a *anchors) means(written, id string) {
	if _, taken := a.meant[written]; !taken && written != "" {
		a.meant[written] = id
	}
}

// find returns the id that a fragment means: itself, or that of the heading
// whose id or text it spells with capitals, marks or spaces.
func (a *anchors) find(fragment string) (id string, ok bool) {
	if a.ids[fragment] {
		return fragment, true
	}
	if id, ok = a.meant[strings.ToLower(fragment)]; ok {
		return id, true
	}
	id, ok = a.meant[vietnamese.Slug(fragment)]
	return id, ok
}

// fragment is a link into the document itself.
type fragment struct {
	id       string
	at, stop int // in the source
	offset   int // of its address in the HTML, or -1 if raw HTML brought it
}

// checkAnchors reports links to places that the document does not have.
func (w *writer) checkAnchors(a *anchors) {
	for _, f := range w.fragments {
		if _, ok := a.find(f.id); ok {
			continue
		}
		d := w.place(f.at, f.stop)
		d.Severity = diag.Error
		d.Message, d.Hint = message.New("markdown.anchor", f.id), message.New("markdown.anchor-hint")
		w.diagnostics = append(w.diagnostics, d)
	}
}

// leadToAnchors writes the ids that fragments mean into the HTML.
func (w *writer) leadToAnchors(a *anchors) {
	var out []byte
	from, moved, ref := 0, 0, 0
	for _, f := range w.fragments {
		id, ok := a.find(f.id)
		if !ok || id == f.id || f.offset < 0 {
			continue
		}
		for ; ref < len(w.refs) && w.refs[ref].Offset < f.offset; ref++ {
			w.refs[ref].Offset += moved
		}
		size := len(appendURL(nil, f.id))
		out = appendURL(append(out, w.out[from:f.offset]...), id)
		from = f.offset + size
		moved = len(out) - from
	}
	if from == 0 {
		return
	}
	for ; ref < len(w.refs); ref++ {
		w.refs[ref].Offset += moved
	}
	w.out = append(out, w.out[from:]...)
}
