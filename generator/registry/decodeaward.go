package registry

import (
	"slices"

	"guong/generator/diag"
	"guong/generator/value"
)

var (
	awardKeys   = append(slices.Clone(entryKeys), "kind", "level", "rank", "for", "by", "from", "until", "of", "classes", "general", "historical", "needsGiver", "heads", "givers")
	deciderKeys = []string{"who", "from", "until"}
)

// award reads one award; if it has classes, the award of each class follows it.
func (r *reader) award(table value.Node) []*entry[Award] {
	a := &Award{}
	e := &entry[Award]{Entry: &a.Entry, record: a, source: r, offset: table.Offset, end: table.Offset}
	var classes []string
	for _, f := range table.Fields {
		if f.Key == "id" {
			e.offset, e.end = f.Value.Offset, f.Value.End
		}
		if r.common(&a.Entry, &e.spellings, f) {
			continue
		}
		switch f.Key {
		case "kind":
			a.Kind = AwardKind(r.oneOf(f, awardKinds))
		case "level":
			a.Level = Level(r.oneOf(f, levels))
		case "rank":
			a.Rank = r.Int(f)
		case "for":
			a.For = r.knownStrings(f, honoreeKinds)
		case "by":
			a.By = r.deciders(f)
		case "from", "until":
			r.bound(&a.Period, f)
		case "of":
			a.Of = r.String(f)
		case "classes":
			classes = r.knownStrings(f, keysOf(r.words.classes))
		case "general":
			a.General = r.Bool(f)
		case "historical":
			a.Historical = r.Bool(f)
		case "needsGiver":
			a.NeedsGiver = r.Bool(f)
		case "heads":
			a.heads = r.Strings(f)
		case "givers":
			a.givers = r.knownStrings(f, keysOf(r.words.givers))
		default:
			r.Unknown(f, diag.Error, awardKeys)
		}
	}
	if !r.require(table, "id", a.ID) || !r.require(table, "name", a.Name) || !r.require(table, "kind", string(a.Kind)) {
		return nil
	}
	slices.SortStableFunc(e.spellings, func(a, b spelling) int { return int(b.how) - int(a.how) })
	return append([]*entry[Award]{e}, r.classesOf(e, classes)...)
}

// classesOf makes the awards of each class of e, which becomes the general award
// for texts that leave the class out. It ranks behind its classes.
func (r *reader) classesOf(e *entry[Award], classes []string) (list []*entry[Award]) {
	if len(classes) == 0 {
		return nil
	}
	base := *e.record
	for i, id := range classes {
		c := r.words.classes[id]
		a := base
		a.ID, a.Name, a.Class, a.Of, a.Rank = base.ID+"-"+id, base.Name+" "+c.name, c.name, base.ID, base.Rank+i
		a.FormerNames, a.Aliases = nil, nil
		made := &entry[Award]{Entry: &a.Entry, record: &a, source: r, offset: e.offset, end: e.end, generatedFrom: base.ID}
		for _, s := range e.spellings {
			made.addClass(s, s.how, c.name)
		}
		for _, s := range e.spellings {
			for _, other := range c.spellings {
				made.addClass(s, Spelling, other)
			}
		}
		list = append(list, made)
	}
	e.record.General = true
	e.record.Rank += len(classes)
	return list
}

// addClass records the spelling s of the award without class, with class behind it.
func (e *entry[Award]) addClass(s spelling, how How, class string) {
	s.text += " " + class
	s.how = how
	e.spellings = append(e.spellings, s)
	switch {
	case s.text == e.Entry.Name:
	case how == Former:
		e.Entry.FormerNames = append(e.Entry.FormerNames, s.text)
	default:
		e.Entry.Aliases = append(e.Entry.Aliases, s.text)
	}
}

func (r *reader) deciders(f value.Field) (list []Decider) {
	for _, table := range r.Tables(f) {
		var d Decider
		for _, f := range table.Fields {
			switch f.Key {
			case "who":
				d.Who = r.String(f)
			case "from", "until":
				r.bound(&d.Period, f)
			default:
				r.Unknown(f, diag.Error, deciderKeys)
			}
		}
		if r.require(table, "who", d.Who) {
			list = append(list, d)
		}
	}
	return list
}

// knownStrings returns the texts of f that are allowed.
func (r *reader) knownStrings(f value.Field, allowed []string) (list []string) {
	for _, s := range r.spellings(f, Spelling) {
		item := value.Field{Key: f.Key, Offset: f.Offset, Value: value.Node{Kind: value.String, Text: s.text, Offset: s.offset, End: s.end}}
		if word := r.oneOf(item, allowed); word != "" {
			list = append(list, word)
		}
	}
	return list
}
