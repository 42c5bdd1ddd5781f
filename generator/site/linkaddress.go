package site

import (
	"path"
	"strings"

	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
)

// addressTarget returns the address of the finished site that a link means: from
// its root, or as a browser would follow it from the article's page. If nothing
// stands there, p, the path of the link in the content folder, is tried, and a
// warning names what may be meant.
func (a *Article) addressTarget(r markdown.Ref, p string) string {
	s := a.Site
	address := s.siteAddress(a.URL, r.Dest)
	for _, try := range []string{address + "/", address, strings.TrimSuffix(address, "index.html")} {
		if try == "/" {
			try = ""
		}
		if target, ok := s.addresses()[try]; ok {
			if target != nil {
				r.Fragment = a.anchor(r, target, diag.Warning)
			}
			a.refer(s.byAddress()[try])
			return s.BasePath + try + suffix(r)
		}
	}
	for _, name := range []string{p + ".md", path.Join(p, "index.md"), path.Join(p, indexName)} {
		if to, ok := a.textTarget(r, name); ok {
			return to
		}
	}
	if (isFile(address) || unread(path.Base(address)) != "") && address != "robots.txt" && !strings.HasPrefix(address, "assets/") {
		a.report(r, diag.Error, message.New("site.file", r.Dest), s.proposeFile(a.entry.Dir(), r.Dest, "site.file-hint"))
	} else if !madeElsewhere(address) {
		a.report(r, diag.Warning, message.New("site.address", r.Dest), a.proposeTarget(r.Dest, address))
	}
	return s.Local(r.Dest) + suffix(r)
}

// madeElsewhere reports whether an address may be that of an output that this
// package knows nothing of: a feed, a sitemap, an asset of the theme.
func madeElsewhere(address string) bool {
	ext := path.Ext(address)
	return ext == ".xml" || ext == ".json" || ext == ".txt" || strings.HasPrefix(address, "assets/")
}

// allAddresses returns what stands at every address of the site, without the
// base path: the text itself, or nil for another page.
func (s *Site) allAddresses() map[string]*Article {
	all := make(map[string]*Article, 2*len(s.Articles))
	for v := range s.Views() {
		address := strings.TrimPrefix(v.URL, s.BasePath)
		all[address] = nil
		if v.Layout == LayoutArticle || v.Layout == LayoutPage {
			all[address] = v.Article
		}
	}
	for _, r := range s.allFiles {
		all[strings.TrimPrefix(r.URL, s.BasePath)] = nil
	}
	return all
}

// proposeTarget proposes what a link may mean whose address is that from the
// site's root: a file, or a page.
func (a *Article) proposeTarget(dest, address string) message.Message {
	s := a.Site
	if ext := path.Ext(dest); ext != "" && ext != ".html" && ext != ".htm" {
		if near, ok := s.paths().nearest(contentPath(a.entry.Dir(), dest)); ok {
			return didYouMean(a.entry.Dir(), near)
		}
	}
	near, ok := s.pages().nearest(strings.TrimSuffix(address, "/"))
	if !ok {
		return message.New("site.address-hint")
	}
	if path.Ext(near) == "" {
		near += "/"
	}
	return message.New("value.did-you-mean", "/"+near)
}
