package feed

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"guong/generator/site"
)

// rule says for how long some outputs may be kept: a file, or all files in a folder.
type rule struct {
	path    string // from the root of the site; of a folder with a slash at the end
	caching site.Caching
	hashed  bool // of a folder: all its files have hashes in their names
}

// rulesOf returns as few rules as tell the caching of all outputs, in the order of
// their paths. No two are about one file. Files without a rule are left to the server.
func rulesOf(outputs []site.Output) []rule {
	folders := map[string]*rule{} // with the caching of all their files, the default if they differ
	var special []site.Output
	for _, o := range outputs {
		if o.Caching == site.CacheDefault || o.Beside {
			continue
		}
		special = append(special, o)
		hashed := hashedName.MatchString(o.Path)
		for folder := range foldersOf(o.Path) {
			r := folders[folder]
			if r == nil {
				r = &rule{folder, o.Caching, true}
				folders[folder] = r
			}
			r.hashed = r.hashed && hashed
			if r.caching != o.Caching {
				r.caching = site.CacheDefault
			}
		}
	}
	for _, o := range outputs {
		if o.Caching != site.CacheDefault || o.Beside {
			continue
		}
		for folder := range foldersOf(o.Path) {
			if r := folders[folder]; r != nil {
				r.caching = site.CacheDefault
			}
		}
	}
	found := map[string]rule{}
	for _, o := range special {
		r := rule{path: o.Path, caching: o.Caching}
		for folder := range foldersOf(o.Path) {
			if f := folders[folder]; f.caching != site.CacheDefault {
				r = *f
				break
			}
		}
		found[r.path] = r
	}
	rules := make([]rule, 0, len(found))
	for _, r := range found {
		rules = append(rules, r)
	}
	slices.SortFunc(rules, func(a, b rule) int { return strings.Compare(a.path, b.path) })
	return rules
}

// foldersOf yields the folders in which a file lies, with slashes at their ends, the
// outermost first.
func foldersOf(path string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := range len(path) {
			if path[i] == '/' && !yield(path[:i+1]) {
				return
			}
		}
	}
}

var (
	// hashedName is the end of a name that changes with the bytes of its file.
	hashedName = regexp.MustCompile(`\.[0-9a-f]{16}\.[^./]+$`)
	// numbered is a folder of several that are alike.
	numbered = regexp.MustCompile(`/[0-9]+/`)
	// hashedPart is a name, or a part of one, that does.
	hashedPart = regexp.MustCompile(`(^|[./])([0-9a-f]{12}|[0-9a-f]{16})([./])`)
)

// form returns a regular expression for the paths of the rule, also when hashes in them
// are others, and folders more: servers read their rules once, not after each build.
func (r rule) form() string {
	if r.hashed {
		return regexp.QuoteMeta(r.path) + `(.+/)?[^/]+` + hashedName.String()
	}
	form, rest := "", r.path
	for r.caching == site.CacheForever {
		at := hashedPart.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		form += regexp.QuoteMeta(rest[:at[4]]) + fmt.Sprintf("[0-9a-f]{%d}", at[5]-at[4])
		rest = rest[at[5]:]
	}
	form = numbered.ReplaceAllString(form+regexp.QuoteMeta(rest), "/[0-9]+/")
	if !strings.HasSuffix(r.path, "/") {
		form += "$"
	}
	return form
}

// forms returns the forms of rules, each once: those of what is kept for ever come
// first, for a later one goes before.
func forms(rules []rule) (list []form) {
	for _, r := range rules {
		if f := (form{r.form(), r.caching}); !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b form) int { return cmp.Compare(b.caching, a.caching) })
	return list
}

// form is a regular expression for paths, with their caching.
type form struct {
	pattern string
	caching site.Caching
}
