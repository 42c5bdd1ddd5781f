package theme

import (
	"path"
	"regexp"
	"strings"

	"github.com/tdewolff/parse/v2/css"
)

// importRule is an @import while its tokens pass by (CSS Cascading Level 5, §2).
type importRule struct {
	ref       string
	at        int    // of ref in the style sheet
	condition string // what stands between ref and the semicolon
}

// take takes a token that belongs to the rule, and reports whether it does: all do
// up to the semicolon.
func (r *importRule) take(s *sheet, kind css.TokenType, token []byte) bool {
	switch {
	case kind == css.SemicolonToken:
		return false
	case r.at > 0:
		if kind != css.CommentToken {
			r.condition += string(token)
		}
	case kind == css.StringToken && len(token) >= 2:
		r.ref, r.at = string(token[1:len(token)-1]), s.at+1
	case kind == css.URLToken:
		if parts := urlParts.FindSubmatch(token); parts != nil {
			r.ref, r.at = string(parts[2]), s.at+len(parts[1])
		}
	}
	return true
}

// unbundled matches the conditions of imports that stay requests.
var unbundled = regexp.MustCompile(`(?i)^(layer|supports)\b`)

// imported ends the @import that is open, and returns what stands for it: the style
// sheet itself, unless it comes from elsewhere.
func (s *sheet) imported() []byte {
	r := s.rule
	s.rule = nil
	if r == nil || r.at == 0 {
		return nil
	}
	condition := strings.TrimSpace(r.condition)
	if elsewhere.MatchString(r.ref) || unbundled.MatchString(condition) {
		if condition != "" {
			condition = " " + condition
		}
		s.kept = append(s.kept, `@import "`+s.reference(r.ref, r.at)+`"`+condition+";"...)
		return nil
	}
	text := s.inline(r)
	if condition != "" {
		text = append(append([]byte("@media "+condition+"{"), text...), '}')
	}
	return text
}

// inline returns the style sheet that a rule takes in. It is no asset of its own
// any more.
func (s *sheet) inline(r *importRule) []byte {
	l := s.loader
	target, _ := s.target(r.ref)
	raw, file, ok := l.theme.read(path.Join(assetsFolder, target))
	if !ok || l.loading[target] {
		s.missing(r.ref, target, r.at)
		return nil
	}
	l.loading[target] = true
	defer delete(l.loading, target)
	l.bundled[target] = true
	return s.read(target, file, raw)
}
