package deploy

import (
	"maps"
	"slices"
	"strings"
	"time"

	"guong/generator/publish"
)

// What lies at a target beside the site.
const (
	stateFolder  = ".guong/"
	manifestKey  = stateFolder + "manifest.json.gz"
	copyKey      = stateFolder + "manifest-copy.json.gz" // as the last deployment that ended left it
	lockKey      = stateFolder + "lock.json"
	editionsBase = stateFolder + "editions/"
	packsBase    = stateFolder + "packs/"
)

// kind tells what a file is to readers, and so when it is put and how long it stays.
type kind uint8

const (
	kindFile   kind = iota // none of the others: a picture that keeps its name, a part of the search index
	kindHashed             // its name changes with its bytes
	kindPage
	kindStory  // the page of a text of the site
	kindNotice // a page that says that a story was removed
	kindFeed   // feeds, sitemaps, and what browsers ask for anew each time
)

var kindNames = [...]string{"file", "hashed", "page", "story", "notice", "feed"}

func (k kind) page() bool { return k == kindPage || k == kindStory || k == kindNotice }

// form is how an object is stored, besides its content. It is the zero form on targets
// whose answers say nothing of it.
type form struct {
	Type     string `json:"type,omitempty"`
	Caching  string `json:"caching,omitempty"`
	Gzip     bool   `json:"gzip,omitempty"` // if that makes it smaller
	Redirect string `json:"redirect,omitempty"`
}

// entry is what is known of an object of ours.
type entry struct {
	sum  publish.Sum // of the content; zero if it is not known
	size int64       // of the content, in bytes
	kind kind
	form form

	// Of former files: the first edition without it, and since when that is live.
	former int
	since  time.Time
}

// kept is an edition with what is kept of it.
type kept struct {
	Edition
	Packs  int  `json:"packs,omitempty"`  // of how many packs there are
	Listed bool `json:"listed,omitempty"` // its list of files is at the target
}

// manifest is what is known of a target. The zero manifest is that of a target to which
// nothing was ever deployed.
type manifest struct {
	baseURL string
	noIndex bool             // it is a trial site
	live    kept             // the edition that was deployed last; number 0 for none
	earlier []kept           // that can be rolled back to, the oldest first
	files   map[string]entry // by key
	pending map[string]kind  // objects whose state is not known
	past    map[string]int   // stories that are live no more, with the last edition that shows them, as long as one is kept that may

	// Of a deployment that has begun and not ended.
	saved       map[string]bool // keys of files of the live edition that are in its packs
	unkept      bool            // the live edition and those before it cannot be rolled back to
	withdrawing bool            // something was withdrawn: nothing of former editions may stay
	noticed     []string        // keys of stories in whose place a notice may stand already

	owed []string // addresses that caches have not been told yet
}

// clone returns a copy whose maps are its own.
func (m *manifest) clone() manifest {
	c := *m
	c.files, c.pending, c.saved, c.past = maps.Clone(m.files), maps.Clone(m.pending), maps.Clone(m.saved), maps.Clone(m.past)
	if c.files == nil {
		c.files = map[string]entry{}
	}
	if c.pending == nil {
		c.pending = map[string]kind{}
	}
	if c.saved == nil {
		c.saved = map[string]bool{}
	}
	if c.past == nil {
		c.past = map[string]int{}
	}
	c.earlier, c.noticed, c.owed = slices.Clone(m.earlier), slices.Clone(m.noticed), slices.Clone(m.owed)
	return c
}

// interrupted reports whether a deployment has begun and not ended.
func (m *manifest) interrupted() bool { return len(m.pending) > 0 || m.withdrawing }

// edition returns an edition that can be rolled back to: an earlier one, or the live one
// if a deployment has begun to replace it.
func (m *manifest) edition(number int) (kept, bool) {
	if m.withdrawing || m.unkept {
		return kept{}, false
	}
	if m.live.Number == number && number > 0 && m.live.Listed && m.interrupted() {
		return m.live, true
	}
	for _, k := range m.earlier {
		if k.Number == number {
			return k, true
		}
	}
	return kept{}, false
}

// keyOf returns the key of the object of a file of the site.
func keyOf(path string, l Layout) string {
	if folder, ok := strings.CutSuffix(path, "/index.html"); ok && l == LayoutExact {
		return folder + "/"
	}
	return path
}

// pathOf returns the path of the file of the site that an object holds.
func pathOf(key string) string {
	if strings.HasSuffix(key, "/") {
		return key + "index.html"
	}
	return key
}
