package search

import (
	"context"
	"encoding/json"
)

// column is a facet's file: its values, and which of them each document has.
type column struct {
	Values    []string `json:"values"`
	Documents [][]int  `json:"documents"`
}

// facets makes the columns of the facets of a segment.
func (w *indexWriter) facets(ctx context.Context, docs []Document, name string, stamp uint32) error {
	d := newDeflater()
	for f, facet := range w.Facets {
		if err := ctx.Err(); err != nil {
			return err
		}
		raw, err := json.Marshal(columnOf(docs, f))
		if err == nil {
			err = w.out(name+"/f/"+facet.Key+".bin", d.stamped(stamp, raw))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// columnOf returns the column of facet number f.
func columnOf(docs []Document, f int) column {
	number := map[string]int{}
	c := column{Values: []string{}, Documents: make([][]int, len(docs))}
	for i := range docs {
		c.Documents[i] = []int{}
		for _, value := range docs[i].Facets[f] {
			n, met := number[value]
			if !met {
				n = len(c.Values)
				number[value] = n
				c.Values = append(c.Values, value)
			}
			c.Documents[i] = append(c.Documents[i], n)
		}
	}
	return c
}

// years returns where each year begins among documents in the order of time.
func years(docs []Document) (list [][2]int) {
	list = [][2]int{}
	for i := range docs {
		if docs[i].Date.IsZero() {
			continue
		}
		if year := docs[i].Date.Year(); len(list) == 0 || list[len(list)-1][0] != year {
			list = append(list, [2]int{year, i})
		}
	}
	return list
}
