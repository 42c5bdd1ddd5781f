package content

import "guong/generator/value"

// Kept is an article as it is kept between two builds: all of it in exported
// fields.
type Kept struct {
	Article
	FrontText string // the front matter, as it was read
	FrontLine int    // the line of the file at which it begins
	Spelled   [][2]string
}

// Keep returns what is kept of the article.
func (a *Article) Keep() Kept {
	return Kept{Article: *a, FrontText: a.source.Text, FrontLine: a.source.Line, Spelled: a.spelled}
}

// Restore puts the article together after its exported fields were read. Nobody else
// may have hold of k.
func (k *Kept) Restore() {
	k.source = value.Source{File: k.File, Line: k.FrontLine, Text: k.FrontText}
	k.spelled = k.Spelled
}
