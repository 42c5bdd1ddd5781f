package generator

import (
	"bytes"
	"errors"
	"strings"

	"guong/generator/metadata"
	"guong/generator/picture/card"
	"guong/generator/site"
)

// cardOutputs lists the title cards of pages, each once.
func cardOutputs(views []*site.View, painter *card.Painter) []site.Output {
	if painter == nil {
		return nil
	}
	var outputs []site.Output
	listed := map[string]bool{}
	for _, v := range views {
		c, ok := metadata.Card(v)
		if !ok || listed[c.Path] {
			continue
		}
		listed[c.Path] = true
		outputs = append(outputs, cardOutput(c, painter))
	}
	return outputs
}

func cardOutput(c site.Card, painter *card.Painter) site.Output {
	return site.Output{
		Path: c.Path, Kind: site.KindPicture, Caching: site.CacheForever, Input: site.InputOf(c.Path),
		Render: func(b *bytes.Buffer, _ *site.Trace) error { return drawCard(b, c, painter) },
	}
}

// drawCard appends a title card. Letters that the font does not have are left out: the
// page has them.
func drawCard(b *bytes.Buffer, c site.Card, painter *card.Painter) error {
	text := card.Card{Title: c.Title, Kicker: c.Kicker, Site: c.Site}
	for {
		data, err := painter.Draw(b.AvailableBuffer(), text)
		var missing *card.MissingError
		switch {
		case errors.As(err, &missing):
			without := func(s string) string { return strings.ReplaceAll(s, string(missing.Rune), "") }
			text = card.Card{Title: without(text.Title), Kicker: without(text.Kicker), Site: without(text.Site)}
		case errors.Is(err, card.ErrEmpty) && text.Title != "…":
			text.Title = "…"
		default:
			b.Write(data)
			return err
		}
	}
}
