package search

import (
	"time"

	"guong/generator/diag"
)

// Document is one text of the site as search sees it.
type Document struct {
	File    string // that it was read from, for messages; may be empty
	URL     string
	Title   string
	Summary string
	Section string    // its title; empty for a page
	Image   string    // URL of a small picture; empty without one
	Date    time.Time // zero for a page without a date
	Names   []string  // what the text is filed under: provinces, awards, people
	Length  int       // syllables and numbers of the body

	Version string // changes with the body; empty if it is not known whether that has changed

	// Body appends the plain text of the body, with a line's end behind each block.
	Body func(dst []byte) []byte
	// Facets are the values of the document for each facet of Options, by its place.
	Facets [][]string
}

// reading calls work that reads a file of the site, so that a panic in it names the
// file.
func reading(file string, work func()) {
	defer diag.Recover(file, func(d diag.Diagnostic) { panic(d) })
	work()
}

// Facet is a way to narrow results down: "localities", "Tỉnh, thành phố".
type Facet struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

// The weights of fields: how many times in the body a word in another field counts.
const (
	titleWeight   = 5
	summaryWeight = 2
	namesWeight   = 2
	bodyWeight    = 1
)

// The parameters of BM25F (Robertson and Zaragoza, The Probabilistic Relevance
// Framework, 2009): saturation and the part of the length.
const (
	saturation   = 3.0
	lengthPart   = 0.5
	highestScore = 1<<impactBits - 1
)

// impactOf returns the part of a document's score that a term's frequency makes, 1
// to highestScore. Weight is the weighted frequency, norm the length of the
// document relative to others.
func impactOf(weight uint32, norm float64) byte {
	frequency := float64(weight) / norm
	impact := int(highestScore*frequency/(saturation+frequency) + 0.5)
	return byte(min(max(impact, 1), highestScore))
}
