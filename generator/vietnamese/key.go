package vietnamese

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Key returns what two spellings of one term have in common: two texts are the
// same term exactly when their keys are equal. Marks count (hòa ≠ hóa, Hà Nam ≠
// Há Nám); these do not:
//
//   - capitals, and composed or decomposed form;
//   - where in its syllable a tone mark stands: hòa = hoà, thúy = thuý, qúy =
//     quý, vịêt = việt;
//   - y or i as the whole rhyme after a consonant: kỹ = kĩ, tỷ = tỉ, lý = lí,
//     quý = quí, quýt = quít; not in uy, ay, ây, and not a lone y;
//   - spaces, dashes, quotation marks, brackets, commas and other punctuation,
//     which all separate words and nothing more: "Thừa Thiên - Huế" = "Thừa
//     Thiên-Huế" = "Thừa Thiên Huế", "TP. Huế" = "TP Huế". Apostrophes inside a
//     word vanish: H'Mông = H’Mông = HMông;
//   - an ampersand that stands alone, which is read "và", as in [Slug].
//
// A point or comma between digits stays (84.016), and so do & / % # @ and
// symbols, without the spaces around them: "GD&ĐT", "05 ct/tw", "c++".
//
// The key is itself a spelling that can be shown, lower-case NFC in the old
// style with i for y, and it is its own key. Key allocates nothing for a text
// that is its key already, otherwise only its result.
func Key(s string) string {
	if firstSuspect(s) >= 0 {
		s = lowerNFC(s)
	}
	var room [160]byte
	out, w := room[:0], keyWriter{word: -1}
	for i, r := range s {
		if r < utf8.RuneSelf {
			out = w.ascii(out, s, i)
			continue
		}
		if l, ok := lookup(r); ok {
			out = w.letter(out, l)
			continue
		}
		switch {
		case r == '’':
			out = w.apostrophe(out, s, i, len("’"))
		case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			out = w.other(out, unicode.ToLower(r))
		case unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsControl(r):
			out = w.space(out)
		case !isInvisible(r):
			out = w.symbol(out, r)
		}
	}
	out = w.settle(out)
	if string(out) == s {
		return s
	}
	return string(out)
}

// keyWriter appends a key word by word. Its methods take what has been written
// and return it longer, so that a short key needs no memory but its own.
type keyWriter struct {
	word int  // where the current word begins, or -1
	gap  bool // a space is due before the next word
	tied bool // … but not after the symbol that was last

	// Of the current word, to pass by those that cannot be spelled otherwise.
	vowels      int
	toned, hasY bool
}

// ascii takes in the ASCII character s[i].
func (w *keyWriter) ascii(out []byte, s string, i int) []byte {
	switch c := lowerASCII(s[i]); {
	case 'a' <= c && c <= 'z':
		return w.letter(out, letters[c])
	case '0' <= c && c <= '9':
		return w.other(out, rune(c))
	case c == '\'':
		return w.apostrophe(out, s, i, 1)
	case (c == '.' || c == ',') && i > 0 && isDigit(s[i-1]) && i+1 < len(s) && isDigit(s[i+1]):
		return w.other(out, rune(c))
	case c == '&' && standsAlone(s, i):
		out = w.begin(w.space(out))
		return w.space(append(out, "và"...))
	case strings.IndexByte("&/%#@$+<=>^`|~", c) >= 0:
		return w.symbol(out, rune(c))
	default:
		return w.space(out)
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func (w *keyWriter) letter(out []byte, l letter) []byte {
	out = w.begin(out)
	if l.vowel {
		w.vowels++
	}
	w.toned = w.toned || l.tone != Ngang
	w.hasY = w.hasY || l.plain == 'y'
	return utf8.AppendRune(out, rune(l.lower))
}

// other takes in a letter of another script, a digit or a mark.
func (w *keyWriter) other(out []byte, r rune) []byte {
	return utf8.AppendRune(w.begin(out), r)
}

// begin begins a word, if none has begun.
func (w *keyWriter) begin(out []byte) []byte {
	if w.word >= 0 {
		return out
	}
	if w.gap && !w.tied && len(out) > 0 {
		out = append(out, ' ')
	}
	*w = keyWriter{word: len(out)}
	return out
}

func (w *keyWriter) space(out []byte) []byte {
	out = w.settle(out)
	w.gap = true
	return out
}

// symbol takes in a character that means something but joins what stands on
// both sides of it.
func (w *keyWriter) symbol(out []byte, r rune) []byte {
	out = w.settle(out)
	w.tied = true
	return utf8.AppendRune(out, r)
}

// apostrophe takes in the apostrophe of n bytes at s[i]: between letters it
// vanishes, elsewhere it is a quotation mark.
func (w *keyWriter) apostrophe(out []byte, s string, i, n int) []byte {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+n:])
	if unicode.IsLetter(before) && unicode.IsLetter(after) {
		return out
	}
	return w.space(out)
}

// settle ends the current word and spells it in the one way of keys.
func (w *keyWriter) settle(out []byte) []byte {
	word := w.word
	w.word = -1
	if word < 0 || !w.hasY && (!w.toned || w.vowels < 2) {
		return out
	}
	s, ok := ParseSyllable(string(out[word:]))
	if !ok {
		return out
	}
	if s.Nucleus == "y" && s.Glide == "" && s.Onset != "" {
		s.Nucleus = "i"
	}
	return s.append(out[:word], s.hasTwoStyles())
}
