package feed

import (
	"bytes"
	"slices"

	"guong/generator/site"
)

const robotsName = "robots.txt"

// robots returns robots.txt (RFC 9309), which names the sitemaps, unless the site
// has a file of that name of its own. A site that search engines should leave out has
// none of its own: see [Replaces].
func robots(s *site.Site) []site.Output {
	if site.NoIndexOf(s) {
		return []site.Output{output(robotsName, site.KindSitemap, 0, func(b *bytes.Buffer) { b.WriteString("User-agent: *\nDisallow: /\n") })}
	}
	own := func(r *site.Resource) bool { return s.OutputPath(r.URL) == robotsName }
	if slices.ContainsFunc(s.Files(), own) {
		return nil
	}
	return []site.Output{output(robotsName, site.KindSitemap, 0, func(b *bytes.Buffer) {
		b.WriteString("User-agent: *\nAllow: /\n\nSitemap: " + s.BaseURL + sitemapIndex + "\n")
		if len(recent(s)) > 0 {
			b.WriteString("Sitemap: " + s.BaseURL + newsSitemap + "\n")
		}
	})}
}

// Replaces reports whether an output of this package takes the place of a site's own
// file at a path: robots.txt, where search engines should leave the site out.
func Replaces(s *site.Site, path string) bool { return path == robotsName && site.NoIndexOf(s) }
