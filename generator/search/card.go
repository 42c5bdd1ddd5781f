package search

import (
	"encoding/json"
	"time"
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
