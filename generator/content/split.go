package content

import (
	"bytes"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
)

// syntax is what front matter is written in.
type syntax uint8

const (
	syntaxTOML syntax = iota
	syntaxYAML
)

// parts are the two halves of a story's file.
type parts struct {
	syntax    syntax
	front     string // without the lines of marks
	frontLine int    // line of the file at which front begins, from 1
	body      []byte // a part of the file's text
	bodyLine  int
}

// split finds the front matter between two lines "+++" (TOML) or "---" (YAML).
// Empty lines may stand above it. Marks that a word processor turned into long
// dashes are read with a warning.
func split(file string, text []byte) (p parts, wrong diag.List, ok bool) {
	start, line := 0, 1
	for start < len(text) {
		end := lineEnd(text, start)
		if len(bytes.TrimSpace(text[start:end])) > 0 {
			break
		}
		start, line = min(end+1, len(text)), line+1
	}
	open := lineEnd(text, start)
	mark, exact := frontMark(text[start:open])
	if mark == "" {
		d := diag.AtLine(file, text, line, 1, 1)
		d.Message, d.Hint = message.New("content.no-front"), message.New("content.front-hint")
		return p, diag.List{d}, false
	}
	if !exact {
		wrong = append(wrong, replacedMark(file, text, line, mark))
	}
	if mark == "---" {
		p.syntax = syntaxYAML
	}
	begin := min(open+1, len(text))
	p.frontLine = line + 1
	for at, n := begin, p.frontLine; at < len(text); n++ {
		end := lineEnd(text, at)
		if closing, exact := frontMark(text[at:end]); closing == mark {
			if !exact {
				wrong = append(wrong, replacedMark(file, text, n, mark))
			}
			p.front = string(text[begin:at])
			p.body, p.bodyLine = text[min(end+1, len(text)):], n+1
			return p, wrong, true
		}
		at = end + 1
	}
	d := diag.AtLine(file, text, line, 1, 3)
	d.Message, d.Hint = message.New("content.front-open"), message.New("content.front-close", mark)
	return p, append(wrong, d), false
}

// frontMark returns which mark a line is, if it is one, and whether it is
// written as it should be.
func frontMark(line []byte) (mark string, exact bool) {
	if len(line) == 0 || len(line) > 40 || line[0] != '+' && line[0] != '-' && line[0] < 0x80 {
		return "", false
	}
	s := strings.TrimSpace(string(line))
	switch {
	case s == "+++" || s == "---":
		return s, true
	case s == "—" || s == "——" || s == "—-" || s == "-—" || s == "–-" || s == "-–" || s == "———" || s == "–––" || s == "–":
		return "---", false
	}
	return "", false
}

func replacedMark(file string, text []byte, line int, mark string) diag.Diagnostic {
	d := diag.AtLine(file, text, line, 1, 1)
	d.Severity = diag.Warning
	d.Message, d.Hint = message.New("content.front-dash"), message.New("content.front-dash-hint", mark)
	return d
}

func lineEnd(text []byte, from int) int {
	if i := bytes.IndexByte(text[from:], '\n'); i >= 0 {
		return from + i
	}
	return len(text)
}
