package registry

import (
	"math/bits"
	"unicode/utf8"

	"guong/generator/vietnamese"
)

// index finds what a text names among the spellings of one kind of records.
type index[T comparable] struct {
	words  *vocabulary
	hits   []hit[T]
	byKey  map[string]int32 // canonical key → hit
	byFold map[string]int32 // canonical key without marks → hit, or ambiguous
}

// ambiguous stands for several records that differ in marks only.
const ambiguous = -1

// hit is a spelling of a record.
type hit[T comparable] struct {
	record      T
	how         How
	abbreviated bool   // there is an abbreviation in it
	text        string // as recorded
	key         string // canonical

	// Of the key without marks, to pass by what is too different.
	length  int
	letters uint32
}

func newIndex[T comparable](words *vocabulary, size int) *index[T] {
	return &index[T]{words, make([]hit[T], 0, size), make(map[string]int32, size), make(map[string]int32, size)}
}

// add records a spelling. If another record has it already, add changes nothing
// and returns that record. A spelling without letters is passed over.
func (x *index[T]) add(record T, text string, how How) (owner T, ok bool) {
	full, abbreviated := x.words.recorded(text)
	if full == "" {
		return record, true // nothing but punctuation
	}
	if i, found := x.byKey[full]; found {
		return x.hits[i].record, x.hits[i].record == record
	}
	fold := vietnamese.Fold(full)
	i := int32(len(x.hits))
	x.hits = append(x.hits, hit[T]{record, how, abbreviated, text, full, utf8.RuneCountInString(fold), letterSet(fold)})
	x.byKey[full] = i
	if have, found := x.byFold[fold]; !found {
		x.byFold[fold] = i
	} else if have != ambiguous && x.hits[have].record != record {
		x.byFold[fold] = ambiguous
	}
	return record, true
}

// find looks for full, and for what it may be meant as: as it is, then as typed
// without any marks. abbreviated tells that abbreviations were written out in it.
func (x *index[T]) find(full string, abbreviated bool) (hit[T], bool) {
	readings := x.words.readings(full)
	for _, reading := range readings {
		if i, ok := x.byKey[reading]; ok {
			h := x.hits[i]
			return h.unless(abbreviated && !h.abbreviated), true
		}
	}
	for _, reading := range readings {
		if i, ok := x.byFold[reading]; ok && i != ambiguous { // only what has no marks is found
			return x.hits[i].unless(true), true
		}
	}
	return hit[T]{}, false
}

// unless returns h, which is no longer the exact name if it was written otherwise.
func (h hit[T]) unless(otherwise bool) hit[T] {
	if otherwise && h.how == Exact {
		h.how = Spelling
	}
	return h
}

// propose looks for what full, or what it may be meant as, resembles.
func (x *index[T]) propose(full string) (hit[T], bool) {
	for _, reading := range x.words.readings(full) {
		if h, ok := x.nearest(reading); ok {
			return h, true
		}
	}
	return hit[T]{}, false
}

// nearest finds the spelling that key resembles.
func (x *index[T]) nearest(key string) (hit[T], bool) {
	fold := vietnamese.Fold(key)
	length, letters := utf8.RuneCountInString(fold), letterSet(fold)
	var keys []string
	for i := range x.hits {
		// A slip changes the length by one at most, brings in one letter at most and
		// takes one away: what differs by more need not be measured.
		h := &x.hits[i]
		if h.length-length <= maxSlips && length-h.length <= maxSlips &&
			bits.OnesCount32(h.letters&^letters) <= maxSlips && bits.OnesCount32(letters&^h.letters) <= maxSlips {
			keys = append(keys, h.key)
		}
	}
	if len(keys) == 0 {
		return hit[T]{}, false
	}
	near, ok := vietnamese.Nearest(key, keys)
	if !ok {
		return hit[T]{}, false
	}
	h := x.hits[x.byKey[near]]
	h.how = Near
	return h, true
}

// maxSlips is the most that vietnamese.Nearest forgives.
const maxSlips = 3

// letterSet returns a bit for each letter of a fold, one for all digits and one
// for all else.
func letterSet(fold string) (set uint32) {
	for _, r := range fold {
		switch {
		case 'a' <= r && r <= 'z':
			set |= 1 << (r - 'a')
		case '0' <= r && r <= '9':
			set |= 1 << 26
		default:
			set |= 1 << 27
		}
	}
	return set
}

// look answers for kinds of records that have nothing but spellings.
func look[T any](x *index[*T], text string) Match[T] {
	full, abbreviated := x.words.typed(text)
	h, ok := x.find(full, abbreviated)
	if !ok {
		h, ok = x.propose(full)
	}
	if !ok {
		return Match[T]{}
	}
	return Match[T]{h.record, h.how, h.text}
}
