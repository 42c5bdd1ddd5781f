package site

import (
	"time"

	"guong/generator/content"
)

// newsAge is how long a story is news, for the sitemap of news.
const newsAge = 48 * time.Hour

// findChange finds the moment from which another build of the same files would
// give another site: the next publication or take-down, the end of a story's
// days as news, the end of a correction's days on the home page, the day of an event
// that builds warn of because it is to come.
func (b *builder) findChange() {
	for _, e := range b.Entries {
		if e.Kind == content.Index || e.Draft && !b.Drafts {
			continue
		}
		from := e.Publish
		if from.IsZero() {
			from = e.Date
		}
		b.consider(from)
		b.consider(e.Expires)
	}
	for _, a := range b.site.Articles {
		b.consider(afterwards(a.Date, newsAge))
	}
	for _, day := range b.comes {
		b.consider(day)
	}
	for _, c := range b.site.Corrections {
		b.consider(afterwards(c.Date, correctionsRecent))
	}
}

// afterwards returns the first moment that is more than d after t.
func afterwards(t time.Time, d time.Duration) time.Time { return t.Add(d + time.Second) }

// consider takes t as the next change if it is the first after now.
func (b *builder) consider(t time.Time) {
	next := &b.site.NextChange
	if t.After(b.Now) && (next.IsZero() || t.Before(*next)) {
		*next = b.inZone(t)
	}
}
