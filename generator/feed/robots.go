package feed

import (
	"bytes"
	"slices"

	"guong/generator/site"
)

const robotsName = "robots.txt"

// robots returns robots.txt (RFC 9309), which names the sitemaps, unless the site
// has a file of that name of its own.
func robots(s *site.Site) []site.Output {
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
