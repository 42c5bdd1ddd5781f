package site

import (
	"html"
	"iter"
	"slices"
	"strings"

	"guong/generator/content"
	"guong/generator/markdown"
)

// LocalAddresses returns the addresses in a body that may be those of files of the
// site: local ones as they were written, and such as begin with baseURL.
func LocalAddresses(d *markdown.Document, baseURL string) (addresses []string) {
	for _, ref := range d.Refs {
		if ref.Dest != "" {
			addresses = append(addresses, ref.Dest)
		}
	}
	for rest := d.HTML; ; {
		i := strings.Index(rest, `="`+baseURL)
		if i < 0 {
			return addresses
		}
		rest = rest[i+len(`="`):]
		end := max(strings.IndexByte(rest, '"'), 0)
		address, _ := splitAddress(html.UnescapeString(rest[:end]))
		addresses = append(addresses, address)
	}
}

// frontAddresses yields what may be addresses of files in the front matter of a
// text: of its picture, of portraits and documents, of its source, and every text
// among the keys that Gương does not know.
func frontAddresses(a *content.Article) iter.Seq[string] {
	return func(yield func(string) bool) {
		list := []string{a.Front.Image.Src, a.Front.Source.URL}
		for _, h := range a.Front.Honorees {
			list = append(list, h.Photo)
		}
		for _, d := range a.Front.Documents {
			list = append(list, d.URL)
		}
		for _, text := range slices.AppendSeq(list, texts(a.Front.Params)) {
			if address, _ := splitAddress(text); address != "" && !yield(address) {
				return
			}
			if strings.Contains(text, "%") && !yield(text) {
				return // a name may hold what looks like an escape
			}
		}
	}
}

// texts yields the texts in a value of the configuration or of front matter.
func texts(v any) iter.Seq[string] {
	return func(yield func(string) bool) { eachText(v, yield) }
}

func eachText(v any, yield func(string) bool) bool {
	switch v := v.(type) {
	case string:
		return yield(v)
	case []any:
		for _, item := range v {
			if !eachText(item, yield) {
				return false
			}
		}
	case map[string]any:
		for _, item := range v {
			if !eachText(item, yield) {
				return false
			}
		}
	}
	return true
}

// Addresses returns the words of a text that may be addresses of files: of a
// template, a page, a style sheet, a script. Each comes once.
func Addresses(text []byte) (words []string) {
	seen := map[string]bool{}
	for word := range strings.FieldsFuncSeq(string(text), partsAddresses) {
		dot := strings.LastIndexByte(word, '.')
		if dot < 0 || dot == len(word)-1 || len(word) > 1000 || seen[word] {
			continue
		}
		seen[word] = true
		words = append(words, word)
	}
	return words
}

// partsAddresses reports whether r cannot be part of an address in a text.
func partsAddresses(r rune) bool {
	return r <= ' ' || strings.ContainsRune("\"'`<>(){}[]|\\^;,=", r)
}
