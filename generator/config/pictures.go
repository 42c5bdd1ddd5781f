package config

import (
	"strconv"

	"guong/generator/message"
	"guong/generator/picture/plan"
	"guong/generator/value"
)

// Pictures tells which pictures the site makes of those of its writers.
type Pictures struct {
	Widths   []int    // of pictures in texts, in pixels, ascending
	Quality  int      // of WebP, 1 to 100
	Original Original // what stands at the address of the picture itself
	Largest  int      // how wide that is at most, in pixels, unless the original is kept
	Pixels   int      // how many millions of pixels a picture may have
}

// Original tells what is published at the address of a picture itself.
type Original string

// A picture itself is made smaller where it is wide, or kept as it is, but for its
// metadata.
const (
	OriginalReduce Original = "reduce"
	OriginalKeep   Original = "keep"
)

// defaultPictures are the pictures of a site whose configuration says nothing of them.
func defaultPictures() Pictures {
	return Pictures{Widths: []int{480, 800, 1200}, Quality: 80, Original: OriginalReduce, Largest: 1600, Pixels: 60}
}

func picturesKeys() []key {
	number := func(name string, vietnamese, foreign []string, meaning message.Message, example string, least, most int, target func(*Pictures) *int) key {
		k := value.Key{Name: name, Vietnamese: vietnamese, Foreign: foreign, Takes: value.TakesInt, Meaning: meaning, Example: example}
		return key{k, func(r *reader, f value.Field) { r.between(f, target(&r.config.Pictures), least, most) }}
	}
	return []key{
		{value.Key{
			Name: "widths", Vietnamese: []string{"bề rộng", "chiều rộng", "các bề rộng"}, Foreign: []string{"sizes"},
			Takes: value.TakesInts, Meaning: message.New("config.key-pictures-widths"), Example: `[480, 800, 1200]`,
		}, (*reader).widths},
		number("quality", []string{"chất lượng"}, nil, message.New("config.key-pictures-quality"), `80`, 1, 100, func(p *Pictures) *int { return &p.Quality }),
		{value.Key{
			Name: "original", Vietnamese: []string{"ảnh gốc"}, Takes: value.TakesText, OneOf: []string{string(OriginalReduce), string(OriginalKeep)},
			Meaning: message.New("config.key-pictures-original"), Example: `"reduce"`,
		}, func(r *reader, f value.Field) {
			r.oneOf(f, (*string)(&r.config.Pictures.Original), string(OriginalReduce), string(OriginalKeep))
		}},
		number("largest", []string{"rộng nhất"}, []string{"max_width"}, message.New("config.key-pictures-largest"), `1600`, 320, 16_000, func(p *Pictures) *int { return &p.Largest }),
		number("megapixels", []string{"triệu điểm ảnh"}, []string{"max_megapixels"}, message.New("config.key-pictures-megapixels"), `60`, 1, 100, func(p *Pictures) *int { return &p.Pixels }),
	}
}

// widths reads a few widths, each greater than the one before it.
func (r *reader) widths(f value.Field) {
	before := len(r.Wrong)
	list := r.Ints(f)
	const few, least, most = 8, 100, 4000
	if plan.Ascending(list) && len(list) <= few && list[0] >= least && list[len(list)-1] <= most {
		r.config.Pictures.Widths = list
	} else if len(r.Wrong) == before {
		r.fail(f, message.New("config.widths", message.Number(few), message.Number(least), message.Number(most)), r.Write(f.Key, "[480, 800, 1200]"))
	}
}

// between reads a whole number that lies between two.
func (r *reader) between(f value.Field, target *int, least, most int) {
	before := len(r.Wrong)
	if n := r.Int(f); n >= least && n <= most {
		*target = n
	} else if len(r.Wrong) == before {
		r.fail(f, message.New("config.between", f.Key, message.Number(least), message.Number(most)), r.Write(f.Key, strconv.Itoa(*target)))
	}
}
