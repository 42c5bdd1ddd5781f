package check

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"guong/generator/vietnamese"
)

// adult is the age from which a person is no child (Luật Trẻ em 2016, article 1),
// topGrade the highest grade of school in which most pupils are younger.
const (
	adult    = 16
	topGrade = 10
)

// minors looks for a child that is named, in a story that says nothing of a
// consent of minors (front matter, consent.minors): one finding a story, at the
// first child.
func (t *reader) minors() {
	if t.Consent.Minors {
		return
	}
	for _, p := range t.passages {
		for start, end := range sentences(p.text) {
			sentence := p.text[start:end]
			if from, to, ok := t.namedChild(sentence); ok {
				t.report(ruleMinor, t.at(p, start+from, start+to), sentence[from:to])
				return
			}
		}
	}
}

// Signs that somebody in a sentence is a child.
var (
	age       = regexp.MustCompile(`(\d{1,2}) tuổi`)
	birthYear = regexp.MustCompile(`(?:sinh năm|SN) (\d{4})`)
	grade     = regexp.MustCompile(`(?i:lớp) (\d{1,2})(?:\D|$)`)
	school    = regexp.MustCompile(`(?i)tiểu học|mầm non|mẫu giáo|trung học cơ sở|THCS`)
)

// namedChild finds a child's name in a sentence, with the word before it.
func (t *reader) namedChild(s string) (start, end int, ok bool) {
	if start, end, ok = titled(s, "bé"); ok {
		return start, end, true
	}
	ageAt := t.childAge(s)
	isPupil := isGrade(s) || strings.Contains(s, "ọc sinh") && school.MatchString(s)
	if ageAt < 0 && !isPupil {
		return 0, 0, false
	}
	for _, title := range []string{"em", "cháu"} {
		if start, end, ok = titled(s, title); ok {
			return start, end, true
		}
	}
	if isPupil {
		if start, end, ok = titled(s, "sinh"); ok && strings.HasSuffix(strings.ToLower(s[:start]), "học ") {
			return start - len("học "), end, true
		}
		if i := strings.Index(s, ", học sinh lớp"); i > 0 {
			if start, ok = fullNameBefore(s[:i]); ok {
				return start, i, true
			}
		}
	}
	if ageAt > 0 {
		if bare := strings.TrimRight(s[:ageAt], " "); strings.HasSuffix(bare, "(") || strings.HasSuffix(bare, ",") {
			bare = strings.TrimRight(bare, " (,")
			if start, ok = fullNameBefore(bare); ok {
				return start, len(bare), true
			}
		}
	}
	return 0, 0, false
}

// childAge returns where a sentence gives the age of a child, or -1. A year of
// birth is counted back from the day of the story.
func (t *reader) childAge(s string) int {
	if strings.Contains(s, "tuổi") {
		for _, m := range age.FindAllStringSubmatchIndex(s, -1) {
			if n, _ := strconv.Atoi(s[m[2]:m[3]]); n > 0 && n < adult && (m[0] == 0 || !isDigit(s[m[0]-1]) && s[m[0]-1] != '-') {
				return m[0]
			}
		}
	}
	if !strings.Contains(s, "sinh năm") && !strings.Contains(s, "SN ") {
		return -1
	}
	for _, m := range birthYear.FindAllStringSubmatchIndex(s, -1) {
		if n, _ := strconv.Atoi(s[m[2]:m[3]]); !t.Date.IsZero() && n <= t.Date.Year() && t.Date.Year()-n < adult {
			return m[0]
		}
	}
	return -1
}

func isGrade(s string) bool {
	if !strings.Contains(s, "ớp ") {
		return false
	}
	m := grade.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	n, _ := strconv.Atoi(m[1])
	return 1 <= n && n <= topGrade
}

// titled finds a name behind a word such as em, cháu or bé. "Chị em", "anh em" and
// "con cháu" are no titles, nor is Bé within a name.
func titled(s, title string) (start, end int, ok bool) {
	for at := 0; ; {
		i := strings.Index(s[at:], title+" ")
		capital := false
		if at == 0 && i != 0 {
			if first, size := utf8.DecodeRuneInString(s); unicode.ToLower(first) != first && strings.HasPrefix(string(unicode.ToLower(first))+s[size:], title+" ") {
				i, capital = 0, true
			}
		}
		if i < 0 {
			return 0, 0, false
		}
		start = at + i
		at = start + len(title) + 1
		if !capital && start > 0 {
			last, _ := utf8.DecodeLastRuneInString(s[:start])
			if unicode.IsLetter(last) || unicode.Is(unicode.Mn, last) || follows(s[:start], "chị", "anh", "con", "nhỏ", "các", "những", "trẻ", "đàn") {
				continue
			}
		}
		if end = nameAfter(s, at); end > at {
			return start, end, true
		}
	}
}

// follows reports whether text ends with one of the words.
func follows(text string, words ...string) bool {
	text = strings.ToLower(strings.TrimRight(text, " "))
	for _, word := range words {
		if strings.HasSuffix(text, word) {
			return true
		}
	}
	return false
}

// noNames begin with a capital where they follow a title and are no names of persons.
var noNames = " truong lop doi doan hoi viet bac mam tieu trung ban xa phuong tinh huyen thanh quoc nha thon to khoa mien dang tet bac-ho "

// nameAfter returns the end of the name that begins at an offset: syllables that
// begin with a capital. It returns the offset if there is none, or if the name is
// hidden behind its initials.
func nameAfter(s string, at int) int {
	end, hidden := at, true
	for next := at; ; {
		stop := next
		for stop < len(s) {
			r, size := utf8.DecodeRuneInString(s[stop:])
			if !unicode.IsLetter(r) && r != '\'' && r != '’' {
				break
			}
			stop += size
		}
		first, _ := utf8.DecodeRuneInString(s[next:])
		if stop == next || !unicode.IsUpper(first) || next == at && strings.Contains(noNames, " "+vietnamese.Fold(s[next:stop])+" ") {
			break
		}
		end, hidden = stop, hidden && utf8.RuneCountInString(s[next:stop]) == 1
		if !strings.HasPrefix(s[stop:], " ") {
			break
		}
		next = stop + 1
	}
	if hidden {
		return at
	}
	return end
}

// placeWords stand before names that are no persons'.
var placeWords = " xa phuong thon ban xom ap buon lang truong hoc tinh huyen pho duong dac-khu cty ty so thcs thpt non giao "

// fullNameBefore returns where the name begins with which text ends: two syllables
// or more, and no place or school.
func fullNameBefore(text string) (start int, ok bool) {
	start = len(text)
	for count, end := 0, len(text); ; count++ {
		begin := strings.LastIndexByte(text[:end], ' ') + 1
		if !isNameSyllable(text[begin:end]) {
			before := vietnamese.Fold(strings.Trim(text[begin:end], " ,.(“"))
			return start, count >= 2 && !strings.Contains(placeWords, " "+before+" ")
		}
		start = begin
		if begin == 0 {
			return 0, count >= 1 && !strings.Contains(noNames, " "+vietnamese.Fold(text[:end])+" ")
		}
		end = begin - 1
	}
}

// isNameSyllable reports whether a word begins with a capital and is of letters.
func isNameSyllable(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) &&
		!strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
}

// sentences yields the bounds of sentences, roughly: a full stop within an
// abbreviation ends none, because no space follows it.
func sentences(s string) func(yield func(start, end int) bool) {
	return func(yield func(start, end int) bool) {
		start := 0
		for i := 0; i < len(s); i++ {
			switch {
			case i == start && (s[i] == ' ' || s[i] == '\n'):
				start++
			case endsSentence(s, i):
				if !yield(start, i+1) {
					return
				}
				start = i + 1
			}
		}
		if start < len(s) {
			yield(start, len(s))
		}
	}
}

// endsSentence reports whether a sentence ends with s[i]: a full stop before a
// space, or a line end before an empty line or an item of a list.
func endsSentence(s string, i int) bool {
	last := i+1 == len(s)
	switch s[i] {
	case '\n':
		return last || strings.IndexByte("\n-*|>#", s[i+1]) >= 0
	case '.', '!', '?':
		return last || s[i+1] == ' ' || s[i+1] == '\n'
	}
	return false
}
