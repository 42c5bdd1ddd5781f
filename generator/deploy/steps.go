package deploy

import (
	"cmp"
	"context"

	"golang.org/x/sync/errgroup"

	"guong/generator/diag"
	"guong/generator/message"
)

// putAll puts files, many at a time.
func (r *runner) putAll(ctx context.Context, keys []string) error {
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(r.o.parallel())
	for _, key := range keys {
		if working.Err() != nil {
			break // the group tells why
		}
		group.Go(func() error { return r.put(working, key) })
	}
	return cmp.Or(group.Wait(), ctx.Err())
}

// put puts one file.
func (r *runner) put(ctx context.Context, key string) error {
	e := r.plan.want.files[key]
	c, err := r.source.open(key, e)
	if err != nil {
		return err
	}
	defer c.Close()
	o, body, err := object(key, e, c)
	if err != nil {
		return err
	}
	if err := r.link.put(ctx, o, body); err != nil {
		return err
	}
	r.mu.Lock()
	r.state.files[key] = e
	delete(r.state.pending, key)
	r.result.Uploaded++
	r.result.Bytes += o.Size
	r.touch(key)
	due := r.progress(1)
	r.mu.Unlock()
	if due {
		return r.writeManifest(ctx, r.link)
	}
	return nil
}

// checkpoint is after how many objects the manifest is put in between, so that a
// deployment that ends there is gone on with: the more objects, the more seldom, since
// the manifest grows with them.
const checkpoint = 2000

// progress counts objects that are done, and reports whether the manifest shall be put.
// The caller holds mu.
func (r *runner) progress(n int) (due bool) {
	s := &r.plan.summary
	total := s.Uploads + s.Deletions
	r.done += n
	r.fresh += n
	if r.o.Progress != nil {
		r.o.Progress(r.done, total, r.result.Bytes)
	}
	if r.fresh < max(checkpoint, total/8) || r.done == total {
		return false
	}
	r.fresh = 0
	return true
}

// remove removes objects of the site.
func (r *runner) remove(ctx context.Context, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	if err := r.link.delete(ctx, keys); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, key := range keys {
		r.touch(key)
	}
	r.forget(keys)
	r.result.Deleted += len(keys)
	r.progress(len(keys))
	return nil
}

// forget takes out of the state what was removed.
func (r *runner) forget(keys []string) {
	for _, key := range keys {
		delete(r.state.files, key)
		delete(r.state.pending, key)
	}
}

// note adds a warning to the result.
func (r *runner) note(id string, args ...any) {
	r.result.Notes = append(r.result.Notes, diag.Diagnostic{
		Position: diag.Position{File: r.o.Name},
		Severity: diag.Warning,
		Message:  message.New("deploy."+id, args...),
		Hint:     message.New("deploy." + id + "-hint"),
	})
}
