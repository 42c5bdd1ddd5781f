package vietnamese

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FixKind says what kind of defect was put right.
type FixKind uint8

const (
	Decomposed FixKind = iota // letter and marks apart (NFD and the like) → NFC
	Eth                       // Ð ð Ɖ ɖ in a Vietnamese word → Đ đ
	Gha                       // Ƣ ƣ in a Vietnamese word → Ư ư
	Space                     // no-break and other Unicode spaces, vertical tab, form feed → one ASCII space
	Invisible                 // zero-width and control characters, noncharacters, soft hyphens, direction marks → nothing
	LineEnd                   // CRLF, CR → LF
)

// String returns the kind's name: "decomposed", "eth", "gha", "space",
// "invisible", "lineend".
func (k FixKind) String() string {
	names := [...]string{"decomposed", "eth", "gha", "space", "invisible", "lineend"}
	if int(k) < len(names) {
		return names[k]
	}
	return "unknown"
}

// Fix is one place that [Repair] put right. Offset counts bytes of the input.
type Fix struct {
	Offset int
	Kind   FixKind
}

// Repair returns text as it should have been saved: in NFC, lines ended by LF,
// ASCII spaces, without invisible and control characters (but tabs), with Đ and
// Ư in Vietnamese words where look-alikes stood. The fixes come in the order of their offsets.
//
// Most text needs nothing; it is then returned as it is, the same slice, with
// nil fixes. Text that is not UTF-8 is returned as it is too: see
// [InvalidUTF8]. The number of lines never changes, counting CRLF, CR and LF
// each as the end of one, and repairing twice changes nothing more.
//
// What other languages need stays: ð in words that are not Vietnamese, as in
// Garðarsson; joiners in emoji sequences and between letters of scripts that
// use them.
func Repair(b []byte) (out []byte, fixes []Fix) {
	first := firstSuspect(b)
	if first < 0 || !utf8.Valid(b) {
		return b, nil
	}
	r := repairer{src: b}
	r.substitute(first)
	if r.foreign && !norm.NFC.IsNormal(r.out) {
		r.compose()
	}
	if len(r.fixes) == 0 {
		return b, nil
	}
	return r.out, r.fixes
}

// InOrder reports whether b is valid UTF-8 with nothing for [Repair] to do. What
// it says no to may be in order all the same: only Repair knows.
func InOrder(b []byte) bool { return firstSuspect(b) < 0 }

// RepairString returns s as [Repair] would put it right.
func RepairString(s string) string {
	if firstSuspect(s) < 0 {
		return s
	}
	out, _ := Repair([]byte(s))
	return string(out)
}

// InvalidUTF8 returns the offset of the first byte that is not part of valid
// UTF-8, or -1.
func InvalidUTF8(b []byte) int {
	at := firstSuspect(b)
	if at < 0 || utf8.Valid(b[at:]) {
		return -1
	}
	for {
		r, size := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
}

// repairer does the work of one Repair, in two passes: characters that stand
// for others, then composition.
type repairer struct {
	src, out []byte
	fixes    []Fix
	foreign  bool // something was seen that may not be NFC

	// The word around the last look-alike, so that it is judged once.
	wordEnd    int
	vietnamese bool

	// Where the first pass made out shorter or longer: at out[at] and after,
	// the source is delta bytes further on.
	shifts []shift
}

type shift struct{ at, delta int }

// substitute is the first pass. The source is clean before first.
func (r *repairer) substitute(first int) {
	r.out = append(make([]byte, 0, len(r.src)), r.src[:first]...)
	for i := first; i < len(r.src); {
		i += r.one(i)
		if next := firstSuspect(r.src[i:]); next >= 0 {
			r.out = append(r.out, r.src[i:i+next]...)
			i += next
		} else {
			r.out = append(r.out, r.src[i:]...)
			break
		}
	}
}

// one puts the character at src[i] right and returns how many bytes it read.
func (r *repairer) one(i int) int {
	c, size := utf8.DecodeRune(r.src[i:])
	switch {
	case c == '\r':
		if i+1 < len(r.src) && r.src[i+1] == '\n' {
			size = 2
		}
		r.replace(i, size, "\n", LineEnd)
	case isExoticSpace(c):
		r.replace(i, size, " ", Space)
	case isInvisible(c):
		return r.invisible(i)
	case lookAlike(c) != 0 && r.inVietnameseWord(i):
		kind := Eth
		if c == 'Ƣ' || c == 'ƣ' {
			kind = Gha
		}
		r.replace(i, size, string(lookAlike(c)), kind)
	default:
		r.out = append(r.out, r.src[i:i+size]...)
		r.foreign = true
	}
	return size
}

// replace writes text for the size bytes at src[i].
func (r *repairer) replace(i, size int, text string, kind FixKind) {
	r.fixes = append(r.fixes, Fix{Offset: i, Kind: kind})
	r.out = append(r.out, text...)
	if size != len(text) {
		r.shifts = append(r.shifts, shift{at: len(r.out), delta: i + size - len(r.out)})
	}
}

// invisible takes the run of invisible characters at src[i] out, all but one
// joiner where the text around it needs one.
func (r *repairer) invisible(i int) int {
	before, _ := utf8.DecodeLastRune(r.out)
	const none = -1
	end, joiner := i, rune(none)
	for end < len(r.src) {
		c, size := utf8.DecodeRune(r.src[end:])
		if !isInvisible(c) {
			break
		}
		if joiner == none && (c == 0x200C || c == 0x200D) {
			joiner = c
		}
		end += size
	}
	after, _ := utf8.DecodeRune(r.src[end:])
	if !joins(before) || !joins(after) {
		joiner = none
	}
	for at := i; at < end; {
		c, size := utf8.DecodeRune(r.src[at:])
		if c == joiner {
			r.out = append(r.out, r.src[at:at+size]...)
			joiner = none
		} else {
			r.replace(at, size, "", Invisible)
		}
		at += size
	}
	return end - i
}

// joins reports whether a joiner beside c can have a meaning: c is an emoji or
// a letter of a script whose letters join.
func joins(c rune) bool {
	return 0x0590 <= c && c < 0x1DC0 || c >= 0x2190 && c != utf8.RuneError && !unicode.IsSpace(c)
}

// isExoticSpace reports whether c is a space that Markdown does not know. The
// Unicode line and paragraph separators are among them, and the vertical tab
// that Word breaks a line with: here they end no line.
func isExoticSpace(c rune) bool {
	return c >= utf8.RuneSelf && unicode.IsSpace(c) || c == '\v' || c == '\f'
}

// compose is the second pass: it brings out to NFC, and sets the fixes of both
// passes in order. It goes from one suspect to the next, each with the letter
// before it, which its marks may belong to.
func (r *repairer) compose() {
	src := r.out
	out := make([]byte, 0, len(src))
	shifts, delta := r.shifts, 0
	var segment norm.Iter
	for i := 0; i < len(src); {
		next := firstSuspect(src[i:])
		if next < 0 {
			out = append(out, src[i:]...)
			break
		}
		_, size := utf8.DecodeLastRune(src[i : i+next])
		begin := i + next - size
		end := begin + norm.NFC.NextBoundary(src[begin:], true)
		out = append(out, src[i:begin]...)
		n := len(out)
		for segment.Init(norm.NFC, src[begin:end]); !segment.Done(); {
			out = append(out, segment.Next()...)
		}
		i = end
		if string(out[n:]) == string(src[begin:end]) {
			continue
		}
		for len(shifts) > 0 && shifts[0].at <= begin {
			delta, shifts = shifts[0].delta, shifts[1:]
		}
		r.fixes = append(r.fixes, Fix{Offset: begin + delta, Kind: Decomposed})
	}
	r.out = out
	slices.SortStableFunc(r.fixes, func(a, b Fix) int { return a.Offset - b.Offset })
}
