package deploy

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"
)

// formerAge is how long a hashed file stays at least after it was wanted.
const formerAge = 24 * time.Hour

// comparison is what a plan depends on besides the target and the site.
type comparison struct {
	now     time.Time
	keep    int
	rebuild bool
	back    int
}

// compare returns the plan that makes a target what it shall be. It looks at nothing
// but its arguments.
func compare(base manifest, want *wanted, c comparison) *Plan {
	p := &Plan{base: base, want: want, back: c.back}
	p.summary.First = base.live.Number == 0 && !base.interrupted()
	p.summary.Interrupted = base.interrupted()
	p.summary.Live, p.summary.Edition = base.live.Number, base.live.Number+1
	if c.back > 0 {
		p.want = base.formsOf(want)
	}
	p.withdraw()
	p.put(c)
	p.drop(c)
	p.count()
	if !p.changes() {
		p.summary.Edition = p.summary.Live
	}
	return p
}

// formsOf returns what is wanted, stored as it is where the target has it already: an
// edition that is brought back need not be sent again because of a header.
func (m *manifest) formsOf(want *wanted) *wanted {
	same := &wanted{baseURL: want.baseURL, noIndex: want.noIndex, files: make(map[string]entry, len(want.files))}
	for key, e := range want.files {
		if have, ok := m.files[key]; ok && have.sum == e.sum {
			e.form = have.form
		}
		same.files[key] = e
	}
	return same
}

// known yields all objects that the target may have, with what they are. What may be a
// story is one.
func (m *manifest) known(yield func(string, kind) bool) {
	for key, e := range m.files {
		k := e.kind
		if m.pending[key] == kindStory {
			k = kindStory
		}
		if !yield(key, k) {
			return
		}
	}
	for key, k := range m.pending {
		if _, twice := m.files[key]; !twice && !yield(key, k) {
			return
		}
	}
}

// withdraw finds the stories that must not be read any more, of those that are live and
// those that an edition shows which can be rolled back to: the site has neither a page
// with their text nor one that leads on. An edition that is brought back withdraws
// nothing.
func (p *Plan) withdraw() {
	if p.back > 0 {
		return
	}
	var folders []string
	for key := range p.base.stories {
		name := pathOf(key)
		now, e := p.want.page(key)
		if e.kind == kindStory || p.want.moved[now] {
			continue
		}
		p.withdrawn = append(p.withdrawn, key)
		if now != "" {
			p.notices = append(p.notices, now)
		}
		if folder := path.Dir(name); path.Base(name) == "index.html" && folder != "." {
			folders = append(folders, folder+"/")
		}
	}
	slices.Sort(folders)
	gone := setOf(p.withdrawn)
	for key := range p.base.known {
		if _, wanted := p.want.files[key]; !wanted && (gone[key] || liesIn(pathOf(key), folders)) {
			p.remove = append(p.remove, key)
		}
	}
	slices.Sort(p.withdrawn)
	slices.Sort(p.remove)
	slices.Sort(p.notices)
}

// stories yields the stories that are at the target, or in an edition that is kept there.
func (m *manifest) stories(yield func(string) bool) {
	for key, k := range m.known {
		if k == kindStory && !yield(key) {
			return
		}
	}
	for key := range m.past {
		if e := m.files[key]; e.kind != kindStory && m.pending[key] != kindStory && !yield(key) {
			return
		}
	}
}

// page returns the page that the site has at the address of an object, also with another
// layout; "" if it has none.
func (w *wanted) page(key string) (now string, e entry) {
	for _, now := range []string{key, keyOf(pathOf(key), LayoutIndex), keyOf(pathOf(key), LayoutExact)} {
		if e, here := w.files[now]; here {
			return now, e
		}
	}
	return "", entry{kind: kindFile}
}

// liesIn reports whether a path lies in one of folders, which are sorted.
func liesIn(name string, folders []string) bool {
	for i := range len(name) {
		if name[i] == '/' {
			if _, found := slices.BinarySearch(folders, name[:i+1]); found {
				return true
			}
		}
	}
	return false
}

// put finds what has to be put, and its order.
func (p *Plan) put(c comparison) {
	stages := map[int][]string{}
	early := setOf(p.notices)
	for key, e := range p.want.files {
		have, known := p.base.files[key]
		_, pending := p.base.pending[key]
		if known && !pending && !c.rebuild && have.sum == e.sum && have.form == e.form {
			p.revived = p.revived || have.former > 0
			continue
		}
		if !early[key] {
			stage := stageOf(key, e.kind)
			stages[stage] = append(stages[stage], key)
		}
	}
	for _, stage := range sortedKeys(stages) {
		slices.Sort(stages[stage])
		p.stages = append(p.stages, stages[stage])
	}
}

// stageOf returns when a file is put: after all those of a lower stage are there.
func stageOf(key string, k kind) int {
	const deepest = 1000
	switch {
	case key == "index.html":
		return deepest + 5
	case k == kindHashed:
		return 0
	case k == kindFile:
		return 1
	case k == kindFeed:
		return deepest + 4
	case k == kindStory || k == kindNotice:
		return 2
	}
	return 3 + deepest - min(strings.Count(pathOf(key), "/"), deepest)
}

func sortedKeys[V any](m map[int]V) []int {
	keys := make([]int, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// drop finds what is not wanted any more.
func (p *Plan) drop(c comparison) {
	withdrawing := p.withdrawing()
	removed := setOf(p.remove)
	for key, k := range p.base.known {
		if _, wanted := p.want.files[key]; wanted || removed[key] {
			continue
		}
		e := p.base.files[key]
		switch {
		case k != kindHashed:
			p.deletes = append(p.deletes, key)
		case withdrawing && !isCode(key):
			p.expired = append(p.expired, key)
		case e.former == 0:
			p.retired = append(p.retired, key)
		case p.summary.Edition-e.former >= c.keep && c.now.Sub(e.since) >= formerAge:
			p.expired = append(p.expired, key)
		}
	}
	kinds := func(key string) int {
		if publishedPage(key) {
			return 0
		}
		return 1
	}
	slices.SortFunc(p.deletes, func(a, b string) int { return cmp.Or(kinds(a)-kinds(b), strings.Compare(a, b)) })
	slices.Sort(p.retired)
	slices.Sort(p.expired)
	p.clear()
}

// clear finds what has to go before something can be put in its place: a file where a
// folder comes, and a folder where a file comes. Folders and servers need that, stores
// do not.
func (p *Plan) clear() {
	files, folders := map[string]bool{}, map[string]bool{}
	for key := range p.want.files {
		name := pathOf(key)
		files[name] = true
		for folder := path.Dir(name); folder != "." && !folders[folder]; folder = path.Dir(folder) {
			folders[folder] = true
		}
	}
	p.deletes = slices.DeleteFunc(p.deletes, func(key string) bool {
		name := pathOf(key)
		inTheWay := folders[name]
		for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
			inTheWay = inTheWay || files[folder]
		}
		if inTheWay {
			p.clears = append(p.clears, key)
		}
		return inTheWay
	})
}

// withdrawing reports whether nothing of former editions may stay.
func (p *Plan) withdrawing() bool { return len(p.withdrawn) > 0 || p.base.withdrawing }

// isCode reports whether a file is part of the theme, and so tells nothing of a story.
func isCode(key string) bool {
	switch path.Ext(key) {
	case ".css", ".js", ".mjs", ".woff2", ".woff", ".ttf", ".otf":
		return true
	}
	return false
}

func publishedPage(key string) bool { return path.Ext(pathOf(key)) == ".html" }
