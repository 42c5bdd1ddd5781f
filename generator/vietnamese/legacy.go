package vietnamese

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Encoding is a way of writing Vietnamese from before Unicode, or UTF-16.
type Encoding uint8

const (
	TCVN3       Encoding = iota + 1 // TCVN 5712, the .VnTime fonts: "TiÕng ViÖt"
	VNI                             // VNI-Windows, the VNI- fonts: "Tieáng Vieät"
	Windows1258                     // code page 1258
	UTF16                           // UTF-16 with a byte order mark
)

// String returns the name by which editors offer the encoding.
func (e Encoding) String() string {
	switch e {
	case TCVN3:
		return "TCVN3"
	case VNI:
		return "VNI"
	case Windows1258:
		return "Windows-1258"
	case UTF16:
		return "UTF-16"
	}
	return "unknown"
}

// Decode returns what text in the encoding should read.
func (e Encoding) Decode(text string) string {
	switch e {
	case TCVN3:
		return DecodeTCVN3(text)
	case VNI:
		return DecodeVNI(text)
	case Windows1258:
		return decodeWindows1258(text)
	case UTF16:
		return decodeUTF16(text)
	}
	return text
}

// DetectLegacy looks for text that was written for a legacy font and pasted
// into a Unicode file, or saved in a legacy encoding. It returns the encoding
// and the offset in bytes of the first line concerned. It has to see the bytes
// as they were read, before [Repair].
//
// It judges paragraph by paragraph. A paragraph that has a letter of Unicode
// Vietnamese (ơ ư ă đ or one of U+1EA0–1EF9) is in order. In others it counts
// words that are Vietnamese syllables only when decoded, against words that
// are Vietnamese in neither reading. So text in French, German, Icelandic or
// Portuguese, whose letters are the legacy fonts' too, is let be, and one
// pasted word is not enough to be noticed.
func DetectLegacy(b []byte) (enc Encoding, offset int, ok bool) {
	if bytes.HasPrefix(b, []byte("\xFF\xFE")) || bytes.HasPrefix(b, []byte("\xFE\xFF")) {
		return UTF16, 0, true
	}
	for start := 0; start < len(b); {
		end := paragraphEnd(b, start)
		if enc, at, ok := detectParagraph(b[start:end]); ok {
			return enc, start + at, true
		}
		start = end
	}
	return 0, 0, false
}

// paragraphEnd returns where the paragraph at b[start] ends: behind the next
// empty line, or at the end of b.
func paragraphEnd(b []byte, start int) int {
	for at := start; ; {
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			return len(b)
		}
		at += i + 1
		switch {
		case bytes.HasPrefix(b[at:], []byte("\n")):
			return at + 1
		case bytes.HasPrefix(b[at:], []byte("\r\n")):
			return at + 2
		}
	}
}

// detectParagraph judges one paragraph: each line by itself, then all together.
// Offset is that of the first line with signs of the encoding.
func detectParagraph(p []byte) (enc Encoding, offset int, ok bool) {
	if IsASCII(p) || hasUnicodeVietnamese(p) {
		return 0, 0, false
	}
	var best evidence
	for _, e := range [...]Encoding{TCVN3, VNI, Windows1258} {
		if e == Windows1258 && utf8.Valid(p) {
			continue
		}
		var whole evidence
		at, first := 0, -1
		for line := range bytes.Lines(p) {
			found := weigh(e, string(line))
			if found.suffices() {
				first, whole = at, found
				break
			}
			if found.decoded > 0 && first < 0 {
				first = at
			}
			whole.add(found)
			at += len(line)
		}
		if whole.suffices() && whole.decoded > best.decoded {
			enc, offset, ok, best = e, first, true, whole
		}
	}
	return enc, offset, ok
}

// evidence counts words: those that are Vietnamese only when decoded, and those
// that are not Vietnamese either way. Words that are Vietnamese as they stand
// prove nothing: né is French too, and một word in TCVN3.
type evidence struct {
	decoded, foreign int
	mark             rune // the first character that was decoded
	varied           bool // there was another
}

func (e *evidence) add(f evidence) {
	e.decoded += f.decoded
	e.foreign += f.foreign
	e.varied = e.varied || f.varied
	e.see(f.mark)
}

func (e *evidence) see(mark rune) {
	e.varied = e.varied || e.mark != 0 && mark != 0 && mark != e.mark
	if e.mark == 0 {
		e.mark = mark
	}
}

// suffices reports whether the words are Vietnamese in the encoding: two at
// least, not all with the same mark (a few words of Swedish can be read so: så,
// på, då), and twice as many as there are foreign ones.
func (e evidence) suffices() bool {
	return e.decoded >= 2 && e.varied && e.decoded >= 2*e.foreign
}

// weigh counts the words of line.
func weigh(enc Encoding, line string) (e evidence) {
	for _, word := range strings.FieldsFunc(fromLatin1(line), separatesLegacy) {
		if !strings.ContainsFunc(word, isLegacyLetter) || isVietnameseAsWritten(word) {
			continue
		}
		decoded := strings.ToLower(norm.NFC.String(enc.Decode(word)))
		if _, ok := ParseSyllable(decoded); ok && decoded != strings.ToLower(word) {
			e.decoded++
			e.see(firstNonASCII(word))
		} else {
			e.foreign++
		}
	}
	return e
}

// isVietnameseAsWritten reports whether word is a syllable, or an abbreviation
// in ASCII capitals.
func isVietnameseAsWritten(word string) bool {
	if _, ok := ParseSyllable(strings.ToLower(norm.NFC.String(word))); ok {
		return true
	}
	return IsASCII(word) && strings.ToUpper(word) == word
}

// separatesLegacy reports whether r stands between words also where a legacy
// font shows letters: TCVN3 has letters on signs such as µ ¸ × and on the soft
// hyphen.
func separatesLegacy(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return lowerASCII(byte(r)) < 'a' || lowerASCII(byte(r)) > 'z'
	case r < 0xA1:
		return true
	case r <= 0xFF:
		return false
	}
	return !unicode.IsLetter(r) && !unicode.IsMark(r)
}

// isLegacyLetter reports whether r is a letter in Latin-1 too. A word wholly of
// signs, such as the middle dot between two names, is no evidence.
func isLegacyLetter(r rune) bool {
	return r >= 0xC0 && unicode.IsLetter(r) || r < utf8.RuneSelf && unicode.IsLetter(r)
}

// hasUnicodeVietnamese reports whether p has one of the letters that only
// Unicode text has: U+1EA0–1EFF, ơ, ư, ă, đ and their capitals.
func hasUnicodeVietnamese(p []byte) bool {
	for _, lead := range [...]string{"\xE1\xBA", "\xE1\xBB", "ư", "ơ", "đ", "Đ", "ă", "Ă", "Ư", "Ơ"} {
		if bytes.Contains(p, []byte(lead)) {
			return true
		}
	}
	return false
}

func firstNonASCII(s string) rune {
	for _, r := range s {
		if r >= utf8.RuneSelf {
			return r
		}
	}
	return 0
}

// IsASCII reports whether s has ASCII characters only.
func IsASCII[T string | []byte](s T) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// fromLatin1 returns s in UTF-8: as it is, or, when it is not UTF-8, taking
// each byte for a character of Latin-1, as programs do that know no better.
func fromLatin1(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

func decodeUTF16(s string) string {
	little := strings.HasPrefix(s, "\xFF\xFE")
	if little || strings.HasPrefix(s, "\xFE\xFF") {
		s = s[2:]
	}
	units := make([]uint16, len(s)/2)
	for i := range units {
		high, low := s[2*i], s[2*i+1]
		if little {
			high, low = low, high
		}
		units[i] = uint16(high)<<8 | uint16(low)
	}
	return string(utf16.Decode(units))
}
