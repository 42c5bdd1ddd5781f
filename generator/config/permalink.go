package config

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"guong/generator/address"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// Permalink is the pattern of the addresses of a section's stories:
// "/:section/:year/:slug/".
type Permalink struct {
	Section string // path of the section's folder: "guong-sang"
	Pattern string
}

// placeholders are what a pattern may contain between its slashes.
var placeholders = []string{":section", ":slug", ":year", ":month", ":day"}

// Expand returns the path of a story's page from the site's root, without the
// leading slash: "guong-sang/2021/hai-phong/". The date is in the site's zone.
func (p Permalink) Expand(section, slug string, date time.Time) string {
	var b strings.Builder
	for part := range strings.SplitSeq(strings.Trim(p.Pattern, "/"), "/") {
		switch part {
		case ":section":
			part = section
		case ":slug":
			part = slug
		case ":year":
			part = fmt.Sprintf("%04d", date.Year())
		case ":month":
			part = fmt.Sprintf("%02d", date.Month())
		case ":day":
			part = fmt.Sprintf("%02d", date.Day())
		}
		b.WriteString(part)
		b.WriteByte('/')
	}
	return b.String()
}

// Permalink returns the pattern that holds for a section: its own, or that of
// the nearest section above it.
func (c *Config) Permalink(section string) (Permalink, bool) {
	for {
		for _, p := range c.Permalinks {
			if p.Section == section {
				return p, true
			}
		}
		i := strings.LastIndexByte(section, '/')
		if i < 0 {
			return Permalink{}, false
		}
		section = section[:i]
	}
}

func (r *reader) permalinks(f value.Field) {
	for _, f := range r.Table(f) {
		pattern, ok := r.word(f)
		if !ok {
			continue
		}
		if hint, ok := checkPattern(pattern); !ok {
			r.fail(f, message.New("config.permalink", pattern), hint)
			continue
		}
		r.config.Permalinks = append(r.config.Permalinks, Permalink{strings.Trim(f.Key, "/"), pattern})
	}
	slices.SortFunc(r.config.Permalinks, func(a, b Permalink) int { return strings.Compare(a.Section, b.Section) })
}

// checkPattern accepts a pattern of known placeholders and plain words that
// names the story, and says what to write otherwise.
func checkPattern(pattern string) (hint message.Message, ok bool) {
	parts := strings.Split(strings.Trim(pattern, "/"), "/")
	for _, part := range parts {
		if strings.HasPrefix(part, ":") && !slices.Contains(placeholders, part) {
			if near, found := vietnamese.Nearest(part, placeholders); found {
				return message.New("value.did-you-mean", near), false
			}
			return message.New("config.placeholders", strings.Join(placeholders, ", ")), false
		}
		if !strings.HasPrefix(part, ":") && (part == "" || address.CheckSlug(part) != nil) {
			return message.New("config.placeholders", strings.Join(placeholders, ", ")), false
		}
	}
	if !slices.Contains(parts, ":slug") {
		return message.New("config.permalink-slug"), false
	}
	return message.Message{}, true
}
