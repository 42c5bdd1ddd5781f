package content

import (
	"path"
	"strings"

	"guong/generator/config"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// Reader reads articles of one site. It is immutable and safe for concurrent use.
type Reader struct {
	config     *config.Config
	taxonomies []string
	folder     string
}

// NewReader returns a reader for the site of c, whose content folder is called
// folder in diagnostics.
func NewReader(c *config.Config, folder string) *Reader {
	r := &Reader{config: c, folder: folder}
	for _, t := range c.Taxonomies {
		if t.Key != "authors" {
			r.taxonomies = append(r.taxonomies, t.Key)
		}
	}
	return r
}

// Read takes the article apart whose file has the bytes raw. The body is a part
// of raw, or of a copy if the text had to be put right; the Article keeps no
// hold of either. If the list holds an error, the Article has what could be read.
func (r *Reader) Read(f File, raw []byte) (*Article, []byte, diag.List) {
	a := &Article{Path: f.Path, File: path.Join(r.folder, f.Path), Kind: kindOf(f.Path)}
	if wrong := undecodable(a.File, raw); wrong != nil {
		return a, nil, wrong
	}
	if wrong := legacy(a.File, raw); wrong != nil {
		return a, nil, wrong
	}
	text, fixes := vietnamese.Repair(raw)
	a.Fixes = fixes
	p, wrong, ok := split(a.File, text)
	if !ok {
		return a, nil, wrong
	}
	a.BodyLine, a.Size = p.bodyLine, len(p.body)
	a.source = value.Source{File: a.File, Line: p.frontLine, Text: p.front}
	parse := value.TOML
	if p.syntax == syntaxYAML {
		parse = value.YAML
	}
	root, bad := parse(a.source)
	wrong = append(wrong, bad...)
	if bad.Count(diag.Error) > 0 {
		return a, p.body, wrong
	}
	reader := frontReader{
		Decoder:    value.Decoder{Source: a.source, YAML: p.syntax == syntaxYAML, Location: r.config.Location},
		front:      &a.Front,
		taxonomies: r.taxonomies,
	}
	reader.read(root)
	reader.require(a, root)
	return a, p.body, append(wrong, reader.Wrong...)
}

// require reports what every article must have. A value of the wrong type has
// been reported already.
func (r *frontReader) require(a *Article, root value.Node) {
	missing := func(key, example string) {
		n, _ := root.Field(key)
		r.fail(n, message.New("content.missing", key), r.Write(key, example))
	}
	if !given(root, "title") {
		missing("title", `"Tít của bài"`)
	}
	if a.Kind == Story && !given(root, "date") {
		missing("date", `"06/07/2021 - 10:11"`)
	}
}

// given reports whether the key of a table has a value, right or wrong.
func given(table value.Node, key string) bool {
	n, found := table.Field(key)
	switch n.Kind {
	case value.String, value.Plain:
		return strings.TrimSpace(n.Text) != ""
	}
	return found && n.Kind != value.Null
}

func kindOf(p string) Kind {
	base := path.Base(p)
	switch {
	case strings.TrimSuffix(base, path.Ext(base)) == "_index":
		return Index
	case strings.Count(p, "/") == 0, strings.Count(p, "/") == 1 && isBundle(p):
		return Page
	}
	return Story
}

// undecodable reports text that is no UTF-8.
func undecodable(file string, raw []byte) diag.List {
	at := vietnamese.InvalidUTF8(raw)
	if at < 0 {
		return nil
	}
	d := diag.At(file, raw, at, 1)
	d.Message, d.Hint = message.New("content.not-utf8"), message.New("content.not-utf8-hint")
	if enc, at, ok := vietnamese.DetectLegacy(raw); ok {
		d.Line = diag.At(file, raw, at, 1).Line
		d.Column, d.Excerpt = 0, ""
		d.Message = message.New("content.not-utf8-suspect", enc)
	}
	return diag.List{d}
}

// maxDecoded is how many characters of a line are shown as they should read.
const maxDecoded = 100

// legacy reports text of TCVN3 or VNI that was pasted as if it were Unicode.
func legacy(file string, text []byte) diag.List {
	enc, at, ok := vietnamese.DetectLegacy(text)
	if !ok {
		return nil
	}
	d := diag.At(file, text, at, 1)
	line := []rune(strings.TrimSpace(enc.Decode(d.Excerpt)))
	if len(line) > maxDecoded {
		line = append(line[:maxDecoded], '…')
	}
	d.Message, d.Hint = message.New("content.legacy", enc), message.New("content.legacy-hint", string(line))
	return diag.List{d}
}
