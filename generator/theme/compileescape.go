package theme

import (
	"html/template"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"guong/generator/markup"
)

// output compiles an action that writes a value through the escapers that
// html/template put behind it.
func (c *compiler) output(p *parse.PipeNode) step {
	escapers := trailingEscapers(p)
	if len(escapers) == 0 || len(escapers) == len(p.Cmds) {
		c.refuse(p) // never write what html/template has not escaped
		return nil
	}
	o := c.commands(p.Cmds[:len(p.Cmds)-len(escapers)])
	write, others := quickEscape(escapers), "{{. | "+strings.Join(escapers, " | ")+"}}"
	verbatim := len(escapers) == 1 && escapers[0] == "_html_template_htmlescaper"
	if write != nil && o.text != nil {
		return func(x *execution, dot reflect.Value) outcome {
			text := o.text(x, dot)
			x.out = write(x.out, text)
			return done
		}
	}
	return func(x *execution, dot reflect.Value) outcome {
		v := o.value(x, dot)
		switch {
		case v.Kind() == reflect.String && v.Type() == stringType && write != nil:
			x.out = write(x.out, v.String())
		case v.Kind() == reflect.String && v.Type() == htmlType && verbatim:
			x.out = append(x.out, v.String()...)
		case v.Kind() == reflect.Int && v.Type() == intType && write != nil:
			x.out = strconv.AppendInt(x.out, v.Int(), 10)
		default:
			if err := c.delegates.template(others).Execute(x, v); err != nil {
				misuse(err)
			}
		}
		return done
	}
}

var (
	htmlType = reflect.TypeFor[template.HTML]()
	intType  = reflect.TypeFor[int]()
)

// trailingEscapers returns the names of the escapers at the end of a pipeline.
func trailingEscapers(p *parse.PipeNode) (names []string) {
	for _, cmd := range slices.Backward(p.Cmds) {
		function, ok := cmd.Args[0].(*parse.IdentifierNode)
		if !ok || len(cmd.Args) != 1 || !isEscaper(function.Ident) {
			break
		}
		names = append(names, function.Ident)
	}
	slices.Reverse(names)
	return names
}

// isEscaper reports whether html/template takes a function for an escaper: its own,
// and two of text/template that it leaves where they are enough.
func isEscaper(name string) bool {
	return strings.HasPrefix(name, "_html_template_") || name == "html" || name == "urlquery"
}

// quickEscape returns what appends a string to a page through escapers; nil for
// escapers that are not done here. Of all of them, what they make of an integer
// is its digits.
func quickEscape(escapers []string) func(out []byte, s string) []byte {
	switch strings.ReplaceAll(strings.Join(escapers, " "), "_html_template_", "") {
	case "htmlescaper", "attrescaper", "rcdataescaper":
		return appendEscaped
	case "urlfilter urlnormalizer attrescaper":
		return func(out []byte, s string) []byte { return appendEscaped(out, normalURL(safeURL(s))) }
	case "urlnormalizer attrescaper":
		return func(out []byte, s string) []byte { return appendEscaped(out, normalURL(s)) }
	}
	return nil
}

func appendEscaped(out []byte, s string) []byte { return markup.Append(out, s, markup.Template) }

// safeURL returns an address, or what html/template puts in place of one of
// another scheme than http, https and mailto: urlFilter.
func safeURL(s string) string {
	if scheme, _, ok := strings.Cut(s, ":"); ok && !strings.Contains(scheme, "/") &&
		!strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") && !strings.EqualFold(scheme, "mailto") {
		return "#ZgotmplZ"
	}
	return s
}

// normalURL returns an address with percent signs for what may not stand in one:
// urlNormalizer.
func normalURL(s string) string {
	var b []byte
	written := 0
	for i := range len(s) {
		ch := s[i]
		if 'a' <= ch && ch <= 'z' || 'A' <= ch && ch <= 'Z' || '0' <= ch && ch <= '9' ||
			ch != 0 && strings.IndexByte("!#$&*+,/:;=?@[]-._~", ch) >= 0 ||
			ch == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			continue
		}
		const digits = "0123456789abcdef"
		b = append(b, s[written:i]...)
		b = append(b, '%', digits[ch>>4], digits[ch&15])
		written = i + 1
	}
	if written == 0 {
		return s
	}
	return string(append(b, s[written:]...))
}

func isHex(ch byte) bool {
	return '0' <= ch && ch <= '9' || 'a' <= ch && ch <= 'f' || 'A' <= ch && ch <= 'F'
}
