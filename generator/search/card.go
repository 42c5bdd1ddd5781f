package search

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"guong/generator/parallel"
)

// card is what a result shows of a document. In a block it is an array: title,
// URL, date (RFC 3339, or empty), section, summary, image.
type card struct {
	Title, URL, Date, Section, Summary, Image string
}

func cardOf(d *Document) card {
	c := card{Title: d.Title, URL: d.URL, Section: d.Section, Summary: shortSummary(d.Summary), Image: d.Image}
	if !d.Date.IsZero() {
		c.Date = d.Date.Format(time.RFC3339)
	}
	return c
}

// longestSummary is how many characters of a summary a card holds.
const longestSummary = 240

// shortSummary cuts a summary at a space.
func shortSummary(s string) string {
	count, space := 0, 0
	for i, r := range s {
		if r == ' ' {
			space = i
		}
		if count++; count > longestSummary && space > 0 {
			return s[:space] + "…"
		}
	}
	return s
}

func (c card) MarshalJSON() ([]byte, error) {
	return json.Marshal([...]string{c.Title, c.URL, c.Date, c.Section, c.Summary, c.Image})
}

func (c *card) UnmarshalJSON(raw []byte) error {
	fields := [...]*string{&c.Title, &c.URL, &c.Date, &c.Section, &c.Summary, &c.Image}
	return json.Unmarshal(raw, &fields)
}

// cards makes the blocks of cards of a segment.
func (w *indexWriter) cards(ctx context.Context, docs []Document, name string, stamp uint32) error {
	blocks := (len(docs) + cardsPerBlock - 1) / cardsPerBlock
	return parallel.Try(ctx, blocks, func() func(int) error {
		d := newDeflater()
		return func(n int) error { return w.block(d, docs, n, name, stamp) }
	})
}

// block makes block number n of the cards of a segment.
func (w *indexWriter) block(d deflater, docs []Document, n int, name string, stamp uint32) error {
	var block []card
	for i := n * cardsPerBlock; i < min((n+1)*cardsPerBlock, len(docs)); i++ {
		block = append(block, cardOf(&docs[i]))
	}
	raw, err := json.Marshal(block)
	if err != nil {
		return err
	}
	return w.out(name+"/d/"+strconv.Itoa(n)+".bin", d.stamped(stamp, raw))
}
