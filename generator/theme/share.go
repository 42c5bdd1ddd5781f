package theme

import (
	"encoding/hex"
	"image/color"
	"path"
	"slices"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/picture/card"
	"guong/generator/value"
)

// Share returns the painter of title cards, for pages that have no picture to be
// shared with; nil if neither the theme nor one that it extends has a table [share].
func (t *Theme) Share() *card.Painter { return t.share }

// shareFolder is where the fonts of title cards lie in a theme. It is not published.
const shareFolder = "share"

// shareKeys are the keys of [share]. A theme has those of the one that it extends and
// may replace each. small is font if no theme has it.
var shareKeys = []string{"font", "small", "background", "ink", "accent"}

// shareValue is a value of [share], and where it stands.
type shareValue struct {
	text string
	at   diag.Diagnostic
}

// shareOf reads the table [share].
func shareOf(d *value.Decoder, table value.Field) map[string]shareValue {
	values := map[string]shareValue{}
	for _, f := range d.Table(table) {
		if !slices.Contains(shareKeys, f.Key) {
			d.Unknown(f, diag.Error, shareKeys)
			continue
		}
		text := d.String(f)
		values[f.Key] = shareValue{text, d.At(f.Value.Offset, len([]rune(text))+2)}
	}
	// Where it is said that a key is missing.
	values[""] = shareValue{at: d.At(table.Offset, len([]rune(table.Key)))}
	return values
}

// loadShare makes the painter of what the theme and those that it extends say.
func (t *Theme) loadShare(bag *diag.Bag) {
	values := map[string]shareValue{}
	for _, l := range t.layers {
		for key, v := range l.share {
			if _, ok := values[key]; !ok {
				values[key] = v
			}
		}
	}
	if len(values) == 0 {
		return
	}
	s := shareLoader{theme: t, values: values, bag: bag}
	style := card.Style{
		Font: s.font("font"), Small: s.font("small"),
		Background: s.colour("background"), Ink: s.colour("ink"), Accent: s.colour("accent"),
	}
	if s.failed {
		return
	}
	painter, err := card.NewPainter(style)
	if err != nil {
		key := "small"
		if _, wrong := card.NewPainter(card.Style{Font: style.Font}); wrong != nil {
			key = "font"
		}
		s.report(s.values[key].at, message.New("theme.share-font", s.values[key].text), message.New("theme.share-font-hint"))
		return
	}
	t.share = painter
}

type shareLoader struct {
	theme  *Theme
	values map[string]shareValue
	bag    *diag.Bag
	failed bool
}

func (s *shareLoader) report(at diag.Diagnostic, text, hint message.Message) {
	at.Message, at.Hint = text, hint
	s.bag.Add(at)
	s.failed = true
}

// value returns the value of a key that must be there.
func (s *shareLoader) value(key string) (shareValue, bool) {
	v, ok := s.values[key]
	if !ok {
		s.report(s.values[""].at, message.New("theme.share-missing", key), message.New("theme.share-missing-hint"))
	}
	return v, ok
}

// font returns the file of a font; nil for a small one of which nothing is said.
func (s *shareLoader) font(key string) []byte {
	if _, ok := s.values[key]; !ok && key == "small" {
		return nil
	}
	v, ok := s.value(key)
	if !ok {
		return nil
	}
	if name := path.Clean(v.text); name == v.text && strings.HasPrefix(name, shareFolder+"/") {
		if data, _, ok := s.theme.read(name); ok {
			return data
		}
	}
	s.report(v.at, message.New("theme.share-no-font", v.text), message.New("theme.share-no-font-hint"))
	return nil
}

// colour returns a colour, written as in style sheets: "#b5121b".
func (s *shareLoader) colour(key string) color.RGBA {
	v, ok := s.value(key)
	if !ok {
		return color.RGBA{}
	}
	digits, hash := strings.CutPrefix(v.text, "#")
	if rgb, err := hex.DecodeString(digits); hash && err == nil && len(rgb) == 3 {
		return color.RGBA{rgb[0], rgb[1], rgb[2], 255}
	}
	s.report(v.at, message.New("theme.share-colour", v.text), message.New("theme.share-colour-hint"))
	return color.RGBA{}
}
