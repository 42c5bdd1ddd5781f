package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// The namespaces of what is let through.
const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
)

// maxDepth is how deep elements may lie in one another: browsers go no deeper than
// some thousand.
const maxDepth = 512

// Sanitise appends the drawing src to out, with nothing in it that runs or leads
// elsewhere, and tells what was taken out. The same bytes give the same bytes. If
// the error is a [RefusedError], nothing was appended.
func Sanitise(out *bytes.Buffer, src []byte) ([]Removal, error) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	switch {
	case bytes.HasPrefix(src, []byte("\x1f\x8b")):
		return nil, &RefusedError{Kind: Compressed}
	case !utf8.Valid(src):
		return nil, &RefusedError{Kind: Encoding}
	}
	s := sanitiser{decoder: xml.NewDecoder(bytes.NewReader(src)), src: src}
	s.decoder.CharsetReader = utf8Only
	if err := s.run(); err != nil {
		return nil, err
	}
	out.WriteString(`<svg xmlns="` + svgSpace + `"`)
	if s.linked {
		out.WriteString(` xmlns:xlink="` + xlinkSpace + `"`)
	}
	out.Write(s.out.Bytes()[len("<svg"):])
	out.WriteByte('\n')
	return s.removed, nil
}

// utf8Only takes the names that UTF-8 and its subset have; the bytes are known to
// be UTF-8.
func utf8Only(charset string, input io.Reader) (io.Reader, error) {
	switch strings.ToLower(charset) {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return input, nil
	}
	return nil, errCharset
}

var errCharset = errors.New("not UTF-8")

type sanitiser struct {
	decoder *xml.Decoder
	src     []byte
	out     bytes.Buffer
	open    []element // the elements that are open
	begun   bool      // the last start tag lacks its end
	css     []byte    // the text of the style element that is open
	linked  bool      // xlink:href was written
	done    bool      // the root was closed
	removed []Removal

	lines, counted int // line ends in src before the offset counted
}

// element is an open element.
type element struct {
	prefix, local string
	spaces        map[string]string // namespaces by prefix, if it declares any
	dropped       bool              // neither it nor what it holds is written
	style         bool              // its text is CSS, gathered in sanitiser.css
}

func (s *sanitiser) run() error {
	for {
		token, err := s.decoder.RawToken()
		if err == io.EOF {
			if len(s.open) > 0 {
				return s.refuse(Malformed, "")
			}
			if !s.done {
				return s.refuse(NotSVG, "")
			}
			return nil
		}
		if err != nil {
			return s.explain(err)
		}
		if err := s.token(token); err != nil {
			return err
		}
	}
}

func (s *sanitiser) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return s.start(t)
	case xml.EndElement:
		return s.end(t)
	case xml.CharData:
		return s.text(t)
	case xml.ProcInst:
		if t.Target != "xml" {
			s.remove(Declared, "?"+t.Target)
		}
	case xml.Directive:
		if bytes.IndexByte(t, '[') >= 0 {
			s.remove(Declared, "!DOCTYPE")
		}
	}
	return nil
}

// start writes an element if it may stand in a drawing.
func (s *sanitiser) start(t xml.StartElement) error {
	if s.done || len(s.open) == 0 && t.Name.Local != "svg" {
		return s.refuse(NotSVG, "")
	}
	if len(s.open) >= maxDepth {
		return s.refuse(Deep, "")
	}
	e := element{prefix: t.Name.Space, local: t.Name.Local}
	for _, a := range t.Attr {
		if prefix, ok := declares(a.Name); ok {
			if e.spaces == nil {
				e.spaces = map[string]string{}
			}
			e.spaces[prefix] = a.Value
		}
	}
	root := len(s.open) == 0
	e.dropped = !root && (s.open[len(s.open)-1].dropped || s.open[len(s.open)-1].style)
	s.open = append(s.open, e)
	space := s.space(e.prefix)
	if root {
		if space != svgSpace && (space != "" || e.prefix != "") {
			return s.refuse(NotSVG, "")
		}
	} else if !e.dropped {
		e.dropped = !s.accept(space, e.local, t.Attr)
	}
	e.style = !e.dropped && e.local == "style"
	s.open[len(s.open)-1] = e
	if !e.dropped {
		s.finishTag()
		s.out.WriteString("<" + e.local)
		s.attributes(e.local, t.Attr)
		s.begun = true
	}
	return nil
}

// declares returns the prefix that an attribute gives a namespace to.
func declares(name xml.Name) (prefix string, ok bool) {
	if name.Space == "xmlns" {
		return name.Local, true
	}
	return "", name.Space == "" && name.Local == "xmlns"
}

// space returns the namespace that a prefix means here.
func (s *sanitiser) space(prefix string) string {
	if prefix == "xml" {
		return xmlSpace
	}
	for i := len(s.open) - 1; i >= 0; i-- {
		if space, ok := s.open[i].spaces[prefix]; ok {
			return space
		}
	}
	return ""
}

// accept reports whether an element is let through.
func (s *sanitiser) accept(space, local string, attributes []xml.Attr) bool {
	ours := space == svgSpace || space == "" && s.space("") == ""
	switch {
	case ours && elements[local]:
		if strings.HasPrefix(local, "animate") || local == "set" {
			return s.animates(local, attributes)
		}
		return true
	case ours && (local == "script" || local == "handler" || local == "listener"):
		s.remove(Script, local)
	case ours && !silent[local], space == "http://www.w3.org/1999/xhtml":
		s.remove(Foreign, local)
	}
	return false // what belongs to Inkscape and others does not draw
}

// animates reports whether an animation changes what it may.
func (s *sanitiser) animates(local string, list []xml.Attr) bool {
	for _, a := range list {
		if a.Name.Local != "attributeName" {
			continue
		}
		if a.Name.Space != "" || !animatable(strings.TrimSpace(a.Value)) {
			s.remove(Script, local+" "+strings.TrimSpace(a.Value))
			return false
		}
	}
	return true
}

func (s *sanitiser) end(t xml.EndElement) error {
	if len(s.open) == 0 {
		return s.refuse(Malformed, "</"+t.Name.Local+">")
	}
	e := s.open[len(s.open)-1]
	if e.prefix != t.Name.Space || e.local != t.Name.Local {
		return s.refuse(Malformed, "<"+e.local+"> … </"+t.Name.Local+">")
	}
	s.open = s.open[:len(s.open)-1]
	s.done = len(s.open) == 0
	if e.dropped {
		return nil
	}
	if e.style {
		s.writeStyle()
	}
	if s.begun {
		s.out.WriteString("/>")
		s.begun = false
	} else {
		s.out.WriteString("</" + e.local + ">")
	}
	return nil
}

// finishTag ends the last start tag.
func (s *sanitiser) finishTag() {
	if s.begun {
		s.out.WriteByte('>')
		s.begun = false
	}
}

// writeStyle writes the style sheet that was gathered. It is looked at as a whole:
// comments and sections of character data could part a word that must not stand in
// it.
func (s *sanitiser) writeStyle() {
	clean, outside := cleanCSS(s.css)
	s.css = s.css[:0]
	for _, what := range outside {
		s.remove(Outside, what)
	}
	s.write(clean)
}

// write writes text.
func (s *sanitiser) write(text []byte) {
	if len(text) > 0 {
		s.finishTag()
		_, _ = escapeText.WriteString(&s.out, string(text)) // a buffer takes everything
	}
}

// What stands in text, and in values (XML 1.0, sections 2.4 and 3.3.3).
var (
	escapeText  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	escapeValue = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
)

// text writes text, and keeps that of a style element until it is whole.
func (s *sanitiser) text(t []byte) error {
	if len(s.open) == 0 {
		if len(bytes.TrimSpace(t)) > 0 {
			return s.refuse(Malformed, "")
		}
		return nil
	}
	e := s.open[len(s.open)-1]
	switch {
	case e.dropped:
	case e.style:
		s.css = append(s.css, t...)
	default:
		s.write(t)
	}
	return nil
}

func (s *sanitiser) remove(kind Kind, what string) {
	s.removed = append(s.removed, Removal{kind, what, s.line()})
}

// line returns the line at which the last token ended.
func (s *sanitiser) line() int {
	offset := min(int(s.decoder.InputOffset()), len(s.src))
	s.lines += bytes.Count(s.src[s.counted:offset], []byte("\n"))
	s.counted = offset
	return s.lines + 1
}

func (s *sanitiser) refuse(kind Kind, text string) error {
	return &RefusedError{kind, s.line(), text}
}

// explain says why the parser gave up.
func (s *sanitiser) explain(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, errCharset), strings.Contains(err.Error(), errCharset.Error()):
		return &RefusedError{Kind: Encoding, Line: 1}
	case errors.As(err, &syntax) && strings.HasPrefix(syntax.Msg, "invalid character entity"):
		return &RefusedError{Entity, syntax.Line, syntax.Msg}
	case errors.As(err, &syntax):
		return &RefusedError{Malformed, syntax.Line, syntax.Msg}
	}
	return s.refuse(Malformed, err.Error())
}
