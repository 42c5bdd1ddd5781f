package generator

import (
	"context"
	"path"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/parallel"
	"guong/generator/picture"
	"guong/generator/site"
)

// What is worth a word, though it can be published.
const (
	heavyPicture   = 8 << 20 // bytes of a file
	heavyAnimation = 1 << 20 // of a GIF, which every reader loads as it is
	narrowLead     = 800     // pixels
)

// notes returns what a writer should know of pictures that the site shows.
func (p *pictures) notes(s *site.Site) (notes diag.List) {
	warn := func(file, id string, args ...any) {
		d := diag.Diagnostic{Position: diag.Position{File: file}, Severity: diag.Warning}
		d.Message, d.Hint = message.New(id, args...), message.New(id+"-hint")
		notes = append(notes, d)
	}
	facts := map[string]pictureFacts{}
	for _, r := range s.Files() {
		if !isBitmap(r.Path) {
			continue
		}
		f := p.facts(r.File)
		facts[r.URL] = f
		switch name := path.Join(p.folder, r.Path); {
		case f.Format == picture.GIF && f.Bytes > heavyAnimation:
			warn(name, "generator.picture-animation", message.Number((f.Bytes+1<<19)>>20))
		case f.Bytes > heavyPicture:
			warn(name, "generator.picture-heavy", message.Number((f.Bytes+1<<19)>>20))
		}
	}
	for _, a := range s.Articles {
		if a.Image == nil {
			continue
		}
		if f := facts[a.Image.URL]; f.Still && f.Width < narrowLead {
			warn(a.File(), "generator.picture-narrow", path.Base(f.Name), message.Number(f.Width), message.Number(narrowLead))
		}
	}
	return notes
}

// verify looks whether all pictures that the site shows can be made, but for those that
// were made before.
func (p *pictures) verify(ctx context.Context, s *site.Site) diag.List {
	var wrong diag.Bag
	jobs := p.missing(s, s.Files())
	parallel.Each(ctx, len(jobs), func() func(int) {
		return func(i int) {
			if err := p.make(ctx, jobs[i].file, nil, nil); err != nil && ctx.Err() == nil {
				p.failed.Store(jobs[i].file.Name, true)
				wrong.Add(asDiagnostics(err)...)
			}
		}
	})
	p.verified = true
	return wrong.List()
}

// proposed returns what tells of the pictures of a text what their metadata propose.
func (p *pictures) proposed(a *site.Article, src string) func(string) (credit, caption string) {
	return func(address string) (credit, caption string) {
		if address == src && a.Image != nil {
			address = a.Image.URL
		}
		r := a.Site.FileAt(a.Site.OutputPath(address))
		if r == nil || !isBitmap(r.Path) {
			return "", ""
		}
		f := p.facts(r.File)
		return f.Credit, f.Caption
	}
}
