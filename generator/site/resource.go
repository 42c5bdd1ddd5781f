package site

import (
	"path"
	"slices"
	"strings"
	"sync"

	"guong/generator/content"
	"guong/generator/markdown"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// Resource is a file of the content folder that is published as it is.
type Resource struct {
	content.File
	// Measure returns the width and height of a picture in pixels, or zeroes. It
	// is called when a page shows the picture, at most once.
	Measure func() (width, height int)

	URL string // set by New
}

// Image is a picture that a page shows.
type Image struct {
	URL           string
	Alt           string
	Caption       string
	Credit        string // "Hoàng Minh"
	Width, Height int    // pixels; 0 if not known
}

// index puts the files of the content folder where they are published: beside
// the page of the bundle that they belong to, else at the path that they have.
func (b *builder) index() {
	for _, r := range b.Resources {
		if r.Measure != nil {
			r.Measure = onceSize(r.Measure)
		}
		b.site.resources[r.Path] = r
		b.site.files = append(b.site.files, r)
	}
}

func onceSize(measure func() (int, int)) func() (int, int) {
	return sync.OnceValues(measure)
}

// placeResources gives every file its URL, once the bundles have theirs.
func (b *builder) placeResources() {
	bundles := map[string]*Article{}
	for _, a := range b.site.byPath {
		if a.entry.IsBundle() {
			bundles[a.entry.Dir()] = a
		}
	}
	for _, r := range b.site.files {
		r.URL = b.site.BasePath + fileAddress(r.Path)
		for dir := parent(r.Path); dir != ""; dir = parent(dir) {
			if bundle := bundles[dir]; bundle != nil {
				r.URL = bundle.URL + fileAddress(r.Path[len(dir)+1:])
				break
			}
		}
	}
}

// fileAddress returns the address of a file: its path, with every part that is
// no plain ASCII made so ("Lớp học.JPG" → "lop-hoc.JPG").
func fileAddress(p string) string {
	parts := strings.Split(p, "/")
	for i, part := range parts {
		if safe(part) {
			continue
		}
		ext := path.Ext(part)
		if !safe(ext) {
			ext = ""
		}
		parts[i] = slugOr(strings.TrimSuffix(part, ext)) + ext
	}
	return strings.Join(parts, "/")
}

func safe(name string) bool {
	for i := range len(name) {
		c := name[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("-_.~", rune(c)) {
			return false
		}
	}
	return true
}

// findPictures gives every article the picture of its front matter.
func (b *builder) findPictures() {
	texts := slices.Concat(b.site.Articles, b.site.Pages)
	if b.site.Home != nil {
		texts = append(texts, b.site.Home)
	}
	for _, section := range b.site.sections {
		if section.text != nil {
			texts = append(texts, section.text)
		}
	}
	for _, a := range texts {
		a.Image = b.image(a, a.entry.Front.Image)
	}
}

// image returns the picture of an article's front matter, or nil.
func (b *builder) image(a *Article, i content.Image) *Image {
	if i.Src == "" {
		return nil
	}
	image := b.picture(a, i.Src)
	image.Alt, image.Caption, image.Credit = i.Alt, i.Caption, i.Credit
	if image.Credit == "" {
		image.Caption, image.Credit = markdown.SplitCredit(i.Caption)
	}
	return image
}

// photo returns the portrait of an honoree, or nil.
func (b *builder) photo(a *Article, src, name string) *Image {
	if src == "" {
		return nil
	}
	image := b.picture(a, src)
	image.Alt = name
	return image
}

// picture finds the file of a picture beside the article or from the root, or
// takes an address of another site as it is. A missing file is an error.
func (b *builder) picture(a *Article, src string) *Image {
	if strings.HasPrefix(src, "https://") || strings.HasPrefix(src, "http://") {
		return &Image{URL: src}
	}
	r := b.site.resource(a.entry.Dir(), src)
	if r == nil {
		b.report(a.entry.Article, "src", src, message.New("site.picture", src), b.site.proposeFile(a.entry.Dir(), src))
		return &Image{}
	}
	image := &Image{URL: r.URL}
	if r.Measure != nil {
		image.Width, image.Height = r.Measure()
	}
	return image
}

// resource returns the file that src means, as seen from folder dir; or nil.
func (s *Site) resource(dir, src string) *Resource {
	src = vietnamese.RepairString(src)
	if strings.HasPrefix(src, "/") {
		dir = ""
	}
	return s.resources[strings.TrimPrefix(path.Join("/", dir, src), "/")]
}

// proposeFile proposes a file whose name resembles src.
func (s *Site) proposeFile(dir, src string) message.Message {
	beside := map[string]string{}
	var names []string
	for _, r := range s.files {
		name := "/" + r.Path
		if rest, ok := strings.CutPrefix(r.Path, dir+"/"); ok || dir == "" {
			name = rest
			if dir == "" {
				name = r.Path
			}
		}
		beside[path.Base(r.Path)] = name
		names = append(names, name)
	}
	if found, ok := beside[path.Base(src)]; ok {
		return message.New("value.did-you-mean", found)
	}
	if near, ok := vietnamese.Nearest(src, names); ok {
		return message.New("value.did-you-mean", near)
	}
	return message.New("site.picture-hint")
}
