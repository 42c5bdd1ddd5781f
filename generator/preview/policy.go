package preview

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"

	"guong/generator"
	"guong/generator/metadata"
)

// policyOf returns the Content-Security-Policy that pages of an edition have: that
// of the finished site, and what the preview itself needs.
func policyOf(e *generator.Edition) string {
	return relaxed(metadata.PagePolicy(e.Site)) + "; frame-ancestors 'self'"
}

// ownPolicy is that of answers which are no part of a site.
var ownPolicy = relaxed("default-src 'none'; base-uri 'none'; form-action 'none'") + "; frame-ancestors 'self'"

// needed are the directives without which a page of the preview could not run its
// script, show its bar, hear of changes, or be shown in a frame as wide as a phone;
// each with the directives that stand in for it (CSP Level 3, section 6.8.3).
var needed = []struct {
	name      string
	fallbacks []string
}{
	{"script-src", []string{"default-src"}},
	{"style-src", []string{"default-src"}},
	{"connect-src", []string{"default-src"}},
	{"frame-src", []string{"child-src", "default-src"}},
}

// relaxed returns a policy that allows what the preview needs of its own server, and
// otherwise what it allowed before.
func relaxed(policy string) string {
	var names []string
	sources := map[string][]string{}
	for directive := range strings.SplitSeq(policy, ";") {
		words := strings.Fields(directive)
		if len(words) == 0 {
			continue
		}
		name := strings.ToLower(words[0])
		if _, twice := sources[name]; !twice { // the first counts
			names = append(names, name)
			sources[name] = words[1:]
		}
	}
	for _, n := range needed {
		for _, name := range append([]string{n.name}, n.fallbacks...) {
			allowed, stated := sources[name]
			if !stated {
				continue
			}
			if !slices.Contains(allowed, "'self'") {
				own := slices.DeleteFunc(slices.Clone(allowed), func(s string) bool { return strings.EqualFold(s, "'none'") })
				if name != n.name {
					names = append(names, n.name)
				}
				sources[n.name] = append(own, "'self'")
			}
			break
		}
	}
	directives := make([]string, len(names))
	for i, name := range names {
		directives[i] = strings.Join(append([]string{name}, sources[name]...), " ")
	}
	return strings.Join(directives, "; ")
}

// stated finds the policies that a page states itself, and content what they say.
var (
	stated  = regexp.MustCompile(`(?is)<meta\b[^>]*\bhttp-equiv\s*=\s*["']?content-security-policy\b[^>]*>`)
	content = regexp.MustCompile(`(?is)\bcontent\s*=\s*("[^"]*"|'[^']*')`)
)

// relaxedPage returns a page whose own policies allow what the preview needs.
func relaxedPage(page []byte) []byte {
	head := len(page)
	if at := bytes.Index(page, []byte("<body")); at >= 0 {
		head = at // nowhere else does such an element count
	}
	metas := stated.ReplaceAllFunc(page[:head], func(meta []byte) []byte {
		return content.ReplaceAllFunc(meta, func(attribute []byte) []byte {
			_, quoted, _ := bytes.Cut(attribute, []byte("="))
			quoted = bytes.TrimSpace(quoted)
			policy := html.UnescapeString(string(quoted[1 : len(quoted)-1]))
			return []byte(`content="` + html.EscapeString(relaxed(policy)) + `"`)
		})
	})
	return append(slices.Clip(metas), page[head:]...)
}
