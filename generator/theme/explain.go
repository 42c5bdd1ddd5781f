package theme

import (
	"errors"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
)

// templateError matches what the template packages say: "template:
// article.html:14:9: executing "main" at <.Foo>: can't evaluate…", the column
// and the part before the last text not always there.
var templateError = regexp.MustCompile(`^(?:html/)?template: ?([^:]*):(\d+)(?::(\d+))?: (?s)(.*)$`)

var executing = regexp.MustCompile(`^executing "[^"]*" at <(.*?)>: (?s)(.*)$`)

// explain turns an error of the template packages into a diagnostic in the
// theme's file. The columns of those packages count bytes from 0.
func (t *Theme) explain(err error, files map[string]*file) diag.Diagnostic {
	text := err.Error()
	var escape *template.Error
	if errors.As(err, &escape) && escape.Name != "" && escape.Line > 0 {
		text = "template: " + escape.Name + ":" + strconv.Itoa(escape.Line) + ": " + escape.Description
		if escape.Node != nil {
			if f := files[escape.Name]; f != nil {
				d := diag.At(f.path, f.text, int(escape.Node.Position()), 1)
				if d.Line == escape.Line {
					d.Message, d.Hint = message.New("theme.template", escape.Description), message.New("theme.template-hint")
					return d
				}
			}
		}
	}
	m := templateError.FindStringSubmatch(text)
	if m == nil {
		return diag.Diagnostic{Message: message.New("theme.template", text)}
	}
	line, _ := strconv.Atoi(m[2])
	detail := m[4]
	if inner := executing.FindStringSubmatch(detail); inner != nil {
		detail = inner[2]
		if templateError.MatchString(detail) { // a partial that was executed by cached
			return t.explain(errors.New(detail), files)
		}
		if i := strings.Index(detail, "template: "); i >= 0 && strings.HasPrefix(detail, "error calling cached") {
			return t.explain(errors.New(detail[i:]), files)
		}
	}
	d := diag.Diagnostic{Position: diag.Position{File: m[1], Line: line}}
	if f := files[m[1]]; f != nil {
		d = diag.AtLine(f.path, f.text, line, 0, 1)
		if column, err := strconv.Atoi(m[3]); err == nil {
			d.Column = len([]rune(d.Excerpt[:min(column, len(d.Excerpt))])) + 1
		} else if i := strings.Index(d.Excerpt, "{{"); i >= 0 {
			d.Column, d.Width = len([]rune(d.Excerpt[:i]))+1, 2
		}
	}
	d.Message, d.Hint = message.New("theme.template", detail), message.New("theme.template-hint")
	return d
}
