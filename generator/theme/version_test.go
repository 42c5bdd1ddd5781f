package theme_test

import (
	"bytes"
	"testing"
)

// TestVersionOfEveryLayer: a file that another one of its name covers changes pages
// where texts of both count, and only there.
func TestVersionOfEveryLayer(t *testing.T) {
	version := func(below, covered, layout string) []byte {
		return load(t, `-- themes/cua-toi/theme.toml --
extends = "goc"
-- themes/cua-toi/i18n/vi.toml --
tren = "trên"
-- themes/cua-toi/layouts/base.html --
{{t "duoi"}}
-- builtin/goc/i18n/vi.toml --
duoi = "`+below+`"
tren = "`+covered+`"
-- builtin/goc/layouts/base.html --
`+layout+`
`).Version()
	}
	first := version("dưới", "bị che", "gốc")
	for name, c := range map[string]struct {
		other []byte
		same  bool
	}{
		"nothing":                   {version("dưới", "bị che", "gốc"), true},
		"a text of the layer below": {version("khác", "bị che", "gốc"), false},
		"a text that is covered":    {version("dưới", "khác", "gốc"), true},
		"a layout that is covered":  {version("dưới", "bị che", "khác"), true},
	} {
		if bytes.Equal(first, c.other) != c.same {
			t.Errorf("%s: the same version: %v", name, !c.same)
		}
	}
}
