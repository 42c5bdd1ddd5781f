package site

import (
	"slices"
	"strconv"
	"strings"

	"guong/generator/picture/plan"
)

// noteCrops notes that crops are made of the picture by its focus.
func (i *Image) noteCrops() {
	if i == nil || i.file == nil {
		return
	}
	if at, found := slices.BinarySearch(i.file.focuses, i.focus); !found {
		i.file.focuses = slices.Insert(i.file.focuses, at, i.focus)
	}
}

// The functions of this file that are no methods are so that templates do not see them.

// VariantsOf returns all variants that are made of a file of the site.
func VariantsOf(s *Site, r *Resource) []plan.Variant { return s.recipe.All(r.source(), r.focuses) }

// plan tells who wants to know that a page shows variants of a file.
func (s *Site) plan(r *Resource, list []plan.Variant) []plan.Variant {
	if s.planned != nil && len(list) > 0 {
		s.planned(r, list)
	}
	return list
}

// Offered returns what a picture is offered as, ascending by width: as it is for the zero
// ratio, else cropped to it. It is not ok if the theme does not name the ratio.
func Offered(i *Image, ratio plan.Ratio) (list []plan.Variant, ok bool) {
	switch {
	case ratio == (plan.Ratio{}):
		list, ok = i.site.recipe.Whole(i.file.source()), true
	default:
		list, ok = i.site.recipe.Cropped(i.file.source(), ratio, i.focus)
	}
	return i.site.plan(i.file, list), ok
}

// Shared returns the variant of a picture that others show of a page; it is not ok if
// none is made.
func Shared(i *Image) (v plan.Variant, ok bool) {
	if v, ok = i.site.recipe.Shared(i.file.source(), i.focus); ok {
		i.site.plan(i.file, []plan.Variant{v})
	}
	return v, ok
}

// AddressOf returns the address of a variant of a picture.
func AddressOf(i *Image, v plan.Variant) string { return i.site.BasePath + v.Path }

// AppendSrcset appends the addresses of variants with their widths, as in the attribute
// srcset (HTML, section 4.8.4.2.1).
func AppendSrcset(dst []byte, i *Image, list []plan.Variant) []byte {
	return i.site.appendSrcset(dst, list)
}

func (s *Site) appendSrcset(dst []byte, list []plan.Variant) []byte {
	for i, v := range list {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(dst, s.BasePath...)
		dst = append(dst, v.Path...)
		dst = append(dst, ' ')
		dst = strconv.AppendInt(dst, int64(v.Width), 10)
		dst = append(dst, 'w')
	}
	return dst
}

// AppendSource appends the element of the variants of a picture that a browser chooses
// among; nothing if there are none.
func AppendSource(dst []byte, i *Image, list []plan.Variant, sizes string) []byte {
	return i.site.appendSource(dst, list, sizes)
}

func (s *Site) appendSource(dst []byte, list []plan.Variant, sizes string) []byte {
	if len(list) == 0 {
		return dst
	}
	dst = append(dst, `<source type="image/webp" srcset="`...)
	dst = s.appendSrcset(dst, list)
	dst = append(dst, `" sizes="`...)
	dst = append(dst, strings.ReplaceAll(sizes, `"`, "&#34;")...)
	return append(dst, `">`...)
}

// sources returns the element of the variants of a picture in a text of a layout.
func (s *Site) sources(r *Resource, layout string) string {
	if s.recipe == nil {
		return ""
	}
	return string(s.appendSource(nil, s.plan(r, s.recipe.Whole(r.source())), s.recipe.SizesIn(layout)))
}
