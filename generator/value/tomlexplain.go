package value

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"guong/generator/diag"
	"guong/generator/message"
)

// mistake is what is wrong with one line of TOML, in the words of somebody who
// writes stories: by what the line looks like, not by the parser's state.
type mistake struct {
	diag.Diagnostic
	number int    // of the line in the text, from 1
	line   string // as it stands
	key    string // what stands before "="; the whole line if there is none
	value  string // what stands behind it
	alone  bool   // the lines below can be read without this one
}

// explainTOML says what is wrong with a text that the library cannot read.
func explainTOML(s Source, wrong toml.ParseError) mistake {
	m := mistakeAt(s, faultyLine(s.Text, wrong))
	key, value, equals := strings.Cut(m.line, "=")
	m.key, m.value = strings.TrimSpace(key), strings.TrimSpace(value)
	says := func(words string) bool { return strings.Contains(wrong.Message, words) }
	switch {
	case says("control characters"):
		m.Column = utf8.RuneCountInString(m.line[:min(max(wrong.Position.Col-1, 0), len(m.line))]) + 1
		m.say("", message.New("value.control"), message.New("value.control-hint"))
	case says("already been defined") || says("already created") || says("duplicate"):
		m.alone = equals
		m.say(m.key, message.New("value.duplicate-key", strings.Trim(m.key, "[]")), message.New("value.keep-one"))
	case says(`expected '"""'`), says(`expected "'''"`):
		mark := m.value[:min(3, len(m.value))]
		m.say(mark, message.New("value.unclosed"), message.New("value.close-lines", mark))
	case !equals:
		m.explainNoEquals()
	case !isBareKey(m.key):
		m.explainKey(m.key)
	case m.value == "":
		m.alone = true
		m.Column = utf8.RuneCountInString(strings.TrimRight(m.line, " \t")) + 1
		m.say("", message.New("value.no-value", m.key), m.write(`"…"`))
	default:
		m.explainValue(says("escape") || says("hexadecimal"))
	}
	return m
}

// faultyLine returns the number of the line (from 1) where the mistake is. The
// library notices late that a bracket or a text of many lines is not closed.
func faultyLine(text string, wrong toml.ParseError) int {
	lines := strings.Split(text, "\n")
	at := min(max(wrong.Position.Line, 1), len(lines))
	unclosed := func(line string) bool { return false }
	switch words := wrong.Message; {
	case strings.Contains(words, "end table name"), strings.Contains(words, "end of table array name"):
		unclosed = func(line string) bool { return strings.HasPrefix(line, "[") }
	case strings.Contains(words, `expected '"""'`), strings.Contains(words, `expected "'''"`):
		unclosed = func(line string) bool { return strings.Count(line, `"""`) == 1 || strings.Count(line, "'''") == 1 }
	case strings.Contains(words, "array terminator"), strings.Contains(words, "expected value"):
		unclosed = func(line string) bool { return strings.Count(line, "[") > strings.Count(line, "]") }
	case strings.Contains(words, "inline table"):
		unclosed = func(line string) bool { return strings.Count(line, "{") > strings.Count(line, "}") }
	}
	for i := at; i > 0; i-- {
		if unclosed(lines[i-1]) {
			return i
		}
		if i < at && strings.Contains(lines[i-1], "=") {
			break
		}
	}
	return at
}

func mistakeAt(s Source, line int) mistake {
	m := mistake{number: line, Diagnostic: diag.AtLine(s.File, []byte(s.Text), line, 0, 1)}
	m.line = m.Excerpt
	m.Line += max(s.Line, 1) - 1
	m.Column = utf8.RuneCountInString(m.line) - utf8.RuneCountInString(strings.TrimLeft(m.line, " \t")) + 1
	m.Message, m.Hint = message.New("value.toml-syntax"), message.New("value.toml-form")
	return m
}

// say states the mistake, about part of the line.
func (m *mistake) say(part string, text, hint message.Message) {
	if i := strings.Index(m.line, part); i >= 0 && part != "" {
		m.Column = utf8.RuneCountInString(m.line[:i]) + 1
		m.Width = utf8.RuneCountInString(part)
	}
	m.Message, m.Hint = text, hint
}

// write proposes the line with another value.
func (m *mistake) write(value string) message.Message {
	return message.New("value.write", m.key+" = "+value)
}

// explainNoEquals judges a line without "=".
func (m *mistake) explainNoEquals() {
	if strings.HasPrefix(m.key, "[") {
		name := strings.Trim(m.key, "[] ")
		hint := message.New("value.write", "["+name+"]")
		if strings.HasPrefix(m.key, "[[") {
			hint = message.New("value.write", "[["+name+"]]")
		}
		m.say(m.key, message.New("value.header"), hint)
		return
	}
	name, rest, colon := strings.Cut(m.key, ":")
	if colon && !isBareKey(strings.TrimSpace(name)) {
		m.explainKey(strings.TrimSpace(name))
		return
	}
	if colon {
		m.key, m.alone = strings.TrimSpace(name), true
		m.say(":", message.New("value.toml-colon"), m.write(asTOML(rest)))
		return
	}
	if name, rest, ok := strings.Cut(m.key, " "); ok && isName(name) {
		m.key, m.alone = name, true
		m.say("", message.New("value.toml-syntax"), m.write(asTOML(rest)))
	}
}

// explainKey judges a key that TOML does not take. The diagnostic is about it
// and nothing else, so that whoever knows the keys can say which is meant.
func (m *mistake) explainKey(key string) {
	m.alone = true
	m.say(key, message.New("value.bare-key"), message.New("value.toml-form"))
}

func isBareKey(key string) bool {
	return key != "" && !strings.ContainsFunc(key, func(r rune) bool { return r >= utf8.RuneSelf || r == ' ' })
}

// explainValue judges the value of a line `key = value`.
func (m *mistake) explainValue(escape bool) {
	v := m.value
	quote := v[0] == '"' || v[0] == '\''
	m.alone = v[0] != '[' && v[0] != '{'
	closing := strings.LastIndexByte(v, v[0])
	switch _, wrongDate := ParseDate(v, nil); {
	case startsCurly(v):
		m.say(v, message.New("value.curly-quotes"), m.write(quoted(straight(v))))
		m.Width = 1
	case escape && quote:
		m.say(`\`, message.New("value.backslash"), m.write("'"+strings.Trim(v, `"`)+"'"))
	case quote && strings.Count(v, v[:1]) == 1:
		m.say(v, message.New("value.unclosed"), m.write(quoted(straight(v[1:]))))
	case quote && isListOfStrings(v):
		m.say(v, message.New("value.list"), m.write("["+v+"]"))
	case quote && strings.Count(v, v[:1]) == 2:
		rest := strings.TrimSpace(v[closing+1:])
		m.say(rest, message.New("value.after-value"), m.write(quoted(v[1:closing]+" "+strings.Trim(rest, ";,."))))
	case quote:
		m.say(v, message.New("value.quotes-inside"), m.write(requoted(v)))
	case v[0] == '[':
		m.say(v, message.New("value.list"), m.write(asList(v)))
	case v[0] == '{':
		m.say(v, message.New("value.table"), m.write("{ … }"))
	case wrongDate == DateCalendar:
		m.say(v, message.New("value.date-calendar", v), calendarHint(v))
	case wrongDate == DateClock:
		m.say(v, message.New("value.date-clock", v), message.New("value.date-forms"))
	default:
		m.say(v, message.New("value.unquoted"), m.write(asTOML(v)))
	}
}

// asTOML returns what somebody wrote for a value as TOML.
func asTOML(v string) string {
	v = strings.TrimSpace(v)
	lower := strings.ToLower(v)
	switch {
	case v == "":
		return `"…"`
	case lower == "true" || lower == "false":
		return lower
	case isTOMLInteger(v), len(v) > 1 && v[0] == '"' && strings.IndexByte(v[1:], '"') == len(v)-2:
		return v
	case v[0] == '[':
		return asList(v)
	}
	return quoted(straight(v))
}

// asList returns the words between brackets as a list.
func asList(v string) string {
	items := strings.Split(strings.Trim(v, "[] "), ",")
	for i, item := range items {
		item = straight(item)
		if item == "" || strings.ContainsAny(item, "\"[{") {
			return `["…", "…"]`
		}
		if _, err := strconv.Atoi(item); err != nil {
			item = quoted(item)
		}
		items[i] = item
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// isListOfStrings recognises "…", "…" without brackets.
func isListOfStrings(v string) bool {
	_, ok := readQuick("a = [" + v + "]")
	return ok && strings.Contains(v, ",")
}

const curly = "“”„‟‘’‚‛"

func startsCurly(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(curly, r)
}

// straight returns s without the quotation marks around it, curly or straight.
func straight(s string) string { return strings.Trim(strings.TrimSpace(s), curly+`"'`) }

// requoted puts v, which begins with a quotation mark and has more than two,
// between marks that it does not have. Where a letter follows the second mark,
// the first one was meant to open the value, else it is part of the text.
func requoted(v string) string {
	mark := v[:1]
	second := strings.Index(v[1:], mark) + 1
	if next, _ := utf8.DecodeRuneInString(v[second+1:]); unicode.IsLetter(next) {
		v = strings.TrimSuffix(v[1:], mark)
	}
	if strings.Contains(v, `"`) && !strings.Contains(v, "'") {
		return "'" + v + "'"
	}
	return quoted(v)
}

// quoted returns s as a TOML or YAML string in double quotation marks.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(strings.TrimSpace(s)) + `"`
}
