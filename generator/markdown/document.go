package markdown

import (
	"strconv"
	"strings"
	"sync"

	"guong/generator/diag"
)

// Document is a converted body. It is immutable and safe for concurrent use.
type Document struct {
	// HTML is the body without the addresses of local links and pictures; empty if
	// it is kept elsewhere: see Markup.
	HTML string
	// Refs are these addresses, in order of Offset.
	Refs []Ref
	// Headings are the headings in their order.
	Headings []Heading
	// Excerpt is the plain text of the first paragraph that holds text and stands
	// neither in a quotation nor in a list, whole, with single spaces. It is
	// empty if there is none.
	Excerpt string
	// Words is the number of syllables and numbers that a reader meets, counted
	// between spaces; signs by themselves (–, &, …) are none.
	Words int
	// HasSeries reports whether there is a series of pictures.
	HasSeries bool
	// Elsewhere are the addresses of pictures on other sites.
	Elsewhere []string

	load      func() *Document // gives HTML and Refs, if the HTML is kept elsewhere
	footnotes []string         // the ids of footnotes and of the places that refer to them

	once    sync.Once
	anchors *anchors // made when the first fragment is asked for
}

// Heading is a heading of a document.
type Heading struct {
	Level int    // 2 to 6
	ID    string // its anchor, once in a document
	Text  string // its plain text
}

// RefKind tells what a local address is used for.
type RefKind int

// What local addresses are used for.
const (
	Link     RefKind = iota
	Picture          // of an img
	Original         // of a link to the picture that its Ref of kind Picture shows
	Shape            // of a figure's class, by the shape of the picture
	Film             // of a film or of sound: see Media
)

// Ref is a local address in a document: the name of a file, or a path of the
// site.
type Ref struct {
	Offset int // in Document.HTML, where the address goes
	Kind   RefKind
	// Dest is the address as it was written, without query and fragment; its
	// entities and percent signs are decoded, it is in NFC, and its backslashes
	// are slashes. It never begins with "//".
	Dest     string
	Query    string // what follows "?", as written, without it
	Fragment string // what follows "#", decoded, without it
	Text     string // of a Film: what it is of, in plain text

	// At is the place of the address in the file (or of its link, if the address
	// stands in a definition): a diagnostic that lacks only its message.
	At diag.Diagnostic
}

// Target is what a Ref means on the finished site.
type Target struct {
	URL           string
	Width, Height int // of a picture or film, in pixels; 0 if it is not known
	// Sources is HTML: the elements that stand before a picture, as others that a
	// browser may take in its place. Empty: none.
	Sources string
	Media   *Media
}

// imgTag begins the tag of a picture, whose attributes are escaped: it ends at the first
// ">".
const imgTag = `<img src="`

// Render returns the HTML with the addresses that resolve gives for every Ref,
// called once for each in their order. An address is escaped; what is no
// address that a page may contain (see the package comment) becomes "#".
// Render returns the HTML itself if there are no Refs, or no resolve.
func (d *Document) Render(resolve func(Ref) Target) string {
	if d.load != nil {
		return d.load().Render(resolve)
	}
	html := d.HTML
	if len(d.Refs) == 0 || resolve == nil {
		return html
	}
	var out strings.Builder
	out.Grow(len(html) + 80*len(d.Refs))
	var room [256]byte
	from := 0
	for _, ref := range d.Refs {
		target := resolve(ref)
		switch ref.Kind {
		case Film:
			out.WriteString(html[from : ref.Offset-len(filmOpen)])
			out.Write(appendMedia(room[:0], ref, target))
			from = ref.Offset + filmEnd(html[ref.Offset:])
			continue
		case Shape:
			out.WriteString(html[from:ref.Offset])
			out.WriteString("shape")
			if target.Width > 0 && target.Height > 0 {
				out.WriteString(" " + shapeOf(target.Width, target.Height))
			}
			from = ref.Offset
			continue
		}
		inserted := appendSafeURL(room[:0], target.URL)
		if ref.Kind == Picture && target.Width > 0 && target.Height > 0 {
			inserted = append(inserted, `" width="`...)
			inserted = strconv.AppendInt(inserted, int64(target.Width), 10)
			inserted = append(inserted, `" height="`...)
			inserted = strconv.AppendInt(inserted, int64(target.Height), 10)
		}
		before := html[from:ref.Offset]
		tag, begins := strings.CutSuffix(before, imgTag)
		if end := strings.IndexByte(html[ref.Offset:], '>'); begins && end >= 0 && ref.Kind == Picture && target.Sources != "" {
			from = ref.Offset + end + 1
			out.WriteString(tag)
			out.WriteString("<picture>")
			out.WriteString(target.Sources)
			out.WriteString(imgTag)
			out.Write(inserted)
			out.WriteString(html[ref.Offset:from])
			out.WriteString("</picture>")
			continue
		}
		out.WriteString(before)
		out.Write(inserted)
		from = ref.Offset
	}
	out.WriteString(html[from:])
	return out.String()
}

// Anchor returns the id of the place of the document that "#fragment" leads to:
// a footnote, or the heading that has it for its id, but for capitals and
// marks, or for its text.
func (d *Document) Anchor(fragment string) (id string, ok bool) {
	d.once.Do(func() { d.anchors = newAnchors(d.Headings, d.footnotes) })
	return d.anchors.find(fragment)
}
