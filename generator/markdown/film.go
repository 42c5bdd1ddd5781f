package markdown

import (
	"strconv"
	"strings"
)

// Media is what is known of a film or of sound on the finished site. Its texts are
// plain.
type Media struct {
	Sound       bool
	Poster      string  // address of the picture before it begins; may be empty
	Tracks      []Track // subtitles
	Unsupported string  // what readers see whose browser shows no films
	Transcript  string  // what is said, paragraphs between empty lines; may be empty
	Heading     string  // of the transcript
}

// Track is a file of subtitles.
type Track struct {
	URL      string
	Language string // "vi"
	Label    string // "Tiếng Việt"
}

// filmOpen begins what stands in a document where a film comes: the address of a
// Ref of kind Film follows, and "> or "/>.
const filmOpen = `<source src="`

// filmEnd returns how much of html, from behind the address of a film, stands for it.
func filmEnd(html string) int { return strings.IndexByte(html, '>') + 1 }

// appendMedia appends the element of a film or of sound, and what is said in it.
// Browsers load nothing before the reader asks for it.
func appendMedia(out []byte, ref Ref, target Target) []byte {
	m := target.Media
	if m == nil {
		m = &Media{Sound: IsSound(ref.Dest)}
	}
	element := "video"
	if m.Sound {
		element = "audio"
	}
	attribute := func(name string, value []byte) {
		out = append(out, ' ')
		out = append(out, name...)
		out = append(out, `="`...)
		out = append(out, value...)
		out = append(out, '"')
	}
	out = append(out, "<"+element+` controls preload="none"`...)
	if !m.Sound {
		out = append(out, " playsinline"...)
		if m.Poster != "" {
			attribute("poster", appendSafeURL(nil, m.Poster))
		}
		if target.Width > 0 && target.Height > 0 {
			attribute("width", strconv.AppendInt(nil, int64(target.Width), 10))
			attribute("height", strconv.AppendInt(nil, int64(target.Height), 10))
		}
	}
	if ref.Text != "" {
		attribute("aria-label", appendEscaped(nil, ref.Text))
	}
	attribute("src", appendSafeURL(nil, target.URL))
	out = append(out, '>')
	for i, t := range m.Tracks {
		out = append(out, `<track kind="captions"`...)
		attribute("srclang", appendEscaped(nil, t.Language))
		attribute("label", appendEscaped(nil, t.Label))
		attribute("src", appendSafeURL(nil, t.URL))
		if i == 0 {
			out = append(out, " default"...)
		}
		out = append(out, '>')
	}
	out = append(out, `<a href="`...)
	out = appendSafeURL(out, target.URL)
	out = append(out, `">`...)
	if ref.Text != "" {
		out = append(appendEscaped(out, ref.Text), ". "...)
	}
	out = appendEscaped(out, m.Unsupported)
	out = append(out, "</a></"+element+">"...)
	if m.Transcript == "" {
		return out
	}
	out = append(out, `<details class="transcript"><summary>`...)
	out = appendEscaped(out, m.Heading)
	out = append(out, "</summary>"...)
	for paragraph := range strings.SplitSeq(m.Transcript, "\n\n") {
		if paragraph = strings.TrimSpace(paragraph); paragraph != "" {
			out = append(out, "<p>"...)
			out = append(out, strings.ReplaceAll(escaped(paragraph), "\n", "<br>")...)
			out = append(out, "</p>"...)
		}
	}
	return append(out, "</details>"...)
}

// shapes are the usual shapes of pictures, width to height, from the narrowest on.
var shapes = []struct {
	name          string
	width, height int
}{
	{"9-16", 9, 16}, {"2-3", 2, 3}, {"3-4", 3, 4}, {"4-5", 4, 5}, {"1-1", 1, 1}, {"5-4", 5, 4},
	{"4-3", 4, 3}, {"3-2", 3, 2}, {"16-9", 16, 9}, {"2-1", 2, 1}, {"5-2", 5, 2},
}

// shapeOf returns the class of a figure of a series, by the usual shape that its
// picture is most like: a page may not contain styles of single elements.
func shapeOf(width, height int) string {
	best := ""
	for i, s := range shapes {
		// Between two shapes lies their geometric mean: w²/h² = ab, without roots.
		if i > 0 {
			before := shapes[i-1]
			if float64(width)*float64(width)*float64(before.height*s.height) < float64(height)*float64(height)*float64(before.width*s.width) {
				break
			}
		}
		best = "shape-" + s.name
	}
	return best
}
