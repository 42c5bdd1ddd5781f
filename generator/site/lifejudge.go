package site

import (
	"strconv"
	"time"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
)

// today returns the day up to which a text can tell of a life: that of the snapshot,
// or that of the text where it is published later.
func (b *builder) today(e Entry) content.LifeDate {
	now := b.Now
	if e.Date.After(now) {
		now = e.Date
	}
	now = b.inZone(now)
	return content.LifeDate{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}
}

// untilNow returns what a text tells of an honoree, without a birth or death to come,
// which it reports: nobody has died tomorrow, so what is private stays private.
func (b *builder) untilNow(e Entry, told *content.Honoree) *content.Honoree {
	today := b.today(e)
	if !content.LifeDateBefore(today, told.Born) && !content.LifeDateBefore(today, told.Died) {
		return told
	}
	possible := *told
	for _, date := range []struct {
		key string
		at  *content.LifeDate
	}{{"born", &possible.Born}, {"died", &possible.Died}} {
		if !content.LifeDateBefore(today, *date.at) {
			continue
		}
		d := e.Locate(date.key, strconv.Itoa(date.at.Year))
		d.Severity, d.Message, d.Hint = diag.Error, message.New("site.life-future", *date.at), message.New("site.life-future-hint")
		b.wrong.Add(d)
		*date.at = content.LifeDate{}
	}
	return &possible
}

// telling is what a text tells of an honoree.
type telling struct {
	entry   Entry
	told    *content.Honoree
	honoree *Honoree
}

// judgeLives holds what texts tell of a life against what all of them together do;
// who says of whom the stories tell.
func (b *builder) judgeLives(who [][]*Honoree) {
	var all []telling
	for i, a := range b.site.Articles {
		for n := range a.entry.Front.Honorees {
			all = append(all, telling{a.entry, &a.entry.Front.Honorees[n], who[i][n]})
		}
	}
	for _, h := range b.site.Honorees {
		if h.text != nil {
			for told := range h.toldBy(h.text.entry) {
				all = append(all, telling{h.text.entry, told, h})
			}
		}
	}
	for _, t := range all {
		b.judgeOrder(t)
	}
	for _, t := range all {
		b.judgeEvents(t)
	}
}

// judgeOrder reports where texts, each of them possible, let somebody die before the
// birth, and takes the honoree for living.
func (b *builder) judgeOrder(t telling) {
	h := t.honoree
	if !content.LifeDateBefore(h.Died, h.Born) || t.told.Died != h.Died {
		return
	}
	d := t.entry.Locate("died", strconv.Itoa(h.Died.Year))
	d.Severity, d.Message, d.Hint = diag.Error, message.New("site.life-order", h.Name, h.Died, h.Born), message.New("site.life-order-hint")
	b.wrong.Add(d)
	h.Died, h.Ethnicity = content.LifeDate{}, ""
}

// judgeEvents warns of milestones and awards before the birth and of those to come.
// Awards and milestones after a death are usual.
func (b *builder) judgeEvents(t telling) {
	for _, m := range t.told.Milestones {
		b.judgeEvent(t, m.When, func() diag.Diagnostic { return t.entry.Locate("milestones", m.Text) })
	}
	for _, award := range t.told.Awards {
		b.judgeEvent(t, content.LifeDate{Year: award.Year}, func() diag.Diagnostic { return t.entry.Locate("awards", strconv.Itoa(award.Year)) })
	}
}

func (b *builder) judgeEvent(t telling, when content.LifeDate, locate func() diag.Diagnostic) {
	var says message.Message
	switch h := t.honoree; {
	case content.LifeDateBefore(when, h.Born) && h.IsPerson():
		says = message.New("site.event-before-birth", when, h.Name, h.Born)
	case content.LifeDateBefore(when, h.Born):
		says = message.New("site.event-before-foundation", when, h.Name, h.Born)
	case content.LifeDateBefore(b.today(t.entry), when):
		says = message.New("site.event-future", when)
		b.comes = append(b.comes, time.Date(when.Year, time.Month(max(when.Month, 1)), max(when.Day, 1), 0, 0, 0, 0, b.Config.Location))
	default:
		return
	}
	d := locate()
	d.Severity, d.Message, d.Hint = diag.Warning, says, message.New("site.event-hint")
	b.wrong.Add(d)
}
