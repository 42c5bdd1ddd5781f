package site

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Giver returns who gave the award, with places whose words no line parts:
// "Chủ tịch UBND tỉnh Nghệ An" has U+00A0 in its last three words.
func (h *Honour) Giver() string { return bindPlaces(h.By) }

// placeWords stand before the name of a place.
var placeWords = []string{"tỉnh", "phố", "TP", "TP.", "xã", "phường", "huyện", "quận", "khu", "trấn"}

// bindPlaces puts U+00A0 between the words of places: the kind of place and the
// words with capitals that follow it.
func bindPlaces(text string) string {
	words := strings.Fields(text)
	var b strings.Builder
	in := false
	for i, word := range words {
		switch {
		case i == 0:
		case in && isCapital(word) && !strings.HasSuffix(words[i-1], ","):
			b.WriteString("\u00a0")
		default:
			in = false
			b.WriteByte(' ')
		}
		in = in || slices.Contains(placeWords, word)
		b.WriteString(word)
	}
	return b.String()
}

func isCapital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}
