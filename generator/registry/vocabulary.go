package registry

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"guong/generator/vietnamese"
)

// vocabulary is what the records of one file are written and read with. After
// loading nobody changes it.
type vocabulary struct {
	laws          map[string]*Law
	classes       map[string]class
	givers        map[string][]string
	kinds         []kindWord
	abbreviations map[string]string // a word of a key → the words it stands for

	// Keys, the longest first.
	prefixes    []string // may stand before a name: "danh hieu"
	suffixes    []string // may stand behind it, before numbers: "giai doan"
	connectives []string // may stand between a head and a giver: "cua"
	old         []string // says that a former province is meant: "cu"
	now         []string // begins a remark on the present province: "nay thuoc"
}

// class is a class of orders and medals.
type class struct {
	name      string
	spellings []string
}

// kindWord is the word for a kind of province: "thành phố", and its key.
type kindWord struct {
	kind      ProvinceKind
	word, key string
}

func newVocabulary() *vocabulary {
	return &vocabulary{
		laws: map[string]*Law{}, classes: map[string]class{}, givers: map[string][]string{},
		abbreviations: map[string]string{},
	}
}

// abbreviate learns an abbreviation by its key, also as typed without marks.
func (v *vocabulary) abbreviate(key, long string) {
	v.abbreviations[key] = vietnamese.Key(long)
	if plain := vietnamese.Fold(key); v.abbreviations[plain] == "" {
		v.abbreviations[plain] = vietnamese.Key(long)
	}
}

// recorded returns the canonical key of a name in the data: its key with all
// abbreviations written out. It reports whether there were any.
func (v *vocabulary) recorded(name string) (canonical string, abbreviated bool) {
	return v.writeOut(vietnamese.Key(name))
}

// typed is recorded for what a writer typed: if that is without marks, so are the
// words that abbreviations stand for. What is too long to be a name has no key.
func (v *vocabulary) typed(text string) (canonical string, abbreviated bool) {
	if len(text) > longestText {
		return "", false
	}
	key := vietnamese.Key(text)
	canonical, abbreviated = v.writeOut(key)
	if abbreviated && vietnamese.Fold(key) == key {
		canonical = vietnamese.Fold(canonical)
	}
	return canonical, abbreviated
}

// longestText is how long, in bytes, a text can be that names a record, its giver
// included. The longest name has 127; what a look-up costs grows with the square.
const longestText = 1000

func (v *vocabulary) writeOut(key string) (canonical string, abbreviated bool) {
	if len(v.abbreviations) == 0 {
		return key, false
	}
	var out []byte // nil until an abbreviation is met
	for start := 0; start < len(key); {
		end := len(key)
		if i := strings.IndexByte(key[start:], ' '); i >= 0 {
			end = start + i
		}
		long, short := v.abbreviations[key[start:end]]
		if short && out == nil {
			out = append(make([]byte, 0, 3*len(key)), key[:start]...)
		}
		switch {
		case short:
			out = append(out, long...)
		case out != nil:
			out = append(out, key[start:end]...)
		}
		if end < len(key) && out != nil {
			out = append(out, ' ')
		}
		start = end + 1
	}
	if out == nil {
		return key, false
	}
	return string(out), true
}

// readings returns the canonical keys that full may be meant as: itself, then
// without introduction, then each of these without the period at its end.
func (v *vocabulary) readings(full string) []string {
	list := make([]string, 1, 4)
	list[0] = full
	for _, prefix := range v.prefixes {
		if rest, ok := cutWords(full, prefix); ok && rest != "" {
			list = append(list, rest)
		}
	}
	for _, reading := range list[:len(list):len(list)] {
		if short := v.withoutPeriod(reading); short != "" {
			list = append(list, short)
		}
	}
	return list
}

// withoutPeriod takes numbers at the end of key away, with the words that
// introduce them; "" if there are none.
func (v *vocabulary) withoutPeriod(key string) string {
	rest := strings.TrimRight(key, "0123456789 /")
	if rest == key || !strings.HasSuffix(key[:len(rest)+1], " ") {
		return ""
	}
	for _, suffix := range v.suffixes {
		if before, ok := strings.CutSuffix(rest, " "+suffix); ok {
			return before
		}
	}
	return rest
}

// cutWords returns what follows the words of prefix in key, without the space
// between. The words may stand there without any marks.
func cutWords(key, prefix string) (rest string, ok bool) {
	n := len(prefix)
	if !strings.HasPrefix(key, prefix) {
		if n, ok = startsPlain(key, prefix); !ok {
			return "", false
		}
	}
	if n < len(key) && key[n] != ' ' {
		return "", false
	}
	return strings.TrimPrefix(key[n:], " "), true
}

// startsPlain reports whether key, byte by byte, begins with the fold of prefix,
// and how long that is.
func startsPlain(key, prefix string) (n int, ok bool) {
	for _, want := range prefix {
		if n == len(key) || key[n] >= utf8.RuneSelf {
			return 0, false
		}
		if want != rune(key[n]) && (want < utf8.RuneSelf || vietnamese.Fold(string(want)) != key[n:n+1]) {
			return 0, false
		}
		n++
	}
	return n, true
}

// sortKeys puts texts into keys, the longest first.
func sortKeys(texts []string) []string {
	keys := make([]string, len(texts))
	for i, text := range texts {
		keys[i] = vietnamese.Key(text)
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	return slices.Compact(keys)
}
