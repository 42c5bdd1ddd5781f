package value

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"guong/generator/message"
)

// fault is why a statement cannot be read.
type fault struct {
	kind   faultKind
	from   int  // offset of what is wrong
	nested bool // it lies within brackets or braces
}

type faultKind uint8

const (
	faultLine      faultKind = iota // something that TOML does not have
	faultKey                        // no key
	faultEquals                     // no "=" behind the key
	faultHeader                     // a header that is none
	faultDuplicate                  // a key or header that has been before
	faultNoValue                    // nothing behind "="
	faultUnclosed                   // a string without end
	faultList                       // a list with something strange in it
	faultTable                      // the same in { … }
	faultOpenList                   // a list without end
	faultOpenTable                  // { … } without end
	faultDepth                      // too many values within values
)

// fail notes why the statement cannot be read and returns false.
func (r *tomlReader) fail(kind faultKind, from int) bool {
	r.fault = fault{kind, from, r.depth > 0}
	return false
}

// mistake is what is wrong with one part of a statement, in the words of somebody
// who writes stories.
type mistake struct {
	from, to int // what it is about
	text     message.Message
	hint     message.Message
	edit     *edit // for the hint: the line as it should be
}

// edit puts another text into the place of s.Text[from:to], within one line.
type edit struct {
	from, to int
	text     string
}

// in returns a line of the text, which begins at start, with e.
func (e edit) in(line string, start int) string {
	return line[:max(e.from-start, 0)] + e.text + line[min(e.to-start, len(line)):]
}

func (r *tomlReader) note(from, to int, text, hint message.Message) {
	r.mistakes = append(r.mistakes, mistake{from: from, to: to, text: text, hint: hint})
}

// propose reports what is wrong from from to to, with the line as it should be.
func (r *tomlReader) propose(from, to int, text message.Message, e edit) {
	r.mistakes = append(r.mistakes, mistake{from: from, to: to, text: text, edit: &e})
}

// flush reports the mistakes of a statement. A hint puts right everything that is
// wrong with its line, so one for each line is enough.
func (r *tomlReader) flush() {
	slices.SortStableFunc(r.mistakes, func(a, b mistake) int { return cmp.Compare(a.from, b.from) })
	last := ""
	for _, m := range r.mistakes {
		if len(r.wrong) == maxMistakes {
			break
		}
		if m.edit != nil {
			line := r.edited(r.lineStart(m.edit.from))
			if line == last {
				continue
			}
			m.hint, last = message.New("value.write", line), line
		}
		end := min(max(m.to, m.from), max(r.lineEnd(m.from), m.from))
		d := r.places.place(r.Source, m.from, utf8.RuneCountInString(r.Text[m.from:end]))
		d.Message, d.Hint = m.text, m.hint
		r.wrong = append(r.wrong, d)
	}
	r.mistakes = r.mistakes[:0]
}

// edited returns the line that begins at start with all edits of the statement.
func (r *tomlReader) edited(start int) string {
	var edits []edit
	for _, m := range r.mistakes {
		if m.edit != nil && r.lineStart(m.edit.from) == start {
			edits = append(edits, *m.edit)
		}
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	at := start
	for _, e := range edits {
		if e.from >= at {
			b.WriteString(r.Text[at:e.from])
			b.WriteString(e.text)
			at = e.to
		}
	}
	b.WriteString(r.Text[at:max(r.lineEnd(at), at)])
	return strings.TrimSpace(b.String())
}

// recover reports the fault of the statement that begins at start and goes to
// where the next one begins; false if there is no telling where that is.
func (r *tomlReader) recover(table *Node, start int) bool {
	r.depth = 0
	stopped := r.at
	if i := strings.IndexFunc(r.lineAt(r.lineStart(stopped)), func(c rune) bool { return c < utf8.RuneSelf && isControl(byte(c)) }); i >= 0 {
		at := r.lineStart(stopped) + i
		r.note(at, at+1, message.New("value.control"), message.New("value.control-hint"))
	} else {
		r.explain(table, start)
	}
	if r.fault.kind == faultUnclosed && isLong(r.Text[r.fault.from:]) {
		return false
	}
	if r.fault.nested && stopped == r.lineStart(stopped) && r.startsStatement() {
		r.at = stopped
		return true
	}
	r.nextLine(stopped)
	for r.fault.nested && r.at < len(r.Text) && !r.startsStatement() {
		line := strings.Trim(r.lineAt(r.at), " \t,")
		r.nextLine(r.at)
		if line == "]" || line == "}" {
			break
		}
	}
	return true
}

// nextLine goes to the beginning of the line below that of at.
func (r *tomlReader) nextLine(at int) {
	if i := strings.IndexByte(r.Text[at:], '\n'); i >= 0 {
		r.at = at + i + 1
		return
	}
	r.at = len(r.Text)
}

// isLong recognises the opening marks of a text of many lines.
func isLong(s string) bool { return strings.HasPrefix(s, `"""`) || strings.HasPrefix(s, "'''") }

// explain reports the fault of the statement that begins at start.
func (r *tomlReader) explain(table *Node, start int) {
	from := r.fault.from
	end := max(r.lineEnd(from), from)
	v := strings.TrimRight(r.Text[from:end], " \t")
	to := from + len(v)
	switch r.fault.kind {
	case faultHeader:
		r.explainHeader(from, v)
	case faultDuplicate:
		name := v
		if v[0] != '[' {
			name, _, _ = strings.Cut(v, "=")
			name = strings.TrimSpace(name)
		}
		r.note(from, from+len(name), message.New("value.duplicate-key", strings.Trim(name, "[]")), message.New("value.keep-one"))
	case faultKey, faultEquals:
		r.explainKey(table, from, v)
	case faultNoValue:
		line := strings.TrimRight(r.Text[start:from], " \t")
		key := strings.TrimRight(line, "=: \t")
		key = key[strings.LastIndexAny(key, "{,\n")+1:]
		at := start + len(line)
		r.propose(at, at, message.New("value.no-value", strings.TrimSpace(key)), edit{at, at, ` "…"`})
	case faultUnclosed:
		r.explainUnclosed(from, v)
	case faultList:
		r.propose(from, to, message.New("value.list"), edit{from, to, asList(v)})
	case faultTable:
		r.propose(from, to, message.New("value.table"), edit{from, to, "{ … }"})
	case faultOpenList:
		r.explainOpen(from, to, "]")
	case faultOpenTable:
		r.explainOpen(from, to, " }")
	case faultDepth:
		r.note(from, from+1, message.New("value.depth", maxDepth), message.New("value.depth-hint"))
	default:
		r.note(from, to, message.New("value.after-value"), message.New("value.toml-form"))
	}
}

func (r *tomlReader) explainHeader(from int, v string) {
	name := cmp.Or(strings.TrimSpace(strings.Trim(v, "[] ")), "…")
	inside := &tomlReader{Source: Source{Text: name}}
	if inside.bareKey(); inside.at < len(name) && !strings.ContainsAny(name, `."'`) {
		name = quoted(name)
	}
	header := "[" + name + "]"
	if strings.HasPrefix(v, "[[") {
		header = "[" + header + "]"
	}
	r.propose(from, from+len(v), message.New("value.header"), edit{from, from + len(v), header})
}

// explainKey judges a line v, at from, that does not begin with `key =`.
func (r *tomlReader) explainKey(table *Node, from int, v string) {
	key, value, equals := strings.Cut(v, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if equals {
		if key == "" || value == "" {
			r.note(from, from+max(len(key), 1), message.New("value.bare-key"), message.New("value.toml-form"))
			return
		}
		r.propose(from, from+len(key), message.New("value.bare-key"), edit{from, from + len(key), quoted(strings.Trim(key, `"'`))})
		return
	}
	if name, rest, ok := strings.Cut(v, " "); ok && isName(name) {
		if table.find(name) == nil {
			table.add(Field{name, from, Node{Kind: Invalid, Text: straight(rest), Offset: from, End: from + len(v)}})
		}
		r.propose(from, from+1, message.New("value.toml-syntax"), edit{from, from + len(v), name + " = " + asTOML(rest)})
		return
	}
	r.note(from, from+1, message.New("value.toml-syntax"), message.New("value.toml-form"))
}

// explainUnclosed judges a string v, to the end of its line, that is not closed.
func (r *tomlReader) explainUnclosed(from int, v string) {
	if isLong(v) {
		r.note(from, from+3, message.New("value.unclosed"), message.New("value.close-lines", v[:3]))
		return
	}
	text := strings.TrimRight(v[1:], "]}, \t")
	if closing := v[1+len(text):]; r.fault.nested && strings.ContainsAny(closing, "]}") {
		r.propose(from, from+len(v), message.New("value.unclosed"), edit{from, from + len(v), quoted(straight(text)) + closing})
		return
	}
	r.propose(from, from+len(v), message.New("value.unclosed"), edit{from, from + len(v), quoted(cmp.Or(straight(v[1:]), "…"))})
}

// explainOpen judges a bracket from from, in a line that ends at to, that is not
// closed.
func (r *tomlReader) explainOpen(from, to int, closing string) {
	text := message.New("value.unclosed-bracket", strings.TrimSpace(closing))
	if strings.TrimSpace(r.Text[to:r.at]) != "" { // its values stand in several lines
		r.note(from, from+1, text, message.New("value.close-bracket", strings.TrimSpace(closing)))
		return
	}
	if v := r.Text[from:to]; v[0] == '[' && !strings.ContainsAny(v, "{}") {
		r.propose(from, to, text, edit{from, to, asList(v)})
		return
	}
	r.propose(from, to, text, edit{to, to, closing})
}

// missingComma reports that a comma is missing at at, between two values.
func (r *tomlReader) missingComma(at int) {
	r.propose(at, at+1, message.New("value.comma"), edit{at, at, ","})
}

// backslash reports a backslash at at, and what follows it, in the string
// r.Text[from:to]: it is no escape, or one that makes a control character.
func (r *tomlReader) backslash(from, to, at, size int) {
	r.propose(at, at+size, message.New("value.backslash"), withoutEscape(r.Text, from, to, at))
}

// damagedQuotes reports a value from from to r.at whose quotation marks are wrong.
func (r *tomlReader) damagedQuotes(from int, fixed string) {
	text := message.New("value.quotes-inside")
	if v := r.Text[from:r.at]; strings.Count(v, v[:1]) == 1 {
		text = message.New("value.unclosed")
	}
	end := r.at
	if end < len(r.Text) && r.Text[end] == ',' {
		fixed = strings.TrimSuffix(fixed, ",")
	}
	r.propose(from, end, text, edit{from, end, fixed})
}

// unquoted reports a value v, at from, that lacks its quotation marks or has
// curly ones, or a date that does not exist.
func (r *tomlReader) unquoted(from int, v string) {
	to := from + len(v)
	switch _, wrong := ParseDate(v, nil); {
	case startsCurly(v):
		_, size := utf8.DecodeRuneInString(v)
		r.propose(from, from+size, message.New("value.curly-quotes"), edit{from, to, quoted(straight(v))})
	case wrong == DateCalendar:
		r.note(from, to, message.New("value.date-calendar", v), calendarHint(v))
	case wrong == DateClock:
		r.note(from, to, message.New("value.date-clock", v), message.New("value.date-forms"))
	default:
		r.propose(from, to, message.New("value.unquoted"), edit{from, to, asTOML(v)})
	}
}

// afterString judges v, at from, which begins with a string and goes on.
func (r *tomlReader) afterString(from int, v string) {
	to := from + len(v)
	closing := strings.LastIndexByte(v, v[0])
	switch {
	case isListOfStrings(v):
		r.propose(from, to, message.New("value.list"), edit{from, to, "[" + v + "]"})
	case strings.Count(v, v[:1]) == 2:
		rest := strings.TrimSpace(v[closing+1:])
		fixed := quoted(v[1:closing] + " " + strings.Trim(rest, ";,."))
		r.propose(to-len(rest), to, message.New("value.after-value"), edit{from, to, fixed})
	default:
		r.propose(from, to, message.New("value.quotes-inside"), edit{from, to, requoted(v)})
	}
}
