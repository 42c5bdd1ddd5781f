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
// that are known to have the bytes that they would get. It tells how many it rendered.
func renderAll(ctx context.Context, outputs []site.Output, s *site.Site, r *records, p *publish.Publication, progress func(done, total int)) (rendered int, list diag.List) {
	var wrong diag.Bag
	var made, done atomic.Int64
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	parallel.Each(ctx, len(outputs), func() func(int) {
		buffer, trace := new(bytes.Buffer), site.NewTrace(s)
		return func(i int) {
			o := outputs[i]
			if o.Caching == site.CacheForever && o.Kind != site.KindPicture { // that of a text that was taken down goes with it
				p.Lasting(o.Path)
			}
			if o.Staged {
				// the publication has it
			} else if have, ok := r.unchanged(o.Path, o.Input); ok && p.Keep(o.Path, have) {
				r.keep(o.Path)
			} else {
				made.Add(1)
				list, err := renderOne(ctx, o, buffer, trace, r, p)
				if wrong.Add(list...); err != nil {
					stop() // the destination fails every other output too, or nobody waits for them
					return
				}
			}
			if n := done.Add(1); progress != nil && n%256 == 0 {
				progress(int(n), len(outputs))
			}
		}
	})
	return int(made.Load()), wrong.List()
}

// renderOne renders an output, hands it to the publication, and notes what it was made
// of. The error says that there is no use in going on; what a reader has to know of
// it is in the list.
func renderOne(ctx context.Context, o site.Output, buffer *bytes.Buffer, trace *site.Trace, r *records, p *publish.Publication) (diag.List, error) {
	list := makeBytes(o, buffer, trace)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case list.Count(diag.Error) > 0:
		return list, nil
	}
	if err := stage(o, buffer, p); err != nil {
		return append(list, asDiagnostics(err)...), err
	}
	if sum, ok := p.Sum(o.Path); ok && len(list) == 0 && !o.Beside {
		r.note(o.Path, o.Input, sum, trace.Facts())
	}
	return list, nil
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
