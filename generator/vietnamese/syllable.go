package vietnamese

import (
	"strings"
	"unicode/utf8"
)

// Syllable is one Vietnamese syllable, taken apart as it is spelled. All parts
// are lower-case NFC without tone; Onset, Glide and Coda may be "".
//
//	nghiêng  Onset "ngh"             Nucleus "iê"  Coda "ng"
//	hòa      Onset "h"   Glide "o"   Nucleus "a"
//	quyển    Onset "qu"              Nucleus "yê"  Coda "n"
//	của      Onset "c"               Nucleus "ua"
//	già      Onset "gi"              Nucleus "a"
//	gì       Onset "g"               Nucleus "i"
type Syllable struct {
	Onset, Glide, Nucleus, Coda string
	Tone                        Tone
}

// ParseSyllable takes s, lower-case NFC, apart; ok is false when s is not
// spelled like a Vietnamese syllable. The tone mark may stand on any letter of
// the rhyme, so hòa, hoà and even the misplaced vịêt are read; the syllable's
// String puts it in its place.
//
// It goes by the rules of spelling, not by a dictionary: onset and rhyme have
// to exist and agree (ngh before e ê i, gh likewise, q only in qu), and a
// rhyme that ends in c, ch, p or t has to have the tone sắc or nặng. Beyond
// the rules it takes what names of places have made familiar: k before any
// vowel (Bắc Kạn, Kon Tum) and final k after a, ă and â (Đắk Lắk).
func ParseSyllable(s string) (Syllable, bool) {
	if len(s) > maxSyllable {
		return Syllable{}, false
	}
	var room [maxSyllable]byte
	plain, tone := room[:0], Ngang
	for _, r := range s {
		l, ok := lookup(r)
		if !ok || rune(l.lower) != r {
			return Syllable{}, false
		}
		if l.tone != Ngang {
			if tone != Ngang {
				return Syllable{}, false
			}
			tone = l.tone
		}
		plain = utf8.AppendRune(plain, rune(l.plain))
	}
	syllable, ok := splitSyllable(plain)
	syllable.Tone = tone
	if !ok || isStop(syllable.Coda) && tone != Sac && tone != Nang {
		return Syllable{}, false
	}
	return syllable, true
}

// ParseToneless parses a syllable that is spelled without its tone, and so may
// end in c, ch, p or t: "tiêt". Its Tone is Ngang until the caller sets it.
func ParseToneless(s string) (Syllable, bool) {
	if len(s) > maxSyllable {
		return Syllable{}, false
	}
	return splitSyllable([]byte(s))
}

// IsFoldedSyllable reports whether s, ASCII letters in lower case, is what some
// syllable folds to: tien, hoc, duong.
func IsFoldedSyllable(s string) bool {
	onset, ok := onsetOf([]byte(s))
	if !ok {
		return false
	}
	rhyme := s[len(onset):]
	return foldedRhymes[rhyme] || onset == "gi" && foldedRhymes[s[1:]]
}

// maxSyllable is the length in bytes of the longest spelling, with room to
// spare: nghiễng has 9.
const maxSyllable = 16

// isStop reports whether coda allows only the tones sắc and nặng. Final k is
// left out: place names are written both Đắk and Đăk.
func isStop(coda string) bool {
	return coda == "c" || coda == "ch" || coda == "p" || coda == "t"
}

// splitSyllable splits a lower-case syllable without tone.
func splitSyllable(plain []byte) (Syllable, bool) {
	onset, ok := onsetOf(plain)
	if !ok {
		return Syllable{}, false
	}
	if onset == "gi" {
		// In gì, gìn and giếng the i is the vowel, or the first half of iê.
		if part := rhymes[string(plain[1:])]; part != nil && part.Glide == "" && (part.Nucleus == "i" && part.Coda != "u" || part.Nucleus == "iê") {
			s := *part
			s.Onset = "g"
			return s, true
		}
	}
	part := rhymes[string(plain[len(onset):])]
	if part == nil || !agrees(onset, part) {
		return Syllable{}, false
	}
	s := *part
	s.Onset = onset
	return s, true
}

// onsetOf returns the onset of a syllable; ok is false when it begins with
// consonants that are none.
func onsetOf(plain []byte) (onset string, ok bool) {
	n := 0
	for n < len(plain) && isConsonant(plain[n]) {
		n++
	}
	if n == 0 && strings.HasPrefix(string(plain), "đ") {
		return "đ", true
	}
	onset, ok = onsets[string(plain[:n])]
	switch onset {
	case "g":
		if n < len(plain) && plain[n] == 'i' {
			onset = "gi"
		}
	case "qu":
		ok = n < len(plain) && plain[n] == 'u'
	}
	return onset, ok
}

func isConsonant(c byte) bool {
	return 'a' <= c && c <= 'z' && c != 'a' && c != 'e' && c != 'i' && c != 'o' && c != 'u' && c != 'y'
}

// agrees reports whether onset may be written before rhyme.
func agrees(onset string, rhyme *Syllable) bool {
	first, _ := utf8.DecodeRuneInString(rhyme.Nucleus)
	if rhyme.Glide != "" {
		first = rune(rhyme.Glide[0])
	}
	front := first == 'e' || first == 'ê' || first == 'i' || first == 'y'
	switch onset {
	case "":
		// Without an onset the spelling is yê, not iê; y is written alone or
		// after a glide.
		return rhyme.Nucleus != "iê" && (rhyme.Nucleus != "y" || rhyme.Glide != "" || rhyme.Coda == "")
	case "ngh", "gh":
		return front && first != 'y'
	case "ng", "g", "c":
		return !front
	case "gi":
		return first != 'i' && first != 'y'
	case "qu":
		// The u of qu is the glide.
		return rhyme.Glide == "" && first != 'o' && first != 'u' && first != 'ư' &&
			rhyme.Nucleus != "iê" && rhyme.Nucleus != "ia"
	}
	// After an onset, yê needs a glide, and y is written alone or after one.
	return rhyme.Glide != "" || first != 'y' || rhyme.Nucleus == "y" && rhyme.Coda == ""
}

// String returns the syllable in lower case with the tone placed in the old
// style: hòa, khỏe, thủy, quý.
func (s Syllable) String() string {
	var room [maxSyllable]byte
	return string(s.append(room[:0], s.Glide != "" && s.hasTwoStyles()))
}

// NewStyle returns the syllable in lower case with the tone placed in the new
// style: hoà, khoẻ, thuỷ, quý.
func (s Syllable) NewStyle() string {
	var room [maxSyllable]byte
	return string(s.append(room[:0], false))
}

// append appends the spelling of s to dst, with the tone on the glide or else
// on the nucleus.
func (s Syllable) append(dst []byte, onGlide bool) []byte {
	dst = append(dst, s.Onset...)
	if onGlide {
		dst = appendToned(dst, rune(s.Glide[0]), s.Tone)
		dst = append(dst, s.Nucleus...)
		return append(dst, s.Coda...)
	}
	dst = append(dst, s.Glide...)
	first, size := utf8.DecodeRuneInString(s.Nucleus)
	if size == len(s.Nucleus) || s.Coda == "" && s.Nucleus != "oo" {
		// One vowel, or ia ya ua ưa: the first carries the tone.
		dst = appendToned(dst, first, s.Tone)
		dst = append(dst, s.Nucleus[size:]...)
	} else {
		// iê yê uô ươ oo before a coda: the second does.
		second, _ := utf8.DecodeRuneInString(s.Nucleus[size:])
		dst = append(dst, s.Nucleus[:size]...)
		dst = appendToned(dst, second, s.Tone)
	}
	return append(dst, s.Coda...)
}

// appendToned appends the vowel with the tone.
func appendToned(dst []byte, vowel rune, tone Tone) []byte {
	if tone == Ngang {
		return utf8.AppendRune(dst, vowel)
	}
	for _, row := range vowelRows {
		at := Ngang
		for _, r := range row {
			if at == Ngang && r != vowel {
				break
			}
			if at == tone {
				return utf8.AppendRune(dst, r)
			}
			at++
		}
	}
	return utf8.AppendRune(dst, vowel)
}

// hasTwoStyles reports whether the two styles place the tone differently: in
// the open rhymes oa, oe and uy with a tone.
func (s Syllable) hasTwoStyles() bool {
	if s.Tone == Ngang || s.Coda != "" {
		return false
	}
	return s.Glide == "o" && (s.Nucleus == "a" || s.Nucleus == "e") || s.Glide == "u" && s.Nucleus == "y"
}

// Style says how a syllable places its tone mark.
type Style uint8

const (
	Either    Style = iota // correct in both styles, or not a Vietnamese syllable
	Old                    // hòa, khỏe, thủy
	New                    // hoà, khoẻ, thuỷ
	Misplaced              // correct in neither: vịêt, qúy
)

// ToneStyle says which style of tone placement the syllable, lower-case NFC,
// follows. Before asking, join or split nothing: "hòa" and "quý" are syllables,
// "hòa bình" is two.
func ToneStyle(syllable string) Style {
	s, ok := ParseSyllable(syllable)
	if !ok {
		return Either
	}
	isOld, isNew := syllable == s.String(), syllable == s.NewStyle()
	switch {
	case isOld == isNew && isOld:
		return Either
	case isOld:
		return Old
	case isNew:
		return New
	}
	return Misplaced
}
