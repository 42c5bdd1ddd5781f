package site

import (
	"maps"
	"path"
	"slices"
	"strings"

	"guong/generator/content"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// places are paths among which the one is looked for that a writer meant. A
// wrong path is compared with those of its own folder only: a site that moved
// here with ten thousand dead links must not be compared with ten thousand
// paths for each.
type places struct {
	byName   map[string]string   // nameKey → the first path that has it
	inFolder map[string][]string // folder → last parts
}

// add adds a path. Paths come in an order that is always the same.
func (p *places) add(full string) {
	dir, name := path.Split(full)
	if key := nameKey(dir, name); p.byName[key] == "" {
		p.byName[key] = full
	}
	p.inFolder[dir] = append(p.inFolder[dir], name)
}

func newPlaces() *places {
	return &places{byName: map[string]string{}, inFolder: map[string][]string{}}
}

// nearest returns the path that resembles p: a name in the same folder, or the
// same name in another.
func (p *places) nearest(full string) (string, bool) {
	dir, name := path.Split(full)
	if near, ok := vietnamese.Nearest(name, p.inFolder[dir]); ok {
		return dir + near, true
	}
	found, ok := p.byName[nameKey(dir, name)]
	return found, ok
}

// nameKey returns what two paths in different folders must have in common if one is
// proposed for the other: the name, and for a name that any folder may have, as
// README.md and index.html, that of the folder too.
func nameKey(dir, name string) string {
	switch strings.ToLower(strings.TrimSuffix(name, path.Ext(name))) {
	case "readme", "index", "_index":
		return path.Base(dir) + "/" + name
	}
	return name
}

// textPlaces are the published stories and pages, by textName.
func (s *Site) textPlaces() *places {
	var names []string
	for _, list := range [][]*Article{s.Articles, s.Pages} {
		for _, a := range list {
			names = append(names, textName(a.Path))
		}
	}
	slices.Sort(names)
	p := newPlaces()
	for _, name := range names {
		p.add(name)
	}
	return p
}

// textName returns what a text's path is compared by: without what all files,
// or all bundles, have in common.
func textName(p string) string {
	p = strings.TrimSuffix(p, path.Ext(p))
	return strings.TrimSuffix(p, "/index")
}

// filePlaces are the files that are no texts.
func (s *Site) filePlaces() *places {
	p := newPlaces()
	for _, r := range s.allFiles {
		p.add(r.Path)
	}
	return p
}

// addressPlaces are the addresses of the finished site.
func (s *Site) addressPlaces() *places {
	p := newPlaces()
	for _, address := range slices.Sorted(maps.Keys(s.addresses())) {
		p.add(strings.TrimSuffix(address, "/"))
	}
	return p
}

// proposeText proposes the text that p, seen from folder dir, may mean; if none
// is near, it says otherwise.
func (s *Site) proposeText(dir, p, otherwise string) message.Message {
	near, ok := s.texts().nearest(textName(contentPath(dir, p)))
	if !ok {
		return message.New(otherwise)
	}
	for _, try := range []string{near + ".md", near + "/index.md", near + ".markdown"} {
		if a := s.byPath[pathKey(try)]; a != nil {
			return didYouMean(dir, a.Path)
		}
	}
	return didYouMean(dir, near)
}

// proposeFile proposes the file that p, seen from folder dir, may mean; if none is
// near, it says otherwise.
func (s *Site) proposeFile(dir, p, otherwise string) message.Message {
	if why := unread(p); why != "" {
		return message.New(why)
	}
	if near, ok := s.paths().nearest(contentPath(dir, p)); ok {
		return didYouMean(dir, near)
	}
	return message.New(otherwise)
}

// unread returns the text that says why the file at path p is never published; "" if
// it may be.
func unread(p string) string {
	for part := range strings.SplitSeq(p, "/") {
		if why := content.Unread(part); why != "" {
			return why
		}
	}
	return ""
}

// didYouMean proposes a path of the content folder as it is written in folder
// dir: what lies there by its name, all else from the root.
func didYouMean(dir, found string) message.Message {
	if dir == "" {
		return message.New("value.did-you-mean", found)
	}
	if beside, ok := strings.CutPrefix(found, dir+"/"); ok {
		return message.New("value.did-you-mean", beside)
	}
	return message.New("value.did-you-mean", "/"+found)
}
