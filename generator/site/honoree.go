package site

import (
	"bytes"
	"cmp"
	"html/template"
	"slices"

	"guong/generator/address"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// Honoree is a person or a collective that stories are about (điển hình). The
// facts are those of the newest story that gives them.
type Honoree struct {
	Memo
	entityID
	Site     *Site
	Name     string
	Kind     string // as in content.HonoreeKinds
	Role     string
	Unit     string
	Locality string
	Photo    *Image
	Slug     string
	URL      string          // "/dien-hinh/lo-thi-anh/"
	Awards   []content.Award // newest first
	Articles []*Article      // newest first

	// Born is the year alone for persons of whom nobody told that they died.
	Born, Died content.LifeDate
	Ethnicity  string // of persons who died or agreed that it is told

	text       *Article // of the folder dien-hinh; nil without one
	honours    []*Honour
	milestones []content.Milestone
}

// Body returns what content/dien-hinh tells of the honoree, as HTML.
func (h *Honoree) Body() template.HTML {
	if h.text == nil {
		return ""
	}
	return h.text.Body()
}

// Mention is an honoree as one story presents it.
type Mention struct {
	*Honoree
	Role, Unit, Locality string
	Photo                *Image
	Awards               []content.Award
}

// mentionOf returns what the article has told of an honoree, or nil.
func (a *Article) mentionOf(h *Honoree) *Mention {
	if i := slices.IndexFunc(a.Honorees, func(m *Mention) bool { return m.Honoree == h }); i >= 0 {
		return a.Honorees[i]
	}
	return nil
}

// add adds what the same story tells of the honoree once more.
func (m *Mention) add(more *Mention) {
	m.Role, m.Unit, m.Locality = cmp.Or(m.Role, more.Role), cmp.Or(m.Unit, more.Unit), cmp.Or(m.Locality, more.Locality)
	m.Photo = cmp.Or(m.Photo, more.Photo)
	m.Awards = addedAwards(slices.Clone(m.Awards), more.Awards)
}

// warnTwice warns of a story that lists an honoree twice.
func (b *builder) warnTwice(a *Article, name string) {
	d := a.entry.Locate("name", name)
	d.Severity, d.Message, d.Hint = diag.Warning, message.New("site.honoree-twice", name), message.New("site.honoree-twice-hint")
	b.wrong.Add(d)
}

// IsPerson reports whether the honoree is an individual.
func (h *Honoree) IsPerson() bool {
	return !content.IsCollective(h.Kind)
}

// Permalink returns the absolute address of the honoree's page.
func (h *Honoree) Permalink() string { return h.Site.Absolute(h.URL) }

// HonoreesPath is where the pages of honorees stand.
const HonoreesPath = "dien-hinh/"

// makeHonorees gathers the honorees of all stories.
func (b *builder) makeHonorees() {
	who := b.tellApart()
	for i, a := range b.site.Articles {
		for n := range a.entry.Front.Honorees {
			told, h := &a.entry.Front.Honorees[n], who[i][n]
			if len(h.Articles) == 0 {
				h.Name, h.Kind, h.Unit = told.Name, told.Kind, told.Unit
				b.site.Honorees = append(b.site.Honorees, h)
			}
			photo := b.photo(a, told.Photo, told.Name, told.PhotoFocus)
			h.Role = cmp.Or(h.Role, told.Role)
			h.Locality = cmp.Or(h.Locality, told.Locality)
			h.Photo = cmp.Or(h.Photo, photo)
			life := b.untilNow(a.entry, told)
			h.addLife(life)
			b.addEthnicity(h, a.entry, life)
			h.addAwards(told.Awards)
			if n := len(h.Articles); n == 0 || h.Articles[n-1] != a {
				h.Articles = append(h.Articles, a)
			}
			mention := &Mention{h, told.Role, told.Unit, told.Locality, photo, told.Awards}
			if first := a.mentionOf(h); first != nil {
				b.warnTwice(a, told.Name)
				first.add(mention)
				continue
			}
			a.Honorees = append(a.Honorees, mention)
		}
	}
	sortHonorees(b.site.Honorees)
	b.readBiographies()
	b.judgeLives(who)
	for _, h := range b.site.Honorees {
		h.sortAwards()
		h.keepPrivate()
	}
}

// readBiographies gives the texts of the folder dien-hinh to the honorees whose
// addresses their files are named after.
func (b *builder) readBiographies() {
	bySlug := make(map[string]*Honoree, len(b.site.Honorees))
	var names []string
	for _, h := range b.site.Honorees {
		bySlug[h.Slug] = h
		names = append(names, h.Slug)
	}
	for _, e := range b.Entries {
		if e.Kind != content.Biography || b.hides(e.Article) {
			continue
		}
		slug := address.Slug(e.Slug, e.Name())
		h := bySlug[slug]
		if h == nil {
			d := e.Locate("title", e.Title)
			d.Severity, d.Message, d.Hint = diag.Warning, message.New("site.biography", slug), message.New("site.biography-hint")
			if near, ok := vietnamese.Nearest(slug, names); ok {
				d.Hint = message.New("value.did-you-mean", near)
			}
			b.wrong.Add(d)
			continue
		}
		h.text = new(Article)
		b.fill(h.text, e)
		h.text.URL = h.URL
		b.readBiography(h, e)
		if photo := b.image(h.text, e.Front.Image); photo != nil {
			photo.noteCrops()
			photo.Alt = cmp.Or(photo.Alt, h.Name)
			h.Photo = photo
		}
	}
}

// addAwards adds the awards that no newer story has told of, and to those that
// one has what it did not say.
func (h *Honoree) addAwards(awards []content.Award) { h.Awards = addedAwards(h.Awards, awards) }

// addedAwards returns a list of awards with more, each once.
func addedAwards(list, more []content.Award) []content.Award {
	for _, award := range more {
		at := slices.IndexFunc(list, func(have content.Award) bool {
			return have.Year == award.Year && vietnamese.Key(have.Name) == vietnamese.Key(award.Name)
		})
		if at < 0 {
			list = append(list, award)
			continue
		}
		have := &list[at]
		have.Decision, have.By = cmp.Or(have.Decision, award.Decision), cmp.Or(have.By, award.By)
	}
	return list
}

// sortHonorees puts people in the order of their given names, and among them
// collectives in that of their names.
func sortHonorees(list []*Honoree) {
	slices.SortFunc(list, func(x, y *Honoree) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Unit, y.Unit), cmp.Compare(x.Slug, y.Slug))
	})
	type keyed struct {
		key     []byte
		place   int
		honoree *Honoree
	}
	collator := vietnamese.NewCollator()
	all := make([]keyed, len(list))
	for i, h := range list {
		key := collator.SortKey
		if h.IsPerson() {
			key = collator.PersonSortKey
		}
		all[i] = keyed{key(h.Name), i, h}
	}
	slices.SortFunc(all, func(x, y keyed) int {
		return cmp.Or(bytes.Compare(x.key, y.key), cmp.Compare(x.place, y.place))
	})
	for i := range all {
		list[i] = all[i].honoree
	}
}

// sortAwards puts the newest awards first and those without a year last, and
// leaves out an award without a year that says nothing more than one with it.
func (h *Honoree) sortAwards() {
	if len(h.Awards) < 2 {
		return
	}
	all := slices.Clone(h.Awards)
	h.Awards = slices.DeleteFunc(h.Awards, func(award content.Award) bool {
		return award.Year == 0 && slices.ContainsFunc(all, func(other content.Award) bool {
			return other.Year != 0 && vietnamese.Key(other.Name) == vietnamese.Key(award.Name) &&
				(award.By == "" || award.By == other.By) && (award.Decision == "" || award.Decision == other.Decision)
		})
	})
	slices.SortStableFunc(h.Awards, func(x, y content.Award) int { return cmp.Compare(y.Year, x.Year) })
}
