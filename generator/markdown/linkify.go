package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// linkify makes links of bare addresses: http:// and https://, www. and e-mail
// (GitHub Flavored Markdown, 6.9). It looks backwards from the sign that such
// an address cannot do without, because goldmark's parser, which looks
// forwards from every space, doubles the time of a parse.
//
// Other than in the specification, the host has a dot, a path may contain
// letters of any script ("…/wiki/Hải_Phòng", as browsers copy it), and an
// address may stand behind a quotation mark.
type linkify struct{}

func (linkify) Trigger() []byte { return []byte{':', '.', '@'} }

func (linkify) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if pc.IsInLinkLabel() {
		return nil
	}
	line, segment := block.PeekLine()
	if segment.Padding > 0 || len(line) < 2 {
		return nil
	}
	src, at := block.Source(), segment.Start
	switch line[0] {
	case ':':
		if bytes.HasPrefix(line, []byte("://")) {
			back := wordBefore(src, at, "https")
			if back == 0 {
				back = wordBefore(src, at, "http")
			}
			host := hostLength(line[len("://"):])
			if back > 0 && host > 0 {
				stop := len("://") + host
				return take(parent, block, pc, back, stop+pathLength(line[stop:]), ast.AutoLinkURL, nil)
			}
		}
	case '.':
		back := wordBefore(src, at, "www")
		if host := hostLength(line[1:]); back > 0 && host > 0 {
			return take(parent, block, pc, back, 1+host+pathLength(line[1+host:]), ast.AutoLinkURL, []byte("http"))
		}
	case '@':
		back := localPartBefore(src, at)
		if host := hostLength(line[1:]); back > 0 && host > 0 && line[host] != '-' && line[host] != '_' {
			return take(parent, block, pc, back, 1+host, ast.AutoLinkEmail, nil)
		}
	}
	return nil
}

// take makes a link of the back bytes before the reader and the ahead bytes
// from it on. The former stand in the last nodes of parent already.
func take(parent ast.Node, block text.Reader, pc parser.Context, back, ahead int, t ast.AutoLinkType, protocol []byte) ast.Node {
	_, segment := block.Position()
	start := segment.Start - back
	if !giveBack(parent, pc, start, segment.Start) {
		return nil
	}
	block.Advance(ahead)
	link := ast.NewAutoLink(t, ast.NewTextSegment(text.NewSegment(start, segment.Start+ahead)))
	link.Protocol = protocol
	link.SetPos(start)
	return link
}

// giveBack takes src[start:stop] out of the text at the end of parent. In it,
// an underscore has become a delimiter of emphasis.
func giveBack(parent ast.Node, pc parser.Context, start, stop int) bool {
	at := stop
	for n := parent.LastChild(); at > start; n = n.PreviousSibling() {
		segment, ok := segmentOf(n)
		if !ok || segment.Stop != at || segment.Padding > 0 || segment.IsEmpty() {
			return false
		}
		at = segment.Start
	}
	for at = stop; at > start; {
		switch n := parent.LastChild().(type) {
		case *parser.Delimiter:
			pc.RemoveDelimiter(n) // becomes text
		case *ast.Text:
			at = max(n.Segment.Start, start)
			n.Segment.Stop = at
			if n.Segment.IsEmpty() {
				parent.RemoveChild(parent, n)
			}
		}
	}
	return true
}

func segmentOf(n ast.Node) (text.Segment, bool) {
	switch n := n.(type) {
	case *ast.Text:
		return n.Segment, !n.SoftLineBreak() && !n.HardLineBreak()
	case *parser.Delimiter:
		return n.Segment, n.Length == n.OriginalLength
	}
	return text.Segment{}, false
}

// wordBefore returns the length of word if it ends at src[at] in any case and
// no letter or digit stands before it, else 0.
func wordBefore(src []byte, at int, word string) int {
	start := at - len(word)
	if start < 0 || !bytes.EqualFold(src[start:at], []byte(word)) || !isBoundary(src[:start]) {
		return 0
	}
	return len(word)
}

// localPartBefore returns the length of the local part of an e-mail address
// that ends at src[at], or 0.
func localPartBefore(src []byte, at int) int {
	start := at
	for start > 0 && at-start < 64 &&
		(util.IsAlphaNumeric(src[start-1]) || bytes.IndexByte([]byte("._+-"), src[start-1]) >= 0) {
		start--
	}
	if !isBoundary(src[:start]) || start > 0 && src[start-1] == '/' {
		return 0
	}
	for start < at && !util.IsAlphaNumeric(src[start]) {
		start++
	}
	return at - start
}

// isBoundary reports whether a word can begin behind before.
func isBoundary(before []byte) bool {
	r, _ := utf8.DecodeLastRune(before)
	return len(before) == 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// hostLength returns the length of the host name that s begins with, of two
// labels at least, or 0.
func hostLength(s []byte) int {
	const most = 253 // RFC 1035, 3.1
	n, dots := 0, 0
	for n < len(s) && n <= most && (util.IsAlphaNumeric(s[n]) || s[n] == '-' || s[n] == '_' ||
		s[n] == '.' && n > 0 && s[n-1] != '.') {
		if s[n] == '.' {
			dots++
		}
		n++
	}
	if n > 0 && s[n-1] == '.' {
		n, dots = n-1, dots-1
	}
	if dots < 1 || n > most || s[0] == '-' || !endsInTopLevel(s[:n]) {
		return 0
	}
	return n
}

// endsInTopLevel reports whether the last label of host has letters: "1.204" is
// no host.
func endsInTopLevel(host []byte) bool {
	last := host[bytes.LastIndexByte(host, '.')+1:]
	for _, c := range last {
		if 'a' <= c|0x20 && c|0x20 <= 'z' {
			return true
		}
	}
	return false
}

// pathLength returns the length of port, path, query and fragment that s begins
// with, without the punctuation that belongs to the sentence.
func pathLength(s []byte) int {
	n := 0
	if len(s) > 1 && s[0] == ':' && util.IsNumeric(s[1]) {
		for n = 1; n < len(s) && util.IsNumeric(s[n]); n++ {
		}
	}
	if n == len(s) || s[n] != '/' && s[n] != '?' && s[n] != '#' {
		return n
	}
	port := n
	for n < len(s) {
		r, size := utf8.DecodeRune(s[n:])
		if r <= ' ' || r == '<' || r == '"' || r >= utf8.RuneSelf && !unicode.IsLetter(r) {
			break
		}
		n += size
	}
	return max(trimSentence(s[:n]), port)
}

// trimSentence returns the length of an address without the punctuation at its
// end: closing brackets that it does not open, full stops and the like, and an
// entity.
func trimSentence(s []byte) int {
	unopened := bytes.Count(s, []byte{')'}) - bytes.Count(s, []byte{'('})
	for n := len(s); n > 0; {
		switch s[n-1] {
		case '?', '!', '.', ',', ':', '*', '_', '~', '\'':
			n--
		case ')':
			if unopened <= 0 {
				return n
			}
			unopened--
			n--
		case ';':
			i := n - 2
			for i > 0 && util.IsAlphaNumeric(s[i]) {
				i--
			}
			if i < 0 || s[i] != '&' || i == n-2 {
				return n
			}
			n = i
		default:
			return n
		}
	}
	return 0
}
