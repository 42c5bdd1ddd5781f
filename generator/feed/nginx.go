package feed

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// Names of the tables for nginx.
const (
	nginxRedirectsName = "nginx-redirects.map"
	nginxQueriesName   = "nginx-queries.map"
	nginxHeadersName   = "nginx-headers.conf"
)

// writeNginxMap writes the lines of a directive map (ngx_http_map_module): on the
// left former addresses, on the right present ones, in which a $ would be a
// variable. nginx compares texts without regard to case and refuses one that
// comes twice. So an address that differs from another, or from that of a page,
// in case only is written as a regular expression: /Tin/A/ would lead /tin/a/
// to itself for ever. Pages are the addresses of pages, each of which stands for the
// one without the slash at its end as well.
func writeNginxMap(b *bytes.Buffer, moves []move, pages []string) {
	count := make(map[string]int, len(moves))
	for _, m := range moves {
		count[asciiLower(m.key())]++
	}
	for _, url := range pages {
		lower := asciiLower(url)
		for _, address := range []string{lower, strings.TrimSuffix(lower, "/")} {
			if count[address] > 0 {
				count[address]++
			}
		}
	}
	for _, m := range moves {
		from := m.key()
		if count[asciiLower(from)] > 1 {
			from = "~^" + regexp.QuoteMeta(from) + "$"
		}
		b.WriteString(nginxQuoted(from) + " " + nginxQuoted(strings.ReplaceAll(m.to, "$", "%24")) + ";\n")
	}
}

// asciiLower returns s as nginx compares it: only letters of ASCII have a case.
func asciiLower(s string) string {
	if !strings.ContainsAny(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		return s
	}
	lower := []byte(s)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return string(lower)
}

func nginxQuoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// privateForm returns the form of the paths that no server gives out: the tables
// for hosts, and Gương's own state, with the tables for servers in it, which lies
// beside the site (.public.guong) or, where there is no room, in it (.guong).
func privateForm(root string) string {
	return "(^" + root + `(_headers|_redirects)$|/\.([^/]+\.)?guong(/|$))`
}

// writeNginxHeaders writes lines for the server block of nginx. It sends no header
// that is empty, and Cache-Control not with an error.
func writeNginxHeaders(b *bytes.Buffer, root string, onAll []header, rules []rule) {
	root = regexp.QuoteMeta(decodedRoot(root))
	when := func(pattern, variable, value string) {
		fmt.Fprintf(b, "if ($uri ~ %s) { set $%s %s; }\n", nginxQuoted("^"+root+pattern), variable, nginxQuoted(value))
	}
	fmt.Fprintf(b, "if ($uri ~* %s) { return 404; }\n", nginxQuoted(privateForm(root)))
	b.WriteString("set $guong_cache \"\";\nset $guong_origin \"\";\nset $guong_drawing \"\";\n")
	for _, f := range forms(rules) {
		when(f.pattern, "guong_cache", f.caching.Header())
	}
	when("search/", "guong_origin", readable.value)
	when(drawingForm, "guong_drawing", onDrawings.value)
	b.WriteString("add_header " + cacheControl + " $guong_cache;\n")
	fmt.Fprintf(b, "add_header %s $guong_origin always;\n", readable.name)
	fmt.Fprintf(b, "add_header %s $guong_drawing always;\n", onDrawings.name)
	for _, h := range onAll {
		fmt.Fprintf(b, "add_header %s %s always;\n", h.name, nginxQuoted(h.value))
	}
}

// decodedRoot returns the path of the site's root as servers see it.
func decodedRoot(root string) string {
	if decoded, err := url.PathUnescape(root); err == nil {
		return decoded
	}
	return root
}
