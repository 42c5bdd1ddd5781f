package generator

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"guong/generator/diag"
	"guong/generator/feed"
	"guong/generator/message"
	"guong/generator/parallel"
	"guong/generator/publish"
	"guong/generator/search"
	"guong/generator/site"
	"guong/generator/theme"
)

// table lists the outputs of the site, and reports two with one path. Its pages are
// rendered until ctx is done.
func table(ctx context.Context, s *site.Site, look *theme.Theme, f *folders, index []search.File) ([]site.Output, diag.List) {
	var outputs []site.Output
	for v := range s.Views() {
		outputs = append(outputs, site.Output{
			Path:   s.OutputPath(v.URL),
			From:   v.Source,
			Render: func(b *bytes.Buffer) error { return look.Render(ctx, b, v) },
		})
	}
	fsys := f.contentFS()
	for _, r := range s.Files() {
		outputs = append(outputs, site.Output{
			Path: s.OutputPath(r.URL),
			From: f.contentName + "/" + r.Path,
			FS:   fsys,
			File: r.Name,
		})
	}
	for _, a := range look.Assets() {
		outputs = append(outputs, site.Output{
			Path:   a.Path,
			Render: func(b *bytes.Buffer) error { _, err := b.Write(a.Data); return err },
		})
	}
	outputs = append(outputs, feed.Outputs(s)...)
	for _, file := range index {
		outputs = append(outputs, site.Output{
			Path:   file.Path,
			Render: func(b *bytes.Buffer) error { _, err := b.Write(file.Data); return err },
		})
	}
	outputs = append(outputs, feed.Headers(s, lasting(outputs, look.Assets(), index)))
	outputs = append(outputs, feed.Servers(s)...)
	return unique(outputs)
}

// lasting returns the paths of what never changes under its name: of the search
// index and of the theme's assets. The folder of assets stands for them unless
// something else lies in it.
func lasting(outputs []site.Output, assets []*theme.Asset, index []search.File) []string {
	hashed := map[string]bool{}  // assets
	folders := map[string]bool{} // in which they lie
	for _, a := range assets {
		hashed[a.Path] = true
		folders[topFolder(a.Path)] = true
	}
	for _, o := range outputs {
		if !hashed[o.Path] {
			delete(folders, topFolder(o.Path))
		}
	}
	paths := slices.AppendSeq(search.Lasting(index), maps.Keys(folders))
	for path := range hashed {
		if !folders[topFolder(path)] {
			paths = append(paths, path)
		}
	}
	return paths
}

// topFolder returns the first folder of a path: "assets/"; "" for a file in none.
func topFolder(path string) string { return path[:strings.IndexByte(path, '/')+1] }

// served returns the outputs that readers can ask for.
func served(outputs []site.Output) []site.Output {
	list := make([]site.Output, 0, len(outputs))
	for _, o := range outputs {
		if !o.Beside {
			list = append(list, o)
		}
	}
	return list
}

// unique leaves out every output whose path another has, or that would have to
// be a file and a folder at once, and reports it.
func unique(outputs []site.Output) (good []site.Output, wrong diag.List) {
	first := make(map[string]int, len(outputs))
	for _, o := range outputs {
		if o.Beside {
			good = append(good, o)
			continue
		}
		if have, taken := first[o.Path]; taken {
			wrong = append(wrong, clash(good[have], o))
			continue
		}
		first[o.Path] = len(good)
		good = append(good, o)
	}
	for _, o := range good {
		if o.Beside {
			continue
		}
		for dir := range above(o.Path) {
			if have, taken := first[dir]; taken {
				wrong = append(wrong, clash(good[have], o))
			}
		}
	}
	return good, wrong
}

// above yields the folders above a path, innermost first.
func above(path string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := len(path) - 1; i > 0; i-- {
			if path[i] == '/' && !yield(path[:i]) {
				return
			}
		}
	}
}

// clash reports two outputs that cannot both be published, at the file that
// comes second by name.
func clash(a, b site.Output) diag.Diagnostic {
	if a.From > b.From {
		a, b = b, a
	}
	d := diag.Diagnostic{Position: diag.Position{File: b.From}}
	d.Message = message.New("generator.same-path", address(b.Path), origin(a), origin(b))
	d.Hint = message.New("generator.same-path-hint")
	return d
}

// origin names where an output comes from: a file, or the page that Gương makes
// by itself.
func origin(o site.Output) any {
	if o.From != "" {
		return o.From
	}
	return message.New("generator.own-page", address(o.Path))
}

// address returns the path of an output as readers type it.
func address(path string) string { return "/" + strings.TrimSuffix(path, "index.html") }

// renderAll renders every output into the publication, in parallel.
func renderAll(ctx context.Context, outputs []site.Output, p *publish.Publication, progress func(done, total int)) diag.List {
	var wrong diag.Bag
	var done atomic.Int64
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	parallel.Each(ctx, len(outputs), func() func(int) {
		buffer := new(bytes.Buffer)
		return func(i int) {
			if err := makeBytes(outputs[i], buffer); ctx.Err() != nil {
				return
			} else if err != nil {
				wrong.Add(asDiagnostics(err)...)
			} else if err := store(outputs[i], buffer, p); err != nil {
				wrong.Add(asDiagnostics(err)...)
				stop() // the destination fails every other output too
			}
			if n := done.Add(1); progress != nil && n%256 == 0 {
				progress(int(n), len(outputs))
			}
		}
	})
	return wrong.List()
}

// makeBytes puts the bytes of an output that is rendered into the buffer. A panic is an
// error of what the output comes from.
func makeBytes(o site.Output, buffer *bytes.Buffer) error {
	buffer.Reset()
	if o.Render == nil {
		return nil
	}
	return guardedOutput(o).Render(buffer)
}

// guardedOutput returns the output with a panic while it is rendered as an error of what
// it comes from.
func guardedOutput(o site.Output) site.Output {
	render := o.Render
	if render == nil {
		return o
	}
	o.Render = func(b *bytes.Buffer) (err error) {
		defer diag.Recover(cmp.Or(o.From, o.Path), func(d diag.Diagnostic) { err = d })
		return render(b)
	}
	return o
}

// serverFolder is where tables for web servers lie in the state of a site.
const serverFolder = "server"

// store hands an output to the publication.
func store(o site.Output, buffer *bytes.Buffer, p *publish.Publication) error {
	switch {
	case o.Render == nil:
		return p.Copy(o.Path, o.FS, o.File)
	case o.Beside:
		return p.WriteState(serverFolder+"/"+o.Path, buffer.Bytes())
	}
	return p.Write(o.Path, buffer.Bytes())
}

// asDiagnostics returns what an error says as diagnostics.
func asDiagnostics(err error) diag.List {
	var list diag.List
	var one diag.Diagnostic
	switch {
	case errors.As(err, &list):
		return list
	case errors.As(err, &one):
		return diag.List{one}
	}
	return diag.List{{Message: message.New("generator.unexpected", err.Error())}}
}
