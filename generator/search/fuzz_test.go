package search_test

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"guong/generator/search"
	"guong/generator/vietnamese"
)

// texts are seeds for all that takes a text.
var texts = append([]string{
	"Thi đua - Khen thưởng (TĐKT)", "84.016 tỷ đồng, tăng 11,22%", "Chỉ thị số 05-CT/TW ngày 15/5/2016", "tieesng vieejt d9ien3 hinh2",
	"TP.HCM. Ông Nam", "hòa hoà thúy thuý qúy vịêt kỹ kĩ", "Ðắk Lắk", "COVID-19 và 5G", "一二三 カナ", "e\u0302\u0301 o\u031b", "ｆｕｌｌ", "1.000đ", "...,,,---",
	"\xc4\xe1\xb8", "١٢٣ 𝟏𝟐", "ᄀ-ᅡ", "Ⅷ ² ﬁ ß İ ſ", "a\u0301-1", strings.Repeat("đ", 70),
}, strange...)

// FuzzAnalyse holds what is said of tokens, whatever the text.
func FuzzAnalyse(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		search.Analyse(text) // nobody is hurt by a text that was not repaired
		if !utf8.ValidString(text) {
			return
		}
		repaired := vietnamese.RepairString(norm.NFC.String(text))
		tokens := search.Analyse(repaired)
		end, start := 0, 0
		for _, token := range tokens {
			if token.Start >= token.End || token.End > len(repaired) || token.Start < start && token.Kind != search.Compound {
				t.Fatalf("%q: token %q at %d to %d", repaired, token.Term, token.Start, token.End)
			}
			if token.Kind == search.Compound {
				if token.End != end {
					t.Fatalf("%q: a compound ends at %d, its parts at %d", repaired, token.End, end)
				}
				continue
			}
			if token.Start < end {
				t.Fatalf("%q: tokens overlap at %d", repaired, token.Start)
			}
			start, end = token.Start, token.End
			if token.Kind == search.Number || len(token.Term) > 60 {
				continue
			}
			if token.Term != vietnamese.Fold(token.Term) || !norm.NFC.IsNormalString(token.Term) || token.Reading >= 60 {
				t.Fatalf("%q: term %q with reading %d", repaired, token.Term, token.Reading)
			}
		}
		decomposed := search.Analyse(vietnamese.RepairString(norm.NFD.String(text)))
		if len(tokens) != len(decomposed) {
			t.Fatalf("%q: %d tokens, decomposed %d", repaired, len(tokens), len(decomposed))
		}
		for i := range tokens {
			if tokens[i].Term != decomposed[i].Term || tokens[i].Reading != decomposed[i].Reading || tokens[i].Kind != decomposed[i].Kind {
				t.Fatalf("%q: %v, decomposed %v", repaired, tokens[i].Lexeme, decomposed[i].Lexeme)
			}
		}
	})
}

// FuzzSearch holds what is said of answers, whatever is asked.
func FuzzSearch(f *testing.F) {
	fsys := search.Written(f, storyOptions, search.Stories(40, 6))
	for _, text := range texts {
		f.Add(text, 0, 10, false)
	}
	f.Add("thi đua", 3, 25, false)
	f.Add("thi đua", math.MaxInt/2+1, math.MaxInt/2+1, true)
	x := search.Opened(f, fsys)
	f.Fuzz(func(t *testing.T, query string, from, size int, newest bool) {
		r := search.Request{Query: query, From: from, Size: size, Newest: newest}
		a := x.Search(r)
		if again := x.Search(r); !reflect.DeepEqual(a, again) {
			t.Fatalf("%+v gives\n%+v, then\n%+v", r, a, again)
		}
		if size <= 0 {
			size = 10
		}
		if len(a.Results) > size || len(a.Results) > a.Total || a.Total > 40 || !a.Exact {
			t.Fatalf("%+v gives %d results of %d, exact = %v", r, len(a.Results), a.Total, a.Exact)
		}
		for i, result := range a.Results {
			if result.Score <= 0 || result.URL == "" {
				t.Fatalf("%+v gives %+v", r, result)
			}
			if at := max(from, 0) + i; !newest && i > 0 && at%10 != 0 && !strings.ContainsAny(query, `"“”„«»`) && a.Results[i-1].Score < result.Score {
				t.Fatalf("%+v: place %d has %g, the one before %g", r, at, result.Score, a.Results[i-1].Score)
			}
		}
	})
}

// FuzzMark holds that places stand in the text, in its order.
func FuzzMark(f *testing.F) {
	for i, text := range texts {
		f.Add(text, texts[(i+1)%len(texts)])
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, text, query string) {
		end := 0
		for i, place := range search.Mark(text, query) {
			if place[0] < end || i > 0 && place[0] == end || place[1] <= place[0] || place[1] > len(text) {
				t.Fatalf("%q in %q: %v", query, text, place)
			}
			if end = place[1]; utf8.ValidString(text) && !utf8.ValidString(text[place[0]:place[1]]) {
				t.Fatalf("%q in %q: %v cuts a character", query, text, place)
			}
		}
	})
}

func TestMark(t *testing.T) {
	for _, test := range []struct{ text, query, want string }{
		{"Hải Phòng: Đổi mới thi đua", "thi dua hai phong", "[Hải Phòng]: Đổi mới [thi đua]"},
		{"Hải Phòng: Đổi mới thi đua", "thi đua Hài Phòng", "Hải Phòng: Đổi mới [thi đua]"},
		{"Cuộc thi của phòng", "thi phong", "Cuộc thi của phòng"},
		{"Cuộc thi của phòng", "thi", "Cuộc [thi] của phòng"},
		{"Tháng thi đua yêu nước", "thi đua yêu nước", "Tháng [thi đua yêu nước]"},
		{"Tăng 84.016 tỷ đồng", "84016 ty", "Tăng [84.016 tỷ] đồng"},
		{"Chỉ thị 05-CT/TW mới", "05-CT/TW", "Chỉ thị [05-CT/TW] mới"},
		{"Hoà bình", "hòa bình", "[Hoà bình]"},
		{"Thi đua", "", "Thi đua"},
		{"", "thi đua", ""},
	} {
		var got strings.Builder
		last := 0
		for _, p := range search.Mark(test.text, test.query) {
			got.WriteString(test.text[last:p[0]] + "[" + test.text[p[0]:p[1]] + "]")
			last = p[1]
		}
		if got.WriteString(test.text[last:]); got.String() != test.want {
			t.Errorf("%q in %q: %s, want %s", test.query, test.text, got.String(), test.want)
		}
	}
}
