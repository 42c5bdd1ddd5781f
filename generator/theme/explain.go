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
// article.html:14:9: executing "main" at <.Foo>: can't evaluate…", line and
// column not always there.
var templateError = regexp.MustCompile(`^(?:html/)?template: ?([^:]*)(?::(\d+))?(?::(\d+))?: (?s)(.*)$`)

// executing matches the part of it that names the action.
var executing = regexp.MustCompile(`^executing "[^"]*" at <(.*?)>: (?s)(.*)$`)

// explain turns an error of the template packages into a diagnostic in the
// theme's file.
func (t *Theme) explain(err error) diag.Diagnostic {
	text := err.Error()
	var escape *template.Error
	if errors.As(err, &escape) {
		text = escape.Error()
	}
	return t.explainText(text)
}

func (t *Theme) explainText(text string) diag.Diagnostic {
	m := templateError.FindStringSubmatch(text)
	if m == nil {
		d := diag.Diagnostic{Position: diag.Position{File: t.layers[0].dir}}
		d.Message, d.Hint = message.New("theme.template", text), message.New("theme.template-hint")
		return d
	}
	what, action := m[4], ""
	if inner := executing.FindStringSubmatch(what); inner != nil {
		action, what = inner[1], inner[2]
		if nested, ok := strings.CutPrefix(what, "error calling cached: "); ok && templateError.MatchString(nested) {
			return t.explainText(nested) // the mistake is in the partial
		}
	}
	line, _ := strconv.Atoi(m[2])
	d := diag.Diagnostic{Position: diag.Position{File: m[1], Line: line}}
	if f := t.files[m[1]]; f != nil {
		d = place(f, line, m[3], action)
	}
	d.Message, d.Hint = message.New("theme.template", what), message.New("theme.template-hint")
	return d
}

// place finds where in a file a mistake is: at a column, which the template
// packages count in bytes from 0, or else at the line's first action.
func place(f *file, line int, column, action string) diag.Diagnostic {
	if line == 0 {
		return diag.Diagnostic{Position: diag.Position{File: f.path}}
	}
	d := diag.AtLine(f.path, f.text, line, 0, 1)
	at, err := strconv.Atoi(column)
	if err != nil {
		if at = strings.Index(d.Excerpt, "{{"); at >= 0 {
			d.Column, d.Width = len([]rune(d.Excerpt[:at]))+1, 2
		}
		return d
	}
	at = min(at, len(d.Excerpt))
	d.Column = len([]rune(d.Excerpt[:at])) + 1
	for i := range action { // of .Article.Tite the place is that of .Tite
		if (i == 0 || action[i] == '.') && strings.HasPrefix(d.Excerpt[at:], action[i:]) {
			d.Width = len([]rune(action[i:]))
			break
		}
	}
	return d
}
