package picture

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"strings"
)

// The tags with words (Exif 3.0, section 4.6.5; the last three are of Windows, in UTF-16).
const (
	tagImageDescription = 0x010e
	tagArtist           = 0x013b
	tagCopyright        = 0x8298
	tagXPTitle          = 0x9c9b
	tagXPAuthor         = 0x9c9d
	tagXPSubject        = 0x9c9f
)

// readEXIF reads the words of EXIF metadata. Those in UTF-16 come before those in ASCII,
// in which Windows writes question marks.
func (w *words) readEXIF(raw []byte) {
	order := tiffOrder(raw)
	if order == nil || len(raw) < 8 {
		return
	}
	values := map[uint16]string{}
	directory(raw, order, order.Uint32(raw[4:]), func(tag uint16, entry []byte) {
		const byteType, ascii, utf8Type = 1, 2, 129
		kind, n := order.Uint16(entry[2:]), uint64(order.Uint32(entry[4:]))
		if kind != byteType && kind != ascii && kind != utf8Type || n > maxWords {
			return
		}
		value := entry[8:]
		if at := uint64(order.Uint32(value)); n > 4 {
			if at+n > uint64(len(raw)) {
				return
			}
			value = raw[at:]
		}
		switch tag {
		case tagXPTitle, tagXPAuthor, tagXPSubject:
			values[tag] = ofUTF16(value[:n])
		case tagImageDescription, tagArtist, tagCopyright:
			values[tag] = string(value[:n])
		}
	})
	authors := values[tagXPAuthor]
	if readable(authors) == "" {
		authors = values[tagArtist]
	}
	for _, author := range strings.Split(authors, ";") {
		add(&w.authors, author)
	}
	// Of two holders, the photographer and the editor, a zero stands between.
	add(&w.copyright, strings.TrimLeft(values[tagCopyright], " \x00"))
	for _, tag := range []uint16{tagXPSubject, tagXPTitle, tagImageDescription} {
		addCaption(&w.caption, values[tag])
	}
}

// readResources reads the words of IPTC metadata, which lie in a resource of Photoshop.
func (w *words) readResources(raw []byte) {
	const iptc = 0x0404
	for len(raw) >= 12 && string(raw[:4]) == "8BIM" {
		id := binary.BigEndian.Uint16(raw[4:])
		name := 1 + int(raw[6])
		raw = raw[min(6+name+name%2, len(raw)):]
		if len(raw) < 4 {
			return
		}
		n := int64(binary.BigEndian.Uint32(raw))
		if raw = raw[4:]; n > int64(len(raw)) {
			return
		}
		if id == iptc {
			w.readIPTC(raw[:n])
		}
		raw = raw[min(n+n%2, int64(len(raw))):]
	}
}

// readIPTC reads the words of the application record (IPTC-IIM 4.2, chapter 6).
func (w *words) readIPTC(raw []byte) {
	for len(raw) >= 5 && raw[0] == 0x1c {
		record, set, n := raw[1], raw[2], int(binary.BigEndian.Uint16(raw[3:]))
		if raw = raw[5:]; n > len(raw) { // also sets with a longer length, which have no words
			return
		}
		if text := string(raw[:n]); record == 2 {
			switch set {
			case 80:
				add(&w.authors, text)
			case 110:
				add(&w.credit, text)
			case 116:
				add(&w.copyright, text)
			case 120:
				addCaption(&w.caption, text)
			}
		}
		raw = raw[n:]
	}
}

// The names of XMP (ISO 16684-1).
const (
	nsDC        = "http://purl.org/dc/elements/1.1/"
	nsPhotoshop = "http://ns.adobe.com/photoshop/1.0/"
	nsRDF       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
)

// readXMP reads the words of XMP metadata: properties are attributes, elements, or lists
// in elements. It takes what stands before a mistake.
func (w *words) readXMP(raw []byte) {
	d := xml.NewDecoder(bytes.NewReader(raw))
	var property xml.Name // the one that is read
	var language string
	var text strings.Builder
	for depth := 0; depth < 100; {
		token, err := d.Token()
		if err != nil {
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			text.Reset()
			switch token.Name {
			case xml.Name{Space: nsRDF, Local: "Description"}:
				for _, a := range token.Attr {
					w.property(a.Name, a.Value, "")
				}
			case xml.Name{Space: nsRDF, Local: "li"}:
				language = ""
				for _, a := range token.Attr {
					if a.Name.Local == "lang" {
						language = a.Value
					}
				}
			case xml.Name{Space: nsRDF, Local: "Seq"}, xml.Name{Space: nsRDF, Local: "Bag"}, xml.Name{Space: nsRDF, Local: "Alt"}:
			default:
				property, language = token.Name, ""
			}
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			depth--
			w.property(property, text.String(), language)
			text.Reset()
		}
	}
}

// property takes the value of a property of XMP. One in Vietnamese comes first.
func (w *words) property(name xml.Name, value, language string) {
	var list *[]string
	switch name {
	case xml.Name{Space: nsDC, Local: "creator"}:
		add(&w.authors, value)
		return
	case xml.Name{Space: nsPhotoshop, Local: "Credit"}:
		add(&w.credit, value)
		return
	case xml.Name{Space: nsDC, Local: "rights"}:
		list = &w.copyright
	case xml.Name{Space: nsDC, Local: "description"}:
		list = &w.caption
	default:
		return
	}
	var one []string
	if list == &w.caption {
		addCaption(&one, value)
	} else {
		add(&one, value)
	}
	if strings.HasPrefix(language, "vi") {
		*list = append(one, *list...)
	} else if len(*list) < 10 {
		*list = append(*list, one...)
	}
}
