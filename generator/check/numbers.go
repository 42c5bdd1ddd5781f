package check

import (
	"strings"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/vietnamese"
)

// numbers looks for telephone numbers and the numbers of identity cards. Short
// numbers of help and information lines (111, 113, 1800…) are for everybody.
func (t *reader) numbers() {
	for _, p := range t.passages {
		end := 0
		for _, n := range numbersIn(p.text, 9) {
			if n.start < end {
				continue // a part of what has been reported
			}
			r, ok := classify(n, wordsBefore(p.text, n.start))
			if !ok {
				continue
			}
			end = n.end
			t.report(r, t.number(p, n), p.text[n.start:n.end])
		}
	}
}

func (t *reader) number(p passage, n number) diag.Diagnostic { return t.at(p, n.start, n.end) }

// context is how many bytes before a number are read for what it is.
const context = 48

// wordsBefore returns the folded words before an offset, in its line.
func wordsBefore(s string, offset int) string {
	from := max(offset-context, 0)
	for from < offset && !utf8.RuneStart(s[from]) {
		from++
	}
	words := s[from:offset]
	return vietnamese.Fold(words[strings.LastIndexByte(words, '\n')+1:])
}

// What stands before a number tells what it is.
var (
	cardWords = []string{"cccd", "cmnd", "cmt", "can cuoc", "chung minh", "dinh danh ca nhan", "so dinh danh"}
	// publicWords stand before numbers that are meant for everybody, or are of
	// another kind: help lines, taxes, accounts, certificates.
	publicWords = []string{"duong day nong", "hotline", "tong dai", "thue", "mst", "ma so", "tai khoan", "stk", "isbn", "giay phep", "doanh nghiep so", "van don", "quyet dinh so"}
)

// classify returns the rule that a number breaks.
func classify(n number, before string) (rule, bool) {
	if hasAny(before, cardWords) && !n.plus && (len(n.digits) == 9 || len(n.digits) == 12) {
		return ruleIdentityCard, true
	}
	switch {
	case hasAny(before, publicWords):
	case isCitizenNumber(n):
		return ruleIdentityCard, true
	case isPhone(n):
		return rulePhone, true
	}
	return rule{}, false
}

func hasAny(s string, words []string) bool {
	for _, word := range words {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}

// isCitizenNumber reports whether n has the form of a citizen's number: twelve
// digits, a province (001 to 096), then a digit for sex and century of birth.
func isCitizenNumber(n number) bool {
	d := n.digits
	return !n.plus && len(d) == 12 && d[0] == '0' && d[:3] >= "001" && d[:3] <= "096" && d[3] <= '3' && len(n.groups) <= 4
}

// isPhone reports whether n has the form of a Vietnamese telephone number: a
// mobile one (03, 05, 07, 08, 09 and eight digits; until 2018 also 01 and nine),
// or that of a house (02 and nine digits; until 2017 shorter). In groups the
// first is the network's or the province's.
func isPhone(n number) bool {
	d, first := n.digits, n.groups[0]
	if n.plus {
		if !strings.HasPrefix(d, "84") {
			return false
		}
		d, first = "0"+d[2:], 4
	}
	if d[0] != '0' || len(n.groups) > 5 || len(n.groups) > 1 && (first < 3 || first > 5) {
		return false
	}
	switch len(d) {
	case 10:
		return d[1] >= '2'
	case 11:
		return d[1] == '2' || d[1] == '1' && strings.IndexByte("2689", d[2]) >= 0
	}
	return false
}
