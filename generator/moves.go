package generator

import (
	"sync"

	"guong/generator/site"
)

// Moves remembers where the texts of a live site went whose addresses are gone:
// because a file was renamed or moved, which is noticed if its bytes are the same, or
// because its slug was changed. It is safe for concurrent use; the zero Moves is
// ready for use.
type Moves struct {
	mu   sync.Mutex
	gone map[string]string // addresses of files that have vanished, by the hash of their bytes
	to   map[string]string
}

// mostGone is how many vanished files may come back under other names.
const mostGone = 10_000

// Follow takes in what has moved from one edition to the next. Before is nil for the
// first.
func (m *Moves) Follow(before, after *Edition) {
	if before == nil {
		return
	}
	lost, found := differences(before, after), differences(after, before)
	if len(lost)+len(found) == 0 {
		return
	}
	old, fresh := before.addresses(lost), after.addresses(found)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.to == nil || len(m.gone) > mostGone {
		m.gone, m.to = map[string]string{}, map[string]string{}
	}
	for file, text := range lost {
		from, to := old[file], fresh[file]
		if _, stays := after.texts[file]; from == "" {
			continue // nobody could see it
		} else if stays && to != "" && to != from {
			m.to[from] = to
		} else if !stays && text.digest != "" {
			m.gone[text.digest] = from
		}
	}
	for file, text := range found {
		if _, known := before.texts[file]; known {
			continue
		}
		if from := m.gone[text.digest]; from != "" && fresh[file] != "" && from != fresh[file] {
			m.to[from] = fresh[file]
			delete(m.gone, text.digest)
		}
	}
	for _, url := range fresh {
		delete(m.to, url) // something is there again; so no way leads in a circle
	}
}

// To returns the address that the text at a URL has got; empty if it is not known to
// have moved.
func (m *Moves) To(url string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	to := m.to[url]
	for next := to; next != ""; next = m.to[next] {
		to = next
	}
	return to
}

// differences returns the texts of an edition that are not those of another, by file.
func differences(e, other *Edition) map[string]*text {
	list := map[string]*text{}
	for _, texts := range []map[string]*text{e.texts, e.revisedTexts} {
		for file, text := range texts {
			if other.texts[file] != text && other.revisedTexts[file] != text {
				list[file] = text
			}
		}
	}
	return list
}

// addresses returns the URLs of the texts of these files.
func (e *Edition) addresses(files map[string]*text) map[string]string {
	urls := make(map[string]string, len(files))
	for _, list := range [][]*site.Article{e.Site.Articles, e.Site.Pages} {
		for _, a := range list {
			if _, wanted := files[a.File()]; wanted {
				urls[a.File()] = a.URL
			}
		}
	}
	return urls
}
