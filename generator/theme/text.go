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
			text, file, ok := l.read(path.Join("i18n", language+".toml"))
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
		text := d.String(f)
		t.texts[prefix+f.Key] = text
		checkBlanks(d, f, text)
	}
}

// Text returns the text of a key in the site's language, with its arguments put
// into its blanks (see blanks.go); the key itself if the theme has no such text.
// A blank without an argument stays as it is written.
func (t *Theme) Text(key string, args ...any) string {
	text, ok := t.texts[key]
	if !ok {
		return key
	}
	return fillBlanks(text, args)
}

// text is Text for templates: a blank without an argument is an error.
func (t *Theme) text(key string, args ...any) (string, error) {
	if n := countBlanks(t.texts[key]); n > len(args) {
		return "", fmt.Errorf("text %q has %d blanks, but %d arguments", key, n, len(args))
	}
	return t.Text(key, args...), nil
}

// TaxonomyTitle returns the theme's word for a taxonomy, or "".
func (t *Theme) TaxonomyTitle(key string) string { return t.texts["taxonomy."+key] }

// formatDate leaves out midnight: it is the time of a date that was written
// without one.
func formatDate(d time.Time) string {
	if d.Hour() == 0 && d.Minute() == 0 {
		return formatDay(d)
	}
	return format(d, "02/01/2006 - 15:04")
}

func formatDay(d time.Time) string { return format(d, "02/01/2006") }
func formatISO(d time.Time) string { return format(d, time.RFC3339) }

// format returns "" for no date: a page has none.
func format(d time.Time, layout string) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(layout)
}

func (t *Theme) formatNumber(n int) string {
	return message.Number(n).In(message.Language(t.options.Language))
}
