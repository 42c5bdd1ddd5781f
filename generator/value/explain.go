package value

import (
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"guong/generator/diag"
	"guong/generator/message"
)

// explainTOML says what is wrong with a text that the library cannot read, in
// the words of somebody who writes stories: by what the line looks like, not by
// the parser's state.
func explainTOML(s Source, wrong toml.ParseError) diag.Diagnostic {
	line := wrong.Position.Line
	d := diag.AtLine(s.File, []byte(s.Text), max(line, 1), 0, 1)
	d.Line += max(s.Line, 1) - 1
	text := d.Excerpt
	indent := utf8.RuneCountInString(text) - utf8.RuneCountInString(strings.TrimLeft(text, " \t"))
	d.Column = indent + 1
	d.Message = message.New("value.toml-syntax")
	d.Hint = message.New("value.toml-form")

	key, value, equals := strings.Cut(text, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	point := func(part string) {
		if i := strings.Index(text, part); i >= 0 && part != "" {
			d.Column = utf8.RuneCountInString(text[:i]) + 1
			d.Width = utf8.RuneCountInString(part)
		}
	}
	switch {
	case strings.Contains(wrong.Message, "already been defined") || strings.Contains(wrong.Message, "duplicate"):
		name := wrong.LastKey
		if name == "" {
			name = key
		}
		point(key)
		d.Message = message.New("value.duplicate-key", name)
		d.Hint = message.New("value.keep-one")
	case !equals && strings.Contains(text, ":") && !strings.HasPrefix(strings.TrimSpace(text), "["):
		name, rest, _ := strings.Cut(text, ":")
		point(":")
		d.Message = message.New("value.toml-colon")
		d.Hint = message.New("value.write", strings.TrimSpace(name)+" = "+quoted(rest))
	case equals && strings.HasPrefix(value, "“"), equals && strings.HasPrefix(value, "”"), equals && strings.HasPrefix(value, "‘"), equals && strings.HasPrefix(value, "„"):
		point(value)
		d.Width = 1
		d.Message = message.New("value.curly-quotes")
		d.Hint = message.New("value.write", key+" = "+quoted(strings.Trim(value, "“”‘’„\"")))
	case equals && value == "":
		d.Column = utf8.RuneCountInString(strings.TrimRight(text, " ")) + 1
		d.Message = message.New("value.no-value", key)
		d.Hint = message.New("value.write", key+` = "…"`)
	case equals && strings.HasPrefix(value, `"`) && strings.Contains(value, `\`):
		point(`\`)
		d.Message = message.New("value.backslash")
		d.Hint = message.New("value.write", key+" = '"+strings.Trim(value, `"`)+"'")
	case equals && strings.HasPrefix(value, `"`) && strings.Count(value, `"`) > 2:
		point(value)
		d.Message = message.New("value.quotes-inside")
		d.Hint = message.New("value.write", key+" = '"+strings.TrimSuffix(value[1:], `"`)+"'")
	case equals && strings.HasPrefix(value, `"`) && strings.Count(value, `"`) == 1:
		point(value)
		d.Message = message.New("value.unclosed")
		d.Hint = message.New("value.write", key+" = "+value+`"`)
	case equals && strings.HasPrefix(value, "["):
		point(value)
		d.Message = message.New("value.list")
		d.Hint = message.New("value.write", key+` = ["…", "…"]`)
	case equals && value[0] != '"' && value[0] != '\'' && value[0] != '{':
		point(value)
		d.Message = message.New("value.unquoted")
		d.Hint = message.New("value.write", key+" = "+quoted(value))
	}
	return d
}

// explainYAML does the same for YAML. The library's words are looked at only to
// tell kinds of mistakes apart.
func explainYAML(s Source, line int, words string) diag.Diagnostic {
	d := diag.AtLine(s.File, []byte(s.Text), max(line, 1), 0, 1)
	d.Line += max(s.Line, 1) - 1
	text := d.Excerpt
	d.Column = utf8.RuneCountInString(text) - utf8.RuneCountInString(strings.TrimLeft(text, " \t")) + 1
	d.Message = message.New("value.yaml-syntax")
	d.Hint = message.New("value.yaml-form")
	key, value, colon := strings.Cut(text, ":")
	name, trimmed := strings.TrimLeft(key, " "), strings.TrimSpace(value)
	switch {
	case strings.Contains(text, "\t") && (strings.Contains(words, "tab") || strings.HasPrefix(text, "\t") || strings.Contains(words, "cannot start any token")):
		d.Message = message.New("value.yaml-tab")
		d.Hint = message.New("value.yaml-tab-hint")
	case colon && trimmed != "" && (strings.Contains(trimmed, ": ") || strings.ContainsAny(trimmed[:1], "@`*&%!|>{[\"'")):
		d.Column = utf8.RuneCountInString(text[:len(key)+1]) + 2
		d.Message = message.New("value.yaml-quote")
		d.Hint = message.New("value.write", name+": "+quoted(strings.Trim(trimmed, "“”\"")))
	case colon && value != "" && !strings.HasPrefix(value, " "), !colon && text != "" && strings.Contains(text, "="):
		d.Message = message.New("value.yaml-colon")
		if !colon {
			name, trimmed, _ = strings.Cut(strings.TrimSpace(text), "=")
			name, trimmed = strings.TrimSpace(name), strings.Trim(strings.TrimSpace(trimmed), `"`)
		}
		d.Hint = message.New("value.write", name+": "+quoted(trimmed))
	}
	return d
}

// quoted returns s as a TOML or YAML string in double quotation marks.
func quoted(s string) string {
	s = strings.TrimSpace(s)
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
