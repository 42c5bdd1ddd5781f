// Package address holds the one rule for the addresses of the finished site.
//
// Every address that a person writes goes through it where it is read: former
// addresses ([ParseAlias]), names that become a part of an address
// ([CheckSlug]: slug, id, path of a taxonomy, words of a permalink), and links
// to places of this site ([CheckLocal]: the menu). Names that Gương makes of
// titles, folders and people ([Slug]) keep the rule by construction.
//
// The rule: an address can be asked for by a browser, its file can lie on every
// file system that Gương runs on, and it takes no name that a host or Gương
// itself gives a meaning to.
package address

import (
	"strings"
	"unicode"

	"guong/generator/message"
)

// MaxName is how many bytes a name between two slashes may have: what ext4,
// APFS and NTFS hold.
const MaxName = 255

// maxPath is how many bytes a whole address may have. Browsers and servers take
// twice as many, but Cloudflare reads 1,000 characters of a rule.
const maxPath = 1000

// Fault says why a text cannot be an address.
type Fault struct {
	Why message.Message
	Try string // what to write instead; "" if there is no telling
}

// fault returns the fault that the catalogues call id.
func fault(id string, args ...any) *Fault { return &Fault{Why: message.New("address."+id, args...)} }

// checkPath looks at a decoded path from the site's root.
func checkPath(path string) *Fault {
	if f := checkText(path); f != nil {
		return f
	}
	if len(path) > maxPath {
		return fault("path-long", maxPath)
	}
	for i, name := range strings.Split(strings.Trim(path, "/"), "/") {
		if i == 0 && isHostFile(name) {
			return fault("host-file", name)
		}
		if f := checkName(name); f != nil {
			return f
		}
	}
	return nil
}

// checkText looks for characters that no address has.
func checkText(text string) *Fault {
	for _, r := range text {
		switch {
		case r == '\\':
			return fault("backslash")
		case !unicode.IsPrint(r): // blanks but the ASCII one, control and format characters, U+FFFE…
			return fault("invisible")
		}
	}
	return nil
}

// checkName looks at one name between two slashes.
func checkName(name string) *Fault {
	switch {
	case name == "." || name == "..":
		return fault("dots")
	case strings.HasPrefix(name, "."):
		return fault("hidden", name)
	case len(name) > MaxName:
		return fault("name-long", MaxName)
	}
	return checkPortable(name)
}

// checkPortable looks for names that Windows cannot have.
func checkPortable(name string) *Fault {
	switch {
	case name != strings.Trim(name, " ") || strings.HasSuffix(name, "."):
		return fault("ending", name)
	case isDevice(name):
		return fault("device", name)
	}
	return nil
}

// isDevice reports whether Windows takes a name for a device, whatever follows
// its first point (Naming Files, Paths, and Namespaces; Microsoft).
func isDevice(name string) bool {
	base, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch base = strings.TrimRight(base, " "); base {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	number, found := strings.CutPrefix(base, "com")
	if !found {
		number, found = strings.CutPrefix(base, "lpt")
	}
	switch number {
	case "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³":
		return found
	}
	return false
}

// isHostFile reports whether hosts read a file of that name at the root of a
// site, and do not publish it: Netlify, Cloudflare Pages, GitLab Pages.
func isHostFile(name string) bool {
	switch strings.ToLower(name) {
	case "_headers", "_redirects", "_routes.json", "_worker.js":
		return true
	}
	return false
}
