package content

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"guong/generator/config"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// Reader reads articles of one site. It is immutable and safe for concurrent use.
type Reader struct {
	config *config.Config
	tables *tables
	folder string
	terms  map[string]bool // folders of texts that tell of terms
}

// NewReader returns a reader for the site of c, whose content folder is called
// folder in diagnostics.
func NewReader(c *config.Config, folder string) *Reader {
	var taxonomies []config.Taxonomy
	for _, t := range c.Taxonomies {
		if t.Key != "authors" {
			taxonomies = append(taxonomies, t)
		}
	}
	terms := make(map[string]bool, len(c.Taxonomies))
	for _, t := range c.Taxonomies {
		terms[t.Path] = true
	}
	return &Reader{config: c, tables: newTables(taxonomies), folder: folder, terms: terms}
}

// Version tells readers apart that may read one file as different articles.
func (r *Reader) Version() string {
	return fmt.Sprintf("%q %q %q %q", r.folder, r.config.Location, r.config.BaseURL, r.config.Taxonomies)
}

// Read takes the article apart whose file has the bytes raw. The body is a part
// of raw, or of a copy if the text had to be put right; the Article keeps no
// hold of either. If the list holds an error, the Article has what could be read.
func (r *Reader) Read(f File, raw []byte) (*Article, []byte, diag.List) {
	a := &Article{Path: f.Path, File: path.Join(r.folder, f.Path), Kind: r.kindOf(f.Path)}
	inOrder := vietnamese.InOrder(raw) // as nearly all texts are: they are read through once
	if !inOrder {
		if wrong := undecodable(a.File, raw); wrong != nil {
			return a, nil, wrong
		}
	}
	if wrong := legacy(a.File, raw); wrong != nil {
		return a, nil, wrong
	}
	text := raw
	if !inOrder {
		text, a.Fixes = vietnamese.Repair(raw)
	}
	p, wrong, ok := split(a.File, text)
	if !ok {
		return a, nil, wrong
	}
	p.body = withoutIndents(p, raw, a.Fixes)
	a.BodyLine, a.Size = p.bodyLine, len(p.body)
	a.source = value.Source{File: a.File, Line: p.frontLine, Text: p.front}
	parse := value.TOML
	if p.syntax == syntaxYAML {
		parse = value.YAML
	}
	root, bad := parse(a.source)
	complete := bad.Count(diag.Error) == 0
	reader := frontReader{
		Decoder: value.Decoder{Source: a.source, YAML: p.syntax == syntaxYAML, Location: r.config.Location, Wrong: bad},
		front:   &a.Front,
		tables:  r.tables,
		kind:    a.Kind,
		home:    r.config.BaseURL,
		missing: r.missingKeys(a.Kind, root),
	}
	if !complete { // what can be read has its mistakes told, and says nothing of the article
		reader.front = &Front{}
		reader.read(root)
		return a, p.body, append(wrong, reader.Wrong...)
	}
	reader.read(root)
	reader.require()
	a.spelled = reader.spelled
	return a, p.body, append(wrong, reader.Wrong...)
}

// missingKeys returns what every article of a kind must have and root has not. A
// value of the wrong type is there, and is reported as what it is.
func (r *Reader) missingKeys(kind Kind, root value.Node) (keys []string) {
	t := r.tables.front
	if !t.given(root, "title") {
		keys = append(keys, "title")
	}
	// A story is dated by its publication if it has no other date.
	if kind == Story && !t.given(root, "date") && !t.given(root, "publish") {
		keys = append(keys, "date")
	}
	return keys
}

// require reports the missing keys that nothing was said about.
func (r *frontReader) require() {
	if r.kind == Story && r.front.Date.IsZero() {
		r.front.Date = r.front.Publish
	}
	for _, key := range r.missing {
		if slices.Contains(r.meant, key) {
			continue
		}
		example := `"Tít của bài"`
		if key == "date" {
			example = `"06/07/2021 - 10:11"`
		}
		f, _ := r.tables.front.field(r.root, key)
		r.fail(f.Value, message.New("content.missing", key), r.Write(cmp.Or(f.Key, key), example))
	}
}

// field returns the field of the table n that is called name, in any spelling.
func (t *table) field(n value.Node, name string) (value.Field, bool) {
	for _, f := range n.Fields {
		if f.Key == name {
			return f, true
		}
	}
	for _, f := range n.Fields {
		if i, known := t.names.Find(f.Key); known && t.keys[i].Name == name {
			return f, true
		}
	}
	return value.Field{}, false
}

// given reports whether the key of a table has a value, right or wrong.
func (t *table) given(n value.Node, name string) bool {
	f, _ := t.field(n, name)
	return !isBlank(f.Value) || f.Value.Kind >= value.List
}

func (r *Reader) kindOf(p string) Kind {
	base := path.Base(p)
	top, _, _ := strings.Cut(p, "/")
	switch {
	case strings.TrimSuffix(base, path.Ext(base)) == "_index":
		return Index
	case strings.Count(p, "/") == 0, strings.Count(p, "/") == 1 && isBundle(p):
		return Page
	case top == BiographyFolder:
		return Biography
	case r.terms[top]:
		return TermText
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
