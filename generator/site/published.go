package site

import (
	"iter"
	"slices"
	"strings"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
)

// A file is published only if something that is published refers to it: a text,
// by its body or its front matter; the configuration; the theme; a page or style
// sheet that is published as it is. So what lies about, and the pictures of
// stories that are not published, stay unpublished wherever they are.
//
// What lies at the very top of the content folder or in .well-known, and folders
// that the configuration names, need nobody to refer to them; but a file that
// only unpublished texts refer to is theirs, and waits for them.

// Files returns the files that are published, in the order of their paths.
func (s *Site) Files() []*Resource { return s.files() }

// FileAt returns the published file at a path from the root of the site, or nil.
// It looks at no more texts than it must, beginning with those near the file.
func (s *Site) FileAt(path string) *Resource {
	if r := s.byAddress()[path]; r != nil && s.isPublished(r, map[*Resource]bool{}) {
		return r
	}
	return nil
}

// Unused returns files that are not published, in the order of their paths: those to
// which nobody refers, and those that would be published where they lie, but wait
// for the texts that alone refer to them. Other files of texts that are not published
// now are in neither.
func (s *Site) Unused() (unused, waiting []*Resource) {
	published := map[*Resource]bool{}
	for _, r := range s.Files() {
		published[r] = true
	}
	theirs := s.referredByWithheld()
	for _, r := range s.allFiles {
		switch {
		case published[r]:
		case theirs[r] || r.private:
			if s.needsNobody(r) {
				waiting = append(waiting, r)
			}
		default:
			unused = append(unused, r)
		}
	}
	return unused, waiting
}

// refer notes that the article, which is published, refers to a file.
func (a *Article) refer(r *Resource) {
	if r != nil && a.Removed == nil {
		r.referred.Store(true)
	}
}

// publishedFiles looks at everything that is published.
func (s *Site) publishedFiles() (files []*Resource) {
	if len(s.allFiles) == 0 {
		return nil
	}
	certain := s.certain()
	for a := range s.eachText() {
		for r := range s.filesOf(a.entry, a.URL) {
			r.referred.Store(true)
		}
	}
	published := make(map[*Resource]bool, len(s.allFiles))
	var next []*Resource
	add := func(r *Resource) {
		if !published[r] {
			published[r] = true
			next = append(next, r)
		}
	}
	for _, r := range s.allFiles {
		if r.referred.Load() || certain[r] {
			add(r)
		}
	}
	for len(next) > 0 {
		r := next[len(next)-1]
		next = next[:len(next)-1]
		for mentioned := range s.filesIn(r) {
			add(mentioned)
		}
	}
	for _, r := range s.allFiles {
		if published[r] {
			files = append(files, r)
		}
	}
	return files
}

// isPublished does the same for one file. Asked are the files whose own mentions
// are being looked at.
func (s *Site) isPublished(r *Resource, asked map[*Resource]bool) bool {
	if r.referred.Load() || s.certain()[r] {
		return true
	}
	asked[r] = true
	for _, near := range []bool{true, false} {
		for a := range s.eachText() {
			if strings.HasPrefix(r.Path, a.entry.Dir()+"/") != near {
				continue
			}
			for file := range s.filesOf(a.entry, a.URL) {
				file.referred.Store(true)
			}
			if r.referred.Load() {
				return true
			}
		}
	}
	for _, other := range s.allFiles {
		if other.Mentions == nil || asked[other] {
			continue
		}
		for file := range s.filesIn(other) {
			if file == r && s.isPublished(other, asked) {
				return true
			}
		}
	}
	return false
}

// certainFiles returns the files that are published whatever the bodies of
// published texts say.
func (s *Site) certainFiles() map[*Resource]bool {
	files := map[*Resource]bool{}
	mark := func(r *Resource) {
		if r != nil {
			files[r] = true
		}
	}
	for a := range s.eachText() {
		for dest := range frontAddresses(a.entry.Article) {
			mark(s.fileMeant(a.entry.Dir(), a.URL, dest))
		}
	}
	for _, dest := range s.mentioned {
		mark(s.fileMentioned("", dest))
	}
	theirs := s.referredByWithheld()
	for _, r := range s.allFiles {
		if s.needsNobody(r) && !theirs[r] && !r.private {
			mark(r)
		}
	}
	return files
}

// needsNobody reports whether a file lies where files are published of themselves.
func (s *Site) needsNobody(r *Resource) bool {
	if !strings.Contains(r.Path, "/") || strings.HasPrefix(r.Path, content.WellKnown+"/") {
		return true
	}
	key := pathKey(r.Path)
	return slices.ContainsFunc(s.config.Files.Publish, func(f string) bool { return strings.HasPrefix(key, pathKey(f)+"/") })
}

// referredByWithheld returns the files to which texts refer that are not published
// now.
func (s *Site) referredByWithheld() map[*Resource]bool {
	files := map[*Resource]bool{}
	for _, e := range s.withheld {
		for r := range s.filesOf(e, "") {
			files[r] = true
		}
		for dest := range frontAddresses(e.Article) {
			if r := s.fileMeant(e.Dir(), "", dest); r != nil {
				files[r] = true
			}
		}
	}
	return files
}

// findWithheld keeps the texts that are not published, and what the configuration
// and the theme mention.
func (b *builder) findWithheld() {
	s := b.site
	published := map[*content.Article]bool{}
	for a := range s.eachText() {
		published[a.entry.Article] = true
	}
	for _, e := range b.Entries {
		if !published[e.Article] {
			s.withheld = append(s.withheld, e)
		}
	}
	c := s.config
	s.mentioned = append(s.mentioned, c.Organisation.Logo)
	for _, item := range c.Menu {
		s.mentioned = append(s.mentioned, item.URL)
	}
	s.mentioned = append(slices.AppendSeq(s.mentioned, texts(c.Params)), b.Mentions...)
	for _, folder := range c.Files.Publish {
		key := pathKey(folder) + "/"
		if !slices.ContainsFunc(s.allFiles, func(r *Resource) bool { return strings.HasPrefix(pathKey(r.Path), key) }) {
			b.wrong.Add(diag.Diagnostic{
				Position: diag.Position{File: c.File}, Severity: diag.Warning,
				Message: message.New("site.publish-folder", folder), Hint: message.New("site.publish-folder-hint"),
			})
		}
	}
}

// filesOf yields the files to which the body of a text refers.
func (s *Site) filesOf(e Entry, url string) iter.Seq[*Resource] {
	return func(yield func(*Resource) bool) {
		var addresses []string
		if e.Addresses != nil {
			addresses = e.Addresses()
		} else {
			addresses = LocalAddresses(e.Document(), s.BaseURL)
		}
		for _, dest := range addresses {
			r := s.fileMeant(e.Dir(), url, dest)
			if r == nil {
				continue
			}
			if !yield(r) {
				return
			}
			for _, companion := range s.companions(r) {
				if !yield(companion) {
					return
				}
			}
		}
	}
}

// filesIn yields the files that a page or style sheet mentions which is published as
// it is.
func (s *Site) filesIn(r *Resource) iter.Seq[*Resource] {
	return func(yield func(*Resource) bool) {
		if r.Mentions == nil {
			return
		}
		for _, address := range r.Mentions() {
			if file := s.fileMentioned(parent(r.Path), address); file != nil && !yield(file) {
				return
			}
		}
	}
}

// fileMentioned returns the file that a word means which may be an address, in a
// file of folder dir; or nil.
func (s *Site) fileMentioned(dir, word string) *Resource {
	address, _ := splitAddress(word)
	if address == "" || strings.HasSuffix(address, "/") {
		return nil
	}
	if own, ok := strings.CutPrefix(address, s.BasePath); ok && s.BasePath != "/" {
		address = "/" + own
	}
	return s.fileMeant(dir, s.BasePath+dir+"/", address)
}

// HeldByOtherNames reports whether a text is not published now because of a key that
// is written otherwise than the manual has it.
func (s *Site) HeldByOtherNames() bool {
	return slices.ContainsFunc(s.withheld, func(e Entry) bool { return e.Spelled("draft", "date", "publish", "expires") })
}
