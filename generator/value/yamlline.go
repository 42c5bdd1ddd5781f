package value

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/message"
)

// yamlLine is a line `key: value` as a person sees it.
type yamlLine struct {
	number  int    // from 1
	text    string // as it stands
	lead    string // "  - "
	key     string // what stands before the first colon
	value   string // what stands behind it
	valueAt int    // offset of the value in text
	colon   bool
}

// yamlLines lists the lines that are not empty, no comments and not part of a
// text of many lines ("|", ">").
func yamlLines(text string) iter.Seq[yamlLine] {
	return func(yield func(yamlLine) bool) {
		number, block := 0, -1 // block: indent of the key whose text is being passed over
		for line := range strings.SplitSeq(text, "\n") {
			number++
			indent := len(line) - len(strings.TrimLeft(line, " "))
			rest := strings.TrimSpace(line)
			if rest == "" || rest[0] == '#' || rest == "---" || block >= 0 && indent > block {
				continue
			}
			l := parseYAMLLine(number, line)
			block = -1
			if strings.HasPrefix(l.value, "|") || strings.HasPrefix(l.value, ">") {
				block = indent
			}
			if !yield(l) {
				return
			}
		}
	}
}

func parseYAMLLine(number int, text string) yamlLine {
	rest := strings.TrimLeft(text, " \t")
	rest = strings.TrimLeft(strings.TrimPrefix(rest, "- "), " ")
	l := yamlLine{number: number, text: text, lead: text[:len(text)-len(rest)]}
	var value string
	l.key, value, l.colon = strings.Cut(rest, ":")
	l.value = strings.TrimSpace(value)
	l.valueAt = len(text) - len(strings.TrimLeft(value, " \t"))
	l.key = strings.TrimRight(l.key, " ")
	return l
}

// about returns a diagnostic of the line's text from one offset to another.
func (l yamlLine) about(s Source, from, to int, text, hint message.Message) diag.Diagnostic {
	d := diag.Diagnostic{Excerpt: l.text, Width: utf8.RuneCountInString(l.text[from:to])}
	d.Position = diag.Position{File: s.File, Line: max(s.Line, 1) - 1 + l.number, Column: utf8.RuneCountInString(l.text[:from]) + 1}
	d.Message, d.Hint = text, hint
	return d
}

func (l yamlLine) aboutKey(s Source, text, hint message.Message) diag.Diagnostic {
	return l.about(s, len(l.lead), len(l.lead)+len(l.key), text, hint)
}

func (l yamlLine) aboutValue(s Source, text, hint message.Message) diag.Diagnostic {
	return l.about(s, l.valueAt, l.valueAt+len(l.value), text, hint)
}

// write proposes the line with another value.
func (l yamlLine) write(value string) message.Message {
	return message.New("value.write", strings.TrimLeft(l.lead, " ")+l.key+": "+value)
}

// indentation knows how far the tables and lists around a line are indented.
type indentation struct {
	open   []int
	filled bool // the line above has a value, so nothing can stand below it
}

// accept reports whether the next line is indented as the lines above allow.
func (in *indentation) accept(l yamlLine) bool {
	indent := len(l.text) - len(strings.TrimLeft(l.text, " "))
	item := len(l.lead) > indent
	if !l.colon && !item {
		return true // a value that goes on
	}
	if len(in.open) == 0 {
		in.open = []int{indent}
	}
	deepest := in.open[len(in.open)-1]
	in.open = slices.DeleteFunc(in.open, func(open int) bool { return open > indent })
	if !slices.Contains(in.open, indent) {
		if indent < deepest || in.filled {
			return false
		}
		in.open = append(in.open, indent)
	}
	if item {
		in.open = append(in.open, len(l.lead))
	}
	in.filled = l.value != ""
	return true
}

// isName recognises what keys look like: ASCII letters that begin in lower case.
func isName(s string) bool {
	return s != "" && s[0] >= 'a' && s[0] <= 'z' && !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf || !isBareKeyByte(byte(r)) })
}
