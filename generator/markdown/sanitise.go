package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// harmless are the elements that Sanitise lets through. An h1 is not among
// them, since the page has its own.
var harmless = strings.Fields(`a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt
	em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary
	sup table tbody td tfoot th thead time tr u ul var`)

// policy admits the harmless elements. Of attributes it admits those that say
// something, never how it looks: no style, class, id or name, and no event handlers.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(harmless...)
	p.AllowAttrs("lang", "dir", "title").Globally()
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("src", "alt").OnElements("img")
	p.AllowAttrs("width", "height").Matching(bluemonday.Integer).OnElements("img")
	p.AllowAttrs("colspan", "rowspan").Matching(bluemonday.Integer).OnElements("td", "th")
	p.AllowAttrs("scope").Matching(bluemonday.SpaceSeparatedTokens).OnElements("th")
	p.AllowAttrs("span").Matching(bluemonday.Integer).OnElements("col", "colgroup")
	p.AllowAttrs("start", "reversed").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("datetime").Matching(bluemonday.ISO8601).OnElements("time", "del", "ins")
	p.AllowNoAttrs().OnElements("a", "span")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	return p
})

// sanitise writes raw HTML through the policy, and warns if it holds what the
// policy takes out.
func (w *writer) sanitise(raw *rawSource) {
	w.passedHTML = true
	if clean, ok := plainTags()[string(raw.text)]; ok {
		w.out = append(w.out, clean...)
		return
	}
	clean := policy().SanitizeBytes(w.markRefs(raw))
	w.out = append(w.out, clean...)
	w.text = AppendText(w.text[:0], string(clean))
	w.count(bytes.TrimSpace(w.text))
}

// plainTags are what the policy makes of the harmless tags without attributes,
// which are most of all. One by one they take it ten times as long.
var plainTags = sync.OnceValue(func() map[string]string {
	tags := map[string]string{}
	for _, name := range harmless {
		for _, tag := range []string{"<" + name + ">", "</" + name + ">"} {
			tags[tag] = policy().Sanitize(tag)
		}
	}
	return tags
})

// rawRefPath begins the addresses as which local addresses of raw HTML travel
// through the policy and to balance. Every local address gets one, so that none
// of them can be the writer's own.
const rawRefPath = "/guong-ref/"

// markRefs returns raw HTML with numbers for its local addresses, and notes
// what they are and where they stand. It warns of the first element that is not
// harmless, or else of the first address that no page may contain.
func (w *writer) markRefs(raw *rawSource) []byte {
	var out []byte
	written, warned := 0, false
	unsafeAt := -1
	unsafeTag := 0
	at := 0
	for z := html.NewTokenizer(bytes.NewReader(raw.text)); z.Next() != html.ErrorToken; {
		size := len(z.Raw())
		token := z.Token()
		tag := raw.text[at : at+size]
		if token.Type == html.StartTagToken || token.Type == html.SelfClosingTagToken {
			if !warned && !isHarmless(token.Data) {
				warned = true
				w.warn(raw.at(at), raw.at(at+size), "raw-html-removed", token.Data)
			}
			marked, safe := w.markTag(raw, at, tag, &token)
			if !safe && unsafeAt < 0 {
				unsafeAt, unsafeTag = at, size
			}
			if marked {
				out = append(append(out, raw.text[written:at]...), token.String()...)
				written = at + size
			}
		}
		at += size
	}
	if unsafeAt >= 0 && !warned {
		w.warn(raw.at(unsafeAt), raw.at(unsafeAt+unsafeTag), "raw-html-address")
	}
	return append(out, raw.text[written:]...)
}

// markTag puts numbers for the local addresses of a tag that begins at raw.text[at].
func (w *writer) markTag(raw *rawSource, at int, tag []byte, token *html.Token) (marked, safe bool) {
	safe = true
	for i := range token.Attr {
		attr := &token.Attr[i]
		kind, ok := refKinds[attr.Key]
		if !ok {
			continue
		}
		a := parseAddress(attr.Val)
		start, stop := attributeValue(tag, attr.Key, attr.Val)
		from, to := raw.at(at+start), raw.at(at+stop)
		switch {
		case a.kind == unsafe || a.kind == onDisk || a.kind == loopback:
			safe = false
		case token.DataAtom != atom.A && token.DataAtom != atom.Img:
		case a.kind == anchor && a.fragment != "":
			w.fragments = append(w.fragments, fragment{a.fragment, from, to, -1})
		case a.kind == local:
			attr.Val = rawRefPath + strconv.Itoa(len(w.rawRefs))
			w.rawRefs = append(w.rawRefs, Ref{
				Kind: kind, Dest: a.path, Query: a.query, Fragment: a.fragment,
				At: w.place(from, to),
			})
			marked = true
		}
	}
	return marked, safe
}

// refKinds are the attributes that hold an address.
var refKinds = map[string]RefKind{"href": Link, "src": Picture}

// attributeValue returns where the value of an attribute stands in a tag; the
// whole tag if it is written in another way than it is meant.
func attributeValue(tag []byte, key, value string) (start, stop int) {
	for at := 0; value != ""; {
		i := bytes.IndexByte(tag[at:], '=')
		if i < 0 {
			break
		}
		at += i + 1
		name := bytes.TrimRight(tag[:at-1], " \t\n")
		if len(name) < len(key) || !strings.EqualFold(string(name[len(name)-len(key):]), key) {
			continue
		}
		quoted := bytes.TrimLeft(tag[at:], " \t\n\"'")
		if bytes.HasPrefix(quoted, []byte(value)) {
			start = len(tag) - len(quoted)
			return start, start + len(value)
		}
	}
	return 0, len(tag)
}

func isHarmless(name string) bool { return slices.Contains(harmless, name) }

// refScheme marks the addresses as which Refs travel through balance. The
// policy does not admit it.
const refScheme = "guong-ref:"

// balance reads all that was written as a browser does, and writes it anew: the
// raw HTML of a story cannot be trusted to close what it opens, or only that.
// The local addresses that raw HTML brought become Refs. It fails if elements
// are nested more deeply than package html reads.
func (w *writer) balance(a *anchors) error {
	root := &html.Node{Type: html.ElementNode, DataAtom: atom.Div, Data: "div"}
	nodes, err := html.ParseFragment(strings.NewReader(w.withRefs()), root)
	if err != nil {
		return err
	}
	b := balancer{writer: w, old: w.refs, anchors: a}
	w.refs = nil
	var out bytes.Buffer
	for _, n := range nodes {
		b.visit(n)
		_ = html.Render(&out, n)
	}
	w.out = w.out[:0]
	w.fillRefs(out.Bytes(), b.refs)
	return nil
}

// withRefs returns the HTML with the number of each Ref for its address.
func (w *writer) withRefs() string {
	var b strings.Builder
	from := 0
	for i, ref := range w.refs {
		b.Write(w.out[from:ref.Offset])
		b.WriteString(refScheme + strconv.Itoa(i))
		from = ref.Offset
	}
	b.Write(w.out[from:])
	return b.String()
}

// fillRefs writes html without the addresses that stand for Refs, and notes
// their offsets. An attribute cannot contain the quotation mark that the
// marker begins with.
func (w *writer) fillRefs(html []byte, refs []Ref) {
	marker := []byte(`="` + refScheme)
	for {
		i := bytes.Index(html, marker)
		if i < 0 {
			w.out = append(w.out, html...)
			return
		}
		w.out = append(w.out, html[:i+len(`="`)]...)
		html = html[i+len(marker):]
		end := bytes.IndexByte(html, '"')
		number, err := strconv.Atoi(string(html[:end]))
		if err == nil && number < len(refs) {
			ref := refs[number]
			ref.Offset = len(w.out)
			w.refs = append(w.refs, ref)
		}
		html = html[end:]
	}
}

// balancer walks the tree of a document.
type balancer struct {
	*writer
	old     []Ref
	refs    []Ref
	anchors *anchors
}

func (b *balancer) visit(n *html.Node) {
	n.Data = withoutControls(n.Data)
	for i := range n.Attr {
		n.Attr[i].Val = withoutControls(n.Attr[i].Val)
	}
	if n.Type == html.ElementNode {
		switch n.DataAtom {
		case atom.A:
			b.address(n, "href", Link)
		case atom.Img:
			b.address(n, "src", Picture)
			settle(n)
		case atom.Source:
			b.address(n, "src", Film)
		case atom.Figure:
			b.shape(n)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.visit(c)
	}
}

// withoutControls returns s with U+FFFD for the control characters that entities
// made, as the text of Markdown has it.
func withoutControls(s string) string {
	isControl := func(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' }
	if !strings.ContainsFunc(s, isControl) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// settle gives a picture of raw HTML what one of Markdown has. The size of a
// local one is known better when its Ref is resolved.
func settle(img *html.Node) {
	isLocal, lazy := false, false
	for _, attr := range img.Attr {
		isLocal = isLocal || attr.Key == "src" && strings.HasPrefix(attr.Val, refScheme)
		lazy = lazy || attr.Key == "loading"
	}
	if isLocal {
		img.Attr = slices.DeleteFunc(img.Attr, func(a html.Attribute) bool {
			return a.Key == "width" || a.Key == "height"
		})
	}
	if !lazy {
		img.Attr = append(img.Attr, html.Attribute{Key: "loading", Val: "lazy"}, html.Attribute{Key: "decoding", Val: "async"})
	}
}

// shape keeps the place of the class of a figure that has one of its picture's shape.
func (b *balancer) shape(figure *html.Node) {
	for _, attr := range figure.Attr {
		if attr.Key == "class" && strings.HasPrefix(attr.Val, refScheme) {
			b.address(figure, "class", Shape)
		}
	}
}

// address treats the address of an element as one in Markdown.
func (b *balancer) address(n *html.Node, key string, kind RefKind) {
	for i := range n.Attr {
		attr := &n.Attr[i]
		if attr.Key != key {
			continue
		}
		if number, ok := strings.CutPrefix(attr.Val, refScheme); ok {
			old, _ := strconv.Atoi(number)
			attr.Val = b.number(b.old[old])
			continue
		}
		switch a := parseAddress(attr.Val); a.kind {
		case external:
			attr.Val = a.url
		case anchor:
			if id, ok := b.anchors.find(a.fragment); ok {
				attr.Val = "#" + id
			}
		case local:
			number, _ := strconv.Atoi(strings.TrimPrefix(attr.Val, rawRefPath))
			attr.Val = b.number(b.rawRefs[number])
		default:
			attr.Val = "#"
		}
	}
}

// number keeps a Ref and returns the address that stands for it.
func (b *balancer) number(r Ref) string {
	b.refs = append(b.refs, r)
	return refScheme + strconv.Itoa(len(b.refs)-1)
}
