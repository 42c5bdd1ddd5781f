package theme

import (
	"cmp"
	"slices"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/picture/plan"
	"guong/generator/value"
)

// shown is what a theme says of the pictures that it shows, in the table [pictures] of
// theme.toml.
type shown struct {
	sizes string      // how wide texts show them, as in the attribute sizes
	crops []plan.Crop // the shapes in which lists show them

	layouts map[string]string // sizes in stories of a layout of their own, by its name
}

// usualSizes is how wide a picture is that no theme says anything of.
const usualSizes = "100vw"

// Pictures returns how wide texts show pictures, as in the attribute sizes (HTML, section
// 4.8.4.2.1), and the shapes in which lists show them, in the order of their ratios.
func (t *Theme) Pictures() (sizes string, crops []plan.Crop) { return t.shown.sizes, t.shown.crops }

// LayoutSizes returns how wide texts show pictures in stories of a layout of their own, by
// its name.
func (t *Theme) LayoutSizes() map[string]string { return t.shown.layouts }

// mergePictures takes what each theme says in place of the one that it extends.
func (t *Theme) mergePictures() {
	t.shown.sizes, t.shown.layouts = usualSizes, map[string]string{}
	for _, l := range slices.Backward(t.layers) {
		t.shown.sizes = cmp.Or(l.shown.sizes, t.shown.sizes)
		for name, sizes := range l.shown.layouts {
			t.shown.layouts[name] = sizes
		}
		for _, c := range l.shown.crops {
			t.shown.crops = append(slices.DeleteFunc(t.shown.crops, func(old plan.Crop) bool { return old.Ratio == c.Ratio }), c)
		}
	}
	slices.SortFunc(t.shown.crops, func(a, b plan.Crop) int {
		return a.Ratio.Across*b.Ratio.Down - b.Ratio.Across*a.Ratio.Down
	})
}

// read reads the table [pictures].
func (s *shown) read(d *value.Decoder, fields []value.Field) {
	for _, f := range fields {
		switch f.Key {
		case "sizes":
			s.sizes = d.String(f)
		case "crops":
			for _, c := range d.Table(f) {
				s.crop(d, c)
			}
		case "layouts":
			s.layouts = map[string]string{}
			for _, l := range d.Table(f) {
				s.layouts[l.Key] = d.String(l)
			}
		default:
			d.Unknown(f, diag.Error, []string{"sizes", "crops", "layouts"})
		}
	}
}

// crop reads the widths in which a shape is shown.
func (s *shown) crop(d *value.Decoder, f value.Field) {
	ratio, ok := plan.ParseRatio(f.Key)
	widths := d.Ints(f)
	if !ok || !plan.Ascending(widths) {
		d.Report(diag.Error, f.Offset, f.Value.End, message.New("theme.crop"), message.New("value.write", `"4:3" = [240, 480]`))
		return
	}
	s.crops = append(s.crops, plan.Crop{Ratio: ratio, Widths: widths})
}
