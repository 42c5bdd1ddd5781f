package picture

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"guong/generator/vietnamese"
)

// Proposals are what the metadata of a picture say about it in words: proposals to a
// person, for anybody may have written them.
type Proposals struct {
	Authors   []string
	Credit    string // an agency or a newspaper
	Copyright string
	Caption   string
}

// Propose returns what the metadata of a JPEG, PNG or WebP file propose. Of several
// texts the one of the younger standard counts: XMP, then IPTC, then EXIF.
func Propose(file []byte) Proposals {
	f := Sniff(file[:min(len(file), SniffLength)])
	var xmp, iptc, exif words
	var photoshop []byte // resources go on in the next segment
	for name, body := range Parts(file, f) {
		if len(body) > maxWords {
			continue
		}
		switch {
		case f == JPEG && name == "\xe1" && hasPrefix(body, exifName):
			exif.readEXIF(body[min(len(body), 6):])
		case f == JPEG && name == "\xe1" && hasPrefix(body, xmpHead):
			xmp.readXMP(body[len(xmpHead):])
		case f == JPEG && name == "\xed" && hasPrefix(body, photoshopHead):
			photoshop = append(photoshop, body[len(photoshopHead):]...)
		case f == PNG && name == "eXIf":
			exif.readEXIF(body)
		case f == PNG && name == "iTXt" && hasPrefix(body, pngXMPHead):
			xmp.readXMP(body[len(pngXMPHead):])
		case f == WebP && name == "EXIF":
			exif.readEXIF([]byte(strings.TrimPrefix(string(body), "Exif\x00\x00")))
		case f == WebP && name == "XMP ":
			xmp.readXMP(body)
		}
	}
	iptc.readResources(photoshop)
	return Proposals{
		Authors:   either(xmp.authors, iptc.authors, exif.authors),
		Credit:    first(xmp.credit, iptc.credit),
		Copyright: first(xmp.copyright, iptc.copyright, exif.copyright),
		Caption:   first(xmp.caption, iptc.caption, exif.caption),
	}
}

// maxWords is how long the metadata of one segment may be.
const maxWords = 1 << 20

// The beginnings of metadata with words.
const (
	xmpHead       = "http://ns.adobe.com/xap/1.0/\x00"
	photoshopHead = "Photoshop 3.0\x00"
	// A keyword, not compressed, no language.
	pngXMPHead = "XML:com.adobe.xmp\x00\x00\x00\x00\x00"
)

// words are the texts of one kind of metadata.
type words struct {
	authors, credit, copyright, caption []string
}

func hasPrefix(b []byte, prefix string) bool {
	return strings.HasPrefix(string(b[:min(len(b), len(prefix))]), prefix)
}

// add adds a text to a list, repaired, if it says something that is not there yet.
func add(list *[]string, s string) {
	if s = readable(s); s != "" && len(*list) < 10 && !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}

// addCaption adds a caption, unless a camera wrote it: "OLYMPUS DIGITAL CAMERA", "dav".
func addCaption(list *[]string, s string) {
	s = readable(s)
	if !strings.Contains(s, " ") || vietnamese.IsASCII(s) && s == strings.ToUpper(s) {
		return
	}
	add(list, s)
}

// readable returns a text in one line of composed letters, "" if it is none.
func readable(s string) string {
	s, _, _ = strings.Cut(s, "\x00")
	if !utf8.ValidString(s) { // of the time before Unicode
		latin := make([]rune, len(s))
		for i := range len(s) {
			if latin[i] = rune(s[i]); s[i] >= 0x80 && s[i] < 0xa0 {
				return ""
			}
		}
		s = string(latin)
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	s = vietnamese.RepairString(strings.Join(strings.Fields(s), " "))
	if utf8.RuneCountInString(s) > 1000 || strings.IndexFunc(s, unicode.IsLetter) < 0 {
		return ""
	}
	return s
}

// ofUTF16 returns a text of little-endian UTF-16.
func ofUTF16(raw []byte) string {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i]) | uint16(raw[2*i+1])<<8
	}
	return string(utf16.Decode(units))
}

// either returns the first list with something in it.
func either(lists ...[]string) []string {
	for _, l := range lists {
		if len(l) > 0 {
			return l
		}
	}
	return nil
}

// first returns the first text of all.
func first(lists ...[]string) string {
	if l := either(lists...); len(l) > 0 {
		return l[0]
	}
	return ""
}
