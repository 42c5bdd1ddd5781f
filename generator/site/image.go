package site

import (
	"strings"

	"guong/generator/content"
	"guong/generator/markdown"
	"guong/generator/message"
)

// Image is a picture that a page shows.
type Image struct {
	URL     string
	Alt     string
	Caption string
	Credit  string // "Hoàng Minh"

	file  *Resource // nil for a picture of another site
	site  *Site
	focus string // what crops must show; empty: what is found
	of    *Article
}

// Width returns the width in pixels, or 0 if it is not known.
func (i *Image) Width() int {
	return i.file.picture().Width
}

// Height returns the height in pixels, or 0 if it is not known.
func (i *Image) Height() int {
	return i.file.picture().Height
}

// KeptCaption returns the caption with names and numbers kept together, as Article.Keep
// returns it.
func (i *Image) KeptCaption() string {
	if i.of == nil {
		return keep(i.Caption, nil)
	}
	return i.of.Keep(i.Caption)
}

// IsTall reports whether the picture is higher than it is wide, as portraits are.
func (i *Image) IsTall() bool { return i.Height() > i.Width() }

// findPictures gives every text the picture of its front matter.
func (b *builder) findPictures() {
	for a := range b.site.eachText() {
		a.Image = b.image(a, a.entry.Front.Image)
		a.Image.noteCrops()
	}
}

// findLogo finds the organisation's logo: a file of the content folder, or an
// address of another site.
func (b *builder) findLogo() {
	src := b.Config.Organisation.Logo
	if src == "" {
		return
	}
	file := b.site.resource("", strings.TrimPrefix(src, "/"))
	b.site.Logo = &Image{URL: b.site.Local(src), Alt: b.Config.Organisation.Name, file: file, site: b.site}
	if file != nil {
		b.site.Logo.URL = file.URL
	}
}

// image returns the picture of an article's front matter, or nil.
func (b *builder) image(a *Article, i content.Image) *Image {
	image := b.picture(a, "image", i.Src)
	if image == nil {
		return nil
	}
	image.Alt, image.Caption, image.Credit, image.of = i.Alt, i.Caption, i.Credit, a
	image.focus = i.Focus
	if image.Credit == "" {
		image.Caption, image.Credit = markdown.SplitCredit(i.Caption)
	}
	return image
}

// photo returns the portrait of an honoree, or nil.
func (b *builder) photo(a *Article, src, name, focus string) *Image {
	image := b.picture(a, "photo", src)
	if image != nil {
		image.Alt = name
		image.focus = focus
		image.noteCrops()
	}
	return image
}

// picture finds the file of a picture beside the article or from the root, or
// takes an address of another site as it is. It returns nil for no picture; a
// missing file is an error at the key of the front matter.
func (b *builder) picture(a *Article, key, src string) *Image {
	switch {
	case src == "":
		return nil
	case strings.HasPrefix(src, "https://"), strings.HasPrefix(src, "http://"):
		return &Image{URL: src, site: b.site}
	}
	file := b.site.resource(a.entry.Dir(), src)
	if file == nil {
		d := a.entry.Locate(key, src)
		d.Message, d.Hint = message.New("site.picture", src), b.site.proposeFile(a.entry.Dir(), src, "site.picture-hint")
		b.wrong.Add(d)
		return nil
	}
	return &Image{URL: file.URL, file: file, site: b.site}
}
