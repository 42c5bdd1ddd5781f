package site

import (
	"cmp"
	"slices"

	"guong/generator/address"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/registry"
)

// meaning is what the registry knows of a term that writers wrote.
type meaning struct {
	key   string // the same for all spellings of one thing
	id    string // of the record; "" if it is not known
	title string // its name; "" for that of the commonest spelling
	// aliases are other names and spellings of it.
	aliases []string
	// present is what a former province is a part of now.
	present *meaning
}

// The taxonomies whose terms the registry knows.
const (
	localitiesKey = "localities"
	fieldsKey     = "fields"
	movementsKey  = "movements"
	awardsKey     = "awards"
)

// recognise returns what a term means. A text that resembles a record and is
// none is reported where a writes it, with the proposal, and so is one that
// resembles nothing: lists are open, so this is no error.
func (b *builder) recognise(taxonomy, text string, a *Article) meaning {
	r := b.Registry
	if r == nil {
		return meaning{key: identity(text)}
	}
	switch taxonomy {
	case localitiesKey:
		m := r.Province(text)
		if !m.Known() {
			return b.unknown(m.How, m.Text, "site.province", taxonomy, text, a)
		}
		present := meaning{key: "\x00" + m.Record.ID, id: m.Record.ID, title: m.Record.Name, aliases: m.Record.Aliases}
		if m.Former == nil || m.Former.Name == m.Record.Name {
			return present
		}
		return meaning{key: "\x01" + m.Former.ID, id: m.Former.ID, title: m.Former.Name, aliases: m.Former.Aliases, present: &present}
	case fieldsKey:
		m := r.Field(text)
		if m.Known() {
			return meaning{key: "\x00" + m.Record.ID, id: m.Record.ID, title: m.Record.Name, aliases: m.Record.Aliases}
		}
		return b.unknown(m.How, m.Text, "site.field", taxonomy, text, a)
	case movementsKey:
		m := r.Movement(text)
		if m.Known() {
			return meaning{key: "\x00" + m.Record.ID, id: m.Record.ID, title: m.Record.Name, aliases: m.Record.Aliases}
		}
		return b.unknown(m.How, m.Text, "site.movement", taxonomy, text, a)
	case awardsKey:
		m := r.Award(text)
		if m.Known() {
			b.formerName(m.How, &m.Record.Entry, taxonomy, text, a)
			return meaning{key: "\x00" + m.Record.ID, id: m.Record.ID, title: m.Record.Name, aliases: m.Record.Aliases}
		}
		return b.unknown(m.How, m.Text, "site.award", taxonomy, text, a)
	}
	return meaning{key: identity(text)}
}

// formerName proposes the present name where a story uses an earlier one at a
// time when it had been replaced. What was printed before keeps its name.
func (b *builder) formerName(how registry.How, record *registry.Entry, key, text string, a *Article) {
	if how != registry.Former || !slices.ContainsFunc(record.Sources, func(s registry.Source) bool {
		return s.Law.From != 0 && registry.DayOf(a.Date) >= s.Law.From
	}) {
		return
	}
	d := a.entry.Locate(key, text)
	d.Severity, d.Message, d.Hint = diag.Warning, message.New("site.former-name", text), message.New("value.did-you-mean", record.Name)
	b.wrong.Add(d)
}

// unknown reports a text that the registry does not know, and lets it be a term
// of its own.
func (b *builder) unknown(how registry.How, proposal, id, key, text string, a *Article) meaning {
	d := a.entry.Locate(key, text)
	d.Severity, d.Message, d.Hint = diag.Warning, message.New(id, text), message.New(id+"-hint")
	if how == registry.Near {
		d.Hint = message.New("value.did-you-mean", proposal)
	}
	b.wrong.Add(d)
	return meaning{key: identity(text)}
}

// record is something that the registry knows of a taxonomy.
type record struct {
	key, id, title string   // see meaning
	slug           string   // the last part of its address
	names          []string // other and former names
}

// records returns what the registry knows of a taxonomy, in the order of titles. The
// addresses depend on no story: what a story spells wrong never takes one of them.
func (b *builder) records(taxonomy string) (records []record) {
	add := func(key string, e *registry.Entry) {
		records = append(records, record{key: key + e.ID, id: e.ID, title: e.Name, names: slices.Concat(e.Aliases, e.FormerNames)})
	}
	if r := b.Registry; r != nil {
		switch taxonomy {
		case localitiesKey:
			for _, p := range r.Provinces() {
				add("\x00", &p.Entry)
				for _, f := range p.Former {
					if f.Name != p.Name {
						records = append(records, record{key: "\x01" + f.ID, id: f.ID, title: f.Name, names: f.Aliases})
					}
				}
			}
		case fieldsKey:
			for _, f := range r.Fields() {
				add("\x00", &f.Entry)
			}
		case movementsKey:
			for _, m := range r.Movements() {
				add("\x00", &m.Entry)
			}
		case awardsKey:
			for _, a := range r.Awards() {
				add("\x00", &a.Entry)
			}
		}
	}
	slices.SortFunc(records, func(x, y record) int { return cmp.Or(cmp.Compare(x.title, y.title), cmp.Compare(x.id, y.id)) })
	taken := make(map[string]bool, len(records))
	for i := range records {
		r := &records[i]
		r.slug = firstFree(address.Slug(r.title), func(slug string) bool { return taken[slug] })
		taken[r.slug] = true
	}
	return records
}
