package generator

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
	"sync/atomic"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/parallel"
	"guong/generator/picture"
	"guong/generator/picture/plan"
	"guong/generator/picture/raster"
	"guong/generator/picture/webp"
	"guong/generator/site"
)

// webpMethod is how much work libwebp does for smaller files: 4 takes 15 to 20 % less than
// 2 where both look like the same JPEG (make picture-quality).
const webpMethod = 4

// encoder is the one encoder of this process. Its code is kept, compiled, in the user's
// own cache: that of a site may have come from anywhere.
var encoder = sync.OnceValue(func() *webp.Encoder {
	cache, err := os.UserCacheDir()
	if err != nil {
		return webp.NewEncoder("")
	}
	return webp.NewEncoder(filepath.Join(cache, "guong", "webp"))
})

// decoding is what may be in memory of all pictures that are being decoded.
var decoding = sync.OnceValue(func() *raster.Budget { return raster.NewBudget(0) })

// pictureJob is a file with the variants that are not in the store.
type pictureJob struct {
	file     content.File
	variants []plan.Variant
}

// missing returns what has to be made before the outputs of the files can be published.
func (p *pictures) missing(s *site.Site, files []*site.Resource) (jobs []pictureJob) {
	asked := map[string]bool{}
	for _, r := range files {
		if !isBitmap(r.Path) {
			continue
		}
		job := pictureJob{file: r.File}
		add := func(v plan.Variant) {
			if !asked[v.Path] && !p.store.use(p.key(v)) {
				job.variants = append(job.variants, v)
			}
			asked[v.Path] = true
		}
		for _, v := range site.VariantsOf(s, r) {
			add(v)
		}
		if v, ok := p.itself(r.File); ok {
			add(v)
		}
		if len(job.variants) > 0 {
			jobs = append(jobs, job)
		}
	}
	return jobs
}

// makeAll makes what is missing and puts it into the store, file by file, so that a build
// that is interrupted goes on where it was. Progress, if any, is told how many files are
// done. Without a store everything is made when it is asked for.
func (p *pictures) makeAll(ctx context.Context, jobs []pictureJob, progress func(done, total int)) diag.List {
	var wrong diag.Bag
	var done atomic.Int64
	parallel.Each(ctx, len(jobs), func() func(int) {
		return func(i int) {
			job := jobs[i]
			err := p.make(ctx, job.file, job.variants, func(v plan.Variant, data []byte) { p.store.put(p.key(v), data) })
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				p.failed.Store(job.file.Name, true)
				wrong.Add(asDiagnostics(err)...)
			}
			if n := done.Add(1); progress != nil {
				progress(int(n), len(jobs))
			}
		}
	})
	return wrong.List()
}

// make makes variants of a file, which is decoded once, and tells each when it is there. A
// file that is another than they were planned for is an error. Without variants it is only
// looked at, whether some could be made.
func (p *pictures) make(ctx context.Context, file content.File, variants []plan.Variant, made func(plan.Variant, []byte)) (err error) {
	name := path.Join(p.folder, file.Path)
	defer diag.Recover(name, func(d diag.Diagnostic) { err = d })
	raw, err := fs.ReadFile(p.fsys, file.Name)
	if err != nil {
		return problem(name, "content.unreadable")
	}
	if len(variants) > 0 && pictureDigest(raw) != variants[0].Digest { // their names would lie
		return problem(name, "generator.picture-changed")
	}
	release, err := decoding().Take(ctx, raster.Weight(raw))
	if err != nil {
		return err
	}
	defer release()
	whole, err := raster.Decode(raw, p.limits)
	if err != nil {
		return pictureError(name, err)
	}
	format := picture.Sniff(raw[:min(len(raw), picture.SniffLength)])
	if len(variants) == 0 {
		return nil
	}
	base := whole.Scale(baseWidth(whole.Size()))
	crops := map[plan.Variant]*raster.Picture{}
	for _, v := range variants {
		// The bytes of a variant depend on the picture and on nothing else: not on which
		// others are made with it.
		from := base
		if neededWidth(whole, v) > widthOf(base) {
			from = whole
		}
		part, key := from, plan.Variant{Ratio: v.Ratio, Focus: v.Focus, Width: widthOf(from)}
		if v.Ratio != (plan.Ratio{}) {
			if part = crops[key]; part == nil {
				part = from.Crop(cropOf(from, v))
				crops[key] = part
			}
		}
		data, err := p.encode(ctx, part.Scale(v.Width), v.Format, format)
		if err != nil {
			return pictureError(name, err)
		}
		made(v, data)
	}
	return nil
}

// baseWidth returns the width of the picture of which smaller variants are made: large
// enough for most, a fraction of the work of scaling each from the whole.
func baseWidth(width, height int) int {
	const least, high = 1600, 1200
	return min(width, max(least, (high*width+height-1)/height))
}

func widthOf(p *raster.Picture) int {
	width, _ := p.Size()
	return width
}

// neededWidth returns how wide a picture must be for a variant to be cut out of it.
func neededWidth(p *raster.Picture, v plan.Variant) int {
	w, h := p.Size()
	part := w
	if v.Ratio != (plan.Ratio{}) {
		part = min(w, max(1, h*v.Ratio.Across/v.Ratio.Down))
	}
	return min(w, (v.Width*w+part-1)/part)
}

// cropOf returns the part of a picture that a variant shows.
func cropOf(p *raster.Picture, v plan.Variant) image.Rectangle {
	if focus, ok := raster.ParseFocus(v.Focus); ok {
		width, height := p.Size()
		return focus.Crop(width, height, v.Ratio.Across, v.Ratio.Down)
	}
	return p.Attention(v.Ratio.Across, v.Ratio.Down)
}

// encode returns a picture as a file of a format. From is that of the file that it was
// made of.
func (p *pictures) encode(ctx context.Context, m *raster.Picture, to plan.Format, from picture.Format) ([]byte, error) {
	var b bytes.Buffer
	switch to {
	case plan.WebP:
		pixels := m.Image()
		o := webp.Options{Quality: p.recipe.Quality, Method: webpMethod}
		o.Lossless = from == picture.PNG && fewColours(pixels)
		return encoder().Encode(ctx, pixels, o)
	case plan.PNG:
		err := png.Encode(&b, m.Image())
		return b.Bytes(), err
	}
	err := raster.EncodeJPEG(&b, m, p.recipe.JPEG)
	return b.Bytes(), err
}

// fewColours reports whether a picture is a drawing or a screenshot: photos have thousands
// of colours.
func fewColours(m image.Image) bool {
	const few = 256
	seen := map[[4]uint32]bool{}
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			r, g, b, a := m.At(x, y).RGBA()
			if seen[[4]uint32{r, g, b, a}] = true; len(seen) > few {
				return false
			}
		}
	}
	return true
}
