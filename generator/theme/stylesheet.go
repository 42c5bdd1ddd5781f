package theme

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// bundle returns a style sheet with those that it imports in their places, and the
// published names in url(…). It reports what a browser would not read as it is
// meant: brackets that do not match, strings and comments without an end.
func (l *assetLoader) bundle(name, file string, raw []byte) []byte {
	b := bundle{loader: l, name: name}
	text := b.read(name, file, raw)
	return append(b.kept, text...)
}

// bundle is a style sheet as it is published, while it is put together.
type bundle struct {
	loader *assetLoader
	name   string // of the style sheet that templates ask for
	kept   []byte // imports that stay requests: they must stand before all rules
}

// read returns what one of the style sheets adds to the bundle.
func (b *bundle) read(name, file string, raw []byte) []byte {
	s := sheet{bundle: b, name: name, file: file, raw: raw}
	lexer := css.NewLexer(parse.NewInputBytes(bytes.Clone(raw)))
	for {
		kind, token := lexer.Next()
		if kind == css.ErrorToken {
			break
		}
		s.out = append(s.out, s.token(kind, token)...)
		s.at += len(token)
	}
	s.out = append(s.out, s.imported()...)
	s.unclosed(s.open)
	return s.out
}

// sheet is a style sheet while its tokens pass by.
type sheet struct {
	*bundle
	name, file string
	raw, out   []byte
	at         int         // of the token in raw
	open       []int       // places of brackets that are open
	rule       *importRule // the @import that has not ended yet
}

// token returns what is published for a token.
func (s *sheet) token(kind css.TokenType, token []byte) []byte {
	if s.rule != nil && s.rule.take(s, kind, token) {
		return nil
	}
	switch kind {
	case css.AtKeywordToken:
		if strings.EqualFold(string(token), "@import") {
			s.rule = &importRule{}
			return nil
		}
	case css.URLToken:
		return s.url(token)
	case css.SemicolonToken:
		if s.rule != nil {
			return s.imported()
		}
	case css.LeftBraceToken, css.LeftBracketToken, css.LeftParenthesisToken:
		s.open = append(s.open, s.at)
	case css.FunctionToken:
		s.open = append(s.open, s.at+len(token)-1)
	case css.RightBraceToken, css.RightBracketToken, css.RightParenthesisToken:
		s.close(token)
	case css.BadStringToken, css.BadURLToken:
		s.wrong(s.at, 1, message.New("theme.css-string"))
	case css.CommentToken:
		if !bytes.HasSuffix(token, []byte("*/")) || len(token) < len("/**/") {
			s.wrong(s.at, 2, message.New("theme.css-open", "/*"))
		}
	}
	return token
}

// close matches a closing bracket with the last that it can close.
func (s *sheet) close(bracket []byte) {
	const pairs = "{}[]()"
	opening := pairs[strings.IndexByte(pairs, bracket[0])-1]
	for i := len(s.open) - 1; i >= 0; i-- {
		if s.raw[s.open[i]] == opening {
			s.unclosed(s.open[i+1:])
			s.open = s.open[:i]
			return
		}
	}
	s.wrong(s.at, 1, message.New("theme.css-close", string(bracket)))
}

// unclosed reports brackets that nothing closes.
func (s *sheet) unclosed(places []int) {
	for _, open := range places {
		s.wrong(open, 1, message.New("theme.css-open", string(s.raw[open])))
	}
}

var urlParts = regexp.MustCompile(`(?is)^(url\(\s*["']?)(.*?)(["']?\s*\))$`)

// url returns a token url(…) with the published name.
func (s *sheet) url(token []byte) []byte {
	parts := urlParts.FindSubmatch(token)
	if parts == nil {
		return token
	}
	ref := string(parts[2])
	published := s.reference(ref, s.at+len(parts[1]))
	if published == ref {
		return token
	}
	return []byte(`url("` + published + `")`)
}

// elsewhere matches what is no file of the theme: an absolute address, data, a
// place in the document.
var elsewhere = regexp.MustCompile(`^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|/|#|\?|$)`)

// reference returns the address of the asset that ref means, as seen from the
// bundle; ref stands at an offset in the style sheet.
func (s *sheet) reference(ref string, at int) string {
	if elsewhere.MatchString(ref) {
		return ref
	}
	target, tail := s.target(ref)
	asset := s.loader.load(target)
	if asset == nil {
		s.missing(ref, target, at)
		return ref
	}
	up := strings.Repeat("../", strings.Count(s.bundle.name, "/"))
	return up + escapedPath(strings.TrimPrefix(asset.Path, assetsFolder+"/")) + tail
}

// target returns the name of the asset that ref means, and what follows it in ref.
func (s *sheet) target(ref string) (name, tail string) {
	name = ref
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		name, tail = ref[:i], ref[i:]
	}
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	return path.Join(path.Dir(s.name), name), tail
}

// missing reports that there is no such asset, or that it takes in this one.
func (s *sheet) missing(ref, target string, at int) {
	what, hint := message.New("theme.no-asset", ref), message.New("theme.no-asset-hint")
	if s.loader.loading[target] {
		what, hint = message.New("theme.asset-circle", ref), message.New("theme.asset-circle-hint")
	} else if near, ok := vietnamese.Nearest(target, s.loader.names); ok {
		hint = message.New("value.did-you-mean", near)
	}
	d := diag.At(s.file, s.raw, at, len([]rune(ref)))
	d.Message, d.Hint = what, hint
	s.loader.bag.Add(d)
}

func (s *sheet) wrong(offset, width int, what message.Message) {
	d := diag.At(s.file, s.raw, offset, width)
	d.Message, d.Hint = message.New("theme.asset-syntax", what), message.New("theme.asset-syntax-hint")
	s.loader.bag.Add(d)
}
