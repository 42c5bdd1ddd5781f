package generator

import (
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
	"guong/generator/publish"
	"guong/generator/search"
	"guong/generator/site"
	"guong/generator/store"
	"guong/generator/vietnamese"
)

// Found is the answer of a finished site.
type Found struct {
	search.Answer
	BaseURL string // of the site; empty if its configuration cannot be read
}

// Absolute returns the full address of a result, or what is known of it.
func (f Found) Absolute(address string) string {
	base, err := url.Parse(f.BaseURL)
	if err != nil {
		return address
	}
	to, err := base.Parse(address)
	if err != nil {
		return address
	}
	return to.String()
}

// UnknownFilter is the identifier of the message about a filter that the site does
// not have: then it is the request that is wrong, and not the site.
const UnknownFilter = "search.filter"

// Search asks the index of the finished site in the destination of o, as its search
// page does. The list says why there is no answer.
func Search(o Options, r search.Request) (found Found, wrong diag.List) {
	found = Found{Answer: search.Answer{Results: []search.Result{}}}
	defer diag.Recover(o.Destination, func(d diag.Diagnostic) { wrong = diag.List{d} })
	destination := o.Destination
	if destination == "" {
		destination = filepath.Join(o.Source, publicFolder)
	}
	root, err := os.OpenRoot(destination)
	if err != nil {
		return found, noIndex(destination, err)
	}
	defer root.Close()
	index, err := search.Open(content.Regular(root))
	if err != nil {
		return found, noIndex(destination, err)
	}
	known := index.FilterKeys()
	for _, key := range slices.Sorted(maps.Keys(r.Filters)) {
		if !slices.Contains(known, key) {
			return found, diag.List{unknownFilter(key, known)}
		}
	}
	found.Answer, found.BaseURL = index.Search(r), siteAddress(o)
	return found, nil
}

// noIndex says why a folder cannot be searched.
func noIndex(folder string, err error) diag.List {
	switch {
	case errors.Is(err, search.ErrVersion):
		return problem(folder, "search.version")
	case errors.Is(err, fs.ErrNotExist):
		return problem(folder, "search.none")
	}
	return problem(folder, "search.damaged")
}

func unknownFilter(key string, known []string) diag.Diagnostic {
	d := diag.Diagnostic{Message: message.New(UnknownFilter, key), Hint: message.New("value.known-keys", strings.Join(known, ", "))}
	if near, ok := vietnamese.Nearest(key, known); ok {
		d.Hint = message.New("value.did-you-mean", near)
	}
	return d
}

// siteAddress returns the site's address as far as it is known.
func siteAddress(o Options) string {
	site, err := os.OpenRoot(o.Source)
	if err != nil {
		return ""
	}
	defer site.Close()
	name := o.Config
	if name == "" {
		name = config.FileName
	}
	if c, _ := config.Load(content.Regular(site), name); c != nil {
		return c.BaseURL
	}
	return ""
}

// searchOptions returns what the configuration tells the index.
func searchOptions(s *site.Site) search.Options {
	return search.Options{Include: s.Search.Include, Abbreviations: s.Search.Abbreviations}
}

// searchEdition returns where a search index goes: to a publication, with what is kept
// of the one before it.
func searchEdition(m *memory, p *publish.Publication, f *folders) search.Edition {
	program := programKey()
	return search.Edition{
		Write: p.Write,
		Store: m.store,
		Key:   store.NewKey([]byte("search"), program[:], []byte(absolute(f.destination))),
		Keep:  func(path string, s search.Sum) bool { return p.Keep(path, s) },
		Read:  func(path string, s search.Sum) ([]byte, bool) { return p.Read(path, s) },
		Text: func(version string) ([]byte, bool) {
			var key store.Key
			if copy(key[:], version) < len(version) {
				return nil, false
			}
			html, ok := m.store.GetString(key)
			return markdown.AppendText(nil, html), ok
		},
	}
}
