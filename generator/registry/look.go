package registry

import (
	"strings"

	"guong/generator/vietnamese"
)

// Award tells what award a text names. For a text that goes on with the giver it
// finds the award of that giver, or the general one, with the giver as written.
func (r *Registry) Award(text string) AwardMatch {
	m := r.recogniseAward(text)
	if m.Record != nil {
		return m
	}
	corrected, ok := r.slippedHead(text)
	if !ok {
		return m
	}
	if m = r.recogniseAward(corrected); m.Known() {
		m.How, m.Text = Near, corrected
		return m
	}
	return AwardMatch{}
}

// recogniseAward is Award for texts whose head is right.
func (r *Registry) recogniseAward(text string) AwardMatch {
	full, abbreviated := r.awardWords.typed(text)
	if h, ok := r.awardNames.find(full, abbreviated); ok {
		return awardMatch(h)
	}
	readings := r.awardWords.readings(full)
	for _, reading := range readings {
		if h, rest := r.cutHead(reading); h != nil {
			if award := h.by(rest); award != nil {
				return r.given(award, text, rest)
			}
		}
	}
	if h, ok := r.awardNames.propose(full); ok {
		return awardMatch(h)
	}
	for _, reading := range readings {
		if h, rest := r.cutHead(reading); h != nil && h.other != nil {
			return r.given(h.other, text, rest)
		}
	}
	return AwardMatch{}
}

// AwardBy is Award for a text whose giver is told apart from it: name = "Bằng
// khen", by = "Chủ tịch UBND tỉnh Đồng Tháp". The giver of the text itself comes
// before by.
func (r *Registry) AwardBy(text, by string) AwardMatch {
	m := r.Award(text)
	if by == "" || m.Record == nil || m.Giver != "" {
		return m
	}
	full, _ := r.awardWords.typed(by)
	for _, h := range r.heads {
		if h.other != m.Record {
			continue
		}
		if award := h.by(full); award != nil {
			m.Record = award
			break
		}
	}
	m.Giver = strings.TrimSpace(by)
	return m
}

func awardMatch(h hit[*Award]) AwardMatch {
	return AwardMatch{Match: Match[Award]{h.record, h.how, h.text}}
}

// given answers for a text that ends in the giver of award, or in the name of the
// commemorative medal, whose key is rest.
func (r *Registry) given(award *Award, text, rest string) AwardMatch {
	m := AwardMatch{Match: Match[Award]{award, Exact, award.Name}}
	if vietnamese.Fold(text) == strings.ToLower(text) {
		m.How = Spelling // typed without marks
	}
	ending := r.ending(text, rest)
	if award.Kind == Commemorative {
		m.Title, m.Giver = r.splitTitle(ending)
	} else {
		m.Giver = ending
	}
	return m
}

// splitTitle parts a quoted title from the giver behind it.
func (r *Registry) splitTitle(text string) (title, giver string) {
	title, giver, ok := strings.Cut(text, "”")
	if !ok {
		title, giver, ok = strings.Cut(text, `"`)
	}
	if !ok || strings.TrimSpace(giver) == "" {
		return strings.TrimSpace(title), ""
	}
	full, _ := r.awardWords.typed(giver)
	return strings.TrimSpace(title), r.ending(giver, r.withoutConnective(full))
}

// Movement tells what movement a text names.
func (r *Registry) Movement(text string) Match[Movement] { return look(r.movementNames, text) }

// Field tells what field a text names.
func (r *Registry) Field(text string) Match[Field] { return look(r.fieldNames, text) }

// place is what a text names: a province, or a unit that became part of it.
type place struct {
	province *Province
	former   *FormerProvince // nil for the present one
}

// Province tells what province a text names: by a name or spelling, with or
// without its kind before it and a remark such as "cũ" or "(nay thuộc …)" behind
// it. A name that survived is read as that of the present province, unless the
// text says that the former one is meant; see [ProvinceMatch.On].
func (r *Registry) Province(text string) ProvinceMatch {
	full, abbreviated := r.provinceWords.typed(text)
	name, old := r.withoutRemark(full)
	h, ok := r.provinceNames.find(name, abbreviated)
	if !ok {
		h, ok = r.ofKind(name, abbreviated)
	}
	if !ok {
		h, ok = r.provinceNames.propose(name)
	}
	if !ok {
		return ProvinceMatch{}
	}
	m := ProvinceMatch{Match[Province]{h.record.province, h.how, h.text}, h.record.former}
	if old && m.Former == nil {
		m.Former = m.Record.Territory(longAgo)
	}
	return m
}

// longAgo is a day before all that is recorded.
const longAgo Day = 1

// withoutRemark takes "cũ" or "nay thuộc …" off the end of key, and reports
// whether it was there.
func (r *Registry) withoutRemark(key string) (name string, old bool) {
	name = key
	for _, now := range r.provinceWords.now {
		if before, _, found := strings.Cut(name, " "+now+" "); found {
			name, old = before, true
		}
	}
	for _, word := range r.provinceWords.old {
		if before, found := strings.CutSuffix(name, " "+word); found {
			name, old = before, true
		}
	}
	return name, old
}

// ofKind finds a province with its kind before its name. A kind that it never had
// makes a proposal only: thành phố Thanh Hóa was a city within tỉnh Thanh Hóa.
func (r *Registry) ofKind(key string, abbreviated bool) (hit[place], bool) {
	for _, k := range r.provinceWords.kinds {
		name, ok := cutWords(key, k.key)
		if !ok || name == "" {
			continue
		}
		h, ok := r.provinceNames.find(name, abbreviated)
		if !ok {
			h, ok = r.provinceNames.propose(name)
		}
		if ok && !h.record.was(k.kind) {
			h.how = Near
		}
		return h, ok
	}
	return hit[place]{}, false
}

// was reports whether the unit ever was of that kind.
func (p place) was(kind ProvinceKind) bool {
	if p.former != nil {
		return p.former.Kind == kind
	}
	for _, k := range p.province.Kinds {
		if k.Kind == kind {
			return true
		}
	}
	return false
}
