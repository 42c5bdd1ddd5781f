package generator

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"sync/atomic"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/parallel"
	"guong/generator/publish"
	"guong/generator/site"
)

// renderAll renders every output into the publication, in parallel, but for those
// that are known to have the bytes that they would get.
func renderAll(ctx context.Context, outputs []site.Output, s *site.Site, r *records, p *publish.Publication, progress func(done, total int)) diag.List {
	var wrong diag.Bag
	var done atomic.Int64
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	parallel.Each(ctx, len(outputs), func() func(int) {
		buffer, trace := new(bytes.Buffer), site.NewTrace(s)
		return func(i int) {
			if outputs[i].Caching == site.CacheForever {
				p.Lasting(outputs[i].Path)
			}
			if outputs[i].Staged {
				// the publication has it
			} else if have, ok := r.unchanged(outputs[i].Path, outputs[i].Input); ok && p.Keep(outputs[i].Path, have) {
				r.keep(outputs[i].Path)
			} else if list := makeBytes(outputs[i], buffer, trace); ctx.Err() != nil {
				return
			} else if failed(&wrong, list) {
				// nothing to store
			} else if err := stage(outputs[i], buffer, p); err != nil {
				wrong.Add(asDiagnostics(err)...)
				stop() // the destination fails every other output too
			} else if sum, ok := p.Sum(outputs[i].Path); ok && len(list) == 0 && !outputs[i].Beside {
				r.note(outputs[i].Path, outputs[i].Input, sum, trace.Facts())
			}
			if n := done.Add(1); progress != nil && n%256 == 0 {
				progress(int(n), len(outputs))
			}
		}
	})
	return wrong.List()
}

// makeBytes puts the bytes of an output that is rendered into the buffer, and
// returns what is wrong with it. Without an error among it the bytes are good. A
// panic is an error of what the output comes from.
func makeBytes(o site.Output, buffer *bytes.Buffer, t *site.Trace) diag.List {
	buffer.Reset()
	t.Begin()
	if o.Render == nil {
		return nil
	}
	if err := guardedOutput(o).Render(buffer, t); err != nil {
		return asDiagnostics(err)
	}
	return nil
}

// failed adds a list to what is wrong, and reports whether it holds an error.
func failed(wrong *diag.Bag, list diag.List) bool {
	wrong.Add(list...)
	return list.Count(diag.Error) > 0
}

// guardedOutput returns the output with a panic while it is rendered as an error of what
// it comes from.
func guardedOutput(o site.Output) site.Output {
	render := o.Render
	if render == nil {
		return o
	}
	o.Render = func(b *bytes.Buffer, t *site.Trace) (err error) {
		defer diag.Recover(cmp.Or(o.From, o.Path), func(d diag.Diagnostic) { err = d })
		return render(b, t)
	}
	return o
}

// serverFolder is where tables for web servers lie in the state of a site.
const serverFolder = "server"

// stage hands an output to the publication.
func stage(o site.Output, buffer *bytes.Buffer, p *publish.Publication) error {
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
