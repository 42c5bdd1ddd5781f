package theme

import (
	"bytes"
	"regexp"
	"strconv"
	"text/template/parse"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
)

// templateMinifier leaves quotation marks and end tags: what html/template
// escapes depends on them.
var templateMinifier = html.Minifier{
	KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true,
	TemplateDelims: html.GoTemplateDelims,
}

// verbatim matches elements whose white space is part of what they say, and
// which the minifier spares only if no action stands in them.
var verbatim = regexp.MustCompile(`(?is)<(?:script|style|textarea|pre)\b[^>]*>.*?</(?:script|style|textarea|pre)\s*>`)

// comment matches the comments of templates: the minifier would take an
// apostrophe in one for the begin of a string. Those that trim white space beside
// them leave an empty one behind.
var comment = regexp.MustCompile(`(?s)\{\{/\*.*?\*/\}\}|(\{\{(?:- )?/\*).*?(\*/(?: -)?\}\})`)

// edge is an action that does nothing. At both ends of a template it tells the
// minifier that text may go on there: a partial that ends in a space, after an
// inline element, keeps it.
const edge = "{{/**/}}"

// minifyTemplate takes the white space and comments out of a template's HTML. A
// template that the minifier spoils is returned as it is.
func minifyTemplate(name string, text []byte) []byte {
	if len(bytes.TrimSpace(text)) == 0 {
		return text
	}
	var kept [][]byte
	stripped := comment.ReplaceAll(text, []byte("$1$2"))
	stripped = verbatim.ReplaceAllFunc(stripped, func(element []byte) []byte {
		if !bytes.Contains(element, []byte("{{")) {
			return element
		}
		kept = append(kept, element)
		return keptElement(len(kept) - 1)
	})
	stripped = append(append([]byte(edge), stripped...), edge...)
	var b bytes.Buffer
	if err := templateMinifier.Minify(minify.New(), &b, bytes.NewReader(stripped), nil); err != nil {
		return text
	}
	small := bytes.TrimSuffix(bytes.TrimPrefix(b.Bytes(), []byte(edge)), []byte(edge))
	for i, element := range kept {
		small = bytes.Replace(small, keptElement(i), element, 1)
	}
	if !parses(name, small) {
		return text
	}
	return small
}

// keptElement stands for an element while the template around it is minified.
func keptElement(i int) []byte { return []byte("{{/*guong:" + strconv.Itoa(i) + "*/}}") }

func parses(name string, text []byte) bool {
	tree := parse.New(name)
	tree.Mode = parse.SkipFuncCheck
	_, err := tree.Parse(string(text), "", "", map[string]*parse.Tree{})
	return err == nil
}
