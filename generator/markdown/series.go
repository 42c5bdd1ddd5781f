package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// shot is a picture of a paragraph that holds nothing but pictures.
type shot struct {
	image *ast.Image
	link  *ast.Link // that the writer put around it, or nil
	title string    // behind its address
	below string    // on the line below it, in italics
}

// caption returns what is written below the picture, in either way.
func (s shot) caption() string {
	if s.title != "" && s.below != "" {
		return s.title + " " + s.below
	}
	return s.title + s.below
}

// shots returns the pictures of a paragraph that holds pictures, each alone or with
// its caption in italics on the line below, and nothing else. A single caption at the
// end of several pictures belongs to all of them, and comes as common. There are none
// if the paragraph holds anything else.
func (w *writer) shots(p ast.Node, shots []shot) (_ []shot, common string) {
	captions, lineEnded := 0, false
	for c := p.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if len(bytes.TrimSpace(c.Segment.Value(w.src))) > 0 {
				return nil, ""
			}
			lineEnded = lineEnded || c.SoftLineBreak() || c.HardLineBreak()
		case *ast.Image:
			shots, lineEnded = append(shots, w.shot(c, nil)), false
		case *ast.Link:
			picture, ok := c.FirstChild().(*ast.Image)
			if !ok || picture.NextSibling() != nil {
				return nil, ""
			}
			shots, lineEnded = append(shots, w.shot(picture, c)), false
		case *ast.Emphasis:
			if len(shots) == 0 || !lineEnded || !isPlainCaption(c) {
				return nil, ""
			}
			last := &shots[len(shots)-1]
			if last.below != "" {
				last.below += " "
			} else {
				captions++
			}
			last.below += w.plainOf(c)
		default:
			return nil, ""
		}
	}
	if n := len(shots); n > 1 && captions == 1 && shots[n-1].below != "" {
		common, shots[n-1].below = shots[n-1].below, ""
	}
	return shots, common
}

func (w *writer) shot(n *ast.Image, link *ast.Link) shot {
	return shot{image: n, link: link, title: string(collapse(appendPlain(nil, n.Title)))}
}

// isShown reports whether a page can show a picture.
func (w *writer) isShown(s shot) bool {
	a := w.address(s.image.Destination)
	return a.kind == local || a.kind == external && (a.scheme == "https" || a.scheme == "http")
}

// isPlainCaption reports whether text in italics says nothing that a caption, which
// is plain text, would lose: a link, a footnote, a picture.
func isPlainCaption(n *ast.Emphasis) bool {
	if n.Level != 1 {
		return false
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.(type) {
		case *ast.Text, *ast.Emphasis:
		default:
			return false
		}
		for inner := c.FirstChild(); inner != nil; inner = inner.NextSibling() {
			if inner.Kind() != ast.KindText {
				return false
			}
		}
	}
	return true
}

// captionBelow returns the caption that is a paragraph of its own below the pictures
// of p, as programs write it that make Markdown of Word files: all of it in italics,
// and with a credit, so that it surely is one. The paragraph is not written then.
func (w *writer) captionBelow(p ast.Node) string {
	next, ok := p.NextSibling().(*ast.Paragraph)
	if !ok {
		return ""
	}
	only, ok := next.FirstChild().(*ast.Emphasis)
	if !ok || only.NextSibling() != nil || !isPlainCaption(only) {
		return ""
	}
	caption := w.plainOf(only)
	if _, credit := SplitCredit(caption); credit == "" {
		return ""
	}
	w.written = next
	return caption
}

// series writes several pictures that belong together. Each is a link to itself, so
// that a reader can look at it in its full size.
func (w *writer) series(shots []shot, common string) {
	element := "div"
	if common != "" {
		element = "figure"
	}
	w.hasSeries = true
	w.out = append(w.out, "<"+element+` class="series">`+"\n"...)
	for _, s := range shots {
		w.frame(s)
	}
	w.caption(common)
	w.out = append(w.out, "</"+element+">\n"...)
}

// frame writes one picture of a series.
func (w *writer) frame(s shot) {
	a := w.address(s.image.Destination)
	at, stop := w.locate(s.image, s.image.Destination, s.image.Reference)
	if !w.accept(a, at, stop, "picture") {
		w.notShown(s)
		return
	}
	to, toAt, toStop, kind, class := a, at, stop, Original, ` class="enlarge"`
	if s.link != nil {
		linkAt, linkStop := w.locate(s.link, s.link.Destination, s.link.Reference)
		if b := w.address(s.link.Destination); w.accept(b, linkAt, linkStop, "link") {
			to, toAt, toStop, kind, class = b, linkAt, linkStop, Link, ""
		}
	}
	w.out = append(w.out, `<figure`...)
	if a.kind == local {
		w.out = append(w.out, ` class="`...)
		w.href(a, Shape, at, stop)
		w.out = append(w.out, '"')
	}
	w.out = append(w.out, "><a"+class+` href="`...)
	w.href(to, kind, toAt, toStop)
	w.out = append(w.out, `">`...)
	w.img(s.image, a, at, stop, w.plainOf(s.image))
	w.out = append(w.out, "></a>"...)
	w.caption(s.caption())
	w.out = append(w.out, "</figure>\n"...)
}
