package deploy

import (
	"context"
	"net/url"
	"slices"
	"strings"
)

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
