package feed

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"guong/generator/metadata"
	"guong/generator/site"
)

// headersName is the table of headers that Netlify and Cloudflare Pages read at the
// root of the site.
const headersName = "_headers"

// How long an answer may be kept.
const (
	keepAlways  = "public, max-age=31536000, immutable"
	keepMinutes = "public, max-age=300"
	keepDay     = keepMinutes + ", stale-while-revalidate=86400"
	askAgain    = "no-cache" // the search manifest tells which edition of its files is meant
)

// Headers returns the table of headers for hosts. Lasting are the paths of what
// never changes under its name, from the root of the site: of files, and of folders
// with a slash at the end.
func Headers(s *site.Site, lasting []string) site.Output {
	return output(headersName, func(b *bytes.Buffer) { writeHeaders(b, s.BasePath, onAll(s), lasting) })
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

// searchSegments are the folders of the search index, as far as a site has them.
var searchSegments = []string{"0", "1", "2"}

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
	b.WriteString(plain.Replace(root) + "*.svg\n")
	fmt.Fprintf(b, "  %s: %s\n", onDrawings.name, onDrawings.value)
	rule("search/", "*", readable)
	rule("search/manifest.json", "", header{"Cache-Control", askAgain})
	rule("search/vocabulary.bin", "", header{"Cache-Control", keepMinutes})
	rule("search/suggest/", "*", header{"Cache-Control", keepMinutes})
	for _, segment := range searchSegments {
		rule("search/"+segment+"/", "*", header{"Cache-Control", keepDay})
	}
	for _, path := range slices.Sorted(slices.Values(lasting)) {
		rest := ""
		if strings.HasSuffix(path, "/") {
			rest = "*"
		}
		rule(path, rest, header{"Cache-Control", keepAlways})
	}
}
