package site

import (
	"iter"
	"slices"
	"strings"

	"guong/generator/address"
	"guong/generator/diag"
	"guong/generator/message"
)

// Redirect leads from a former address to the page that a text has now.
type Redirect struct {
	URL     string // decoded: "/cu/bai-1/"
	Query   string // of the former address, as browsers send it; "" for none
	Article *Article
	// Page tells that a page stands at the address, which leads on by itself. There
	// is none at an address that no file can have everywhere.
	Page bool
}

// makeRedirects reads the former addresses of all texts, once all pages have
// their present ones.
func (b *builder) makeRedirects() {
	r := redirector{builder: b, first: map[string]*Article{}}
	for a := range b.site.eachRedirected() {
		for _, alias := range a.Aliases {
			r.add(a, alias)
		}
	}
}

type redirector struct {
	*builder
	first map[string]*Article // by former address
	taken map[string]string   // path of an output, in lower case → as it is; nil until it is needed
}

func (r *redirector) add(a *Article, alias string) {
	parsed, fault := address.ParseAlias(alias, "")
	if fault != nil {
		return // the reader of the story reports it
	}
	to := Redirect{URL: r.site.BasePath + parsed.Path[1:], Query: parsed.Query, Article: a, Page: parsed.HasFile()}
	key := to.URL + "?" + to.Query
	if other := r.first[key]; other != nil {
		if other != a {
			r.fail(a, alias, message.New("site.alias-twice", alias, other.File()))
		}
		return
	}
	r.first[key] = a
	if to.Page {
		file := r.site.OutputPath(to.URL)
		switch have := r.outputLike(file); have {
		case "":
			r.taken[strings.ToLower(file)] = file
		case file:
			r.fail(a, alias, message.New("site.alias-taken", alias))
			return
		default:
			to.Page = false // one file where the disk makes no difference between a and A
		}
	}
	r.site.Redirects = append(r.site.Redirects, to)
}

// outputLike returns the page or file of the site that has the same path but
// for capitals; "" for none.
func (r *redirector) outputLike(file string) string {
	if r.taken == nil {
		r.taken = map[string]string{}
		s := r.site
		for v := range s.Views() { // without redirects: none is made yet
			path := s.OutputPath(v.URL)
			r.taken[strings.ToLower(path)] = path
		}
		for _, f := range s.allFiles {
			path := s.OutputPath(f.URL)
			r.taken[strings.ToLower(path)] = path
		}
	}
	return r.taken[strings.ToLower(file)]
}

func (r *redirector) fail(a *Article, alias string, what message.Message) {
	d := a.entry.Locate("aliases", alias)
	if d.Position == a.entry.Locate("aliases", "").Position { // it was written without its first slash
		d = a.entry.Locate("aliases", strings.TrimPrefix(alias, "/"))
	}
	d.Severity, d.Message, d.Hint = diag.Error, what, message.New("site.alias-hint")
	r.wrong.Add(d)
}

// redirectViews are the pages at the former addresses of articles.
func (s *Site) redirectViews() iter.Seq[*View] {
	return func(yield func(*View) bool) {
		for _, r := range s.Redirects {
			if !r.Page {
				continue
			}
			a := r.Article
			v := s.view(LayoutRedirect, r.URL, a.Title, "")
			if a.Removed != nil {
				v.Title = ""
			}
			v.Article, v.Target, v.NoIndex, v.Canonical, v.Source = a, a.URL, true, a.Permalink(), a.File()
			if !yield(v) {
				return
			}
		}
	}
}

// eachRedirected yields the texts that may have former addresses.
func (s *Site) eachRedirected() iter.Seq[*Article] {
	return func(yield func(*Article) bool) {
		for a := range s.eachText() {
			if !yield(a) {
				return
			}
		}
		slices.Values(s.Removed)(yield)
	}
}
