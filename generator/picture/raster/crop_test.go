package raster_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"sync"
	"sync/atomic"
	"testing"

	"guong/generator/picture/picturetest"
	"guong/generator/picture/raster"
)

func TestParseFocus(t *testing.T) {
	for s, want := range map[string]raster.Focus{"60% 30%": {.6, .3}, " 0%  100% ": {0, 1}, "12,5% 12.5%": {.125, .125}} {
		if got, ok := raster.ParseFocus(s); !ok || got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
	for _, s := range []string{"", "60%", "60 30", "60% 101%", "-1% 5%", "a% b%", "1e1% 5%", "NaN% 5%", "% %", "60%30%", "1% 2% 3%", "1.2.3% 4%"} {
		if got, ok := raster.ParseFocus(s); ok {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestFocusCrop(t *testing.T) {
	for _, c := range []struct {
		focus                       raster.Focus
		width, height, across, down int
		want                        image.Rectangle
	}{
		{raster.Focus{.5, .5}, 400, 300, 1, 1, image.Rect(50, 0, 350, 300)},
		{raster.Focus{0, 0}, 400, 300, 1, 1, image.Rect(0, 0, 300, 300)},
		{raster.Focus{1, 1}, 400, 300, 1, 1, image.Rect(100, 0, 400, 300)},
		{raster.Focus{.6, .3}, 400, 300, 1, 1, image.Rect(90, 0, 390, 300)},
		{raster.Focus{.5, .3}, 300, 400, 16, 9, image.Rect(0, 36, 300, 205)},
		{raster.Focus{.5, 1}, 300, 400, 16, 9, image.Rect(0, 231, 300, 400)},
		{raster.Focus{.5, .5}, 400, 300, 4, 3, image.Rect(0, 0, 400, 300)},
		{raster.Focus{.5, .5}, 1, 1, 16, 9, image.Rect(0, 0, 1, 1)},
		{raster.Focus{.5, .5}, 1, 1000, 1, 0, image.Rect(0, 500, 1, 501)},
	} {
		if got := c.focus.Crop(c.width, c.height, c.across, c.down); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestAttention(t *testing.T) {
	scene := func(w, h int, draws ...func(*image.NRGBA)) *raster.Picture {
		m := flat(w, h, color.NRGBA{120, 160, 220, 255})
		for _, d := range draws {
			d(m)
		}
		return decode(t, picturetest.PNG(t, m))
	}
	face := func(r image.Rectangle) func(*image.NRGBA) {
		return func(m *image.NRGBA) {
			draw.Draw(m, r, image.NewUniform(color.NRGBA{220, 170, 140, 255}), image.Point{}, draw.Src)
		}
	}
	lines := func(r image.Rectangle) func(*image.NRGBA) {
		return func(m *image.NRGBA) {
			for x := r.Min.X; x < r.Max.X; x += 8 {
				draw.Draw(m, image.Rect(x, r.Min.Y, x+4, r.Max.Y), image.Black, image.Point{}, draw.Src)
			}
		}
	}
	within := func(r, part image.Rectangle) bool { return part.In(r) }
	left, right := image.Rect(30, 60, 110, 160), image.Rect(480, 60, 570, 160)
	if r := scene(600, 200, face(left)).Attention(1, 1); !within(r, left) {
		t.Error("a face on the left", r)
	}
	if r := scene(600, 200, face(right)).Attention(1, 1); !within(r, right) {
		t.Error("a face on the right", r)
	}
	if r := scene(600, 200, lines(right)).Attention(1, 1); !within(r, right) {
		t.Error("what has edges", r)
	}
	if r := scene(600, 200).Attention(1, 1); r != image.Rect(200, 0, 400, 200) {
		t.Error("nothing to be seen", r)
	}
	if r := scene(200, 600).Attention(1, 1); r != image.Rect(0, 50, 200, 250) {
		t.Error("a tall picture", r)
	}
	if r := scene(200, 600).Attention(200, 600); r != image.Rect(0, 0, 200, 600) {
		t.Error("the whole", r)
	}
	if r := scene(3, 1).Attention(1, 1); r.Dx() != 1 || r.Dy() != 1 {
		t.Error("three pixels", r)
	}
}

func TestWeight(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		want int64
	}{
		"4:2:0":       {picturetest.JPEG(t, picturetest.Quarters(64, 32)), 64 * 32},
		"grey":        {picturetest.JPEG(t, greyOf(picturetest.Quarters(64, 32))), 64 * 32 * 8 / 12},
		"progressive": {[]byte(progressiveJPEG), 48 * 32 * 5},
		"PNG":         {picturetest.PNG(t, picturetest.Quarters(64, 32)), 64 * 32 * 44 / 12},
		"PNG alpha":   {picturetest.PNG(t, flat(12, 10, color.NRGBA{1, 2, 3, 4})), 10 * 64},
		"PNG 16":      {picturetest.PNG(t, image.NewGray16(image.Rect(0, 0, 12, 10))), 10 * 28},
		"PNG palette": {picturetest.PNG(t, image.NewPaletted(image.Rect(0, 0, 12, 10), color.Palette{color.NRGBA{}, color.Black})), 10 * 40},
		"GIF":         {gifOf(t, image.NewPaletted(image.Rect(0, 0, 12, 10), color.Palette{color.White, color.Black}), image.Pt(12, 10)), 10 * 40},
		"WebP":        {[]byte(lossyWebP), 33 * 21},
		"WebP alpha":  {[]byte(lossyWebPAlpha), 33 * 21 * 84 / 12},
		"no picture":  {[]byte("x"), 0},
	} {
		if got := raster.Weight(c.file); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestBudget(t *testing.T) {
	b := raster.NewBudget(10)
	var used, most atomic.Int64
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			weight := int64(1+i%4) * 2_000_000
			release, err := b.Take(t.Context(), weight)
			if err != nil {
				t.Error(err)
				return
			}
			for now := used.Add(weight); ; {
				if last := most.Load(); now <= last || most.CompareAndSwap(last, now) {
					break
				}
			}
			used.Add(-weight)
			release()
			release()
		})
	}
	all.Wait()
	if most.Load() > 10_000_000 {
		t.Error(most.Load())
	}
	whole, err := b.Take(t.Context(), 1<<40) // as large as can be
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Take(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	whole()
	if release, err := b.Take(t.Context(), 10_000_000); err != nil {
		t.Error(err)
	} else {
		release()
	}
}
