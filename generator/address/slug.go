package address

import (
	"strconv"
	"strings"

	"guong/generator/vietnamese"
)

// CheckSlug says what is wrong with a name that a writer gives to a part of an
// address; nil if nothing is. The name is no address while it is empty.
func CheckSlug(name string) *Fault {
	good := vietnamese.Slug(name)
	switch {
	case name != good:
		f := fault("slug")
		if good != "" {
			f.Try = Slug(name)
		}
		return f
	case good == "":
		return nil
	}
	f := checkName(name)
	if f != nil {
		f.Try = Slug(name)
	}
	return f
}

// unnamed is the slug of what has no letter or digit that a slug can hold.
const unnamed = "bai"

// Slug returns a part of an address made of the first text that has a slug. It
// is never empty, too long, or a name that Windows cannot have.
func Slug(texts ...string) string {
	for _, text := range texts {
		slug := vietnamese.Slug(text)
		if slug == "" {
			continue
		}
		if isDevice(slug) {
			return slug + "-1"
		}
		return shorten(slug, MaxName)
	}
	return unnamed
}

// Numbered returns slug with a number after it, within the same length.
func Numbered(slug string, n int) string {
	suffix := "-" + strconv.Itoa(n)
	return shorten(slug, MaxName-len(suffix)) + suffix
}

// shorten cuts a slug at the last hyphen that leaves most of it.
func shorten(slug string, limit int) string {
	if len(slug) <= limit {
		return slug
	}
	if i := strings.LastIndexByte(slug[:limit+1], '-'); i > limit/2 {
		return slug[:i]
	}
	return slug[:limit]
}

// FileName returns the name by which a file of the content folder is
// published: its own if every browser and file system can have it, else one
// made of it ("Lớp học.JPG" → "lop-hoc.JPG").
func FileName(name string) string {
	if isPlain(name) && checkPortable(name) == nil {
		return name
	}
	stem, ext := name, ""
	if i := strings.LastIndexByte(name, '.'); i >= 0 && isPlain(name[i:]) && i < len(name)-1 {
		stem, ext = name[:i], name[i:]
	}
	return shorten(Slug(stem), MaxName-len(ext)) + ext
}

// isPlain reports whether an address may contain a name as it is (RFC 3986,
// section 2.3).
func isPlain(name string) bool {
	for i := range len(name) {
		c := name[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-_.~", c) >= 0) {
			return false
		}
	}
	return true
}
