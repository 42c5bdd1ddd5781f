package watch

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// lookEvery is how often the anchors and links are asked whether they are still
// what they were.
const lookEvery = 500 * time.Millisecond

// run hands over batches until ctx is done, or returns the reason to poll.
func (t *tree) run(ctx context.Context, out chan<- Batch) error {
	defer func() { t.pump.close() }()
	door := newDoor(&t.window, out)
	defer door.timer.Stop()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.pump.ready:
			events, lost, failed := t.pump.take()
			if failed != nil {
				t.fail("", failed)
				break
			}
			if lost {
				t.window.addAll(time.Now())
				if err := t.reopen(); err != nil {
					return err
				}
				break
			}
			for _, e := range events {
				t.event(e)
			}
		case <-look.C:
			t.look()
		case <-door.timer.C:
		case door.open() <- t.window.batch():
			t.window.clear()
		}
		if t.broken != nil {
			return t.broken
		}
	}
}

// event brings the tree up to date after an event and tells it. What is on the
// disk now counts: events may tell of what has long passed.
func (t *tree) event(e fsnotify.Event) {
	real := filepath.Clean(e.Name)
	f := t.folders[filepath.Dir(real)]
	if f == nil {
		f = &folder{} // what a folder says of itself, whose parent is not watched
	}
	base := filepath.Base(real)
	if e.Has(fsnotify.Create) || e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		t.other(f, base, real)
		return
	}
	for _, n := range f.nodes {
		t.entry(n, base, e.Op)
	}
	for _, n := range slices.Clone(f.parts[base]) {
		if e.Op != fsnotify.Write || n.folder == nil {
			t.tell(n.path)
			t.mayRead(n)
		}
	}
}

// other deals with an event that says that another thing is at a name of a folder.
func (t *tree) other(f *folder, base, real string) {
	var nodes []*node
	info, err := os.Lstat(real)
	opens := err == nil && (info.IsDir() || info.Mode()&fs.ModeSymlink != 0)
	for _, n := range f.nodes {
		child := n.children[base]
		if t.skips(n.path+"/"+base, base, child != nil || opens && info.IsDir()) {
			continue
		}
		t.tell(n.path + "/" + base)
		if child == nil && opens {
			child = n.child(base)
		}
		if child != nil {
			nodes = append(nodes, child)
		}
	}
	if len(nodes) > 0 || f.parts[base] != nil || t.folders[real] != nil {
		nodes = append(nodes, t.outer(real)...)
	}
	t.again(nodes)
}

// outer are the anchors and links that depend on what is at a path or below it.
func (t *tree) outer(real string) (nodes []*node) {
	below := real + string(filepath.Separator)
	depends := func(at string) bool { return at == real || strings.HasPrefix(at, below) }
	add := func(n *node) {
		if depends(n.real) || slices.ContainsFunc(n.spots, func(s spot) bool {
			return depends(filepath.Join(s.folder.real, s.base))
		}) {
			nodes = append(nodes, n)
		}
	}
	for _, n := range t.anchors {
		add(n)
	}
	for n := range t.links {
		add(n)
	}
	return nodes
}

// entry deals with what happened to an entry of a folder, as n shows it.
func (t *tree) entry(n *node, base string, op fsnotify.Op) {
	path, at := n.path+"/"+base, filepath.Join(n.real, base)
	child := n.children[base]
	switch {
	case t.skips(path, base, child != nil || temporaryFile(base) && isFolder(at)):
		return
	case op == fsnotify.Write && child != nil && child.folder != nil:
		return // macOS and Windows: something happened in the folder, which is told by itself
	}
	t.tell(path)
	switch {
	case !op.Has(fsnotify.Chmod):
	case child != nil:
		t.mayRead(child)
	case isFolder(at):
		t.place(n.child(base), true)
	}
}

// mayRead looks again at a folder whose permissions have changed.
func (t *tree) mayRead(n *node) {
	if n.real != "" {
		t.enter(n, n.folder == nil)
	}
}

// again tells nodes and places them anew. All are dropped first: fsnotify knows a
// folder under one name only.
func (t *tree) again(nodes []*node) {
	for _, n := range nodes {
		t.drop(n)
	}
	for _, n := range nodes {
		if n.parent != nil && n.parent.children[filepath.Base(n.at)] != n {
			continue // one above it is among them
		}
		if !t.ignored(n.path) {
			t.tell(n.path)
		}
		t.place(n, true)
		if _, isLink := t.links[n]; n.parent != nil && n.real == "" && !isLink {
			delete(n.parent.children, filepath.Base(n.at))
		}
	}
}

func (t *tree) tell(path string) { t.window.add(path, time.Now()) }

// isFolder reports whether there is a folder at the path, not a link to one.
func isFolder(at string) bool {
	info, err := os.Lstat(at)
	return err == nil && info.IsDir()
}

// look finds what has become something else without an event: anchors, links, and
// folders watched for them, because one above them was moved or something mounted.
func (t *tree) look() {
	var other []*node
	for _, n := range t.anchors {
		if !same(n.at, n.seen) {
			other = append(other, n)
		}
	}
	for n := range t.links {
		if !same(n.at, n.seen) {
			other = append(other, n)
		}
	}
	for _, f := range t.folders {
		if len(f.parts) > 0 && !same(f.real, f.seen) {
			other = append(other, f.concerned()...)
		}
	}
	t.again(other)
}

// same reports whether what was seen at a path is still there. That an inode is
// used again does not deceive it: the end of what is watched is an event.
func same(at string, seen fs.FileInfo) bool {
	info, err := os.Stat(at)
	if err != nil || seen == nil {
		return err != nil && seen == nil
	}
	return os.SameFile(info, seen)
}
