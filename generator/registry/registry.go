package registry

import (
	"cmp"
	_ "embed"
	"io/fs"
	"slices"
	"sync"

	"guong/generator/diag"
	"guong/generator/vietnamese"
)

// Registry is all records, and finds them by what people write.
type Registry struct {
	awards    collection[Award]
	movements collection[Movement]
	fields    collection[Field]
	provinces collection[Province]

	awardWords, provinceWords *vocabulary

	awardNames    *index[*Award]
	heads         []head            // of awards that go on with their giver, the longest first
	bodies        map[string][]body // by id of their group
	movementNames *index[*Movement]
	fieldNames    *index[*Field]
	provinceNames *index[place]

	provincesInOrder func() []*Province
}

// The data that is part of the program.
//
//go:embed data/awards.toml
var builtinAwards string

//go:embed data/movements.toml
var builtinMovements string

//go:embed data/fields.toml
var builtinFields string

//go:embed data/provinces.toml
var builtinProvinces string

// Folder is where a site keeps records of its own.
const Folder = "registry"

// Load returns the built-in records, extended and overridden by those of the
// folder [Folder] of site, which may be nil or lack it. What is wrong in there is
// in the list, with its place, and is left out: the Registry can always be used.
func Load(site fs.FS) (*Registry, diag.List) {
	r := &Registry{}
	var bag diag.Bag
	bag.Add(strangers(site)...)
	bag.Add(r.loadAwards(site)...)
	bag.Add(r.loadMovements(site)...)
	bag.Add(r.loadFields(site)...)
	bag.Add(r.loadProvinces(site)...)
	return r, bag.List()
}

func (r *Registry) loadAwards(site fs.FS) diag.List {
	awards := load(site, file{awardsFile, builtinAwards, "award", awardRootKeys}, (*reader).award)
	r.awards, r.awardWords = awards.collect(), awards.words
	r.awardNames = newIndex[*Award](awards.words, 512)
	for _, e := range awards.entries {
		claim(r.awardNames, e, e.spellings, e.record, nameOfAward)
	}
	r.bodies = make(map[string][]body, len(awards.words.givers))
	for id, names := range awards.words.givers {
		r.bodies[id] = awards.words.bodies(names)
	}
	for _, e := range awards.entries {
		r.claimHeads(e)
	}
	r.sortHeads()
	slices.SortStableFunc(r.awards.list, func(a, b *Award) int { return cmp.Compare(a.Rank, b.Rank) })
	return awards.wrong()
}

func (r *Registry) loadMovements(site fs.FS) diag.List {
	movements := load(site, file{movementsFile, builtinMovements, "movement", movementRootKeys}, (*reader).movement)
	r.movements = movements.collect()
	r.movementNames = newIndex[*Movement](movements.words, 128)
	for _, e := range movements.entries {
		claim(r.movementNames, e, e.spellings, e.record, func(m *Movement) string { return m.Name })
	}
	return movements.wrong()
}

func (r *Registry) loadFields(site fs.FS) diag.List {
	fields := load(site, file{fieldsFile, builtinFields, "field", fieldRootKeys}, (*reader).field)
	r.fields = fields.collect()
	r.fieldNames = newIndex[*Field](fields.words, 128)
	for _, e := range fields.entries {
		claim(r.fieldNames, e, e.spellings, e.record, func(f *Field) string { return f.Name })
	}
	return fields.wrong()
}

func (r *Registry) loadProvinces(site fs.FS) diag.List {
	provinces := load(site, file{provincesFile, builtinProvinces, "province", provinceRootKeys}, (*reader).province)
	r.provinces, r.provinceWords = provinces.collect(), provinces.words
	r.provinceNames = newIndex[place](provinces.words, 128)
	for _, e := range provinces.entries {
		claim(r.provinceNames, e, e.spellings, place{province: e.record}, place.name)
	}
	for _, e := range provinces.entries {
		r.claimFormer(e)
	}
	list := r.provinces.list
	r.provincesInOrder = sync.OnceValue(func() []*Province {
		vietnamese.SortBy(list, func(p *Province) string { return p.Name })
		return list
	})
	return provinces.wrong()
}

// Awards returns all awards by rank, those of one rank in the order of their files.
func (r *Registry) Awards() []*Award { return r.awards.list }

// Movements returns all movements in the order of their files.
func (r *Registry) Movements() []*Movement { return r.movements.list }

// Fields returns all fields in the order of their files.
func (r *Registry) Fields() []*Field { return r.fields.list }

// Provinces returns the present provinces in Vietnamese order.
func (r *Registry) Provinces() []*Province { return r.provincesInOrder() }

// AwardWithID returns the award of that id, or nil.
func (r *Registry) AwardWithID(id string) *Award { return r.awards.byID[id] }

// MovementWithID returns the movement of that id, or nil.
func (r *Registry) MovementWithID(id string) *Movement { return r.movements.byID[id] }

// FieldWithID returns the field of that id, or nil.
func (r *Registry) FieldWithID(id string) *Field { return r.fields.byID[id] }

// ProvinceWithID returns the present province of that id, or nil.
func (r *Registry) ProvinceWithID(id string) *Province { return r.provinces.byID[id] }
