package site

import (
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guong/generator/vietnamese"
)

// Names and numbers with their units are not broken over lines in headlines and captions:
// a page has U+00A0 between their words. Sources, feeds, search and metadata have spaces.

// noBreak is the space at which no line ends.
const noBreak = "\u00a0"

// Headline returns the title with the names that the article has, of honorees, places and
// movements, and numbers with their units kept together.
func (a *Article) Headline() string { return a.Keep(a.Title) }

// Keep returns a text as Headline returns the title.
func (a *Article) Keep(text string) string {
	if strings.IndexByte(text, ' ') < 0 {
		return text
	}
	return keep(text, a.keptNames())
}

// keptNames are the names of an article that have several words.
func (a *Article) keptNames() (names []string) {
	add := func(name string) {
		if strings.IndexByte(name, ' ') > 0 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, m := range a.Honorees {
		add(m.Name)
	}
	for _, key := range []string{"localities", "movements"} {
		for _, t := range a.TermsOf(key) {
			add(t.Title)
		}
	}
	return names
}

// Giver returns who gave the award, in the same way.
func (h *Honour) Giver() string { return keep(h.By, nil) }

// namesHash hashes what Headline and Keep read.
func (a *Article) namesHash() uint64 { return hashOf(a.Title, a.keptNames()) }

// keptBody keeps names and numbers together in the captions of a text.
func (a *Article) keptBody(html string) template.HTML {
	const open, close = "<figcaption>", "</figcaption>"
	from := strings.Index(html, open)
	if from < 0 {
		return template.HTML(html)
	}
	names := a.keptNames()
	var out strings.Builder
	for from >= 0 {
		from += len(open)
		length := strings.Index(html[from:], close)
		if length < 0 {
			break
		}
		out.WriteString(html[:from])
		caption := html[from : from+length]
		for caption != "" {
			text, rest := caption, ""
			if tag := strings.IndexByte(caption, '<'); tag >= 0 {
				text, rest = caption[:tag], caption[tag:]
			}
			out.WriteString(keep(text, names))
			end := strings.IndexByte(rest, '>') + 1
			out.WriteString(rest[:end])
			caption = rest[end:]
		}
		html = html[from+length:]
		from = strings.Index(html, open)
	}
	out.WriteString(html)
	return template.HTML(out.String())
}

// keep returns text with U+00A0 in names and between numbers and their units.
func keep(text string, names []string) string {
	var joints []int // places of spaces
	for _, name := range names {
		joints = appendName(joints, text, name)
		if strings.ContainsAny(name, apostrophes) {
			for _, sign := range apostrophes {
				if other := withApostrophe(name, sign); other != name {
					joints = appendName(joints, text, other)
				}
			}
		}
	}
	joints = appendUnits(appendPlaces(joints, text), text)
	if len(joints) == 0 {
		return text
	}
	slices.Sort(joints)
	var out strings.Builder
	from := 0
	for _, at := range slices.Compact(joints) {
		out.WriteString(text[from:at])
		out.WriteString(noBreak)
		from = at + 1
	}
	out.WriteString(text[from:])
	return out.String()
}

// apostrophes are the signs that names are written with between letters: H'Hen Niê.
const apostrophes = "'’ʼ‘"

// withApostrophe returns a name with one sign in place of its apostrophes.
func withApostrophe(name string, sign rune) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(apostrophes, r) {
			return sign
		}
		return r
	}, name)
}

// appendName appends the places of the spaces in a name that a text has.
func appendName(joints []int, text, name string) []int {
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return joints
		}
		at := from + i
		from = at + len(name)
		if isWhole(text, at, from) {
			joints = appendJoints(joints, name, at)
		}
	}
}

// isWhole reports whether no word of a text goes on before text[start] or behind
// text[:stop].
func isWhole(text string, start, stop int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[stop:])
	return !unicode.IsLetter(before) && !unicode.IsDigit(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after)
}

// A name of up to longestKept characters has its place on a line of a telephone. A longer
// one is broken between pairs of words, from its end: Nguyễn Thị / Minh Khai. One of more
// than mostWords is a sentence.
const (
	longestKept = 16
	mostWords   = 6
)

// appendJoints appends the places of the spaces of a name at which no line may end. The
// name begins at text[at].
func appendJoints(joints []int, name string, at int) []int {
	spaces := strings.Count(name, " ")
	short := utf8.RuneCountInString(name) <= longestKept
	if !short && spaces >= mostWords {
		return joints
	}
	for i, left := 0, spaces; i < len(name); i++ {
		if name[i] != ' ' {
			continue
		}
		if short || left%2 == 1 {
			joints = append(joints, at+i)
		}
		left--
	}
	return joints
}

// placeWords stand before the name of a place.
var placeWords = wordSet("tỉnh phố TP TP. xã phường huyện quận khu trấn")

// appendPlaces appends the places of the spaces in what is called a place: a word for its
// kind, and the words with capitals behind it, as in "Chủ tịch UBND tỉnh Nghệ An".
func appendPlaces(joints []int, text string) []int {
	start := -1 // of a place
	for at := 0; at < len(text); {
		word := text[at:]
		if end := strings.IndexByte(word, ' '); end >= 0 {
			word = word[:end]
		}
		next := at + len(word)
		first, _ := utf8.DecodeRuneInString(word)
		capital := unicode.IsUpper(first)
		if start >= 0 && !capital {
			joints, start = appendJoints(joints, strings.TrimRight(text[start:at], " "), start), -1
		}
		switch {
		case start < 0 && placeWords[word]:
			start = at
		case start >= 0 && capital && strings.ContainsAny(word, ",.;:)”"): // the name ends here
			joints, start = appendJoints(joints, text[start:next], start), -1
		}
		at = next + 1
	}
	if start >= 0 {
		joints = appendJoints(joints, text[start:], start)
	}
	return joints
}

// appendUnits appends the places of the spaces between numbers and their units.
func appendUnits(joints []int, text string) []int {
	for at := 0; at < len(text); {
		i := strings.IndexByte(text[at:], ' ')
		if i < 0 {
			break
		}
		space := at + i
		at = space + 1
		if space == 0 || text[space-1] < '0' || text[space-1] > '9' {
			continue
		}
		unit := vietnamese.UnitWord(text[at:])
		multiple := vietnamese.IsMultiple(unit)
		if !multiple && !vietnamese.IsUnit(unit) {
			continue
		}
		joints = append(joints, space)
		if next := at + len(unit); multiple && next < len(text) && text[next] == ' ' && vietnamese.IsUnit(vietnamese.UnitWord(text[next+1:])) {
			joints = append(joints, next)
		}
	}
	return joints
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}
