package feed

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"guong/generator/metadata"
	"guong/generator/site"
)

// Names of the tables of headers.
const (
	headersName      = "_headers"
	nginxHeadersName = "nginx-headers.conf"
)

// How long an answer may be kept.
const (
	keepAlways  = "public, max-age=31536000, immutable"
	keepMinutes = "public, max-age=300"
	askAgain    = "no-cache" // the search manifest names files that the next build removes
)

// Headers returns the tables of headers for web servers. Lasting are the paths of
// what never changes under its name, from the root of the site: of files, and of
// folders with a slash at the end.
func Headers(s *site.Site, lasting []string) []site.Output {
	onAll := sync.OnceValue(func() []header { return onAll(s) })
	return []site.Output{
		output(headersName, func(b *bytes.Buffer) { writeHeaders(b, s.BasePath, onAll(), lasting) }),
		output(nginxHeadersName, func(b *bytes.Buffer) { writeNginxHeaders(b, s.BasePath, onAll()) }),
	}
}

// header is a field of an answer.
type header struct{ name, value string }

// onAll returns the headers of all answers.
func onAll(s *site.Site) []header {
	return []header{
		{"Content-Security-Policy", metadata.Policy(s)},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"X-Content-Type-Options", "nosniff"},
	}
}

// readable lets scripts of other sites read an answer. Nothing but the search index
// has it.
var readable = header{"Access-Control-Allow-Origin", "*"}

// writeHeaders writes the form of Netlify and Cloudflare Pages. All rules that match
// an address hold, and the values of a header that comes twice are joined: no two
// with Cache-Control match one address. Stars and colons are patterns. Cloudflare
// reads a hundred rules.
func writeHeaders(b *bytes.Buffer, root string, onAll []header, lasting []string) {
	plain := strings.NewReplacer("*", "%2A", ":", "%3A")
	rule := func(path, rest string, headers ...header) {
		path = root + (&url.URL{Path: path}).EscapedPath()
		b.WriteString(plain.Replace(path) + rest + "\n")
		for _, h := range headers {
			fmt.Fprintf(b, "  %s: %s\n", h.name, h.value)
		}
	}
	rule("", "*", onAll...)
	rule("search/", "*", readable)
	rule("search/manifest.json", "", header{"Cache-Control", askAgain})
	rule("search/vocabulary.bin", "", header{"Cache-Control", keepMinutes})
	rule("search/suggest/", "*", header{"Cache-Control", keepMinutes})
	for _, path := range slices.Sorted(slices.Values(lasting)) {
		rest := ""
		if strings.HasSuffix(path, "/") {
			rest = "*"
		}
		rule(path, rest, header{"Cache-Control", keepAlways})
	}
}

// nginxLasting are the forms of the paths of what is kept: nginx reads its rules
// once, not after each build, so what lasts is known by the hash in its name.
var nginxLasting = []struct{ pattern, keep string }{
	{`assets/(.+/)?[^/]+\.[0-9a-f]{16}\.[^./]+$`, keepAlways},
	{`search/[0-9a-f]{12}/`, keepAlways},
	{`search/client\.[^/]+\.js$`, keepAlways},
	{`search/manifest\.json$`, askAgain},
	{`search/(vocabulary\.bin$|suggest/)`, keepMinutes},
}

// writeNginxHeaders writes lines for the server block of nginx. It sends no header
// that is empty, and Cache-Control not with an error.
func writeNginxHeaders(b *bytes.Buffer, root string, onAll []header) {
	if decoded, err := url.PathUnescape(root); err == nil {
		root = decoded
	}
	quote := func(text string) string {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
	}
	when := func(pattern, variable, value string) {
		fmt.Fprintf(b, "if ($uri ~ %s) { set $%s %s; }\n", quote("^"+regexp.QuoteMeta(root)+pattern), variable, quote(value))
	}
	b.WriteString("set $guong_cache \"\";\nset $guong_origin \"\";\n")
	for _, l := range nginxLasting {
		when(l.pattern, "guong_cache", l.keep)
	}
	when("search/", "guong_origin", readable.value)
	b.WriteString("add_header Cache-Control $guong_cache;\n")
	fmt.Fprintf(b, "add_header %s $guong_origin always;\n", readable.name)
	for _, h := range onAll {
		fmt.Fprintf(b, "add_header %s %s always;\n", h.name, quote(h.value))
	}
}
