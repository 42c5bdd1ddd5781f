package registry

import (
	"slices"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

var (
	movementKeys = append(slices.Clone(entryKeys), "periods", "standing", "by")
	provinceKeys = append(slices.Clone(entryKeys), "kinds")
	kindKeys     = []string{"kind", "title", "from", "until"}
	formerKeys   = []string{"id", "name", "kind", "until", "aliases", "note"}
)

func (r *reader) movement(table value.Node) []*entry[Movement] {
	m := &Movement{}
	e := &entry[Movement]{Entry: &m.Entry, record: m, source: r, offset: table.Offset, end: table.Offset}
	for _, f := range table.Fields {
		if f.Key == "id" {
			e.offset, e.end = f.Value.Offset, f.Value.End
		}
		if r.common(&m.Entry, &e.spellings, f) {
			continue
		}
		switch f.Key {
		case "periods":
			m.Periods = r.periods(f)
		case "standing":
			m.Standing = r.Bool(f)
		case "by":
			m.By = r.String(f)
		default:
			r.Unknown(f, diag.Error, movementKeys)
		}
	}
	if !r.require(table, "id", m.ID) || !r.require(table, "name", m.Name) {
		return nil
	}
	return []*entry[Movement]{e}
}

func (r *reader) field(table value.Node) []*entry[Field] {
	field := &Field{}
	e := &entry[Field]{Entry: &field.Entry, record: field, source: r, offset: table.Offset, end: table.Offset}
	for _, f := range table.Fields {
		if f.Key == "id" {
			e.offset, e.end = f.Value.Offset, f.Value.End
		}
		if !r.common(&field.Entry, &e.spellings, f) {
			r.Unknown(f, diag.Error, entryKeys)
		}
	}
	if !r.require(table, "id", field.ID) || !r.require(table, "name", field.Name) {
		return nil
	}
	return []*entry[Field]{e}
}

func (r *reader) province(table value.Node) []*entry[Province] {
	p := &Province{}
	e := &entry[Province]{Entry: &p.Entry, record: p, source: r, offset: table.Offset, end: table.Offset}
	var kinds, former value.Field
	for _, f := range table.Fields {
		switch {
		case f.Key == "id":
			e.offset, e.end = f.Value.Offset, f.Value.End
			r.common(&p.Entry, &e.spellings, f)
		case f.Key == "kinds":
			kinds = f
		case f.Key == "former":
			former = f
		case !r.common(&p.Entry, &e.spellings, f):
			r.Unknown(f, diag.Error, provinceKeys)
		}
	}
	if !r.require(table, "id", p.ID) || !r.require(table, "name", p.Name) {
		return nil
	}
	p.Kinds = r.kinds(kinds, p.Name)
	if len(p.Kinds) == 0 {
		if kinds.Key == "" {
			r.fail(table.Offset, table.Offset, message.New("registry.missing", "kinds"), message.New("value.write", `kinds = [{ kind = "tinh" }]`))
		}
		return nil
	}
	for _, table := range r.Tables(former) {
		f, names := r.formerProvince(table)
		if f != nil {
			p.Former = append(p.Former, f)
			e.former = append(e.former, names)
		}
	}
	return []*entry[Province]{e}
}

// kinds reads what a province is and was.
func (r *reader) kinds(f value.Field, name string) (list []KindPeriod) {
	for _, table := range r.Tables(f) {
		var k KindPeriod
		for _, f := range table.Fields {
			switch f.Key {
			case "kind":
				k.Kind = r.kind(f)
			case "title":
				k.Title = r.String(f)
			case "from", "until":
				r.bound(&k.Period, f)
			default:
				r.Unknown(f, diag.Error, kindKeys)
			}
		}
		if !r.require(table, "kind", string(k.Kind)) {
			continue
		}
		if k.Title == "" {
			k.Title = r.title(k.Kind, name)
		}
		list = append(list, k)
	}
	return list
}

func (r *reader) kind(f value.Field) ProvinceKind {
	allowed := make([]string, len(r.words.kinds))
	for i, k := range r.words.kinds {
		allowed[i] = string(k.kind)
	}
	return ProvinceKind(r.oneOf(f, allowed))
}

// title returns a name with the word for its kind before it.
func (r *reader) title(kind ProvinceKind, name string) string {
	for _, k := range r.words.kinds {
		if k.kind == kind {
			return k.word + " " + name
		}
	}
	return name
}

func (r *reader) formerProvince(table value.Node) (*FormerProvince, []spelling) {
	former := &FormerProvince{}
	var names []spelling
	for _, f := range table.Fields {
		switch f.Key {
		case "id":
			former.ID = r.String(f)
		case "name":
			former.Name = r.String(f)
			names = slices.Insert(names, 0, spelling{former.Name, Former, f.Value.Offset, f.Value.End})
		case "kind":
			former.Kind = r.kind(f)
		case "until":
			former.Until = r.day(f)
		case "aliases":
			list := r.spellings(f, Spelling)
			former.Aliases = texts(list)
			names = append(names, list...)
		case "note":
			former.Note = r.String(f)
		default:
			r.Unknown(f, diag.Error, formerKeys)
		}
	}
	if !r.require(table, "name", former.Name) || !r.require(table, "kind", string(former.Kind)) || !r.require(table, "until", former.Until.String()) {
		return nil, nil
	}
	if former.ID == "" {
		former.ID = vietnamese.Slug(former.Name)
	}
	former.Title = r.title(former.Kind, former.Name)
	return former, names
}
