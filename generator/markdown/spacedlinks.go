package markdown

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// links are links and pictures as goldmark reads them, and with names of files
// as phones and Zalo make them: ![Lớp học](Ảnh Lớp (1).png "Giờ học"). CommonMark
// (6.3) wants <…> around an address with spaces, and shows the whole as text
// without. Here spaces may stand in an address that ends like the name of a
// file; quotation marks in a title; and curly ones around it, which word
// processors make.
type links struct{ parser.InlineParser }

// Parse lets goldmark read a stand-in for the address, and puts the address in
// its place.
func (p links) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	destination, title, size := spacedAddress(line)
	if size == 0 {
		return p.InlineParser.Parse(parent, block, pc)
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
	return n
}

// CloseBlock lets goldmark put away brackets that nothing closed.
func (p links) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if closer, ok := p.InlineParser.(parser.CloseBlocker); ok {
		closer.CloseBlock(parent, block, pc)
	}
}

// spacedAddress reads an address and perhaps a title behind "](" that CommonMark
// does not take, and returns the size of all; 0 if that is none of these.
func spacedAddress(line []byte) (destination, title []byte, size int) {
	if !bytes.HasPrefix(line, []byte("](")) {
		return nil, nil, 0
	}
	start := skipBlanks(line, len("]("))
	if start == len(line) || line[start] == '<' {
		return nil, nil, 0
	}
	depth, stop := 0, start
	for ; stop < len(line); stop++ {
		switch c := line[stop]; {
		case c == '\n':
			return nil, nil, 0
		case c == '\\' && stop+1 < len(line) && util.IsPunct(line[stop+1]):
			stop++
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case c == ')':
			destination = bytes.TrimRight(line[start:stop], " \t")
			if bytes.IndexByte(destination, ' ') < 0 || !isFileName(destination) {
				return nil, nil, 0
			}
			return destination, nil, stop + 1
		case c == ' ' && depth == 0 && isFileName(line[start:stop]):
			if title, size, plain := titleAt(line, skipBlanks(line, stop)); size > 0 {
				destination = line[start:stop]
				if plain && bytes.IndexByte(destination, ' ') < 0 {
					return nil, nil, 0
				}
				return destination, title, size
			}
		}
	}
	return nil, nil, 0
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
		for stop := 0; stop < len(inside); stop++ {
			if inside[stop] == '\\' {
				stop++
				continue
			}
			if !bytes.HasPrefix(inside[stop:], []byte(marks[1])) {
				continue
			}
			end = skipBlanks(line, start+len(marks[0])+stop+len(marks[1]))
			if end < len(line) && line[end] == ')' && !bytes.Contains(inside[:stop], []byte("](")) {
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

// fileExtensions are those of the files that stories show or link to.
var fileExtensions = strings.Fields(`.jpg .jpeg .png .gif .webp .svg .avif .heic .bmp .md .markdown
	.pdf .doc .docx .xls .xlsx .ppt .pptx .zip .mp3 .mp4`)

func isFileName(s []byte) bool {
	return slices.Contains(fileExtensions, strings.ToLower(path.Ext(string(s))))
}
