package theme

import (
	"fmt"
	"html/template"
	"strconv"

	"guong/generator/picture/plan"
	"guong/generator/site"
)

// The ways in which a picture can be part of a page.
const (
	leading = "lead"   // the largest of the first screen: it is loaded before all others
	plain   = "plain"  // it is loaded when it comes near
	beside  = "beside" // the same, and the words beside it say what it shows
)

// The size of a picture that does not tell it, such as one of another site: what
// news pictures mostly have. It keeps room until the picture comes.
const (
	usualWidth  = 1200
	usualHeight = 675
)

// picture returns the element of a picture; nothing for no picture. Sizes says how
// wide the page shows it, as in the attribute of that name (HTML, section 4.8.4.2.1):
// from it a browser chooses among files of several widths. Shape, if any, is one of
// those that theme.toml names: "4:3" is cropped to it.
func picture(i *site.Image, way, sizes string, shape ...string) (template.HTML, error) {
	if i == nil || i.URL == "" {
		return "", nil
	}
	alt, loading := i.Alt, ` loading="lazy"`
	switch way {
	case leading:
		loading = ` fetchpriority="high"`
	case plain:
	case beside:
		alt = ""
	default:
		return "", fmt.Errorf("picture: %q is none of %q, %q, %q", way, leading, plain, beside)
	}
	variants, err := variantsOf(i, shape)
	if err != nil {
		return "", fmt.Errorf("picture: %w", err)
	}
	width, height := i.Width(), i.Height()
	if len(shape) > 0 && len(variants) > 0 {
		last := variants[len(variants)-1]
		width, height = last.Width, last.Height
	}
	if width == 0 || height == 0 {
		width, height = usualWidth, usualHeight
	}
	img := `<img src="` + template.HTMLEscapeString(i.URL) + `" alt="` + template.HTMLEscapeString(alt) +
		`" width="` + strconv.Itoa(width) + `" height="` + strconv.Itoa(height) + `"` + loading + ` decoding="async">`
	if len(variants) == 0 {
		return template.HTML(img), nil
	}
	return template.HTML("<picture>" + string(site.AppendSource(nil, i, variants, sizes)) + img + "</picture>"), nil
}

// preload returns the element by which a browser loads a picture before it has come to
// it, with the sizes and the shape with which the page shows it; nothing for a picture
// that has no variants, which the picture's own element tells early enough.
func preload(i *site.Image, sizes string, shape ...string) (template.HTML, error) {
	if i == nil || i.URL == "" {
		return "", nil
	}
	variants, err := variantsOf(i, shape)
	if err != nil {
		return "", fmt.Errorf("preload: %w", err)
	}
	if len(variants) == 0 {
		return "", nil
	}
	href := template.HTMLEscapeString(site.AddressOf(i, variants[len(variants)-1])) // for browsers without imagesrcset
	return template.HTML(`<link rel="preload" as="image" type="image/webp" fetchpriority="high" href="` + href + `" imagesrcset="` +
		string(site.AppendSrcset(nil, i, variants)) + `" imagesizes="` + template.HTMLEscapeString(sizes) + `">`), nil
}

// variantsOf returns the variants of a picture in a shape, if any.
func variantsOf(i *site.Image, shape []string) ([]plan.Variant, error) {
	var ratio plan.Ratio
	if len(shape) > 0 {
		var ok bool
		if ratio, ok = plan.ParseRatio(shape[0]); !ok || len(shape) > 1 {
			return nil, fmt.Errorf("%q is no shape, such as \"4:3\"", shape)
		}
	}
	variants, ok := site.Offered(i, ratio)
	if !ok {
		return nil, fmt.Errorf("theme.toml names no shape %q; see the table [pictures.crops]", shape[0])
	}
	return variants, nil
}
