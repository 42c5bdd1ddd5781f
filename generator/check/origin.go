package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"guong/generator/vietnamese"
)

// origin looks at whether a story taken over from elsewhere says from where, and
// leads there.
func (t *reader) origin() {
	if name, url := t.Front.Source.Name, t.Front.Source.URL; name != "" || url != "" {
		if url == "" {
			t.report(ruleSourceURL, t.Locate("source", name), name)
		}
		return
	}
	if folded := vietnamese.Fold(t.Dateline); strings.HasPrefix(strings.TrimLeft(folded, "("), "theo ") {
		t.report(ruleSourceMissing, t.Locate("dateline", t.Dateline), t.Dateline)
		return
	}
	if len(t.passages) == 0 || t.passages[len(t.passages)-1].key != "" {
		return
	}
	body := t.passages[len(t.passages)-1]
	if start, end, ok := takenOver(body.text); ok {
		t.report(ruleSourceMissing, t.at(body, start, end), body.text[start:end])
	}
}

// lastLines is at how many lines at the end of a text a source is looked for: a
// note of the editors may follow it.
const lastLines = 2

// takenOver finds the words that name a source: "(Theo Báo Nhân Dân)" where the
// text begins or a line at its end ends, or "Nguồn: TTXVN" as such a line.
func takenOver(body string) (start, end int, ok bool) {
	first := strings.TrimLeft(body, " \n")
	if strings.HasPrefix(first, "(") {
		if i := strings.IndexByte(first, ')'); i > 0 && i < 80 && namesSource(first[1:i]) {
			start = len(body) - len(first)
			return start, start + i + 1, true
		}
	}
	rest := strings.TrimRight(body, " \n")
	for range lastLines {
		begin := strings.LastIndexByte(rest, '\n') + 1
		line := strings.Trim(rest[begin:], " *_>.\\")
		start = begin + strings.Index(rest[begin:], line)
		if open := strings.LastIndexByte(line, '('); open >= 0 && strings.HasSuffix(line, ")") && namesSource(line[open+1:len(line)-1]) {
			return start + open, start + len(line), true
		}
		if whole := strings.Trim(line, "[]"); len(strings.Fields(whole)) <= 10 && namesSource(whole) {
			return start, start + len(line), true
		}
		rest = strings.TrimRight(rest[:begin], " \n")
	}
	return 0, 0, false
}

// namesSource reports whether words name where a text was taken from.
func namesSource(words string) bool {
	folded := vietnamese.Fold(words)
	for _, opening := range []string{"nguon:", "nguon tin:", "nguon bai:", "dan nguon:", "dan theo", "theo nguon", "theo bao ", "theo tap chi ", "theo trang ", "theo cong thong tin", "theo ttxvn"} {
		if strings.HasPrefix(folded, opening) {
			return len(strings.Fields(words)) <= 10
		}
	}
	name, ok := strings.CutPrefix(folded, "theo ")
	if !ok || strings.HasPrefix(name, "luat ") || strings.HasPrefix(name, "nghi dinh") || strings.HasPrefix(name, "quyet dinh") || strings.HasPrefix(name, "thong tu") {
		return false
	}
	// "Theo Nhân Dân", "Theo H.A": a name and nothing else.
	for word := range strings.FieldsSeq(words[len("Theo "):]) {
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(r) && r != '-' && r != '&' {
			return false
		}
	}
	return true
}
