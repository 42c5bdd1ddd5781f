package search

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"guong/generator/vietnamese"
)

// Suggestion is what the field proposes while a reader types.
type Suggestion struct {
	Text   string
	URL    string
	Kind   string // "title", "honoree" or "term"
	Detail string // what tells it from others of its name: a unit, a taxonomy
	Weight int    // of those of a kind, the heavier come first
}

// suggestFolder is where suggestions stand, one file for each pair of first letters.
const suggestFolder = "suggest"

// mostSuggestions is how many suggestions one file holds.
const mostSuggestions = 400

// MarshalJSON writes the suggestion as an array: text, URL, kind, detail.
func (s Suggestion) MarshalJSON() ([]byte, error) {
	return json.Marshal([...]string{s.Text, s.URL, s.Kind, s.Detail})
}

// UnmarshalJSON reads such an array.
func (s *Suggestion) UnmarshalJSON(raw []byte) error {
	fields := [...]*string{&s.Text, &s.URL, &s.Kind, &s.Detail}
	return json.Unmarshal(raw, &fields)
}

// letterKey returns how a text is compared with what is typed: folded, letters and
// digits only.
func letterKey(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.Is(unicode.Nd, r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, vietnamese.Fold(text))
}

// suggestFile returns the name of the file for texts that begin with a letter key.
func suggestFile(key string) string {
	name := []byte("__")
	for i := range min(len(key), 2) {
		if c := key[i]; 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
			name[i] = c
		}
	}
	return string(name)
}

// suggestFiles returns the files of suggestions: names and terms before titles.
func suggestFiles(all []Suggestion) (files map[string][]byte, err error) {
	buckets := map[string][]Suggestion{}
	for _, s := range all {
		for _, text := range phrases(s) {
			if key := letterKey(text); key != "" {
				s.Text = text
				buckets[suggestFile(key)] = append(buckets[suggestFile(key)], s)
			}
		}
	}
	files = make(map[string][]byte, len(buckets))
	d := newDeflater()
	for name, list := range buckets {
		slices.SortStableFunc(list, func(a, b Suggestion) int {
			return cmp.Or(cmp.Compare(kindOrder(a), kindOrder(b)), cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Text, b.Text), cmp.Compare(a.URL, b.URL))
		})
		raw, err := json.Marshal(list[:min(len(list), mostSuggestions)])
		if err != nil {
			return nil, err
		}
		files[name] = d.deflate(raw)
	}
	return files, nil
}

func kindOrder(s Suggestion) int {
	if s.Kind == "title" {
		return 1
	}
	return 0
}

// phrases returns the beginnings by which a suggestion is found: of a title that
// names a place before a colon, also what stands behind it.
func phrases(s Suggestion) []string {
	if _, rest, ok := strings.Cut(s.Text, ": "); ok && s.Kind == "title" {
		return []string{s.Text, rest}
	}
	return []string{s.Text}
}
