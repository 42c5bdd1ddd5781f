package theme

import (
	"io"

	"guong/generator/site"
)

// RenderRaw renders a page through the templates as they were written, to
// compare with the minified ones.
func (t *Theme) RenderRaw(w io.Writer, v *site.View) error {
	raw, err := t.raw()
	if err != nil {
		return err
	}
	return raw.layouts[v.Layout].Execute(w, v)
}
