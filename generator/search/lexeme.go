package search

import (
	"strings"
	"unicode"

	"guong/generator/vietnamese"
)

// read reads one run of letters and digits.
func (a *analyser) read(spelling string) (term string, r Reading, k Kind) {
	a.lower = a.lower[:0]
	var digits, letters, capitals int
	for _, c := range spelling {
		switch {
		case unicode.Is(unicode.Nd, c):
			digits++
		case c != '.' && c != ',':
			letters++
			if unicode.IsUpper(c) {
				capitals++
			}
		}
		a.lower = appendLower(a.lower, c)
	}
	lower := string(a.lower)
	switch {
	case letters == 0:
		return number(lower), Plain, Number
	case digits > 0 && (letters < 2 || capitals < letters): // CO2 is no cò
		if s, ok := vietnamese.DecodeTyping(lower); ok {
			term, r = folded(s)
			return term, r, Syllable
		}
		return vietnamese.Fold(lower), Plain, Word
	case digits > 0:
		return vietnamese.Fold(lower), Plain, Word
	}
	if s, ok := vietnamese.ParseSyllable(lower); ok {
		term, r = folded(s)
		return term, r, Syllable
	}
	term = vietnamese.Fold(lower)
	if term == lower && vietnamese.IsFoldedSyllable(term) {
		return term, Plain, Syllable
	}
	if letters > 1 && (capitals == letters || !strings.ContainsAny(term, "aeiouy") && vietnamese.IsASCII(term)) {
		return term, Plain, Abbreviation
	}
	if s, ok := vietnamese.DecodeTyping(lower); ok {
		term, r = folded(s)
		return term, r, Syllable
	}
	return term, Plain, Word
}

// number returns the one way in which a number is indexed. Points before groups of
// three digits are those of thousands; a comma is that of decimals. Leading zeros
// go. What is no such number (4.0, 1.2.3) stays as it is, but for a date with
// points, which is written with slashes.
func number(s string) string {
	whole, decimals, decimal := strings.Cut(s, ",")
	switch {
	case strings.Contains(decimals, ","):
		if grouped(s, ",") {
			return withoutZeros(strings.ReplaceAll(s, ",", ""))
		}
		return s
	case strings.Contains(decimals, "."):
		return s
	case strings.Contains(whole, "."):
		if grouped(whole, ".") {
			whole = strings.ReplaceAll(whole, ".", "")
		} else if date, ok := pointedDate(whole); ok && !decimal {
			return date
		} else {
			return s
		}
	}
	whole = withoutZeros(whole)
	if decimal {
		return whole + "," + decimals
	}
	return whole
}

// grouped reports whether s is digits in groups of three behind the first.
func grouped(s, separator string) bool {
	groups := strings.Split(s, separator)
	if len(groups[0]) == 0 || len(groups[0]) > 3 || groups[0][0] == '0' {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return true
}

// pointedDate reads 06.07.2021.
func pointedDate(s string) (string, bool) {
	parts := strings.Split(s, ".")
	if len(parts) != 3 || len(parts[0]) > 2 || len(parts[1]) > 2 || len(parts[2]) != 4 {
		return "", false
	}
	return withoutZeros(parts[0]) + "/" + withoutZeros(parts[1]) + "/" + parts[2], true
}

func withoutZeros(s string) string {
	if short := strings.TrimLeft(s, "0"); short != "" {
		return short
	}
	return s[:min(len(s), 1)]
}
