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
	"slices"
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

// make makes variants of a file, which is decoded once, and tells each when it is there.
func (p *pictures) make(ctx context.Context, file content.File, variants []plan.Variant, made func(plan.Variant, []byte)) (err error) {
	name := path.Join(p.folder, file.Path)
	defer diag.Recover(name, func(d diag.Diagnostic) { err = d })
	raw, err := fs.ReadFile(p.fsys, file.Name)
	if err != nil {
		return problem(name, "content.unreadable")
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
	groups := grouped(variants)
	base := whole.Scale(widthFor(whole, groups)) // all others are made of it
	whole = nil
	release()
	for _, group := range groups {
		if err := p.makeGroup(ctx, base, group, format, made); err != nil {
			return pictureError(name, err)
		}
	}
	return nil
}

// grouped returns variants that are made of one part of a picture together, the widest of
// each group first.
func grouped(variants []plan.Variant) (groups [][]plan.Variant) {
	for _, v := range variants {
		same := func(g []plan.Variant) bool { return g[0].Ratio == v.Ratio && g[0].Focus == v.Focus }
		if at := slices.IndexFunc(groups, same); at >= 0 {
			groups[at] = append(groups[at], v)
		} else {
			groups = append(groups, []plan.Variant{v})
		}
	}
	for _, g := range groups {
		slices.SortFunc(g, func(a, b plan.Variant) int { return b.Width - a.Width })
	}
	return groups
}

// widthFor returns how wide a picture must be for the groups to be cut out of it.
func widthFor(p *raster.Picture, groups [][]plan.Variant) (width int) {
	w, h := p.Size()
	for _, g := range groups {
		part := w
		if r := g[0].Ratio; r != (plan.Ratio{}) {
			part = min(w, max(1, h*r.Across/r.Down))
		}
		width = max(width, (g[0].Width*w+part-1)/part)
	}
	return min(width, w)
}

// makeGroup makes the variants of one part of a picture, each of the one before.
func (p *pictures) makeGroup(ctx context.Context, base *raster.Picture, group []plan.Variant, format picture.Format, made func(plan.Variant, []byte)) error {
	if r := group[0].Ratio; r != (plan.Ratio{}) {
		w, h := base.Size()
		part := image.Rectangle{}
		if focus, ok := raster.ParseFocus(group[0].Focus); ok {
			part = focus.Crop(w, h, r.Across, r.Down)
		} else {
			part = base.Attention(r.Across, r.Down)
		}
		base = base.Crop(part)
	}
	for _, v := range group {
		base = base.Scale(v.Width)
		data, err := p.encode(ctx, base, v.Format, format)
		if err != nil {
			return err
		}
		made(v, data)
	}
	return nil
}

// encode returns a picture as a file of a format. From is that of the file that it was
// made of.
func (p *pictures) encode(ctx context.Context, m *raster.Picture, to plan.Format, from picture.Format) ([]byte, error) {
	var b bytes.Buffer
	switch to {
	case plan.WebP, plan.Format(picture.WebP.String()):
		pixels := m.Image()
		o := webp.Options{Quality: p.recipe.Quality, Method: webpMethod}
		o.Lossless = from == picture.PNG && fewColours(pixels)
		return encoder().Encode(ctx, pixels, o)
	case plan.Format(picture.PNG.String()):
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
