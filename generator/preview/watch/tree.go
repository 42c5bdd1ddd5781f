package watch

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// maxDepth is how deep folders may lie in one another, links included; content
// finds nothing deeper either.
const maxDepth = 32

// tree is what is watched by events. Only one goroutine uses it.
type tree struct {
	Options
	anchors []*node            // roots and files
	links   map[*node]struct{} // what the twice-a-second look has to ask besides them
	folders map[string]*folder // by their paths on the disk
	pump    *pump
	window  window
	broken  error // why events will not do; see fail
}

// node is something that is watched for its own sake, at one path under which it
// is told: a root, a file of Options.Files, a folder below a root, a link. A folder
// that several links lead to has several nodes.
type node struct {
	path     string // as it is told
	at       string // the same for the disk, without links but for a last one
	parent   *node  // nil for anchors
	wholly   bool   // a folder here is told with all that is in it
	children map[string]*node
	folder   *folder     // what is shown here, if it is a folder that can be read
	real     string      // its path
	spots    []spot      // where else something may happen that concerns this node
	seen     fs.FileInfo // of anchors and links: what was here
}

// spot is a name in a folder that is watched for one of its entries.
type spot struct {
	folder *folder
	base   string
}

// folder is a folder of the disk that the notifier watches.
type folder struct {
	real  string
	seen  fs.FileInfo        // what was watched under this path
	nodes []*node            // that show it
	parts map[string][]*node // that have a spot in it, by name
}

func newTree(o Options) *tree {
	t := &tree{Options: o, links: map[*node]struct{}{}, window: window{quiet: min(o.Quiet, longest)}}
	for i, given := range slices.Concat(o.Roots, o.Files) {
		at, err := filepath.Abs(filepath.FromSlash(given))
		if err != nil { // the working folder is gone
			at = filepath.Clean(filepath.FromSlash(given))
		}
		t.anchors = append(t.anchors, &node{path: clean(given), at: at, wholly: i < len(o.Roots)})
	}
	return t
}

func clean(given string) string { return filepath.ToSlash(filepath.Clean(filepath.FromSlash(given))) }

// open begins to watch everything. Its error is the reason to poll.
func (t *tree) open() error {
	t.folders = map[string]*folder{}
	n, err := t.system()
	if err != nil {
		t.fail("", err)
		return t.broken
	}
	t.pump = startPump(n)
	for _, n := range t.anchors {
		t.place(n, false)
	}
	if t.broken != nil {
		t.pump.close()
	}
	return t.broken
}

// reopen does so again from nothing, when events have been lost.
func (t *tree) reopen() error {
	t.pump.close()
	clear(t.links)
	for _, n := range t.anchors {
		n.forget()
	}
	return t.open()
}

// fail notes that events will not do for what is at the path, and tells it.
func (t *tree) fail(at string, err error) {
	if t.broken != nil {
		return
	}
	var reason Reason
	switch {
	case errors.Is(err, errRemote):
		reason = Remote
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		reason = Limit
	default:
		reason = Failed
	}
	t.broken = fmt.Errorf("watch %s: %w", cmp.Or(at, "folders"), err)
	if t.Polling != nil {
		t.Polling(reason, t.broken)
	}
}

// place finds out what is at a node and watches it; told says to tell the
// contents. The node has nothing yet.
func (t *tree) place(n *node, told bool) {
	real := n.at
	if n.parent == nil {
		dir, err := filepath.EvalSymlinks(filepath.Dir(n.at))
		if err != nil {
			return // the look at the anchors will find it
		}
		real = filepath.Join(dir, filepath.Base(n.at))
		t.watchSpot(n, real)
	}
	info, err := os.Lstat(real)
	if err != nil {
		return
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		t.links[n] = struct{}{}
		t.watchWay(n, real, 0)
		if real, err = filepath.EvalSymlinks(real); err != nil {
			return
		}
		if info, err = os.Lstat(real); err != nil {
			return
		}
	}
	n.seen = info
	if info.IsDir() && n.wholly && !n.leadsBack(real) {
		n.real = real
		t.enter(n, told)
	}
}

// watchSpot makes what happens to the name of a path concern n.
func (t *tree) watchSpot(n *node, real string) {
	dir, base := filepath.Dir(real), filepath.Base(real)
	f := t.watch(dir)
	if f == nil || slices.Contains(n.spots, spot{f, base}) {
		return
	}
	f.parts[base] = append(f.parts[base], n)
	n.spots = append(n.spots, spot{f, base})
}

// enter watches the folder at a node, and all in it.
func (t *tree) enter(n *node, told bool) {
	if n.folder == nil {
		if n.folder = t.watch(n.real); n.folder == nil {
			return
		}
		n.folder.nodes = append(n.folder.nodes, n)
	}
	// Read after it is watched: so what is made in between is not missed.
	entries, _ := os.ReadDir(n.real) // what could be read
	for _, e := range entries {
		base := e.Name()
		path := n.path + "/" + base
		if t.skips(path, base, e.IsDir()) {
			continue
		}
		if told {
			t.tell(path)
		}
		if n.children[base] == nil && (e.IsDir() || e.Type()&fs.ModeSymlink != 0) {
			t.place(n.child(base), told)
		}
	}
}

func (n *node) child(base string) *node {
	c := &node{path: n.path + "/" + base, at: filepath.Join(n.real, base), parent: n, wholly: true}
	if n.children == nil {
		n.children = map[string]*node{}
	}
	n.children[base] = c
	return c
}

// watch returns the folder, or nil if it cannot be watched: it is gone, it may
// not be read, or events will not do for it.
func (t *tree) watch(real string) *folder {
	if f := t.folders[real]; f != nil {
		return f
	}
	if t.broken != nil {
		return nil
	}
	if name := t.remote(real); name != "" {
		t.fail(real, fmt.Errorf("%w: %s", errRemote, name))
		return nil
	}
	switch err := t.pump.notifier.Add(real); {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.ELOOP):
		return nil
	default:
		t.fail(real, err)
		return nil
	}
	f := &folder{real: real, parts: map[string][]*node{}}
	f.seen, _ = os.Lstat(real)
	t.folders[real] = f
	return f
}

// concerned are the nodes that depend on what happens to the folder itself.
func (f *folder) concerned() []*node {
	all := slices.Clone(f.nodes)
	for _, nodes := range f.parts {
		all = append(all, nodes...)
	}
	return all
}

// drop stops watching what is at a node.
func (t *tree) drop(n *node) {
	for _, c := range n.children {
		t.drop(c)
	}
	if f := n.folder; f != nil {
		f.nodes = without(f.nodes, n)
		t.release(f)
	}
	for _, s := range n.spots {
		if s.folder.parts[s.base] = without(s.folder.parts[s.base], n); len(s.folder.parts[s.base]) == 0 {
			delete(s.folder.parts, s.base)
		}
		t.release(s.folder)
	}
	delete(t.links, n)
	n.forget()
}

func (n *node) forget() {
	n.children, n.folder, n.real, n.spots, n.seen = nil, nil, "", nil, nil
}

// release stops watching a folder that nobody needs.
func (t *tree) release(f *folder) {
	if len(f.nodes) == 0 && len(f.parts) == 0 && t.folders[f.real] == f {
		delete(t.folders, f.real)
		_ = t.pump.notifier.Remove(f.real) // it may be gone
	}
}

func without(list []*node, n *node) []*node {
	return slices.DeleteFunc(list, func(m *node) bool { return m == n })
}

var errRemote = errors.New("others can change this file system unnoticed")
