package svg

import (
	"encoding/xml"
	"regexp"
	"strings"
)

// attributes writes those attributes of an element that are let through.
func (s *sanitiser) attributes(element string, list []xml.Attr) {
	written := make(map[string]bool, len(list))
	for _, a := range list {
		name, value, ok := s.attribute(element, a)
		if !ok || written[name] {
			continue
		}
		written[name] = true
		s.linked = s.linked || name == "xlink:href"
		s.out.WriteString(" " + name + `="`)
		_, _ = escapeValue.WriteString(&s.out, value) // a buffer takes everything
		s.out.WriteByte('"')
	}
}

// attribute returns an attribute as it is written.
func (s *sanitiser) attribute(element string, a xml.Attr) (name, value string, ok bool) {
	name = a.Name.Local
	switch space := s.attributeSpace(a.Name); {
	case space == "" && strings.HasPrefix(strings.ToLower(name), "on"):
		s.remove(Script, name)
		return "", "", false
	case name == "href" && (space == "" || space == xlinkSpace):
		if space != "" {
			name = "xlink:href"
		}
		return s.reference(element, name, a.Value)
	case space == xmlSpace && (name == "space" || name == "lang"):
		return "xml:" + name, a.Value, true
	case space != "" || !attributes[name]:
		return "", "", false
	case plainValues[name]:
		return name, a.Value, true
	}
	clean, outside := cleanCSS([]byte(a.Value))
	for range outside {
		s.remove(Outside, name)
	}
	return name, string(clean), true
}

// attributeSpace returns the namespace of an attribute: none without a prefix, and
// one that is none of ours for a prefix that nothing declares.
func (s *sanitiser) attributeSpace(name xml.Name) string {
	switch {
	case name.Space == "":
		if name.Local == "xmlns" {
			return "xmlns"
		}
		return ""
	case name.Space == "xlink" && s.space("xlink") == "":
		return xlinkSpace
	}
	if space := s.space(name.Space); space != "" && space != svgSpace {
		return space
	}
	return "?"
}

// plainValues are attributes that no browser reads as CSS. They are most of the
// bytes of a drawing.
var plainValues = words(`d points id class viewBox x y x1 x2 y1 y2 cx cy r rx ry width height transform gradientTransform
	patternTransform lang role type version offset attributeName`)

// reference returns the address of an element if it leads to a place of the
// drawing, or holds a picture itself.
func (s *sanitiser) reference(element, name, value string) (string, string, bool) {
	value = strings.Trim(value, " \t\r\n\f")
	switch {
	case element == "a":
		if isScript(value) {
			s.remove(Script, name)
		}
		return "", "", false
	case isFragment(value):
		return name, value, true
	case (element == "image" || element == "feImage") && pictureData.MatchString(value):
		return name, value, true
	case isScript(value):
		s.remove(Script, name)
	case value != "":
		s.remove(Outside, name)
	}
	return "", "", false
}

// isFragment reports whether an address is a place of the same file.
func isFragment(address string) bool {
	return strings.HasPrefix(address, "#") && !strings.ContainsAny(address, " \t\r\n\f\\\"'()")
}

// isScript reports whether an address runs something, as a browser reads it
// (WHATWG URL, 4.4: tabs and line ends are left out).
func isScript(address string) bool {
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, address))
	for _, scheme := range []string{"javascript:", "vbscript:", "data:text/html", "data:image/svg", "data:application/xhtml", "data:text/xml", "data:application/xml"} {
		if strings.HasPrefix(plain, scheme) {
			return true
		}
	}
	return false
}

// pictureData is a picture of pixels, and fontData a font, within an address.
var (
	pictureData = regexp.MustCompile(`^data:image/(png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*$`)
	fontData    = regexp.MustCompile(`^data:(font/[a-z0-9-]+|application/(x-)?font-[a-z0-9-]+)(;charset=utf-8)?;base64,[A-Za-z0-9+/=\s]*$`)
)
