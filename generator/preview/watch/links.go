package watch

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maxLinks is how many links may follow one another.
const maxLinks = 40

// watchWay makes everything on the way to the target of a link concern n: links
// and, as far as they lie beside an anchor or below it, folders. What is
// farther off is left to look. It returns how many links it has followed.
func (t *tree) watchWay(n *node, link string, links int) int {
	target, err := os.Readlink(link)
	if links++; err != nil || links > maxLinks {
		return links
	}
	if !filepath.IsAbs(target) {
		target = filepath.Join(filepath.Dir(link), target) // link's folder has no links in it
	}
	volume := filepath.VolumeName(target)
	at := volume + string(filepath.Separator)
	for base := range strings.SplitSeq(strings.Trim(filepath.ToSlash(target[len(volume):]), "/"), "/") {
		dir := at
		at = filepath.Join(dir, base)
		if t.isNear(dir) {
			t.watchSpot(n, at)
		}
		info, err := os.Lstat(at)
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			t.watchSpot(n, at)
			links = t.watchWay(n, at, links)
			at, err = filepath.EvalSymlinks(at)
		}
		if err != nil {
			return links // what is missing has its spot, if it is near
		}
	}
	t.watchSpot(n, at)
	return links
}

// isNear reports whether a folder has an anchor in it or lies in an anchor.
func (t *tree) isNear(dir string) bool {
	return slices.ContainsFunc(t.anchors, func(a *node) bool {
		for _, s := range a.spots {
			near := s.folder.real
			if dir == near || strings.HasPrefix(dir, strings.TrimSuffix(near, string(filepath.Separator))+string(filepath.Separator)) {
				return true
			}
		}
		return false
	})
}

// leadsBack reports whether the folder is one that n lies in, or lies too deep.
func (n *node) leadsBack(real string) bool {
	depth := 0
	for up := n.parent; up != nil; up = up.parent {
		if depth++; up.real == real || depth > maxDepth {
			return true
		}
	}
	return false
}
