package feed

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"guong/generator/markup"
)

const xmlHead = `<?xml version="1.0" encoding="utf-8"?>` + "\n"

// element writes <name>text</name>.
func element(b *bytes.Buffer, name, text string) {
	open(b, name)
	escape(b, text)
	end(b, name)
}

// optional writes an element unless its text is empty.
func optional(b *bytes.Buffer, name, text string) {
	if text != "" {
		element(b, name, text)
	}
}

func dateElement(b *bytes.Buffer, name string, t time.Time, layout string) {
	open(b, name)
	b.Write(t.AppendFormat(b.AvailableBuffer(), layout))
	end(b, name)
}

func open(b *bytes.Buffer, name string) {
	b.WriteByte('<')
	b.WriteString(name)
	b.WriteByte('>')
}

func end(b *bytes.Buffer, name string) {
	b.WriteString("</")
	b.WriteString(name)
	b.WriteByte('>')
}

func attribute(b *bytes.Buffer, name, value string) {
	b.WriteByte(' ')
	b.WriteString(name)
	b.WriteString(`="`)
	escape(b, value)
	b.WriteByte('"')
}

func numberAttribute(b *bytes.Buffer, name string, n int) { attribute(b, name, strconv.Itoa(n)) }

// escape writes text for an element or an attribute in double quotes. What XML
// 1.0 cannot contain (section 2.2, Char) is left out.
func escape(b *bytes.Buffer, text string) {
	if !fitsXML(text) {
		text = strings.Map(allowed, text)
	}
	b.Write(markup.Append(b.AvailableBuffer(), text, markup.XML))
}

// cdata writes the parts as one CDATA section, cut in two where the text holds
// its end, or may hold it where two parts meet.
func cdata(b *bytes.Buffer, parts ...string) {
	b.WriteString("<![CDATA[")
	for i, text := range parts {
		if i > 0 && strings.HasSuffix(parts[i-1], "]") {
			b.WriteString("]]><![CDATA[")
		}
		if !fitsXML(text) {
			text = strings.Map(allowed, text)
		}
		for {
			at := strings.Index(text, "]]>")
			if at < 0 {
				break
			}
			b.WriteString(text[:at+2])
			b.WriteString("]]><![CDATA[")
			text = text[at+2:]
		}
		b.WriteString(text)
	}
	b.WriteString("]]>")
}

// fitsXML reports whether text has nothing that XML cannot contain.
func fitsXML(text string) bool {
	for i := nextControl(text, 0); i < len(text); i = nextControl(text, i+1) {
		if text[i] != '\t' && text[i] != '\n' {
			return false
		}
	}
	return !strings.Contains(text, noncharacters)
}

// noncharacters is what U+FFFE and U+FFFF begin with, besides U+FFC0 to U+FFFD.
const noncharacters = "\xef\xbf"

// allowed drops what XML 1.0 cannot contain; tabs and line ends stay.
func allowed(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff {
		return -1
	}
	return r
}
