package theme

import (
	"fmt"
	"path"
	"slices"
	"time"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// loadTexts reads the texts of the site's language; what a language lacks is
// taken from Vietnamese, what a theme lacks from the theme that it extends.
func (t *Theme) loadTexts(bag *diag.Bag) {
	t.texts = map[string]string{}
	languages := []string{string(message.Vietnamese)}
	if t.options.Language != languages[0] {
		languages = append(languages, t.options.Language)
	}
	for _, language := range languages {
		for _, l := range slices.Backward(t.layers) {
			one := Theme{layers: []layer{l}}
			text, file, ok := one.read(path.Join("i18n", language+".toml"))
			if !ok {
				continue
			}
			source := value.Source{File: file, Line: 1, Text: string(text)}
			root, wrong := value.TOML(source)
			bag.Add(wrong...)
			d := value.Decoder{Source: source}
			t.flatten(&d, "", root)
			bag.Add(d.Wrong...)
		}
	}
}

// flatten adds the texts of a table; a table in it prefixes its keys.
func (t *Theme) flatten(d *value.Decoder, prefix string, table value.Node) {
	for _, f := range table.Fields {
		if f.Value.Kind == value.Table {
			t.flatten(d, prefix+f.Key+".", f.Value)
			continue
		}
		t.texts[prefix+f.Key] = d.String(f)
	}
}

// Text returns the text of a key in the site's language, with its arguments put
// in; the key itself if the theme has no such text.
func (t *Theme) Text(key string, args ...any) string {
	text, ok := t.texts[key]
	if !ok {
		return key
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// HasText reports whether the theme has a text of that key.
func (t *Theme) HasText(key string) bool {
	_, ok := t.texts[key]
	return ok
}

// TaxonomyTitle returns the theme's word for a taxonomy, or "".
func (t *Theme) TaxonomyTitle(key string) string { return t.texts["taxonomy."+key] }

func formatDate(d time.Time) string { return d.Format("02/01/2006 - 15:04") }
func formatDay(d time.Time) string  { return d.Format("02/01/2006") }
func formatISO(d time.Time) string  { return d.Format(time.RFC3339) }

func (t *Theme) formatNumber(n int) string {
	return message.Number(n).In(message.Language(t.options.Language))
}
