package registry

import (
	"slices"
	"strconv"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// The keys of each table, for proposals.
var (
	awardRootKeys    = []string{"award", "law", "class", "giver", "abbreviations", "prefixes", "suffixes", "connectives"}
	movementRootKeys = []string{"movement", "law", "abbreviations", "prefixes", "suffixes"}
	fieldRootKeys    = []string{"field", "law", "abbreviations", "prefixes", "suffixes"}
	provinceRootKeys = []string{"province", "law", "kinds", "abbreviations", "old", "now"}

	lawKeys   = []string{"id", "number", "title", "from", "until"}
	classKeys = []string{"id", "name", "aliases"}
	giverKeys = []string{"id", "names"}

	entryKeys  = []string{"id", "name", "former", "aliases", "sources", "note"}
	sourceKeys = []string{"law", "article"}
	periodKeys = []string{"from", "until"}
)

// reader takes records out of one file.
type reader struct {
	value.Decoder
	words *vocabulary
}

// vocabulary reads what stands beside the records at the top of a file, and
// returns the records.
func (r *reader) vocabulary(root value.Node, f file) (records []value.Node) {
	w := r.words
	for _, field := range root.Fields {
		switch {
		case !slices.Contains(f.rootKeys, field.Key):
			r.Unknown(field, diag.Error, f.rootKeys)
			continue
		case field.Key == f.record:
			records = r.Tables(field)
			continue
		}
		switch field.Key {
		case "law":
			r.laws(field)
		case "class":
			r.classes(field)
		case "giver":
			r.givers(field)
		case "kinds":
			for _, f := range r.Table(field) {
				word := r.String(f)
				w.kinds = slices.DeleteFunc(w.kinds, func(k kindWord) bool { return string(k.kind) == f.Key })
				w.kinds = append(w.kinds, kindWord{ProvinceKind(f.Key), word, vietnamese.Key(word)})
			}
		case "abbreviations":
			r.abbreviations(field)
		case "prefixes":
			w.prefixes = sortKeys(append(w.prefixes, r.Strings(field)...))
		case "suffixes":
			w.suffixes = sortKeys(append(w.suffixes, r.Strings(field)...))
		case "connectives":
			w.connectives = sortKeys(append(w.connectives, r.Strings(field)...))
		case "old":
			w.old = sortKeys(append(w.old, r.Strings(field)...))
		case "now":
			w.now = sortKeys(append(w.now, r.Strings(field)...))
		}
	}
	return records
}

// abbreviations reads a list of "UBND = Ủy ban nhân dân".
func (r *reader) abbreviations(f value.Field) {
	for _, s := range r.spellings(f, Spelling) {
		short, long, _ := strings.Cut(s.text, "=")
		key := vietnamese.Key(short)
		if key == "" || strings.Contains(key, " ") || vietnamese.Key(long) == "" {
			r.fail(s.offset, s.end, message.New("registry.abbreviation", s.text), message.New("value.write", `"UBND = Ủy ban nhân dân"`))
			continue
		}
		r.words.abbreviate(key, long)
	}
}

func (r *reader) laws(f value.Field) {
	for _, table := range r.Tables(f) {
		law := &Law{}
		for _, f := range table.Fields {
			switch f.Key {
			case "id":
				law.ID = r.String(f)
			case "number":
				law.Number = r.String(f)
			case "title":
				law.Title = r.String(f)
			case "from", "until":
				r.bound(&law.Period, f)
			default:
				r.Unknown(f, diag.Error, lawKeys)
			}
		}
		r.words.laws[law.ID] = law
		r.require(table, "id", law.ID)
	}
}

func (r *reader) classes(f value.Field) {
	for _, table := range r.Tables(f) {
		var c class
		var id string
		for _, f := range table.Fields {
			switch f.Key {
			case "id":
				id = r.String(f)
			case "name":
				c.name = r.String(f)
			case "aliases":
				c.spellings = r.Strings(f)
			default:
				r.Unknown(f, diag.Error, classKeys)
			}
		}
		r.words.classes[id] = c
		r.require(table, "id", id)
		r.require(table, "name", c.name)
	}
}

func (r *reader) givers(f value.Field) {
	for _, table := range r.Tables(f) {
		var id string
		var names []string
		for _, f := range table.Fields {
			switch f.Key {
			case "id":
				id = r.String(f)
			case "names":
				names = r.Strings(f)
			default:
				r.Unknown(f, diag.Error, giverKeys)
			}
		}
		r.words.givers[id] = append(r.words.givers[id], names...)
		r.require(table, "id", id)
	}
}

// common reads a key that all records have, and reports whether f is one.
func (r *reader) common(e *Entry, names *[]spelling, f value.Field) bool {
	switch f.Key {
	case "id":
		e.ID = r.String(f)
		if slug := vietnamese.Slug(e.ID); e.ID != slug {
			r.fail(f.Value.Offset, f.Value.End, message.New("registry.id", e.ID), message.New("value.write", "id = "+strconv.Quote(slug)))
		}
	case "name":
		e.Name = r.String(f)
		*names = append(*names, spelling{e.Name, Exact, f.Value.Offset, f.Value.End})
	case "former":
		list := r.spellings(f, Former)
		e.FormerNames = append(e.FormerNames, texts(list)...)
		*names = append(*names, list...)
	case "aliases":
		list := r.spellings(f, Spelling)
		e.Aliases = append(e.Aliases, texts(list)...)
		*names = append(*names, list...)
	case "sources":
		e.Sources = r.sources(f)
	case "note":
		e.Note = r.String(f)
	default:
		return false
	}
	return true
}

// spellings reads a list of texts with their places.
func (r *reader) spellings(f value.Field, how How) (list []spelling) {
	items := f.Value.Items
	if f.Value.Kind != value.List {
		items = []value.Node{f.Value}
	}
	for _, item := range items {
		for _, text := range r.Strings(value.Field{Key: f.Key, Offset: f.Offset, Value: item}) {
			list = append(list, spelling{text, how, item.Offset, item.End})
		}
	}
	return list
}

func texts(list []spelling) []string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = s.text
	}
	return texts
}

func (r *reader) sources(f value.Field) (sources []Source) {
	for _, table := range r.Tables(f) {
		var s Source
		for _, f := range table.Fields {
			switch f.Key {
			case "law":
				id := r.String(f)
				if s.Law = r.words.laws[id]; s.Law == nil {
					r.noSuch(f.Value, "registry.no-law", id, keysOf(r.words.laws))
				}
			case "article":
				s.Article = r.String(f)
			default:
				r.Unknown(f, diag.Error, sourceKeys)
			}
		}
		if s.Law != nil {
			sources = append(sources, s)
		}
	}
	return sources
}

// keysOf returns the keys of m, sorted.
func keysOf[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// noSuch reports an id that is none of known, and proposes one.
func (r *reader) noSuch(n value.Node, id, got string, known []string) {
	hint := message.New("registry.allowed", strings.Join(known, ", "))
	if near, ok := vietnamese.Nearest(got, known); ok {
		hint = message.New("value.did-you-mean", near)
	}
	r.fail(n.Offset, n.End, message.New(id, got), hint)
}

// oneOf returns the word of f if it is one of those allowed.
func (r *reader) oneOf(f value.Field, allowed []string) string {
	word := r.String(f)
	if word == "" || slices.Contains(allowed, word) {
		return word
	}
	hint := message.New("registry.allowed", strings.Join(allowed, ", "))
	if near, ok := vietnamese.Nearest(word, allowed); ok {
		hint = message.New("value.did-you-mean", near)
	}
	r.fail(f.Value.Offset, f.Value.End, message.New("registry.one-of", f.Key, word), hint)
	return ""
}

// require reports a key without which a record says nothing, and whether it is there.
func (r *reader) require(table value.Node, key, got string) bool {
	if got != "" {
		return true
	}
	for _, f := range table.Fields {
		if f.Key == key && (f.Value.Kind != value.String || f.Value.Text != "") {
			return false // something else is wrong with it, and was reported
		}
	}
	r.fail(table.Offset, table.Offset, message.New("registry.missing", key), message.New("value.write", key+` = "…"`))
	return false
}
