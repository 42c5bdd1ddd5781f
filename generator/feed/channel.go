package feed

import (
	"cmp"
	"net/url"
	"time"

	"guong/generator/site"
)

// size is how many stories a feed holds.
const size = 20

// channel is a list of stories with feeds.
type channel struct {
	*publication
	title       string
	description string // never empty
	page        string // URL of the list's page
	stories     []*site.Article
	full        bool // with whole texts, not only what lists say of stories
	section     *site.Section
	term        *site.Term
}

// publication is a site as all its feeds present it.
type publication struct {
	site      *site.Site
	publisher string // who is responsible for it
	authority string // what the ids of its stories begin with: "tag:tdkt.example,"
}

// channelsOf lists the site itself, its sections, and the terms of its taxonomies
// that have feeds of their own.
func channelsOf(s *site.Site) []channel {
	p := &publication{site: s, publisher: cmp.Or(s.Organisation.Name, s.Title)}
	if u, err := url.Parse(s.BaseURL); err == nil {
		p.authority = "tag:" + u.Hostname() + ","
	}
	list := []channel{{publication: p, title: s.Title, description: cmp.Or(s.Description, s.Title), page: s.BasePath, stories: newest(s.Articles), full: true}}
	for section := range s.EachSection() {
		title := section.Title + " | " + s.Title
		list = append(list, channel{publication: p, title: title, description: cmp.Or(section.Description, title), page: section.URL,
			stories: newest(section.Articles), full: true, section: section})
	}
	for _, t := range s.Taxonomies {
		for _, term := range t.Terms {
			if term.Feed() == term.URL {
				list = append(list, channel{publication: p, title: term.Title + " | " + s.Title, description: t.Title + ": " + term.Title, page: term.URL,
					stories: newest(term.Articles), term: term})
			}
		}
	}
	return list
}

// input returns what the feeds of the channel depend on besides facts: which stories
// they hold.
func (c *channel) input() uint64 { return site.InputOf(c.page, c.stories) }

// note notes the facts that the feeds of the channel read: what the list says of
// itself, and stories with those who wrote them and what they are about.
func (c *channel) note(t *site.Trace) {
	if t == nil {
		return
	}
	t.Own(c.section, c.term)
	if c.term != nil {
		t.Own(c.term.Taxonomy)
	}
	for _, a := range c.stories {
		t.Story(a)
		if c.full {
			t.List(a, "body")
		}
	}
}

func newest(list []*site.Article) []*site.Article { return list[:min(len(list), size)] }

// updated returns when the channel last changed: the zero time without stories.
func (c *channel) updated() (last time.Time) {
	for _, a := range c.stories {
		if m := a.Modified(); m.After(last) {
			last = m
		}
	}
	return last
}

// id returns a name for a story that does not change with its address or title:
// a tag URI (RFC 4151) of the site's host, the story's day, and its file below
// the site's path, so that two sites of one host share none.
func (p *publication) id(a *site.Article) string {
	return p.authority + a.Date.Format(time.DateOnly) + ":" + p.site.BasePath + encodePath(a.Path)
}

// encodePath returns a path as it stands in a URI (RFC 3986, section 3.3).
func encodePath(path string) string {
	for i := range len(path) {
		switch c := path[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '-', c == '/', c == '.', c == '_', 'A' <= c && c <= 'Z':
		default:
			return (&url.URL{Path: path}).EscapedPath()
		}
	}
	return path
}

// address returns a URL of this site or another as an absolute URI: writers copy
// addresses with letters and spaces in them.
func (p *publication) address(u string) string {
	u = p.site.AbsoluteFrom(p.site.BasePath, u)
	for i := range len(u) {
		if u[i] <= ' ' || u[i] >= 0x7f {
			if parsed, err := url.Parse(u); err == nil {
				return parsed.String()
			}
			return url.PathEscape(u)
		}
	}
	return u
}
