package check

import (
	"bytes"
)

// hole stands for every byte that prose takes out. It is no letter, digit or
// separator, so that nothing is read across it.
const hole = 0

// prose returns a body of Markdown with holes where readers do not see text:
// code, comments, HTML tags, addresses of links and pictures. Every byte that
// stays has its place, so that an offset in the result is one in the body.
func prose(body []byte) string {
	m := mask{out: bytes.Clone(body)}
	for at := 0; at < len(body); {
		if end := fenceEnd(body, at); end > at {
			m.cut(at, end)
			at = end
			continue
		}
		end := paragraphEnd(body, at)
		m.paragraph(at, end)
		at = end
	}
	return string(m.out)
}

// mask is a copy of a body in which holes are cut.
type mask struct{ out []byte }

// cut makes a hole, but for line ends.
func (m mask) cut(from, to int) {
	for i := from; i < to; i++ {
		if m.out[i] != '\n' {
			m.out[i] = hole
		}
	}
}

// paragraph cuts the inline marks between two offsets.
func (m mask) paragraph(from, to int) {
	text := m.out[:to]
	for i := from; i < to; {
		next := i + 1
		switch text[i] {
		case '\\':
			next = min(i+2, to)
		case '`':
			next = m.codeSpan(i, to)
		case '<':
			next = m.tag(i, to)
		case ']':
			next = m.destination(i, to)
		case ':':
			next = m.address(i, from, to)
		}
		i = next
	}
}

// codeSpan cuts the code that begins at i (CommonMark 6.1), and returns where to
// go on.
func (m mask) codeSpan(i, to int) int {
	run := 1
	for i+run < to && m.out[i+run] == '`' {
		run++
	}
	for at := i + run; at < to; {
		if m.out[at] != '`' {
			at++
			continue
		}
		end := at
		for end < to && m.out[end] == '`' {
			end++
		}
		if end-at == run {
			m.cut(i, end)
			return end
		}
		at = end
	}
	return i + run
}

// tag cuts the comment or HTML tag that begins at i. An address in angle
// brackets is no tag; one of e-mail is text.
func (m mask) tag(i, to int) int {
	if bytes.HasPrefix(m.out[i:to], []byte("<!--")) {
		if end := bytes.Index(m.out[i:to], []byte("-->")); end > 0 {
			m.cut(i, i+end+3)
			return i + end + 3
		}
		return to
	}
	end := bytes.IndexByte(m.out[i:to], '>')
	if end < 2 || !isLetter(m.out[i+1]) && m.out[i+1] != '/' {
		return i + 1
	}
	inside := m.out[i+1 : i+end]
	if bytes.IndexByte(inside, '@') > 0 && bytes.IndexByte(inside, ' ') < 0 && bytes.IndexByte(inside, ':') < 0 {
		return i + 1
	}
	m.cut(i, i+end+1)
	return i + end + 1
}

// destination cuts the address of the link or picture whose words end at i. A
// title behind it stays.
func (m mask) destination(i, to int) int {
	if i+1 >= to || m.out[i+1] != '(' {
		return i + 1
	}
	depth := 0
	for at := i + 2; at < to; at++ {
		switch c := m.out[at]; {
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case c == ')' || c == '\n' || c == ' ' && at > i+2:
			m.cut(i+2, at)
			return at
		}
	}
	return i + 1
}

// address cuts the bare address whose scheme ends at the colon i.
func (m mask) address(i, from, to int) int {
	if !bytes.HasPrefix(m.out[i:to], []byte("://")) {
		return i + 1
	}
	start := i
	for start > from && isLetter(m.out[start-1]) {
		start--
	}
	end := i
	for end < to && m.out[end] > ' ' && m.out[end] != '>' && m.out[end] != '"' {
		end++
	}
	m.cut(start, end)
	return end
}

// fenceEnd returns where the fenced code that begins at the line at ends
// (CommonMark 4.5), or at if none does.
func fenceEnd(body []byte, at int) int {
	mark := fenceMark(lineFrom(body, at))
	if mark == nil {
		return at
	}
	for at = nextLine(body, at); at < len(body); at = nextLine(body, at) {
		if closing := fenceMark(lineFrom(body, at)); len(closing) >= len(mark) && closing[0] == mark[0] {
			return nextLine(body, at)
		}
	}
	return len(body)
}

// fenceMark returns the marks with which a line begins or ends fenced code.
func fenceMark(line []byte) []byte {
	line = bytes.TrimLeft(line, " ")
	for _, c := range []byte("`~") {
		rest := bytes.TrimLeft(line, string(c))
		if n := len(line) - len(rest); n >= 3 && bytes.IndexByte(rest, '`') < 0 {
			return line[:n]
		}
	}
	return nil
}

// paragraphEnd returns where the next empty line or fenced code begins.
func paragraphEnd(body []byte, at int) int {
	for at = nextLine(body, at); at < len(body); at = nextLine(body, at) {
		line := lineFrom(body, at)
		if len(bytes.TrimSpace(line)) == 0 || fenceMark(line) != nil {
			break
		}
	}
	return at
}

func lineFrom(body []byte, at int) []byte {
	line, _, _ := bytes.Cut(body[at:], []byte("\n"))
	return line
}

func nextLine(body []byte, at int) int {
	if end := bytes.IndexByte(body[at:], '\n'); end >= 0 {
		return at + end + 1
	}
	return len(body)
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
