package value

import (
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
)

// explainYAML says what is wrong with a text that the library cannot read: what
// was found by quoteLines, and every line that has a mistake of its own; else
// the first that is not closed or not indented well; else the line that the
// library names.
func explainYAML(s Source, found diag.List, err error) diag.List {
	for l := range yamlLines(s.Text) {
		if len(found) == maxMistakes {
			break
		}
		if d, ok := l.mistake(s); ok {
			found = append(found, d)
		}
	}
	if found.Count(diag.Error) > 0 {
		return found
	}
	number := yamlErrorLine(err)
	last := yamlLine{number: 1}
	var indents indentation
	for l := range yamlLines(s.Text) {
		if d, ok := l.unclosed(s); ok {
			return append(found, d)
		}
		if !indents.accept(l) {
			return append(found, l.aboutKey(s, message.New("value.yaml-indent"), message.New("value.yaml-indent-hint")))
		}
		if l.number <= number || last.text == "" {
			last = l
		}
	}
	return append(found, last.aboutKey(s, message.New("value.yaml-syntax"), message.New("value.yaml-form")))
}

// quoteLines returns the text with quotation marks around the values at the top
// level that need them and can mean nothing else, and a warning for each. No
// line and no beginning of a value moves.
func quoteLines(s Source) (text string, warnings diag.List) {
	lines := strings.Split(s.Text, "\n")
	for l := range yamlLines(s.Text) {
		if !l.needsQuotes() || !l.onlyText() {
			continue
		}
		lines[l.number-1] = l.text[:l.valueAt] + "'" + strings.ReplaceAll(l.inside(), "'", "''") + "'"
		d := l.aboutValue(s, message.New("value.yaml-quote"), l.write(quoted(l.inside())))
		d.Severity = diag.Warning
		warnings = append(warnings, d)
	}
	return strings.Join(lines, "\n"), warnings
}

// mistake tells what is wrong with the line by itself.
func (l yamlLine) mistake(s Source) (d diag.Diagnostic, ok bool) {
	name, value, equals := strings.Cut(l.text[len(l.lead):], "=")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	switch {
	case strings.Contains(l.lead, "\t"):
		at := strings.IndexByte(l.lead, '\t')
		return l.about(s, at, at+1, message.New("value.yaml-tab"), message.New("value.yaml-tab-hint")), true
	case equals && isName(name):
		l.key = name
		if value == "" || strings.IndexByte("[{\"'", value[0]) < 0 {
			value = quoted(straight(value))
		}
		return l.aboutKey(s, message.New("value.yaml-colon"), l.write(value)), true
	case l.colon && l.value != "" && l.text[l.valueAt-1] == ':' && isName(l.key):
		return l.aboutValue(s, message.New("value.yaml-colon"), l.write(quoted(straight(l.value)))), true
	case l.hasBadEscape():
		return l.aboutValue(s, message.New("value.backslash"), l.write("'"+l.value[1:len(l.value)-1]+"'")), true
	case l.needsQuotes() && !l.onlyText():
		hint := quoted(l.inside())
		if c := l.value[0]; c == '"' || c == '\'' {
			hint = requoted(l.value)
		}
		return l.aboutValue(s, message.New("value.yaml-quote"), l.write(hint)), true
	}
	return d, false
}

// unclosed recognises what may go on in the next line, and so may be right.
func (l yamlLine) unclosed(s Source) (d diag.Diagnostic, ok bool) {
	first := ""
	if l.value != "" {
		first = l.value[:1]
	}
	switch {
	case (first == `"` || first == "'") && strings.Count(l.value, first) == 1:
		return l.aboutValue(s, message.New("value.unclosed"), l.write(quoted(straight(l.value)))), true
	case first == "[" && !strings.HasSuffix(l.value, "]"):
		return l.aboutValue(s, message.New("value.list"), l.write(asList(l.value))), true
	case first == "{" && !strings.HasSuffix(l.value, "}"):
		return l.aboutValue(s, message.New("value.table"), l.write("{ … }")), true
	case !l.colon && l.lead == "":
		return l.aboutKey(s, message.New("value.yaml-syntax"), message.New("value.yaml-form")), true
	}
	return d, false
}

// needsQuotes recognises text that YAML does not take as it stands.
func (l yamlLine) needsQuotes() bool {
	if !l.colon || l.value == "" || l.text[l.valueAt-1] == ':' {
		return false
	}
	switch c := l.value[0]; {
	case strings.IndexByte("@`%,]}", c) >= 0:
		return true
	case c == '"' || c == '\'':
		end := strings.IndexByte(l.value[1:], c)
		after := strings.TrimLeft(l.value[end+2:], " ")
		return end >= 0 && !strings.Contains(l.value, `\`) && after != "" && after[0] != '#' && !strings.HasPrefix(l.value, "''")
	case strings.IndexByte("[{|>&!#", c) >= 0:
		return false
	}
	return l.value[0] == '*' || strings.HasPrefix(l.value, "- ") || strings.Contains(l.value, ": ") || strings.HasSuffix(l.value, ":")
}

// onlyText tells whether a value that needs quotation marks can mean nothing
// but its text: it stands at the top level, has no quotation marks or comment of
// its own, and does not begin with what may be the key of a table.
func (l yamlLine) onlyText() bool {
	before, _, _ := strings.Cut(l.value, ":")
	return l.lead == "" && isName(l.key) && !strings.ContainsAny(l.value[:1], "\"'") && !strings.Contains(l.value, " #") && !isName(before)
}

// hasBadEscape recognises text in double quotation marks with a backslash that
// begins no escape: "C:\Users".
func (l yamlLine) hasBadEscape() bool {
	v := l.value
	if len(v) < 2 || v[0] != '"' || closingQuote(v, 1, `"`) != len(v) || strings.Contains(v, "'") {
		return false
	}
	for i := 1; i < len(v)-2; i++ {
		if v[i] != '\\' {
			continue
		}
		if i++; strings.IndexByte("0abt\tnvfre \"/\\N_LPxuU", v[i]) < 0 || strings.IndexByte("xuU", v[i]) >= 0 && !isHex(v[i+1]) {
			return true
		}
	}
	return false
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// inside returns the value without the curly quotation marks around it.
func (l yamlLine) inside() string {
	if inside := straight(l.value); startsCurly(l.value) && !strings.ContainsAny(inside, "“”") {
		return inside
	}
	return l.value
}
