package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// CardFolder is where title cards lie, from the root of the site.
const CardFolder = "assets/the"

// Card is a picture with a title, which others show of a page that has no picture.
type Card struct {
	Path                string // of the picture, from the root of the site; it changes with its bytes
	Title, Kicker, Site string // what it says, from above: Kicker over Title
}

// CardOf returns the card of a page; it is not ok if none are drawn. A page of lists has
// that of the site. It is no method, so that templates do not see it.
func CardOf(v *View) (c Card, ok bool) {
	s := v.Site
	if s.cards == "" || v.NoIndex {
		return c, false
	}
	name := cmp.Or(s.Organisation.Name, s.Title)
	c = Card{Title: s.Title, Site: name}
	switch {
	case v.Article != nil && v.Layout != LayoutHome && v.Article.Title != "":
		c.Title = v.Article.Title
		if v.Article.Section != nil && v.Layout == LayoutArticle {
			c.Kicker = v.Article.Section.Title
		}
	case v.Honoree != nil:
		c.Title = v.Honoree.Name
	case v.Term != nil:
		c.Title, c.Kicker = v.Term.Title, v.Taxonomy.Title
	case v.Section != nil && v.Layout == LayoutSection:
		c.Title = v.Section.Title
	}
	if c.Title == name {
		c.Site = ""
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q", s.cards, c.Title, c.Kicker, c.Site))
	hash := hex.EncodeToString(sum[:8])
	c.Path = CardFolder + "/" + hash[:2] + "/" + hash[2:] + ".png"
	return c, true
}
