package address

import (
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Alias is a former address of a page.
type Alias struct {
	// Path is decoded and in NFC. It begins with a slash, and ends in one unless
	// it is that of an .html file: on a static host the page that leads on stands
	// at index.html of a folder.
	Path string
	// Query is what follows "?", as browsers send it; "" for none.
	Query string
}

// ParseAlias reads a former address as a writer copies it: from an address line,
// with percent signs or without, from its first slash or without it. Home is the
// full address of this site.
func ParseAlias(text, home string) (Alias, *Fault) {
	if scheme := strings.Index(text, "://"); scheme >= 0 && !strings.ContainsAny(text[:scheme], "/?#") || strings.HasPrefix(text, "//") {
		f := fault("foreign")
		if rest, ours := strings.CutPrefix(text, home); ours && home != "" {
			f.Try = "/" + rest
		}
		return Alias{}, f
	}
	if before, _, found := strings.Cut(text, "#"); found {
		f := fault("fragment")
		f.Try = before
		return Alias{}, f
	}
	text, query, _ := strings.Cut(text, "?")
	plain, f := decode(text)
	if f != nil {
		return Alias{}, f
	}
	if f := checkText(plain); f != nil {
		if strings.Contains(text, `\`) {
			f.Try = strings.ReplaceAll(text, `\`, "/")
		}
		return Alias{}, f
	}
	a := Alias{Path: "/" + strings.Join(strings.FieldsFunc(plain, func(r rune) bool { return r == '/' }), "/")}
	if a.Query, f = canonicalQuery(query); f != nil {
		return Alias{}, f
	}
	switch {
	case a.Path == "/" && a.Query == "":
		return Alias{}, fault("root")
	case a.Path == "/":
		return a, nil
	}
	if f := checkPath(a.Path); f != nil {
		return Alias{}, f
	}
	if strings.HasSuffix(plain, "/") || a.Query == "" && !isPage(a.Path) {
		a.Path += "/"
	}
	return a, nil
}

func isPage(p string) bool {
	ext := path.Ext(p)
	return ext == ".html" || ext == ".htm"
}

// HasFile reports whether a file can stand at the address, so that a host
// without rules can lead on from it. None can at one with a query, or with a
// character that Windows has in no name.
func (a Alias) HasFile() bool {
	return a.Query == "" && !strings.ContainsAny(a.Path, `"*:<>?|`)
}

// CheckLocal says what is wrong with a link to a place of this site, with query
// and fragment; nil if nothing is.
func CheckLocal(link string) *Fault {
	place, _, _ := strings.Cut(link, "#")
	place, query, _ := strings.Cut(place, "?")
	plain, f := decode(place)
	if f != nil {
		return f
	}
	if _, f := canonicalQuery(query); f != nil {
		return f
	}
	if f := checkText(link); f != nil || strings.Trim(plain, "/") == "" {
		return f
	}
	return checkPath(plain)
}

// decode undoes the percent signs of a path.
func decode(text string) (string, *Fault) {
	plain, err := url.PathUnescape(text)
	switch {
	case err != nil:
		return "", fault("percent")
	case !utf8.ValidString(plain):
		return "", fault("encoding")
	}
	if again, err := url.PathUnescape(plain); err == nil && again != plain {
		f := fault("twice")
		f.Try = plain
		return "", f
	}
	return norm.NFC.String(plain), nil
}

// canonicalQuery returns a query as browsers send it (URL Standard, special-query
// percent-encode set).
func canonicalQuery(query string) (string, *Fault) {
	if query == "" {
		return "", nil
	}
	plain, err := url.PathUnescape(query)
	switch {
	case err != nil:
		return "", fault("percent")
	case len(query) > maxPath:
		return "", fault("path-long", maxPath)
	case strings.Contains(query, "&amp;"):
		return "", fault("entity")
	}
	if utf8.ValidString(plain) { // old sites asked in other encodings too
		if f := checkText(strings.ReplaceAll(plain, `\`, "")); f != nil {
			return "", f
		}
	} else if strings.ContainsFunc(plain, func(r rune) bool { return r < ' ' || r == 0x7F }) {
		return "", fault("invisible")
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(query); i++ {
		switch c := query[i]; {
		case c == '%':
			b.WriteString(strings.ToUpper(query[i : i+3]))
			i += 2
		case c <= ' ' || c > '~' || strings.IndexByte(`"#<>'`, c) >= 0:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), nil
}
