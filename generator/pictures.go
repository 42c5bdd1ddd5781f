package generator

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/picture"
	"guong/generator/picture/plan"
	"guong/generator/picture/raster"
	"guong/generator/picture/webp"
	"guong/generator/site"
	"guong/generator/stamp"
	"guong/generator/store"
	"guong/generator/theme"
)

// pictureVersion changes when variants of the same picture get other bytes.
const pictureVersion = "1"

// jpegQuality is that of the JPEG files that are made.
const jpegQuality = 80

// pictures makes the variants of the pictures of a site. It is safe for concurrent use.
type pictures struct {
	book    *pictureBook
	fsys    fs.FS
	folder  string         // for messages
	files   []content.File // of the content folder, whose facts are kept
	stamps  stamps
	recipe  *plan.Recipe
	limits  raster.Limits
	store   *pictureStore
	planned *sync.Map // path → plannedPicture, of what pages have shown; nil: nobody asks
	all     sync.Once // see shown
	failed  sync.Map  // names of files of which nothing can be made
	// verified says that nobody wants the variants: it is known whether they can be made.
	verified bool
}

// plannedPicture is a variant that a page shows.
type plannedPicture struct {
	file    content.File
	variant plan.Variant
}

// newPictures returns what makes the variants that a configuration and a theme want.
func newPictures(book *pictureBook, store *pictureStore, f *folders, of stamps, c *config.Config, look *theme.Theme) *pictures {
	p := &pictures{book: book, fsys: f.contentFS(), folder: f.contentName, stamps: of, store: store}
	p.limits = raster.Limits{Pixels: c.Pictures.Pixels * 1_000_000}
	p.recipe = &plan.Recipe{
		Version: pictureVersion + " " + webp.Version, Widths: c.Pictures.Widths, Quality: c.Pictures.Quality, JPEG: jpegQuality,
	}
	if c.Pictures.Original == config.OriginalReduce {
		p.recipe.Largest = c.Pictures.Largest
	}
	if look != nil {
		p.recipe.Sizes, p.recipe.Crops = look.Pictures()
		p.recipe.LayoutSizes = look.LayoutSizes()
	}
	return p
}

// facts returns what is known of a file.
func (p *pictures) facts(file content.File) pictureFacts {
	return p.book.of(file.Name, p.stamps(file.Name), func() ([]byte, error) { return fs.ReadFile(p.fsys, file.Name) })
}

// measure returns what the snapshot knows of a file.
func (p *pictures) measure(file content.File) site.Picture {
	return p.facts(file).picture(p.recipe.Largest)
}

// note notes variants that a page shows.
func (p *pictures) note(r *site.Resource, list []plan.Variant) {
	for _, v := range list {
		p.planned.Store(v.Path, plannedPicture{r.File, v})
	}
}

// shown returns the variant at a path as an output. Those that a page has shown are known;
// for others the plan of the whole site is made, once: a browser has kept a page of before.
func (p *pictures) shown(s *site.Site, path string) (site.Output, bool) {
	if !strings.HasPrefix(path, plan.Folder+"/") {
		return site.Output{}, false
	}
	found, ok := p.planned.Load(path)
	if !ok {
		p.all.Do(func() {
			for _, r := range s.Files() {
				if isBitmap(r.Path) {
					p.note(r, site.VariantsOf(s, r))
				}
			}
		})
		if found, ok = p.planned.Load(path); !ok {
			return site.Output{}, false
		}
	}
	v := found.(plannedPicture)
	return p.output(v.file, v.variant), true
}

// itself returns the variant that stands at the address of a picture, if that is made: it
// is too wide, or lies on its side.
func (p *pictures) itself(file content.File) (v plan.Variant, ok bool) {
	f := p.facts(file)
	if p.recipe.Largest == 0 || !f.Still || f.Width <= p.recipe.Largest && !f.Turned {
		return v, false
	}
	made := f.picture(p.recipe.Largest)
	v = plan.Variant{Width: made.Width, Height: made.Height, Format: formats[f.Format], Digest: f.Digest}
	v.Path = fmt.Sprintf("itself %q %s %d %d %d", p.recipe.Version, f.Digest, p.recipe.Largest, p.recipe.Quality, p.recipe.JPEG)
	return v, true
}

// formats are those in which pictures stand at their own address.
var formats = map[picture.Format]plan.Format{picture.JPEG: plan.JPEG, picture.PNG: plan.PNG, picture.WebP: plan.WebP}

// key returns the key of a variant in the store. Its path names all that it is made of, but
// for the Go library.
func (p *pictures) key(v plan.Variant) store.Key {
	library := ""
	if v.Format != plan.WebP {
		library = runtime.Version()
	}
	return store.NewKey([]byte("picture"), []byte(library), []byte(v.Path))
}

// render appends a variant of a file, made anew unless the store has it.
func (p *pictures) render(b *bytes.Buffer, file content.File, v plan.Variant) error {
	if data, ok := p.store.get(p.key(v)); ok {
		b.WriteString(data)
		return nil
	}
	if _, failed := p.failed.Load(file.Name); failed || p.verified {
		return nil // it was said
	}
	return p.make(context.Background(), file, []plan.Variant{v}, func(_ plan.Variant, data []byte) {
		b.Write(data)
		p.store.put(p.key(v), data)
	})
}

// output returns a variant as an output.
func (p *pictures) output(file content.File, v plan.Variant) site.Output {
	return site.Output{
		Path: v.Path, From: path.Join(p.folder, file.Path), Kind: site.KindPicture, Caching: site.CacheForever, Input: site.InputOf(v.Path),
		Render: func(b *bytes.Buffer, _ *site.Trace) error { return p.render(b, file, v) },
	}
}

// outputs lists the variants of all files, each once.
func (p *pictures) outputs(s *site.Site, files []*site.Resource) []site.Output {
	var outputs []site.Output
	for _, r := range files {
		if !isBitmap(r.Path) {
			continue
		}
		for _, v := range site.VariantsOf(s, r) {
			outputs = append(outputs, p.output(r.File, v))
		}
	}
	// Copies of one picture have the same variants.
	slices.SortStableFunc(outputs, func(a, b site.Output) int { return cmp.Compare(a.Path, b.Path) })
	return slices.CompactFunc(outputs, func(a, b site.Output) bool { return a.Path == b.Path })
}

// liveStamps returns the stamps of files of the content folder at the moment at which they
// are asked for.
func (f *folders) liveStamps() stamps {
	at := filepath.FromSlash(f.contentPath)
	return func(name string) stamp.Stamp {
		folder, err := stamp.Open(at)
		if err != nil {
			return stamp.Stamp{}
		}
		defer folder.Close()
		if s := stampOf(folder, name); s.Settled(readClock()) {
			return s
		}
		return stamp.Stamp{}
	}
}
