package generator

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/film"
	"guong/generator/message"
	"guong/generator/site"
	"guong/generator/svg"
)

// resources are the files of the content folder that may be published.
func resources(fsys fs.FS, files []content.File, p *pictures) []*site.Resource {
	list := make([]*site.Resource, len(files))
	for i, file := range files {
		list[i] = &site.Resource{File: file}
		if isBitmap(file.Path) {
			list[i].Measure = func() site.Picture { return p.measure(file) }
		}
		if film.Known(file.Path) {
			list[i].Film = func() film.Info { return filmInfo(fsys, file.Name) }
		}
		switch strings.ToLower(path.Ext(file.Path)) {
		case ".svg":
			list[i].Measure = func() site.Picture {
				width, height := drawingSize(fsys, file.Name)
				return site.Picture{Width: width, Height: height}
			}
		case ".txt":
			list[i].Text = sync.OnceValue(func() string { return transcript(fsys, file.Name) })
		case ".html", ".htm", ".css", ".js", ".mjs", ".webmanifest":
			list[i].Mentions = sync.OnceValue(func() []string { return mentions(fsys, file.Name) })
		}
	}
	return list
}

func drawingSize(fsys fs.FS, name string) (width, height int) {
	file, err := fsys.Open(name)
	if err != nil {
		return 0, 0
	}
	defer file.Close()
	return svg.Size(file)
}

// maxMentioning is how large a page or style sheet may be that is searched for what
// it refers to.
const maxMentioning = 4 << 20

// mentions returns what may be addresses in a file; none if it cannot be read.
func mentions(fsys fs.FS, name string) []string {
	file, err := fsys.Open(name)
	if err != nil {
		return nil
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxMentioning))
	if err != nil {
		return nil
	}
	return site.Addresses(text)
}

// fileOutput is a file of the content folder as it is published: as it is, but for
// pictures.
func fileOutput(s *site.Site, f *folders, r *site.Resource, p *pictures) site.Output {
	o := site.Output{Path: s.OutputPath(r.URL), From: path.Join(f.contentName, r.Path), Kind: site.KindFile}
	fsys := f.contentFS()
	if isBitmap(r.Path) {
		if v, made := p.itself(r.File); made {
			o.Render = func(b *bytes.Buffer, _ *site.Trace) error { return p.render(b, r.File, v) }
			return o
		}
		o.Render = func(b *bytes.Buffer, _ *site.Trace) error { return f.bitmap(b, r.Name, o.From) }
		return o
	}
	switch strings.ToLower(path.Ext(r.Path)) {
	case ".svg":
		o.Render = func(b *bytes.Buffer, _ *site.Trace) error { return drawing(b, fsys, r.Name, o.From) }
	case ".svgz":
		o.Render = func(*bytes.Buffer, *site.Trace) error {
			return refused(o.From, &svg.RefusedError{Kind: svg.Compressed})
		}
	default:
		o.FS, o.File = undisguised{fsys, o.From}, r.Name
		if film.Known(r.Path) {
			o.FS = cleanFilms{o.FS, o.From}
		}
	}
	return o
}

// drawing appends an SVG picture without what a browser would run. What was taken
// out is a warning; a drawing that cannot be read surely is an error.
func drawing(b *bytes.Buffer, fsys fs.FS, name, file string) error {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return problem(file, "content.unreadable")
	}
	var safe bytes.Buffer
	removed, err := svg.Sanitise(&safe, raw)
	if err != nil {
		return refused(file, err)
	}
	inner, err := cleanInside(safe.Bytes())
	if err != nil {
		return pictureError(file, err)
	}
	b.Write(inner)
	if len(removed) == 0 {
		return nil
	}
	var names []string
	for _, r := range removed {
		if !slices.Contains(names, r.What) {
			names = append(names, r.What)
		}
	}
	d := diag.AtLine(file, raw, removed[0].Line, 0, 1)
	d.Severity, d.Excerpt = diag.Warning, ""
	d.Message, d.Hint = message.New("generator.drawing", strings.Join(names, ", ")), message.New("generator.drawing-hint")
	return diag.List{d}
}

// refusals are the texts that say why a drawing is not published.
var refusals = map[svg.Kind]string{
	svg.NotSVG: "generator.drawing-none", svg.Malformed: "generator.drawing-malformed", svg.Entity: "generator.drawing-entity",
	svg.Encoding: "generator.drawing-encoding", svg.Compressed: "generator.drawing-compressed", svg.Deep: "generator.drawing-deep",
}

// refused says why a drawing is not published.
func refused(file string, err error) error {
	var why *svg.RefusedError
	if !errors.As(err, &why) {
		return err
	}
	d := diag.Diagnostic{Position: diag.Position{File: file, Line: why.Line}}
	d.Message, d.Hint = message.New(refusals[why.Kind]), message.New("generator.drawing-refused-hint")
	return diag.List{d}
}

// quiet is the same output for those who show it: what is only a warning does not
// keep it from being shown.
func quiet(o site.Output) site.Output {
	render := o.Render
	if render == nil {
		return o
	}
	o.Render = func(b *bytes.Buffer, t *site.Trace) error {
		err := render(b, t)
		var list diag.List
		if errors.As(err, &list) && list.Count(diag.Error) == 0 {
			return nil
		}
		return err
	}
	return o
}

// eachUnpublished says the same of each file, and of each that an editor or Office
// left behind.
func eachUnpublished(s *site.Site, leftovers []content.File, folder string) (notes diag.List) {
	note := func(id, p string) {
		d := diag.Diagnostic{Position: diag.Position{File: path.Join(folder, p)}, Severity: diag.Note}
		d.Message = message.New(id)
		notes = append(notes, d)
	}
	unused, waiting := s.Unused()
	for _, r := range unused {
		note("generator.unused-file", r.Path)
	}
	for _, r := range waiting {
		note("generator.waiting-file", r.Path)
	}
	for _, file := range leftovers {
		note("generator.leftover-file", file.Path)
	}
	return notes
}

// unpublishedNamed is how many files a note names.
const unpublishedNamed = 3

// unpublished says how many files of the content folder are not published.
func unpublished(s *site.Site, folder string) (notes diag.List) {
	unused, waiting := s.Unused()
	note := func(id string, files []*site.Resource) {
		if len(files) == 0 {
			return
		}
		var names []string
		for _, r := range files[:min(len(files), unpublishedNamed)] {
			names = append(names, path.Join(folder, r.Path))
		}
		if len(files) > unpublishedNamed {
			names = append(names, "…")
		}
		d := diag.Diagnostic{Severity: diag.Note}
		d.Message, d.Hint = message.New(id, message.Number(len(files)), strings.Join(names, ", ")), message.New(id+"-hint")
		notes = append(notes, d)
	}
	note("generator.unused", unused)
	note("generator.waiting", waiting)
	return notes
}
