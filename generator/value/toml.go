package value

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/message"
)

// maxMistakes is how many mistakes of syntax are reported at once.
const maxMistakes = 100

// maxDepth is how deep values may lie within values. Nobody writes ten levels,
// and a reader that follows a million of them overflows its stack.
const maxDepth = 100

// TOML reads s as TOML 1.1 into a table and reports everything that is wrong
// with it. It accepts more than TOML does where only one thing can be meant:
//
//	tiêu đề = "…"                      a key with marks, or of several words
//	date = 2019-07-02 22:39:39 +0700   any date of [ParseDate], without quotation marks
//
// If the list holds an error, the table has what could be read: a value that is
// none is [Invalid].
func TOML(s Source) (Node, diag.List) {
	r := &tomlReader{Source: s}
	root := Node{Kind: Table, End: len(s.Text)}
	if at := invalidUTF8(s.Text); at >= 0 {
		r.note(at, at+1, message.New("value.control"), message.New("value.control-hint"))
		r.flush()
		return root, r.wrong
	}
	r.read(&root)
	return root, r.wrong
}

func invalidUTF8(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i, c := range s {
		if c == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return i
		}
	}
	return -1
}

// tomlReader reads TOML statement by statement. A statement that it cannot read
// is reported, and reading goes on behind it.
type tomlReader struct {
	Source
	at       int // offset of what is to be read next
	depth    int // of the value being read
	fault    fault
	mistakes []mistake // of the statement
	places   cursor
	wrong    diag.List
}

// read reads all statements into root.
func (r *tomlReader) read(root *Node) {
	table := root
	if strings.HasPrefix(r.Text, "\uFEFF") {
		r.at = len("\uFEFF") // the mark that Notepad puts before a text
	}
	for r.blank(); r.at < len(r.Text) && len(r.wrong) < maxMistakes; r.blank() {
		start, ok := r.at, false
		if r.Text[start] == '[' {
			if table, ok = r.header(root); !ok {
				table = &Node{Kind: Table} // holds the keys that belong to nothing
			}
		} else {
			ok = r.pair(table, false)
		}
		if ok && !r.endOfLine() {
			ok = r.fail(faultLine, r.at)
		}
		if !ok && !r.recover(table, start) {
			r.at = len(r.Text)
		}
		r.flush()
	}
}

// header reads [a.b] or [[a.b]] and returns the table that it opens.
func (r *tomlReader) header(root *Node) (table *Node, ok bool) {
	start := r.at
	r.take('[')
	array := r.take('[')
	table = root
	for parts := 1; ; parts++ {
		r.spaces()
		key, ok := r.key()
		if !ok {
			return nil, r.fail(faultHeader, start)
		}
		if parts > maxDepth {
			return nil, r.fail(faultDepth, key.Offset)
		}
		r.spaces()
		if r.take('.') {
			if table = table.below(key, byHeader); table == nil {
				return nil, r.fail(faultDuplicate, start)
			}
			continue
		}
		if !r.take(']') || array && !r.take(']') {
			return nil, r.fail(faultHeader, start)
		}
		key.Value = Node{Kind: Table, Offset: start, End: r.at, origin: byHeader}
		if table = table.open(key, array); table == nil {
			return nil, r.fail(faultDuplicate, start)
		}
		return table, true
	}
}

// pair reads `key = value` into table; nested is true between braces.
func (r *tomlReader) pair(table *Node, nested bool) bool {
	start, depth := r.at, r.depth
	key, ok := r.key()
	for ok {
		end := r.at
		r.spaces()
		if !r.take('.') {
			r.at = end
			break
		}
		if r.depth++; r.depth > maxDepth {
			return r.fail(faultDepth, key.Offset)
		}
		if table = table.below(key, byDots); table == nil {
			return r.fail(faultDuplicate, start)
		}
		r.spaces()
		key, ok = r.key()
	}
	if !ok {
		return r.fail(faultKey, start)
	}
	end := r.at
	if !r.equals() {
		r.at = end
		return r.fail(faultEquals, start)
	}
	duplicate := table.find(key.Key) != nil
	if duplicate {
		r.note(start, end, message.New("value.duplicate-key", r.Text[start:end]), message.New("value.keep-one"))
	}
	r.spaces()
	if key.Value, ok = r.value(nested); ok && !nested {
		ok = r.endsValue(&key.Value)
	}
	if ok {
		r.depth = depth
	} else {
		key.Value.Kind, key.Value.End = Invalid, max(r.at, key.Value.Offset)
	}
	if !duplicate {
		table.add(key)
	}
	return ok
}

// equals reads the sign between key and value. A colon is reported and taken for
// it, as is a quotation mark that follows the key.
func (r *tomlReader) equals() bool {
	end := r.at
	r.spaces()
	switch {
	case r.take('='):
	case r.take(':'):
		r.propose(r.at-1, r.at, message.New("value.toml-colon"), edit{end, r.at, " ="})
		if r.spaces(); r.at < len(r.Text) && !r.endsAt(r.at) {
			r.mistakes[len(r.mistakes)-1].edit.to, r.mistakes[len(r.mistakes)-1].edit.text = r.at, " = "
		}
	case r.at < len(r.Text) && (r.Text[r.at] == '"' || r.Text[r.at] == '\''):
		r.propose(r.at, r.at+1, message.New("value.toml-syntax"), edit{end, r.at, " = "})
	default:
		return false
	}
	return true
}

// key reads one part of a key.
func (r *tomlReader) key() (f Field, ok bool) {
	f.Offset = r.at
	if r.at < len(r.Text) && (r.Text[r.at] == '"' || r.Text[r.at] == '\'') {
		f.Offset++
		mark := r.Text[r.at]
		if strings.HasPrefix(r.Text[r.at+1:], string(mark)+string(mark)) {
			return f, false
		}
		f.Key, ok = r.string(mark)
		return f, ok
	}
	f.Key = r.bareKey()
	return f, f.Key != ""
}

// bareKey reads letters of any script, digits, "_" and "-", with blanks between.
func (r *tomlReader) bareKey() string {
	start, end := r.at, r.at
	for i := start; i < len(r.Text); {
		c := r.Text[i]
		switch {
		case isBareKeyByte(c):
			i++
			end = i
			continue
		case c == ' ' || c == '\t':
			i++
			continue
		case c >= utf8.RuneSelf:
			letter, size := utf8.DecodeRuneInString(r.Text[i:])
			if unicode.IsLetter(letter) || unicode.IsMark(letter) || unicode.IsDigit(letter) {
				i += size
				end = i
				continue
			}
		}
		break
	}
	r.at = end
	return r.Text[start:end]
}

func isBareKeyByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

func (r *tomlReader) take(c byte) bool {
	if r.at < len(r.Text) && r.Text[r.at] == c {
		r.at++
		return true
	}
	return false
}

func (r *tomlReader) spaces() {
	for r.at < len(r.Text) && (r.Text[r.at] == ' ' || r.Text[r.at] == '\t') {
		r.at++
	}
}

// blank passes over white space, line ends and comments. It stops at a control
// character in a comment, which the caller then trips over.
func (r *tomlReader) blank() {
	for r.at < len(r.Text) {
		switch c := r.Text[r.at]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' && r.endsAt(r.at):
			r.at++
		case c != '#' || !r.comment():
			return
		}
	}
}

func (r *tomlReader) comment() bool {
	for i := r.at; i < len(r.Text); i++ {
		if r.endsAt(i) {
			r.at = i
			return true
		}
		if isControl(r.Text[i]) {
			return false
		}
	}
	r.at = len(r.Text)
	return true
}

// endsAt reports whether a line ends at offset i, with "\n" or "\r\n".
func (r *tomlReader) endsAt(i int) bool {
	return r.Text[i] == '\n' || r.Text[i] == '\r' && i+1 < len(r.Text) && r.Text[i+1] == '\n'
}

// endOfLine passes over the rest of a line, which may hold a comment only.
func (r *tomlReader) endOfLine() bool {
	r.spaces()
	if r.at < len(r.Text) && r.Text[r.at] == '#' && !r.comment() {
		return false
	}
	return r.at == len(r.Text) || r.endsAt(r.at)
}

// isControl accepts the characters that TOML does not let into text.
func isControl(c byte) bool { return c < ' ' && c != '\t' || c == 0x7f }
