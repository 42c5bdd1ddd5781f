package markdown

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// count counts the words of s, which goes on where the text before it ended.
// A word is what stands between blanks; a dash by itself is none.
func (w *writer) count(s []byte) {
	words, within := countRuns(s, w.within)
	w.words += words - loneDashes(s)
	w.within = within
}

// countRuns counts the runs of bytes above U+0020 that begin in s, eight bytes
// at a time. Within tells whether such a run is under way, before and after.
func countRuns(s []byte, within bool) (runs int, still bool) {
	const (
		high  = 0x8080808080808080
		above = 0x2121212121212121
	)
	last := uint64(0)
	if within {
		last = high
	}
	for len(s) >= 8 {
		v := binary.LittleEndian.Uint64(s)
		solid := ((v | high) - above | v) & high // no byte borrows from the next
		runs += bits.OnesCount64(solid &^ (solid<<8 | last>>56))
		last = solid
		s = s[8:]
	}
	within = last>>63 != 0
	for _, c := range s {
		if c > ' ' && !within {
			runs++
		}
		within = c > ' '
	}
	return runs, within
}

// loneDashes counts the dashes of s that stand between blanks: "-", "–" and "—".
func loneDashes(s []byte) (n int) {
	for from := 0; ; {
		i := bytes.IndexByte(s[from:], '-')
		if i < 0 {
			break
		}
		from += i + 1
		if isLone(s, from-1, from) {
			n++
		}
	}
	for from := 0; ; {
		i := bytes.IndexByte(s[from:], "–"[0])
		if i < 0 {
			return n
		}
		from += i + 1
		dash := s[from-1:]
		if (bytes.HasPrefix(dash, []byte("–")) || bytes.HasPrefix(dash, []byte("—"))) && isLone(s, from-1, from+2) {
			n++
		}
	}
}

func isLone(s []byte, start, stop int) bool {
	return (start == 0 || s[start-1] <= ' ') && (stop == len(s) || s[stop] <= ' ')
}
