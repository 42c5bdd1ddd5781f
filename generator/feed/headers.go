package feed

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"guong/generator/metadata"
	"guong/generator/site"
)

// headersName is the table of headers that Netlify and Cloudflare Pages read at the
// root of the site.
const headersName = "_headers"

// cacheControl is the name of the header that says how long an answer may be kept.
const cacheControl = "Cache-Control"

// header is a field of an answer.
type header struct{ name, value string }

// onAll returns the headers of all answers.
func onAll(s *site.Site) []header {
	list := []header{
		{"Content-Security-Policy", metadata.Policy(s)},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"X-Content-Type-Options", "nosniff"},
	}
	if site.NoIndexOf(s) {
		list = append(list, header{"X-Robots-Tag", "noindex"}) // of pictures and documents as well
	}
	return list
}

// onDrawings is what SVG pictures have besides: whoever opens one by its address
// meets a document that may load and run nothing. They were sanitised already; a
// browser keeps both policies.
var onDrawings = header{"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"}

// drawingForm is the form of their paths.
const drawingForm = `.*\.svg$`

// readable lets scripts of other sites read an answer. Nothing but the search index
// has it.
var readable = header{"Access-Control-Allow-Origin", "*"}

// writeHeaders writes the form of Netlify and Cloudflare Pages. All rules that match
// an address hold, and the values of a header that comes twice are joined: no two
// with Cache-Control match one address. Stars and colons are patterns. Cloudflare
// reads a hundred rules.
func writeHeaders(b *bytes.Buffer, root string, onAll []header, rules []rule) {
	plain := strings.NewReplacer("*", "%2A", ":", "%3A")
	write := func(path, rest string, headers ...header) {
		path = root + (&url.URL{Path: path}).EscapedPath()
		b.WriteString(plain.Replace(path) + rest + "\n")
		for _, h := range headers {
			fmt.Fprintf(b, "  %s: %s\n", h.name, h.value)
		}
	}
	write("", "*", onAll...)
	b.WriteString(plain.Replace(root) + "*.svg\n")
	fmt.Fprintf(b, "  %s: %s\n", onDrawings.name, onDrawings.value)
	write("search/", "*", readable)
	for _, r := range rules {
		rest := ""
		if strings.HasSuffix(r.path, "/") {
			rest = "*"
		}
		write(r.path, rest, header{cacheControl, r.caching.Header()})
	}
}
