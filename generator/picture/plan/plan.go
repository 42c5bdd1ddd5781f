// Package plan says which pictures a site makes of one, without looking at a pixel: of
// several widths, so that a telephone loads a small one; cropped to a shape, for lists
// and for what others show of a page.
//
// The name of a [Variant] changes with the bytes of the picture that it is made of,
// with the recipe, and with the program's way to make it. So browsers may keep it for
// ever, and the store knows it by its name. All of this is a pure function of its
// arguments, safe for concurrent use.
package plan

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Folder is where variants lie, from the root of the site.
const Folder = "assets/anh"

// Recipe says how pictures are made.
type Recipe struct {
	Version string // of the way in which variants are made: it changes when they get other bytes
	Widths  []int  // of whole pictures, in pixels, ascending
	Largest int    // the greatest width of what stands at the address of a picture itself; 0: any
	Quality int    // of WebP, 0 to 100
	JPEG    int    // quality of JPEG, 0 to 100
	Sizes   string // how wide texts show a picture, as in the attribute sizes (HTML, section 4.8.4.2.1)
	Crops   []Crop // the shapes that the theme shows

	LayoutSizes map[string]string // Sizes in stories of a layout of their own, by its name
}

// SizesIn returns how wide stories of a layout show pictures in their texts.
func (r *Recipe) SizesIn(layout string) string { return cmp.Or(r.LayoutSizes[layout], r.Sizes) }

// Key returns what changes with anything that a page or a picture shows by the recipe.
func (r *Recipe) Key() string { return fmt.Sprintf("%#v", *r) }

// Crop is a shape with the widths in which it is shown.
type Crop struct {
	Ratio  Ratio
	Widths []int // in pixels, ascending
}

// Ratio is that of a width and a height: 16:9. The zero Ratio is that of the picture.
type Ratio struct{ Across, Down int }

// Share is the shape of the picture that others show of a page, and its width: what
// Facebook and Zalo ask for (The Open Graph protocol; 1.91 to 1).
var Share = Crop{Ratio{1200, 630}, []int{1200}}

// ParseRatio reads "16:9".
func ParseRatio(s string) (r Ratio, ok bool) {
	across, down, found := strings.Cut(s, ":")
	var wrong [2]error
	r.Across, wrong[0] = strconv.Atoi(across)
	r.Down, wrong[1] = strconv.Atoi(down)
	ok = found && wrong == [2]error{} && r.Across > 0 && r.Down > 0 && r.Across <= 10_000 && r.Down <= 10_000
	return r, ok
}

// String returns the ratio as ParseRatio reads it.
func (r Ratio) String() string { return strconv.Itoa(r.Across) + ":" + strconv.Itoa(r.Down) }

// height returns the height of a picture of a width.
func (r Ratio) height(width int) int { return max(1, (2*width*r.Down+r.Across)/(2*r.Across)) }

// Source is a picture of which others are made.
type Source struct {
	Name          string // its address: "guong-sang/co-giao/lop-hoc.jpg"
	Digest        string // of its bytes
	Width, Height int    // in pixels, upright
}

// Format is a format of variants.
type Format string

// The formats, by the endings of their files.
const (
	WebP Format = "webp"
	JPEG Format = "jpg"
	PNG  Format = "png"
)

// Variant is a picture that is made of another.
type Variant struct {
	Path          string // from the root of the site
	Width, Height int    // in pixels
	Format        Format
	Ratio         Ratio  // the shape to which it is cropped; zero: it is not
	Focus         string // what the crop must show, "60% 30%"; empty: what is found
	Digest        string // of the bytes of the picture that it is made of
}

// Whole returns the variants of a picture that is not cropped, ascending by width. None
// is wider than the picture.
func (r *Recipe) Whole(s Source) []Variant {
	if r == nil || s.Width <= 0 || s.Height <= 0 {
		return nil
	}
	return r.variants(s, Ratio{}, "", WebP, reaching(r.Widths, s.Width))
}

// Cropped returns the variants of a picture that are cropped to a shape, ascending by
// width. None is wider than what can be cut out. It is not ok if the recipe does not
// have the shape.
func (r *Recipe) Cropped(s Source, ratio Ratio, focus string) (list []Variant, ok bool) {
	if r == nil {
		return nil, true
	}
	at := slices.IndexFunc(r.Crops, func(c Crop) bool { return c.Ratio == ratio })
	if at < 0 {
		return nil, false
	}
	if s.Width <= 0 || s.Height <= 0 {
		return nil, true
	}
	return r.variants(s, ratio, focus, WebP, reaching(r.Crops[at].Widths, cut(s, ratio))), true
}

// Shared returns the variant that others show of a page.
func (r *Recipe) Shared(s Source, focus string) (v Variant, ok bool) {
	if r == nil || s.Width <= 0 || s.Height <= 0 {
		return v, false
	}
	return r.variants(s, Share.Ratio, focus, JPEG, []int{min(Share.Widths[0], cut(s, Share.Ratio))})[0], true
}

// All returns all variants of a picture, each once: whole, and cropped and to be shared
// by each focus.
func (r *Recipe) All(s Source, focuses []string) []Variant {
	list := r.Whole(s)
	if r == nil {
		return nil
	}
	for _, focus := range focuses {
		for _, c := range r.Crops {
			cropped, _ := r.Cropped(s, c.Ratio, focus)
			list = append(list, cropped...)
		}
		if v, ok := r.Shared(s, focus); ok {
			list = append(list, v)
		}
	}
	return list
}

// cut returns how wide what can be cut out of a picture is at most.
func cut(s Source, ratio Ratio) int {
	return min(s.Width, max(1, s.Height*ratio.Across/ratio.Down))
}

// reaching returns the widths that a picture of a width reaches. Its own is the last
// where it lies well between two of them, or below all.
func reaching(widths []int, width int) []int {
	n, found := slices.BinarySearch(widths, width)
	list := slices.Clone(widths[:n])
	const close = 5 // a fifth more is not worth a file
	switch {
	case found:
		list = append(list, width)
	case n < len(widths) && (n == 0 || width-widths[n-1] > widths[n-1]/close):
		list = append(list, width)
	}
	return list
}

func (r *Recipe) variants(s Source, ratio Ratio, focus string, format Format, widths []int) []Variant {
	quality := r.Quality
	if format == JPEG {
		quality = r.JPEG
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %s %d %s %q", r.Version, s.Digest, format, quality, ratio, focus))
	name := strings.TrimSuffix(path.Base(s.Name), path.Ext(s.Name))
	hash := hex.EncodeToString(sum[:6])
	shape := ratio
	if shape == (Ratio{}) {
		shape = Ratio{s.Width, s.Height}
	}
	list := make([]Variant, len(widths))
	for i, width := range widths {
		v := Variant{Width: width, Height: shape.height(width), Format: format, Ratio: ratio, Focus: focus, Digest: s.Digest}
		v.Path = fmt.Sprintf("%s/%s/%s-%s-%d.%s", Folder, hash[:2], name, hash[2:], width, format)
		list[i] = v
	}
	return list
}

// Ascending reports whether widths are those of a recipe: some, each greater than the one
// before it.
func Ascending(widths []int) bool {
	return len(widths) > 0 && widths[0] > 0 && slices.IsSorted(widths) && len(slices.Compact(slices.Clone(widths))) == len(widths)
}
