package content

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// The keys of front matter, for proposals. TestEveryKey holds them to the code
// below.
var frontKeys = []string{
	"title", "date", "updated", "publish", "expires", "draft", "author", "summary", "dateline", "slug", "aliases", "image",
	"honorees", "documents", "related", "corrections", "removed", "consent", "source", "featured", "weight", "unchecked",
}

// frontReader fills a Front from the tree of its front matter.
type frontReader struct {
	value.Decoder
	front      *Front
	root       value.Node
	taxonomies []string // keys whose values are lists of terms
	home       string   // the full address of the site
	missing    []string // keys that must be there and are not
	meant      []string // of these, what other keys were proposed for
}

func (r *frontReader) read(root value.Node) {
	r.root = root
	for _, f := range root.Fields {
		r.field(f)
	}
}

func (r *frontReader) field(f value.Field) {
	a := r.front
	switch f.Key {
	case "title":
		a.Title = r.String(f)
	case "date":
		a.Date = r.Date(f)
	case "updated":
		a.Updated = r.Date(f)
	case "publish":
		a.Publish = r.Date(f)
	case "expires":
		a.Expires = r.Date(f)
	case "draft":
		a.Draft = r.Bool(f)
	case "author", "authors":
		r.authors(f)
	case "summary", "description":
		a.Summary = r.String(f)
	case "dateline":
		a.Dateline = r.String(f)
	case "slug":
		r.slug(f)
	case "aliases":
		r.aliases(f)
	case "image":
		r.image(f)
	case "honorees":
		r.honorees(f)
	case "documents":
		r.documents(f)
	case "related":
		a.Related = r.Strings(f)
	case "removed":
		r.removed(f)
	case "consent":
		r.consent(f)
	case "corrections":
		r.corrections(f)
	case "source":
		r.source(f)
	case "featured":
		a.Featured = r.Bool(f)
	case "weight":
		a.Weight = r.Int(f)
	case "unchecked":
		a.Unchecked = r.Strings(f)
	default:
		if slices.Contains(r.taxonomies, f.Key) {
			r.terms(f)
			return
		}
		r.unknown(f)
		if a.Params == nil {
			a.Params = map[string]any{}
		}
		a.Params[f.Key] = f.Value.Any()
	}
}

// authors warns of several names in one text: they would become one author.
func (r *frontReader) authors(f value.Field) {
	names := r.Strings(f)
	r.front.Authors = names
	if !slices.ContainsFunc(names, hasSeparator) {
		return
	}
	var each []string
	for _, name := range names {
		each = append(each, splitNames(name)...)
	}
	if len(each) > len(names) {
		list := `["` + strings.Join(each, `", "`) + `"]`
		r.Report(diag.Warning, f.Value.Offset, f.Value.End, message.New("content.authors"), r.Write(f.Key, list))
	}
}

func hasSeparator(name string) bool {
	return strings.ContainsAny(name, ",;&") || strings.Contains(name, " và ")
}

// splitNames returns the names that a text lists: between commas, or joined by
// "và" if they are names of persons, not "Sở Giáo dục và Đào tạo".
func splitNames(text string) (names []string) {
	for part := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == ',' || c == ';' }) {
		persons := strings.Split(strings.ReplaceAll(part, " & ", " và "), " và ")
		if !isPerson(strings.Join(persons, " ")) {
			persons = []string{part}
		}
		for _, name := range persons {
			if name = strings.TrimSpace(name); name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

// isPerson recognises a name all of whose words have capitals.
func isPerson(name string) bool {
	for word := range strings.FieldsSeq(name) {
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

func (r *frontReader) terms(f value.Field) {
	if terms := r.Strings(f); len(terms) > 0 {
		if r.front.Terms == nil {
			r.front.Terms = make(map[string][]string, len(r.taxonomies))
		}
		r.front.Terms[f.Key] = terms
	}
}

func (r *frontReader) aliases(f value.Field) {
	items := []value.Node{f.Value}
	if f.Value.Kind == value.List {
		items = f.Value.Items
	}
	for _, item := range items {
		for _, alias := range r.Strings(value.Field{Key: f.Key, Offset: f.Offset, Value: item}) {
			r.alias(item, alias)
		}
	}
}

// url takes an address of another site, or a path of this one.
func (r *frontReader) url(f value.Field) string {
	url := r.String(f)
	if url == "" || strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "/") && !strings.HasPrefix(url, "//") {
		return url
	}
	r.fail(f.Value, message.New("content.url", url), r.Write("url", `"https://…"`))
	return ""
}

// fail reports an error about the value n.
func (r *frontReader) fail(n value.Node, text, hint message.Message) {
	r.Report(diag.Error, n.Offset, n.End, text, hint)
}
