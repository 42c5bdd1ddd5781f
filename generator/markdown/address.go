package markdown

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// addressKind tells what a conversion does with an address.
type addressKind int

const (
	local    addressKind = iota // a path: the site resolves it
	external                    // written as it is
	anchor                      // a fragment of this document
	missing                     // nothing at all
	onDisk                      // a file of the writer's computer
	loopback                    // a server of the writer's computer
	unsafe                      // a scheme that no page may contain, or control characters
)

// address is an address of a link or picture, taken apart.
type address struct {
	kind     addressKind
	scheme   string // in lower case, of what is external or unsafe
	url      string // of what is external
	path     string // of what is local, decoded
	query    string
	fragment string // decoded
}

// parseAddress takes apart an address whose entities and escapes are resolved.
// It reads it as a browser does (URL Standard, 4.4): white space and control
// characters around it go, tabs and line ends go everywhere, and a backslash
// is a slash. Control characters that remain make it unsafe.
func parseAddress(s string) address {
	s = strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
	if strings.ContainsAny(s, "\t\n\r") {
		s = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
	}
	if hasControl(s) {
		return address{kind: unsafe}
	}
	if s == "" {
		return address{kind: missing}
	}
	if s[0] == '#' {
		return address{kind: anchor, fragment: percentDecoded(s[1:])}
	}
	if scheme := schemeOf(s); scheme != "" {
		switch scheme {
		case "http", "https":
			if rest, host := previewPath(s[len(scheme)+1:]); host {
				if rest == "" {
					return address{kind: loopback, scheme: scheme, url: s}
				}
				return parseAddress(rest)
			}
			return address{kind: external, scheme: scheme, url: s}
		case "mailto", "tel":
			return address{kind: external, scheme: scheme, url: s}
		case "file":
			return address{kind: onDisk, scheme: scheme}
		}
		if len(scheme) == 1 {
			return address{kind: onDisk, scheme: scheme} // C:\Users\…
		}
		return address{kind: unsafe, scheme: scheme}
	}
	if strings.HasPrefix(s, `\\`) {
		return address{kind: onDisk} // \\server\folder
	}
	path, fragment, _ := strings.Cut(s, "#")
	path, query, _ := strings.Cut(path, "?")
	path = strings.ReplaceAll(path, `\`, "/")
	if strings.HasPrefix(path, "//") {
		return address{kind: external, scheme: "https", url: "https:" + path + s[len(path):]}
	}
	path = strings.ReplaceAll(percentDecoded(path), `\`, "/")
	if strings.HasPrefix(path, "//") {
		path = "/" + strings.TrimLeft(path, "/")
	}
	if hasControl(path) {
		return address{kind: unsafe}
	}
	return address{kind: local, path: path, query: query, fragment: percentDecoded(fragment)}
}

// previewPort is where the preview listens if it is not told otherwise.
const previewPort = "1313"

// previewPath reports whether an address, without its scheme, is that of a
// server on the writer's computer, and returns the path that it has on the site
// if that server is the preview.
func previewPath(s string) (path string, loopback bool) {
	host, ok := strings.CutPrefix(s, "//")
	if !ok {
		return "", false
	}
	end := strings.IndexAny(host, "/?#")
	if end < 0 {
		end = len(host)
	}
	host, path = host[:end], host[end:]
	name, port := host, ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		name, port = host[:i], host[i+1:]
	}
	switch strings.ToLower(name) {
	case "127.0.0.1", "localhost", "[::1]", "0.0.0.0":
	default:
		return "", false
	}
	if port != previewPort {
		return "", true
	}
	return "/" + strings.TrimLeft(path, `/\`), true
}

// schemeOf returns the scheme of s in lower case, or "" (RFC 3986, 3.1).
func schemeOf(s string) string {
	for i := range len(s) {
		switch c := s[i] | 0x20; {
		case 'a' <= c && c <= 'z':
		case s[i] == ':' && i > 0:
			return strings.ToLower(s[:i])
		case i > 0 && ('0' <= s[i] && s[i] <= '9' || s[i] == '+' || s[i] == '-' || s[i] == '.'):
		default:
			return ""
		}
	}
	return ""
}

// hasControl reports whether s has a control character, or what stands for one
// that was written as an entity.
func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == utf8.RuneError })
}

// percentDecoded returns s in NFC with its percent signs resolved, or s if that
// gives no text.
func percentDecoded(s string) string {
	if strings.Contains(s, "%") {
		if decoded, err := url.PathUnescape(s); err == nil && utf8.ValidString(decoded) {
			s = decoded
		}
	}
	return norm.NFC.String(s)
}

// appendSafeURL appends an address for use in an attribute, or "#" if it is
// none that a page may contain.
func appendSafeURL(out []byte, s string) []byte {
	switch schemeOf(s) {
	case "", "http", "https", "mailto", "tel":
		if !hasControl(s) && strings.TrimLeft(s, " ") == s {
			return appendURL(out, s)
		}
	}
	return append(out, '#')
}

// appendURL appends an address for use in an attribute. What a URL cannot
// contain is percent-encoded; percent signs that encode already are kept.
func appendURL(out []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	from := 0
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '&':
			out = append(append(out, s[from:i]...), "&amp;"...)
			from = i + 1
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
		case c <= ' ' || c >= 0x7F || strings.IndexByte("\"<>\\^`{|}%", c) >= 0:
			out = append(append(out, s[from:i]...), '%', hex[c>>4], hex[c&15])
			from = i + 1
		}
	}
	return append(out, s[from:]...)
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}
