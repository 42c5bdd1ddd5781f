package site

import (
	"iter"
	"slices"
)

// FrontBlock is a section on the home page.
type FrontBlock struct {
	Section *Section
	// Shape is how the block is set: "picture" across the page, with a large picture
	// at the left, "people" with the faces of those whom its stories are about, or
	// "lines".
	Shape string
	Lead  *Article   // the newest story; in the shape "picture", the newest of the first with one
	Lines []*Article // the newest besides it
}

const (
	frontLines      = 4
	frontLinesLarge = 6
	frontFaces      = 3  // of the shape "people"
	frontLook       = 12 // among so many of a section's newest stories pictures and faces are looked for
)

// frontBlocks returns the blocks of the sections that have stories which are not shown
// yet. Their shapes take turns: after one with a large picture two come that have none.
func (s *Site) frontBlocks(shown map[*Article]bool) (list []FrontBlock) {
	sincePicture, faces := 2, false
	for _, section := range s.Sections {
		stories := unshownFirst(section.Articles, shown, frontLook)
		if len(stories) == 0 {
			continue
		}
		b := FrontBlock{Section: section, Shape: "lines", Lead: stories[0]}
		lines := frontLines
		if s.isLarge() {
			lines = frontLinesLarge
		}
		pictured, withFace := frontPictured(slices.Values(stories), 1), frontWithFace(stories)
		switch {
		case sincePicture >= 2 && len(pictured) > 0 && len(stories) > 2:
			b.Shape, b.Lead, sincePicture = "picture", pictured[0], 0
			lines = frontLines // as high as the picture
		case !faces && len(withFace) == frontFaces:
			b.Shape, b.Lead, faces = "people", withFace[0], true
			stories = withFace
			sincePicture++
		default:
			sincePicture++
		}
		for _, a := range stories {
			if a != b.Lead && len(b.Lines) < lines {
				b.Lines = append(b.Lines, a)
			}
		}
		show(shown, b.Lead)
		show(shown, b.Lines...)
		list = append(list, b)
	}
	return list
}

// frontWithFace returns the first stories whose first honoree has a photo, each honoree
// once.
func frontWithFace(stories []*Article) (list []*Article) {
	seen := map[*Honoree]bool{}
	for _, a := range stories {
		if len(a.Honorees) == 0 || len(list) == frontFaces {
			continue
		}
		m := a.Honorees[0]
		if !seen[m.Honoree] && (m.Photo != nil || m.Honoree.Photo != nil) {
			seen[m.Honoree] = true
			list = append(list, a)
		}
	}
	return list
}

// frontPictured returns the first n stories with a picture.
func frontPictured(stories iter.Seq[*Article], n int) (list []*Article) {
	for a := range stories {
		if a.Image != nil {
			if list = append(list, a); len(list) == n {
				break
			}
		}
	}
	return list
}

// unshown yields the stories of a list that are not shown yet.
func unshown(list []*Article, shown map[*Article]bool) iter.Seq[*Article] {
	return func(yield func(*Article) bool) {
		for _, a := range list {
			if !shown[a] && !yield(a) {
				return
			}
		}
	}
}

// unshownFirst returns the first n stories of a list that are not shown yet.
func unshownFirst(list []*Article, shown map[*Article]bool, n int) (some []*Article) {
	for a := range unshown(list, shown) {
		if some = append(some, a); len(some) == n {
			break
		}
	}
	return some
}

// show notes that stories are shown.
func show(shown map[*Article]bool, list ...*Article) {
	for _, a := range list {
		shown[a] = true
	}
}
