package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// links are links and pictures as goldmark reads them, and as they are pasted:
//
//   - with names of files as phones and Zalo make them: ![Lớp học](Ảnh Lớp (1).png "Giờ học"),
//     and web addresses as browsers show them: [a](https://vi.wikipedia.org/wiki/Tỉnh Hà Nam);
//   - with quotation marks in a title, and curly ones around it, which word processors make;
//   - with a link for its address: [a]([https://a.vn](https://a.vn));
//   - a picture with a blank before its address: ![Lớp học] (lop-hoc.jpg);
//   - text in another language, which is a link with a name for its address:
//     [Good morning]{tiếng Anh};
//   - a link in another language: [Good morning](https://a.vn){tiếng Anh}.
//
// CommonMark (6.3) wants <…> around an address with spaces, and shows the whole
// as text without.
type links struct{ parser.InlineParser }

// Parse lets goldmark read a stand-in for the address, and puts the address in
// its place.
func (p links) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if name, size := languageBehind(line); size > 0 && !labelsPicture(block.Source()[:segment.Start]) {
		return p.parseForeign(parent, block, pc, name, size)
	}
	destination, title, size := pastedAddress(line)
	if size == 0 && bytes.HasPrefix(line, []byte("] ")) && labelsPicture(block.Source()[:segment.Start]) {
		destination, title, size = addressWithGap(line)
	}
	if size == 0 {
		return inLanguage(p.InlineParser.Parse(parent, block, pc), block)
	}
	n := p.InlineParser.Parse(parent, text.NewReader([]byte("](x)")), pc)
	switch n := n.(type) {
	case *ast.Link:
		n.Destination, n.Title = destination, title
	case *ast.Image:
		n.Destination, n.Title = destination, title
	default:
		return nil
	}
	block.Advance(size)
	return inLanguage(n, block)
}

// CloseBlock lets goldmark put away brackets that nothing closed.
func (p links) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if closer, ok := p.InlineParser.(parser.CloseBlocker); ok {
		closer.CloseBlock(parent, block, pc)
	}
}

// maxAddress and maxTitle are the lengths beyond which nothing is an address
// or a title that was pasted, so that a line of open brackets is not read again
// and again to its end.
const (
	maxAddress = 1000
	maxTitle   = 4000
)

// pastedAddress reads what stands behind "](" and is an address that CommonMark
// does not take, perhaps with a title, and returns the size of all; 0 if it is
// none of these.
func pastedAddress(line []byte) (destination, title []byte, size int) {
	if !bytes.HasPrefix(line, []byte("](")) {
		return nil, nil, 0
	}
	start := skipBlanks(line, len("]("))
	if start < len(line) && line[start] == '[' {
		return linkedAddress(line, start)
	}
	destination, title, size, plain := addressAt(line, start)
	if plain {
		return nil, nil, 0
	}
	return destination, title, size
}

// addressWithGap reads an address and perhaps a title behind "]", blanks and "(".
func addressWithGap(line []byte) (destination, title []byte, size int) {
	open := skipBlanks(line, len("]"))
	if open == len(line) || line[open] != '(' {
		return nil, nil, 0
	}
	destination, title, size, _ = addressAt(line, skipBlanks(line, open+1))
	if !isAddress(destination) {
		return nil, nil, 0
	}
	return destination, title, size
}

// labelsPicture reports whether the bracket that src ends in was opened by "![".
func labelsPicture(src []byte) bool {
	src = src[max(len(src)-maxAddress, 0):]
	open := bytes.LastIndexByte(src, '[')
	return open > 0 && src[open-1] == '!' && bytes.IndexByte(src[open:], ']') < 0
}

// linkedAddress reads "[address](address))", which mail programs and Teams make
// of an address that is pasted between brackets.
func linkedAddress(line []byte, start int) (destination, title []byte, size int) {
	line = line[:min(len(line), start+2*maxAddress)]
	middle := bytes.Index(line[start:], []byte("]("))
	if middle < 0 || !isWeb(line[start+1:start+middle]) {
		return nil, nil, 0
	}
	from := start + middle + len("](")
	length := bytes.IndexAny(line[from:], ") \t\n")
	if length < 0 || !isWeb(line[from:from+length]) {
		return nil, nil, 0
	}
	end := skipBlanks(line, from+length+1)
	if line[from+length] != ')' || end >= len(line) || line[end] != ')' {
		return nil, nil, 0
	}
	return line[from : from+length], nil, end + 1
}

// addressAt reads an address, which may hold spaces if it is that of a file or
// of the web, and perhaps a title, and the bracket that closes both, at which
// size ends; 0 if there is none. Plain tells that CommonMark takes it too.
func addressAt(line []byte, start int) (destination, title []byte, size int, plain bool) {
	if start >= len(line) || line[start] == '<' {
		return nil, nil, 0, false
	}
	depth := 0
	for stop := start; stop < min(len(line), start+maxAddress); stop++ {
		switch c := line[stop]; {
		case c == '\n':
			return nil, nil, 0, false
		case c == '\\' && stop+1 < len(line) && util.IsPunct(line[stop+1]):
			stop++
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case c == ')':
			destination = bytes.TrimRight(line[start:stop], " \t")
			if plain = bytes.IndexByte(destination, ' ') < 0; !plain && !isAddress(destination) {
				return nil, nil, 0, false
			}
			return destination, nil, stop + 1, plain
		case c == ' ' && depth == 0 && isAddress(line[start:stop]):
			if title, size, plain := titleAt(line, skipBlanks(line, stop)); size > 0 {
				destination = line[start:stop]
				return destination, title, size, plain && bytes.IndexByte(destination, ' ') < 0
			}
		}
	}
	return nil, nil, 0, false
}

// titleAt reads a title at line[start] and the bracket behind it, and returns
// where both end; 0 if there is none. A quotation mark that no bracket follows
// is part of the title. Plain tells a title that CommonMark takes.
func titleAt(line []byte, start int) (title []byte, end int, plain bool) {
	for _, marks := range [...][2]string{{`"`, `"`}, {"'", "'"}, {"“", "”"}, {"”", "”"}} {
		inside, found := bytes.CutPrefix(line[start:], []byte(marks[0]))
		if !found {
			continue
		}
		plain = len(marks[0]) == 1
		inside = inside[:min(len(inside), maxTitle)]
		for stop := 0; stop < len(inside); stop++ {
			if inside[stop] == '\\' {
				stop++
				continue
			}
			if inside[stop] == ']' && bytes.HasPrefix(inside[stop:], []byte("](")) {
				break
			}
			if !bytes.HasPrefix(inside[stop:], []byte(marks[1])) {
				continue
			}
			end = skipBlanks(line, start+len(marks[0])+stop+len(marks[1]))
			if end < len(line) && line[end] == ')' {
				return inside[:stop], end + 1, plain
			}
			plain = false
		}
	}
	return nil, 0, false
}

func skipBlanks(line []byte, at int) int {
	for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
		at++
	}
	return at
}

// isAddress reports whether s can only be an address: of a file, or of the web.
func isAddress(s []byte) bool { return isFileName(s) || isWeb(s) }

// isWeb reports whether s is an address of the web. It may hold blanks, but
// nothing that ends an address.
func isWeb(s []byte) bool {
	const secure = "https://"
	if len(s) <= len(secure) || !bytes.EqualFold(s[:4], []byte("http")) {
		return false
	}
	rest := bytes.TrimPrefix(bytes.TrimPrefix(s[4:], []byte("s")), []byte("S"))
	return bytes.HasPrefix(rest, []byte("://")) && !bytes.ContainsAny(s, "\"<>[]\n")
}

// fileExtensions are those of the files that stories show or link to.
var fileExtensions = strings.Fields(`.jpg .jpeg .png .gif .webp .svg .avif .heic .bmp .md .markdown
	.pdf .doc .docx .xls .xlsx .ppt .pptx .zip .mp3 .m4a .ogg .opus .wav
	.mp4 .m4v .mov .webm .ogv`)

func isFileName(s []byte) bool {
	const longest = len(".markdown")
	tail := s[max(len(s)-longest, 0):]
	dot := bytes.LastIndexByte(tail, '.')
	return dot >= 0 && slices.ContainsFunc(fileExtensions, func(ext string) bool {
		return strings.EqualFold(ext, string(tail[dot:]))
	})
}
