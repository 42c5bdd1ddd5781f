package feed

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// caddyName is the table for Caddy, one file for redirects, headers and what is
// not given out.
const caddyName = "guong.caddy"

// strays are the parameters that Facebook, Google and Zalo hang on to every link
// that is shared.
const strays = `fbclid|gclid|zarsrc|utm_[a-z]+`

// writeCaddy writes lines for a site block of a Caddyfile. The directives stand
// in Caddy's own order, whatever the order here.
func writeCaddy(b *bytes.Buffer, root string, onAll []header, rules []rule, plain, asked []move) {
	writeCaddyMap(b, "{path}", "{guong_moved}", plain)
	fmt.Fprintf(b, "map {query} {guong_query} {\n\t%s ${1}\n\tdefault {query}\n}\n", caddyQuoted(`~^(.*?)&(?:`+strays+`)=`))
	writeCaddyMap(b, `"{path}?{guong_query}"`, "{guong_asked}", asked)
	b.WriteString(`@guong_asked not vars {guong_asked} ""
redir @guong_asked {guong_asked} 301
@guong_moved {
	vars {guong_asked} ""
	not vars {guong_moved} ""
}
redir @guong_moved {guong_moved} 301
`)
	root = regexp.QuoteMeta(decodedRoot(root))
	fmt.Fprintf(b, "@guong_private path_regexp %s\nerror @guong_private 404\n", caddyQuoted("(?i)"+privateForm(root)))
	b.WriteString("header {\n")
	for _, h := range onAll {
		fmt.Fprintf(b, "\t%s %s\n", h.name, caddyQuoted(h.value))
	}
	b.WriteString("}\n")
	for i, f := range forms(rules) { // of a file that is missing nothing is kept
		fmt.Fprintf(b, "@guong_kept_%d {\n\tpath_regexp %s\n\tfile\n}\nheader @guong_kept_%[1]d %[3]s %[4]s\n", i+1, caddyQuoted("^"+root+f.pattern), cacheControl, caddyQuoted(f.caching.Header()))
	}
	// Deferred, so that it comes to the policy of all answers, not before it.
	fmt.Fprintf(b, "@guong_drawings path_regexp %s\nheader @guong_drawings {\n\t+%s %s\n\tdefer\n}\n", caddyQuoted("^"+root+drawingForm), onDrawings.name, caddyQuoted(onDrawings.value))
	fmt.Fprintf(b, "@guong_readable path_regexp %s\nheader @guong_readable %s %s\n", caddyQuoted("^"+root+"search/"), readable.name, caddyQuoted(readable.value))
}

// writeCaddyMap writes a directive map. Its inputs are texts, or regular
// expressions where a brace would begin a placeholder.
func writeCaddyMap(b *bytes.Buffer, source, destination string, moves []move) {
	fmt.Fprintf(b, "map %s %s {\n", source, destination)
	for _, m := range moves {
		from := m.key()
		if strings.ContainsAny(from, "{}") {
			from = "~^" + regexp.QuoteMeta(from) + "$"
		}
		fmt.Fprintf(b, "\t%s %s\n", caddyQuoted(from), caddyQuoted(m.to))
	}
	b.WriteString("\tdefault \"\"\n}\n")
}

// caddyQuoted returns a token of a Caddyfile: between quotation marks nothing is
// escaped but these.
func caddyQuoted(text string) string {
	return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"`
}
