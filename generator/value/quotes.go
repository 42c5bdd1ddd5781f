package value

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// asTOML returns what somebody wrote for a value as TOML.
func asTOML(v string) string {
	v = strings.TrimSpace(v)
	lower := strings.ToLower(v)
	switch {
	case v == "":
		return `"…"`
	case lower == "true" || lower == "false":
		return lower
	case isDecimal(v), len(v) > 1 && v[0] == '"' && strings.IndexByte(v[1:], '"') == len(v)-2:
		return v
	case v[0] == '[':
		return asList(v)
	}
	return quoted(straight(v))
}

// asList returns the words between brackets as a list.
func asList(v string) string {
	v, _, _ = strings.Cut(v, " #")
	items := strings.Split(strings.Trim(v, "[], "), ",")
	for i, item := range items {
		item = straight(item)
		if item == "" || strings.ContainsAny(item, "\"[{") {
			return `["…", "…"]`
		}
		if _, err := strconv.Atoi(item); err != nil {
			item = quoted(item)
		}
		items[i] = item
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// isListOfStrings recognises "…", "…" without brackets.
func isListOfStrings(v string) bool {
	if !strings.Contains(v, ",") {
		return false
	}
	_, wrong := TOML(Source{Text: "a = [" + v + "]"})
	return wrong == nil
}

const (
	openingQuotes = "“„‟"
	openingSingle = "‘‚‛"
)

func startsCurly(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(openingQuotes+openingSingle+"”’", r)
}

// straight returns s without the quotation marks around it, curly or straight.
// Marks that belong to a part of s stay: Lan nói “không”.
func straight(s string) string {
	for {
		s = strings.TrimSpace(s)
		first, begin := utf8.DecodeRuneInString(s)
		last, end := utf8.DecodeLastRuneInString(s)
		switch {
		case len(s) > begin && closes(first, last) && nests(s[begin:len(s)-end]):
			s = s[begin : len(s)-end]
		case isQuote(first) && unpaired(s[begin:]) < unpaired(s):
			s = s[begin:]
		case isQuote(last) && unpaired(s[:len(s)-end]) < unpaired(s):
			s = s[:len(s)-end]
		default:
			return s
		}
	}
}

func isQuote(r rune) bool { return strings.ContainsRune(openingQuotes+openingSingle+`”’"'`, r) }

// closes reports whether two quotation marks can stand around a text.
func closes(first, last rune) bool {
	double, single := openingQuotes+`”"`, openingSingle+"’'"
	return strings.ContainsRune(double, first) && strings.ContainsRune(double, last) ||
		strings.ContainsRune(single, first) && strings.ContainsRune(single, last)
}

// nests reports whether no curly or straight double mark in s belongs to one outside.
func nests(s string) bool {
	depth, straight := 0, 0
	for _, r := range s {
		switch {
		case strings.ContainsRune(openingQuotes, r):
			depth++
		case r == '”':
			depth--
		case r == '"':
			straight++
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0 && straight%2 == 0
}

// unpaired returns how many quotation marks of s lack their partners.
func unpaired(s string) (n int) {
	double, single, straight, apostrophes := 0, 0, 0, 0
	for _, r := range s {
		switch {
		case strings.ContainsRune(openingQuotes, r):
			double++
		case strings.ContainsRune(openingSingle, r):
			single++
		case r == '”':
			double--
		case r == '’':
			single--
		case r == '"':
			straight++
		case r == '\'':
			apostrophes++
		}
	}
	return max(double, -double) + max(single, -single) + straight%2 + apostrophes%2
}

// requoted puts v, which begins with a quotation mark and has more than two,
// between marks that it does not have. Where a letter follows the second mark,
// the first one was meant to open the value, else it is part of the text.
func requoted(v string) string {
	mark := v[:1]
	second := strings.Index(v[1:], mark) + 1
	if next, _ := utf8.DecodeRuneInString(v[second+1:]); unicode.IsLetter(next) {
		v = strings.TrimSuffix(v[1:], mark)
	}
	if strings.Contains(v, `"`) && !strings.Contains(v, "'") {
		return "'" + v + "'"
	}
	return quoted(v)
}

// quoted returns s as a TOML or YAML string in double quotation marks.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(strings.TrimSpace(s)) + `"`
}
