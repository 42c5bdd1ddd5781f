package feed

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"guong/generator/site"
)

// Names of the tables of redirects. (Files of the content folder whose names
// begin with "_" are not published, so no writer has one of these.)
const (
	redirectsName = "_redirects"
	nginxName     = "nginx-redirects.map"
)

// move is a former address and the present one, both from the root of the host.
type move struct {
	from, to string
}

// redirects returns the tables of redirects, or none without any.
func redirects(moves []move) []site.Output {
	if len(moves) == 0 {
		return nil
	}
	all := bothForms(moves)
	return []site.Output{
		output(redirectsName, func(b *bytes.Buffer) { writeRedirects(b, all) }),
		output(nginxName, func(b *bytes.Buffer) { writeNginx(b, all) }),
	}
}

// bothForms sorts, and adds to every former address that is a folder here the
// one without the slash at its end: /cu/bai.aspx is what old links lead to. No
// address comes twice.
func bothForms(moves []move) []move {
	all := slices.Clone(moves)
	for _, m := range moves {
		if from := strings.TrimRight(m.from, "/"); from != m.from && from != "" {
			all = append(all, move{from, m.to})
		}
	}
	slices.SortStableFunc(all, func(a, b move) int { return strings.Compare(a.from, b.from) })
	return slices.CompactFunc(all, func(a, b move) bool { return a.from == b.from })
}

// writeRedirects writes the form of Netlify and Cloudflare Pages: addresses as
// they stand in URLs, without blanks. Stars and colons would be patterns.
func writeRedirects(b *bytes.Buffer, moves []move) {
	patterns := strings.NewReplacer("*", "%2A", ":", "%3A")
	for _, m := range moves {
		b.WriteString(patterns.Replace((&url.URL{Path: m.from}).EscapedPath()) + " " + m.to + " 301\n")
	}
}

// writeNginx writes the lines of nginx's directive map (ngx_http_map_module): on
// the left decoded addresses, as in $uri; on the right such as stand in URLs, in
// which a $ would be a variable. nginx compares without regard to case and
// refuses an address that comes twice.
func writeNginx(b *bytes.Buffer, moves []move) {
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	seen := make(map[string]bool, len(moves))
	for _, m := range moves {
		key := asciiLower(m.from)
		if seen[key] {
			continue
		}
		seen[key] = true
		b.WriteString(`"` + quote.Replace(m.from) + `" "` + quote.Replace(strings.ReplaceAll(m.to, "$", "%24")) + `";` + "\n")
	}
}

// asciiLower returns s as nginx compares it: only letters of ASCII have a case.
func asciiLower(s string) string {
	lower := []byte(s)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return string(lower)
}
