package metadata

import (
	"cmp"
	"strconv"
	"time"

	"guong/generator/site"
)

// films writes the films and recordings that a story shows: schema.org/VideoObject and
// schema.org/AudioObject.
func (w *writer) films(p *page) {
	var films, sounds []site.Film
	for _, f := range site.FilmsOf(p.Article) {
		if f.Sound {
			sounds = append(sounds, f)
		} else {
			films = append(films, f)
		}
	}
	for _, list := range []struct {
		member, kind string
		films        []site.Film
	}{{"video", "VideoObject", films}, {"audio", "AudioObject", sounds}} {
		if len(list.films) == 0 {
			continue
		}
		w.array(list.member, func() {
			for _, f := range list.films {
				w.thing(list.kind, func() { w.film(p, f) })
			}
		})
	}
}

func (w *writer) film(p *page, f site.Film) {
	w.text("name", cmp.Or(f.Name, p.Article.Title))
	w.text("description", cmp.Or(f.Name, p.Article.Summary))
	w.text("contentUrl", p.Site.Absolute(f.URL))
	w.text("encodingFormat", site.MediaType(f.URL))
	if f.Poster != "" {
		w.text("thumbnailUrl", p.Site.Absolute(f.Poster))
	} else if p.Article.Image != nil && !f.Sound { // search engines want one
		w.text("thumbnailUrl", p.Site.Absolute(p.Article.Image.URL))
	}
	w.text("uploadDate", p.published)
	w.text("duration", isoDuration(f.Duration))
	if f.Width > 0 && f.Height > 0 {
		w.number("width", f.Width)
		w.number("height", f.Height)
	}
	w.text("transcript", f.Transcript)
}

// isoDuration writes a duration as ISO 8601 has it, in seconds; "" for none.
func isoDuration(d time.Duration) string {
	s := int64((d + time.Second/2) / time.Second)
	if s == 0 {
		return ""
	}
	text := "PT"
	for _, part := range []struct {
		seconds int64
		letter  string
	}{{3600, "H"}, {60, "M"}, {1, "S"}} {
		if n := s / part.seconds; n > 0 {
			text += strconv.FormatInt(n, 10) + part.letter
		}
		s %= part.seconds
	}
	return text
}
