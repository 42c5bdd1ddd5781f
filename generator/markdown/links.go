package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// link writes a link, or only its text if it may not lead anywhere.
func (w *writer) link(n *ast.Link) {
	at, stop := w.locate(n, n.Destination, n.Reference)
	a := w.address(n.Destination)
	if w.depth.link > 0 || !w.accept(a, at, stop, "link") {
		w.children(n)
		return
	}
	w.out = append(w.out, `<a href="`...)
	w.href(a, Link, at, stop)
	w.out = append(w.out, '"')
	w.title(n.Title)
	w.out = append(w.out, '>')
	w.depth.link++
	w.children(n)
	w.depth.link--
	w.out = append(w.out, "</a>"...)
}

// autoLink writes an address that is its own text.
func (w *writer) autoLink(n *ast.AutoLink) {
	label := n.Label(w.src)
	w.count(label)
	to := string(n.URL(w.src))
	if n.AutoLinkType == ast.AutoLinkEmail && schemeOf(to) != "mailto" {
		to = "mailto:" + to
	}
	a := parseAddress(to)
	if a.kind == local {
		a.kind = loopback // the text would show the preview's address
	}
	if w.depth.link > 0 || !w.accept(a, n.Pos(), n.Pos()+len(label), "link") {
		w.out = appendEscaped(w.out, label)
		return
	}
	w.out = append(w.out, `<a href="`...)
	w.out = appendURL(w.out, a.url)
	w.out = append(w.out, `">`...)
	w.out = appendEscaped(w.out, label)
	w.out = append(w.out, "</a>"...)
}

// image writes a picture within a line, or only its alternative text if it may
// not be shown.
func (w *writer) image(n *ast.Image) {
	alt := w.plainOf(n)
	at, stop := w.locate(n, n.Destination, n.Reference)
	a := w.address(n.Destination)
	if mediaOf(a) != noMedia && w.depth.link == 0 { // a film within a line is a word that leads to it
		w.out = append(w.out, `<a href="`...)
		w.href(a, Link, at, stop)
		w.out = append(w.out, '"')
		w.title(n.Title)
		w.out = append(w.out, '>')
		w.children(n)
		w.out = append(w.out, "</a>"...)
		return
	}
	if mediaOf(a) != noMedia || !w.accept(a, at, stop, "picture") {
		w.out = appendEscaped(w.out, alt)
		return
	}
	w.img(n, a, at, stop, alt)
	w.title(n.Title)
	w.out = append(w.out, '>')
}

// img begins the tag of a picture.
func (w *writer) img(n *ast.Image, a address, at, stop int, alt string) {
	if alt == "" {
		w.warn(n.Pos(), n.Pos()+len("![]"), "picture-alt")
	}
	w.out = append(w.out, imgTag...)
	w.href(a, Picture, at, stop)
	w.out = append(w.out, `" alt="`...)
	w.out = appendEscaped(w.out, alt)
	w.out = append(w.out, `" loading="lazy" decoding="async"`...)
}

func (w *writer) title(title []byte) {
	if len(title) > 0 {
		w.out = append(w.out, ` title="`...)
		w.out = appendText(w.out, title, special|quote)
		w.out = append(w.out, '"')
	}
}

// address resolves the escapes and entities of a destination and takes it apart.
func (w *writer) address(destination []byte) address {
	w.text = appendPlain(w.text[:0], destination)
	return parseAddress(string(w.text))
}

// accept reports whether an address may stand in the page, and warns if not.
// What is "link" or "picture".
func (w *writer) accept(a address, at, stop int, what string) bool {
	switch a.kind {
	case missing:
		w.warn(at, stop, what+"-empty")
	case onDisk:
		w.warn(at, stop, what+"-on-disk")
	case loopback:
		w.warn(at, stop, what+"-loopback")
	case unsafe:
		if a.scheme == "" {
			w.warn(at, stop, what+"-control")
		} else {
			w.warn(at, stop, what+"-scheme", a.scheme)
		}
	case anchor:
		if what == "picture" {
			w.warn(at, stop, "picture-empty")
			return false
		}
		return true
	case external:
		if what == "picture" && (a.scheme == "mailto" || a.scheme == "tel") {
			w.warn(at, stop, "picture-scheme", a.scheme)
			return false
		}
		return true
	default:
		return true
	}
	return false
}

// href writes an accepted address, or keeps its place open.
func (w *writer) href(a address, kind RefKind, at, stop int) {
	switch a.kind {
	case external:
		w.out = appendURL(w.out, a.url)
	case anchor:
		w.out = append(w.out, '#')
		if a.fragment != "" {
			w.fragments = append(w.fragments, fragment{a.fragment, at, stop, len(w.out)})
		}
		w.out = appendURL(w.out, a.fragment)
	case local:
		w.refs = append(w.refs, Ref{
			Offset: len(w.out), Kind: kind,
			Dest: a.path, Query: a.query, Fragment: a.fragment,
			At: w.place(at, stop),
		})
	}
}

// locate returns where the destination of n stands in the source: it is a slice
// of it, unless it goes over the indentation of a block. A destination that
// stands in a definition is located at its link.
func (w *writer) locate(n ast.Node, destination []byte, reference *ast.ReferenceLink) (at, stop int) {
	if reference != nil {
		w.useLabel(reference)
	} else {
		if at, ok := offsetIn(w.src, destination); ok {
			return at, at + len(destination)
		}
		if len(destination) == 0 {
			return w.emptyAddress(n)
		}
	}
	at = max(n.Pos(), 0)
	if i := bytes.IndexByte(w.src[at:min(at+maxLabel, len(w.src))], ']'); i >= 0 {
		return at, at + i + 1
	}
	return at, at + 1
}

// offsetIn returns where part begins in whole, if it is a slice of it.
func offsetIn(whole, part []byte) (offset int, ok bool) {
	offset = cap(whole) - cap(part)
	if len(part) == 0 || offset < 0 || offset+len(part) > len(whole) || &whole[offset] != &part[0] {
		return 0, false
	}
	return offset, true
}

// emptyAddress returns where the address of a link should stand: behind its
// text and "](".
func (w *writer) emptyAddress(n ast.Node) (at, stop int) {
	at = max(n.Pos(), 0)
	from := at
	for c := n.LastChild(); c != nil; c = c.LastChild() {
		if t, ok := c.(*ast.Text); ok {
			from = t.Segment.Stop
		}
	}
	if i := bytes.Index(w.src[from:min(from+maxLabel, len(w.src))], []byte("](")); i >= 0 {
		at = from + i + len("](")
	}
	return at, at + 1
}
