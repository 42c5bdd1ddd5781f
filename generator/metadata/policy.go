package metadata

import (
	"maps"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"guong/generator/site"
)

// Policy returns the Content-Security-Policy of a site (CSP Level 3), for the headers
// of its answers: everything comes from the site itself, but for pictures that
// stories take from elsewhere and the indexes, with their thumbnails, that its search
// includes.
func Policy(s *site.Site) string {
	indexes := included(s)
	pictures := maps.Clone(indexes)
	pictures.addPictures(s)
	rules := directives(pictures.String(), indexes.String())
	return strings.Join(slices.Insert(rules, len(rules)-1, "frame-ancestors 'none'"), "; ")
}

// PagePolicy returns the policy that a page states itself, where no server does. It
// lets pictures come from any host: which ones is known only when all texts have
// been read. Who may frame a page, only a header can say.
func PagePolicy(s *site.Site) string {
	return strings.Join(directives(" https: http:", included(s).String()), "; ")
}

// directives are those that hold in headers and in pages. Pictures and indexes are
// the hosts that they may come from besides the site, each after a space.
func directives(pictures, indexes string) []string {
	return []string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self' data:" + pictures,
		"font-src 'self'",
		"media-src 'self'",
		"connect-src 'self'" + indexes,
		"form-action 'self'",
		"base-uri 'none'",
		"manifest-src 'self'",
	}
}

// included returns the origins of the indexes that the search includes.
func included(s *site.Site) origins {
	indexes := origins{}
	for _, address := range s.Search.Include {
		indexes.add(address)
	}
	return indexes
}

// origins are schemes with their hosts: "https://haiphong.example".
type origins map[string]bool

// mostOrigins is how many origins a policy names; Cloudflare reads lines of 2,000
// characters.
const mostOrigins = 25

// String returns the origins as they stand in a policy behind others. Too many to be
// named become all that are encrypted.
func (o origins) String() string {
	if len(o) > mostOrigins {
		return " https:"
	}
	text := ""
	for _, origin := range slices.Sorted(maps.Keys(o)) {
		text += " " + origin
	}
	return text
}

// plainHost is a host, with or without a port, that can stand in a policy as it is:
// a semicolon would begin another directive.
var plainHost = regexp.MustCompile(`^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]+)?$`)

// add takes the origin of an address of another site.
func (o origins) add(address string) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return
	}
	host := strings.ToLower(u.Host)
	if ascii, err := idna.Lookup.ToASCII(u.Hostname()); err == nil {
		host = ascii
		if port := u.Port(); port != "" {
			host = net.JoinHostPort(ascii, port)
		}
	}
	if plainHost.MatchString(host) {
		o[u.Scheme+"://"+host] = true
	}
}

// addPictures takes the origins of all pictures that pages show.
func (o origins) addPictures(s *site.Site) {
	o.addImage(s.Logo)
	for address := range s.Elsewhere() {
		o.add(address)
	}
	for _, h := range s.Honorees {
		o.addImage(h.Photo)
	}
	texts := slices.Concat(s.Articles, s.Pages)
	if s.Home != nil {
		texts = append(texts, s.Home)
	}
	for _, a := range texts {
		o.addImage(a.Image)
		for _, m := range a.Honorees {
			o.addImage(m.Photo)
		}
	}
}

func (o origins) addImage(i *site.Image) {
	if i != nil {
		o.add(i.URL)
	}
}
