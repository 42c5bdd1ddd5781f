package check

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"guong/generator/vietnamese"
)

// born are the ways in which a day follows the word sinh.
var born = regexp.MustCompile(`^(?:\s+ngày)?\s*:?\s*(?:(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})|(?:mùng |mồng )?(\d{1,2}) tháng (\d{1,2}|[a-zà-ỹ]+),? năm (\d{4}))`)

// longAgo is how many years after a birth its day is a matter of history.
const longAgo = 100

// longestDate is how many bytes behind the word sinh a day may take.
const longestDate = 60

// birthDates looks for the day on which a person was born. The year alone is
// common in the press and tells little.
func (t *reader) birthDates() {
	for _, p := range t.passages {
		for _, word := range []string{"sinh", "Sinh", "SINH"} {
			for at := 0; ; {
				i := strings.Index(p.text[at:], word)
				if i < 0 {
					break
				}
				start, end := at+i, at+i+len(word)
				at = end
				m := born.FindStringSubmatch(p.text[end:min(end+longestDate, len(p.text))])
				if m == nil || !meansBirth(p.text[:start]) {
					continue
				}
				year, _ := strconv.Atoi(m[3] + m[6])
				if t.Date.IsZero() || t.Date.Year()-year < longAgo {
					end += len(m[0])
					t.report(ruleBirthDate, t.at(p, start, end), p.text[start:end])
				}
			}
		}
	}
}

// pronouns may stand before sinh where it means to be born.
var pronouns = strings.Fields("ong ba anh chi co chu bac em chau toi minh ho la ngay duoc ten nu nam chi thay cu me bo vo chong con")

// meansBirth reports whether the word sinh behind these words means to be born,
// and is not the end of another word: học sinh, hy sinh, vệ sinh.
func meansBirth(before string) bool {
	trimmed := strings.TrimRight(before, " ")
	last, _ := utf8.DecodeLastRuneInString(trimmed)
	if trimmed == "" || !unicode.IsLetter(last) {
		return trimmed == "" || trimmed != before || !unicode.IsDigit(last)
	}
	if trimmed == before {
		return false // within a word
	}
	word := trimmed[strings.LastIndexFunc(trimmed, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
	for _, p := range pronouns {
		if vietnamese.Fold(word) == p {
			return true
		}
	}
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && !strings.Contains(" hoc hy hi ve phat tuyen khai giang tai san ho ", " "+vietnamese.Fold(word)+" ")
}
