package check

import (
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// url returns the address of an output from the host's root.
func (p *Pages) url(output int) string {
	return p.base + strings.TrimSuffix(p.paths[output], "index.html")
}

// resolve returns what an address on a page leads to, and whether another page may
// see it differently.
func (p *Pages) resolve(page, address string) (t target, relative bool) {
	if strings.HasPrefix(address, "//") {
		address = p.origin[:strings.IndexByte(p.origin, '/')] + address
	}
	if rest, ours := strings.CutPrefix(address, p.origin); ours && (rest == "" || strings.IndexByte("/?#", rest[0]) >= 0) {
		if !strings.HasPrefix(rest, strings.TrimSuffix(p.base, "/")) {
			return target{output: elsewhere}, false // the same host, not this site
		}
		address = "/" + strings.TrimPrefix(rest, "/")
	}
	if hasScheme(address) {
		return target{output: elsewhere}, false
	}
	address, fragment, _ := strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	t.fragment = decoded(fragment)
	relative = !strings.HasPrefix(address, "/")
	switch {
	case address == "":
		address = page
	case relative:
		address = page[:strings.LastIndexByte(page, '/')+1] + address
	}
	t.address = clean(decoded(address))
	t.output = p.find(t.address)
	return t, relative
}

// find returns the output at an address from the host's root: the file itself, or
// the index of the folder, with or without its slash.
func (p *Pages) find(address string) int {
	rest, inside := strings.CutPrefix(address, p.base)
	if !inside && address+"/" != p.base {
		return nowhere
	}
	if !inside {
		rest = ""
	}
	if i, ok := p.outputs[rest]; ok && rest != "" {
		return i
	}
	if i, ok := p.outputs[path.Join(rest, "index.html")]; ok {
		return i
	}
	return nowhere
}

// clean resolves the dots of a path, and keeps its slash at the end.
func clean(address string) string {
	cleaned := path.Clean(address)
	if strings.HasSuffix(address, "/") && cleaned != "/" {
		cleaned += "/"
	}
	return cleaned
}

// decoded returns s in NFC with its percent signs resolved, or s if that gives no
// text.
func decoded(s string) string {
	if strings.IndexByte(s, '%') >= 0 {
		if plain, err := url.PathUnescape(s); err == nil && utf8.ValidString(plain) {
			s = plain
		}
	}
	return norm.NFC.String(s)
}

// hasScheme reports whether s begins with a scheme (RFC 3986, 3.1).
func hasScheme(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':':
			return i > 0
		case !isLetter(c) && (i == 0 || !isDigit(c) && c != '+' && c != '-' && c != '.'):
			return false
		}
	}
	return false
}
