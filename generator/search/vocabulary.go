package search

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// vocabularyName is the file of the terms that misspelt ones may have meant.
const vocabularyName = "vocabulary.bin"

// The limits of the vocabulary: a term has to be in so many documents, and the
// commonest go before.
const (
	leastDocuments = 3
	mostWords      = 20_000
)

// vocabulary gathers in how many documents each syllable and word is.
type vocabulary map[string]int32

// count adds what a gatherer has counted.
func (v vocabulary) count(g *gatherer) {
	for term, id := range g.ids {
		if int(id) < len(g.words) && g.words[id].documents > 0 && isWord(term) {
			v[term] += g.words[id].documents
		}
	}
}

// isWord reports whether a term is letters, and not only consonants.
func isWord(term string) bool {
	return len(term) > 1 && !strings.ContainsFunc(term, func(r rune) bool { return r < 'a' || r > 'z' }) &&
		strings.ContainsAny(term, "aeiouy")
}

// wordList is the content of the vocabulary: terms in the order of their letters,
// with spaces between them, and in how many documents each is.
type wordList struct {
	Terms     string  `json:"terms"`
	Documents []int32 `json:"documents"`
}

// sorted returns all words in the order of their letters.
func (v vocabulary) sorted() wordList {
	terms := slices.Sorted(maps.Keys(v))
	list := wordList{Terms: strings.Join(terms, " "), Documents: make([]int32, len(terms))}
	for i, term := range terms {
		list.Documents[i] = v[term]
	}
	return list
}

// add adds words.
func (v vocabulary) add(list wordList) {
	for i, term := range strings.Fields(list.Terms) {
		v[term] += list.Documents[i]
	}
}

// plus returns a list with what is more, or less, of some words.
func (l wordList) plus(more vocabulary) wordList {
	for term, n := range more {
		if n == 0 {
			delete(more, term)
		}
	}
	if len(more) == 0 {
		return l
	}
	v := vocabulary{}
	v.add(l)
	for term, n := range more {
		if v[term] += n; v[term] == 0 {
			delete(v, term)
		}
	}
	return v.sorted()
}

func (l wordList) equal(other wordList) bool {
	return l.Terms == other.Terms && slices.Equal(l.Documents, other.Documents)
}

// encode returns the vocabulary of a site with that many documents.
func (v vocabulary) encode(documents int) ([]byte, error) {
	least := int32(min(leastDocuments, max(1, documents/50)))
	type word struct {
		term      string
		documents int32
	}
	var words []word
	for term, n := range v {
		if n >= least {
			words = append(words, word{term, n})
		}
	}
	slices.SortFunc(words, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.documents, a.documents), cmp.Compare(a.term, b.term))
	})
	words = words[:min(len(words), mostWords)]
	slices.SortFunc(words, func(a, b word) int { return cmp.Compare(a.term, b.term) })
	list := wordList{Documents: []int32{}}
	terms := make([]string, len(words))
	for i, w := range words {
		terms[i] = w.term
		list.Documents = append(list.Documents, w.documents)
	}
	list.Terms = strings.Join(terms, " ")
	return json.Marshal(list)
}
