package generator

import (
	"bytes"
	"io/fs"
	"path"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/picture"
	"guong/generator/picture/raster"
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

// verify reports whether pictures can be made of a file, once.
func (p *pictures) verify(file content.File) error {
	if _, done := p.verified.LoadOrStore(file.Name, true); done {
		return nil
	}
	name := path.Join(p.folder, file.Path)
	raw, err := fs.ReadFile(p.fsys, file.Name)
	if err != nil {
		return problem(name, "content.unreadable")
	}
	if _, err := raster.Decode(raw, p.limits); err != nil {
		return pictureError(name, err)
	}
	_, err = picture.Clean(new(bytes.Buffer), bytes.NewReader(raw))
	if err != nil {
		return pictureError(name, err)
	}
	return nil
}
