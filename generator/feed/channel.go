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
}

// publication is a site as all its feeds present it.
type publication struct {
	site      *site.Site
	publisher string // who is responsible for it
	authority string // what the ids of its stories begin with: "tag:tdkt.example,"
}

// channelsOf lists the site itself, its sections, and the terms of its
// taxonomies.
func channelsOf(s *site.Site) []channel {
	p := &publication{site: s, publisher: cmp.Or(s.Organisation.Name, s.Title)}
	if u, err := url.Parse(s.BaseURL); err == nil {
		p.authority = "tag:" + u.Hostname() + ","
	}
	list := []channel{{p, s.Title, cmp.Or(s.Description, s.Title), s.BasePath, newest(s.Articles)}}
	for section := range s.EachSection() {
		title := section.Title + " | " + s.Title
		list = append(list, channel{p, title, cmp.Or(section.Description, title), section.URL, newest(section.Articles)})
	}
	for _, t := range s.Taxonomies {
		for _, term := range t.Terms {
			list = append(list, channel{p, term.Title + " | " + s.Title, t.Title + ": " + term.Title, term.URL, newest(term.Articles)})
		}
	}
	return list
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
