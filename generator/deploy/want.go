package deploy

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path"
	"strings"

	"guong/generator/publish"
	"guong/generator/site"
)

// wanted is what a target shall have.
type wanted struct {
	baseURL string
	noIndex bool
	moved   map[string]bool  // keys of pages that lead on
	files   map[string]entry // by key
}

// cachingOfOthers is the Cache-Control of what no rule is about. Browsers would guess
// without one, and go on to show what was withdrawn.
const cachingOfOthers = "public, max-age=60"

// readSite returns what the target shall have of the site that was built.
func (o *Options) readSite(ctx context.Context) (*wanted, error) {
	hosting, err := ReadHosting(o.Public)
	if err != nil {
		return nil, err
	}
	rules, err := hosting.rules()
	if err != nil {
		return nil, problem(o.Public, "hosting-unreadable", err.Error())
	}
	files, err := publish.ReadSums(ctx, o.Public)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, problem(o.Public, "no-site")
	}
	if err != nil {
		return nil, err
	}
	redirects := make(map[string]string, len(hosting.Redirects))
	for _, r := range hosting.Redirects {
		redirects[r.Path] = r.To
	}
	stories, notices := setOf(hosting.Stories), setOf(hosting.Removed)
	features := o.Target.Features()
	w := &wanted{baseURL: o.baseURL(hosting), noIndex: hosting.NoIndex, moved: map[string]bool{}, files: make(map[string]entry, len(files))}
	for _, f := range files {
		if f.Former > 0 || features.Headers && forHosts(f.Path) {
			continue
		}
		key := keyOf(f.Path, o.Layout)
		if !validKey(key) {
			return nil, problem(f.Path, "bad-path")
		}
		caching := rules.of(f.Path)
		e := entry{sum: f.Sum, size: f.Size, kind: kindOf(f.Path, caching, stories, notices)}
		if features.Headers {
			e.form = form{Type: typeOf(f.Path), Caching: cmp.Or(caching, cachingOfOthers)}
			e.form.Gzip = o.Compress && compressible(e.form.Type)
		}
		if to, leads := redirects[f.Path]; leads {
			w.moved[key] = true
			if o.Redirects && features.Redirects {
				e.form.Redirect = to
			}
		}
		w.files[key] = e
	}
	return w, nil
}

// forHosts reports whether a file is a table that some hosts read at the root of a site,
// and that is of no use where answers say themselves what it says.
func forHosts(path string) bool { return path == "_headers" || path == "_redirects" }

func (o *Options) baseURL(h Hosting) string {
	base := cmp.Or(o.BaseURL, h.BaseURL)
	if base != "" && !strings.HasSuffix(base, "/") {
		base += "/"
	}
	return base
}

func setOf(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, s := range list {
		set[s] = true
	}
	return set
}

// kindOf returns what a file of the site is.
func kindOf(name, caching string, stories, notices map[string]bool) kind {
	base := path.Base(name)
	switch {
	case notices[name]:
		return kindNotice
	case stories[name]:
		return kindStory
	case publish.IsPage(name):
		return kindPage
	case strings.Contains(caching, "immutable"):
		return kindHashed
	case strings.Contains(caching, "no-cache"), base == site.RSSName, base == site.AtomName, base == site.JSONFeedName, path.Ext(base) == ".xml":
		return kindFeed
	}
	return kindFile
}

// typeOf returns the Content-Type of a file.
func typeOf(name string) string { return cmp.Or(site.MediaType(name), "application/octet-stream") }

// compressible reports whether files of a type are text.
func compressible(mediaType string) bool {
	return strings.HasPrefix(mediaType, "text/") || strings.HasSuffix(mediaType, "+xml") || strings.HasSuffix(mediaType, "/xml") ||
		strings.HasSuffix(mediaType, "json")
}
