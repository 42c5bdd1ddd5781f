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

// frontReader fills a Front from the tree of its front matter.
type frontReader struct {
	value.Decoder
	front   *Front
	tables  *tables
	kind    Kind
	root    value.Node
	home    string      // the full address of the site
	name    string      // of the key that is being read, as the manual spells it
	spelled [][2]string // keys that are spelled otherwise: name and spelling
	unknown int         // how many keys were not known
	missing []string    // keys that must be there and are not
	meant   []string    // of these, what other keys were proposed for

	// What is being read of a list of tables.
	list       string // the list of honorees, as the file calls it
	honoree    *Honoree
	collective bool // the honoree is no person
	award      *Award
	milestone  *Milestone
	document   *Document
	correction *Correction
}

func (r *frontReader) read(root value.Node) {
	r.root = root
	r.fields(r.tables.front, root, root.Fields)
	if r.kind == Index || r.kind == Biography {
		r.cannotBeRemoved()
	}
}

// fields reads the fields of the table n.
func (r *frontReader) fields(t *table, n value.Node, fields []value.Field) {
	var seen [4]uint64
	for _, f := range fields {
		i, known := t.names.Find(f.Key)
		if !known {
			if r.unknown++; r.unknown > maxUnknown {
				r.Report(diag.Error, f.Offset, f.Offset+len(f.Key), message.New("content.too-many-unknown", maxUnknown), message.New("content.too-many-unknown-hint"))
				return
			}
			r.unknownKey(t, n, f)
			continue
		}
		k := &t.keys[i]
		if f.Key != k.Name {
			r.spelled = append(r.spelled, [2]string{k.Name, f.Key})
		}
		if bit := uint64(1) << (i % 64); i < 64*len(seen) {
			if seen[i/64]&bit != 0 {
				r.twice(t, i, fields, f)
				continue
			}
			seen[i/64] |= bit
		}
		r.name = k.Name
		k.read(r, f)
	}
}

// maxUnknown is how many unknown keys front matter may have: nobody writes more.
const maxUnknown = 100

// twice reports the key f that means the same as an earlier one and says
// something else.
func (r *frontReader) twice(t *table, i int, fields []value.Field, f value.Field) {
	for _, earlier := range fields {
		if j, known := t.names.Find(earlier.Key); !known || j != i {
			continue
		}
		if !isBlank(f.Value) && (f.Value.Kind > value.Plain || f.Value.Text != earlier.Value.Text) {
			r.Report(diag.Error, f.Offset, f.Offset+len(f.Key), message.New("content.twice", f.Key, earlier.Key), message.New("value.keep-one"))
		}
		return
	}
}

// draft reads whether the story is unfinished; "no" in any words is clear.
func (r *frontReader) draft(f value.Field) {
	if yes, clear := truth(f.Value); !clear || yes {
		r.front.Draft = r.Bool(f)
	}
}

// publish reads when the story is to go out. Other programs have the truth value
// "published".
func (r *frontReader) publish(f value.Field) {
	yes, clear := truth(f.Value)
	if folded := value.FoldKey(f.Key); !clear || folded != "publish" && folded != "published" {
		r.front.Publish = r.Date(f)
	} else if !yes {
		r.Report(diag.Error, f.Offset, f.Offset+len(f.Key), message.New("content.withheld", f.Key), r.withheldHint("draft"))
	}
}

// expires reads when the story is to come down; "no" is never.
func (r *frontReader) expires(f value.Field) {
	if yes, clear := truth(f.Value); !clear || yes {
		r.front.Expires = r.Date(f)
	}
}

// Languages are those that a text may be in: Vietnamese, and those in which agencies
// write for readers abroad and across the border.
var Languages = []string{"vi", "en", "fr", "zh", "lo", "km"}

// language takes a name of BCP 47, "en" or "en-GB", of which the first part counts.
func (r *frontReader) language(f value.Field) {
	text := r.String(f)
	name, _, _ := strings.Cut(strings.ToLower(text), "-")
	if !slices.Contains(Languages, name) {
		r.Report(diag.Warning, f.Value.Offset, f.Value.End, message.New("content.language", text), r.Write(f.Key, `"en"`))
		return
	}
	r.front.Language = name
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

// localities warns of several places in one text: they would become one.
func (r *frontReader) localities(f value.Field) {
	r.terms(f)
	terms := r.front.Terms[r.name]
	if f.Value.Kind == value.Invalid || !slices.ContainsFunc(terms, func(term string) bool { return strings.ContainsAny(term, ",;") }) {
		return
	}
	var each []string
	for _, term := range terms {
		for part := range strings.FieldsFuncSeq(term, func(c rune) bool { return c == ',' || c == ';' }) {
			if part = strings.TrimSpace(part); part != "" {
				each = append(each, part)
			}
		}
	}
	list := `["` + strings.Join(each, `", "`) + `"]`
	r.Report(diag.Warning, f.Value.Offset, f.Value.End, message.New("content.localities"), r.Write(f.Key, list))
}

func (r *frontReader) terms(f value.Field) {
	if terms := r.Strings(f); len(terms) > 0 {
		if r.front.Terms == nil {
			r.front.Terms = make(map[string][]string, 4)
		}
		r.front.Terms[r.name] = terms
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

// fileOrURL takes an address of another site, or a path: of a file beside the story,
// or from the content folder. Package site knows what is there.
func (r *frontReader) fileOrURL(f value.Field) string {
	to := r.String(f)
	scheme, _, found := strings.Cut(to, ":")
	if strings.HasPrefix(to, "//") || found && scheme != "https" && scheme != "http" && !strings.Contains(scheme, "/") {
		r.fail(f.Value, message.New("content.url", to), r.Write(f.Key, `"https://…"`))
		return ""
	}
	return strings.ReplaceAll(to, `\`, "/")
}

// url takes an address of another site, or a path of this one.
func (r *frontReader) url(f value.Field) string {
	url := r.String(f)
	if url == "" || strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "/") && !strings.HasPrefix(url, "//") {
		return url
	}
	r.fail(f.Value, message.New("content.url", url), r.Write(f.Key, `"https://…"`))
	return ""
}

// fail reports an error about the value n.
func (r *frontReader) fail(n value.Node, text, hint message.Message) {
	r.Report(diag.Error, n.Offset, n.End, text, hint)
}
