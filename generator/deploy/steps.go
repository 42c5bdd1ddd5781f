package deploy

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"guong/generator/diag"
	"guong/generator/message"
)

// keep puts what will be replaced or removed of the live edition into a pack, with the
// list of its files, so that it can be rolled back to.
func (r *runner) keep(ctx context.Context) error {
	p := r.plan
	if !p.changes() || p.summary.Live == 0 || p.base.unkept || p.withdrawing() {
		return nil
	}
	var keys []string
	for _, list := range append([][]string{p.clears, p.deletes}, p.stages...) {
		for _, key := range list {
			e, known := p.base.files[key]
			_, pending := p.base.pending[key]
			if known && !pending && e.former == 0 && e.kind != kindHashed && !p.base.saved[key] {
				keys = append(keys, key)
			}
		}
	}
	if len(keys) > 0 {
		err := r.keepPack(ctx, keys)
		if errors.Is(err, errUnkept) {
			r.state.unkept = true
			r.note("unkept")
			return nil
		}
		if err != nil {
			return err
		}
	}
	if r.state.live.Listed {
		return nil
	}
	list, err := p.base.list()
	if err != nil {
		return err
	}
	r.state.live.Listed = true
	return putState(ctx, r.link, editionKey(p.summary.Live), "application/gzip", list)
}

func (r *runner) keepPack(ctx context.Context, keys []string) error {
	if r.state.live.Packs >= packsAtMost {
		return errUnkept
	}
	packed, err := pack(ctx, r.link, keys, r.plan.base.files, r.o.parallel())
	if err != nil {
		return err
	}
	defer packed.close()
	r.state.live.Packs++
	for _, key := range keys {
		r.state.saved[key] = true
	}
	return r.link.put(ctx, stateObject(packKey(r.plan.summary.Live, r.state.live.Packs), "application/gzip", packed.size), packed.part(0, packed.size))
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

// withdraw takes away what must not be read any more, tells caches, and forgets the
// editions that show it: also those of which the manifest does not know.
func (r *runner) withdraw(ctx context.Context) error {
	p := r.plan
	if !p.withdrawing() {
		return nil
	}
	if err := r.remove(ctx, p.remove); err != nil {
		return err
	}
	if err := r.putAll(ctx, p.notices); err != nil {
		return err
	}
	for _, key := range p.withdrawn {
		r.result.Withdrawn = append(r.result.Withdrawn, pathOf(key))
	}
	r.purge(ctx, r.addresses(slices.Concat(p.remove, p.notices), true))
	gone := r.editionKeys(append(slices.Clone(p.base.earlier), p.base.live))
	for _, folder := range []string{packsBase, editionsBase} {
		found, err := r.link.list(ctx, folder)
		if err != nil {
			return err
		}
		for key := range found {
			gone = append(gone, key)
		}
	}
	if err := r.link.delete(ctx, sortedSet(gone)); err != nil {
		return err
	}
	r.state.earlier, r.state.live.Listed, r.state.live.Packs = nil, false, 0
	clear(r.state.saved)
	return nil
}

// editionKeys returns the keys of all that is kept of editions, and of a pack more that a
// deployment may have left of which nobody knows.
func (r *runner) editionKeys(list []kept) (keys []string) {
	for _, k := range list {
		if k.Number == 0 {
			continue
		}
		keys = append(keys, editionKey(k.Number))
		for number := range k.Packs + 1 {
			keys = append(keys, packKey(k.Number, number+1))
		}
	}
	return keys
}

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

// sweep removes former files and editions that have stayed for long enough.
func (r *runner) sweep(ctx context.Context) error {
	p := r.plan
	keys := slices.Concat(p.expired, p.strays)
	if p.changes() && !p.withdrawing() {
		stay := p.earlier(r.o.keep(), r.state.live, r.state.unkept)
		for _, k := range append(slices.Clone(p.base.earlier), p.base.live) {
			if k.Listed && !slices.ContainsFunc(stay, func(s kept) bool { return s.Number == k.Number }) {
				keys = append(keys, r.editionKeys([]kept{k})...)
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	if err := r.link.delete(ctx, keys); err != nil {
		return err
	}
	r.forget(p.expired)
	return nil
}

// touch notes that caches have to be told of an object. Nobody has asked for what a first
// deployment brings, nor for a new file before a page leads to it. The caller holds mu.
func (r *runner) touch(key string) {
	if _, known := r.plan.base.files[key]; !r.plan.summary.First && (known || publishedPage(key)) {
		r.touched = append(r.touched, key)
	}
}

// purgeChanged tells caches which addresses have changed.
func (r *runner) purgeChanged(ctx context.Context) error {
	r.purge(ctx, r.addresses(slices.Concat(r.touched, r.plan.expired), false))
	r.touched = nil
	return ctx.Err()
}

// purge tells caches, also what they have not been told before. If that fails they are
// owed it.
func (r *runner) purge(ctx context.Context, urls []string) {
	urls = sortedSet(slices.Concat(urls, r.state.owed))
	r.state.owed = nil
	if len(urls) == 0 || r.o.Purge == nil {
		return
	}
	if err := r.o.Purge.Purge(ctx, urls); err != nil {
		r.state.owed = urls
		if ctx.Err() == nil {
			r.note("purge-failed", err.Error())
		}
		return
	}
	r.result.Purged += len(urls)
}

// addresses returns the public addresses of objects. A page has that of its folder, and
// with all the one of its file as well.
func (r *runner) addresses(keys []string, all bool) (urls []string) {
	base := r.plan.want.baseURL
	if base == "" {
		return nil
	}
	for _, key := range keys {
		name := pathOf(key)
		folder, page := strings.CutSuffix(name, "index.html")
		page = page && (folder == "" || strings.HasSuffix(folder, "/"))
		if page {
			urls = append(urls, base+escaped(folder))
		}
		if !page || all {
			urls = append(urls, base+escaped(name))
		}
	}
	return urls
}

// escaped returns a path as it stands in an address.
func escaped(name string) string { return (&url.URL{Path: name}).EscapedPath() }
