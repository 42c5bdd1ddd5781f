package theme

import (
	"fmt"
	"html/template"
	"strconv"

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
// wide the page shows it, as in the attribute of that name (HTML, §4.8.4.2.1): from
// it a browser would choose among files of several widths, of which there is one now.
func picture(i *site.Image, way, sizes string) (template.HTML, error) {
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
	width, height := i.Width(), i.Height()
	if width == 0 || height == 0 {
		width, height = usualWidth, usualHeight
	}
	_ = sizes
	return template.HTML(`<img src="` + template.HTMLEscapeString(i.URL) + `" alt="` + template.HTMLEscapeString(alt) +
		`" width="` + strconv.Itoa(width) + `" height="` + strconv.Itoa(height) + `"` + loading + ` decoding="async">`), nil
}
