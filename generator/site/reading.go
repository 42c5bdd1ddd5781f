package site

import "guong/generator/markdown"

// HasSeries reports whether the text has a series of pictures.
func (a *Article) HasSeries() bool { return a.entry.Document().HasSeries }

// Headings returns the headings of the text, for a table of contents.
func (a *Article) Headings() []markdown.Heading { return a.entry.Document().Headings }

// fewestChapters is how many headings make chapters.
const fewestChapters = 3

// Chapters returns the highest headings of the text, which are of level 2, if it has
// three of them.
func (a *Article) Chapters() (chapters []markdown.Heading) {
	for _, h := range a.Headings() {
		if h.Level == 2 {
			chapters = append(chapters, h)
		}
	}
	if len(chapters) < fewestChapters {
		return nil
	}
	return chapters
}

// A text is long with so many syllables.
const longWords = 500

// Contents returns the chapters of a long text; none of others.
func (a *Article) Contents() []markdown.Heading {
	if a.Words() < longWords {
		return nil
	}
	return a.Chapters()
}

// readingSpeed is how many syllables of a news text people read in a minute,
// by rule of thumb.
const readingSpeed = 250

// Minutes returns how long reading the text takes, rounded up.
func (a *Article) Minutes() int {
	return (a.Words() + readingSpeed - 1) / readingSpeed
}

// Words returns how many syllables and numbers the text has.
func (a *Article) Words() int { return a.entry.Document().Words }
