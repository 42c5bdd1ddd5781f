package svg

import (
	"bytes"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// cleanCSS returns a style sheet, a list of declarations or a value without what
// leads out of the file: rules such as @import, addresses but for "#place" and
// pictures and fonts within the address, functions that take addresses. Outside
// names what was taken out.
func cleanCSS(text []byte) (clean []byte, outside []string) {
	if !bytes.ContainsAny(text, `\(@/<"'`) {
		return text, nil
	}
	c := cleaner{lexer: css.NewLexer(parse.NewInputBytes(bytes.Clone(text)))}
	for {
		kind, token := c.lexer.Next()
		if kind == css.ErrorToken {
			return c.out, c.outside
		}
		c.token(kind, token)
	}
}

type cleaner struct {
	lexer   *css.Lexer
	out     []byte
	outside []string
}

func (c *cleaner) token(kind css.TokenType, token []byte) {
	switch kind {
	case css.CommentToken, css.CDOToken, css.CDCToken:
		c.out = append(c.out, ' ') // what stood on both sides must not become one
	case css.BadStringToken, css.BadURLToken:
		c.out = append(c.out, "none"...)
	case css.StringToken:
		c.out = append(c.out, token...)
		if last := token[len(token)-1]; len(token) == 1 || last != token[0] {
			c.out = append(c.out, token[0]) // the text ended before it
		}
	case css.URLToken:
		c.url(token)
	case css.FunctionToken:
		name := strings.ToLower(string(token[:len(token)-1]))
		if strings.Contains(name, `\`) || slices.Contains(loading, name) {
			c.outside = append(c.outside, name+"()")
			c.skip()
			c.out = append(c.out, "none"...)
			return
		}
		c.out = append(c.out, token...)
	case css.AtKeywordToken:
		if name := strings.ToLower(string(token)); !slices.Contains(rules, name) {
			if name == "@import" || strings.Contains(name, `\`) {
				c.outside = append(c.outside, name)
			}
			c.skipRule()
			return
		}
		c.out = append(c.out, token...)
	default:
		c.out = append(c.out, token...)
	}
}

// loading are the functions that take an address.
var loading = []string{
	"src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade", "-webkit-canvas", "element", "-moz-element",
	"expression", "url-prefix", "domain", "regexp", "paint", "attr",
}

// rules are the rules that are let through.
var rules = []string{"@media", "@supports", "@keyframes", "@-webkit-keyframes", "@font-face"}

// url writes an address that stays in the file.
func (c *cleaner) url(token []byte) {
	_, inner, _ := bytes.Cut(token, []byte("("))
	address := strings.Trim(strings.TrimSuffix(string(inner), ")"), " \t\r\n\f")
	address = strings.Trim(strings.Trim(address, `"'`), " \t\r\n\f")
	if isFragment(address) || pictureData.MatchString(address) || fontData.MatchString(address) {
		c.out = append(append(append(c.out, "url("...), strings.Join(strings.Fields(address), "")...), ')')
		return
	}
	if address != "" {
		c.outside = append(c.outside, "url()")
	}
	c.out = append(c.out, "none"...)
}

// skip passes over what a function or block holds, to its end. Any closing bracket
// closes any other: what a browser would still pass over is cleaned like the rest.
func (c *cleaner) skip() {
	for depth := 1; depth > 0; {
		switch kind, _ := c.lexer.Next(); kind {
		case css.ErrorToken:
			return
		case css.FunctionToken, css.LeftParenthesisToken, css.LeftBraceToken, css.LeftBracketToken:
			depth++
		case css.RightParenthesisToken, css.RightBraceToken, css.RightBracketToken:
			depth--
		}
	}
}

// skipRule passes over a rule: to its semicolon, or to the end of its block.
func (c *cleaner) skipRule() {
	for {
		switch kind, _ := c.lexer.Next(); kind {
		case css.SemicolonToken, css.ErrorToken:
			return
		case css.LeftBraceToken:
			c.skip()
			return
		case css.FunctionToken, css.LeftParenthesisToken:
			c.skip()
		}
	}
}
