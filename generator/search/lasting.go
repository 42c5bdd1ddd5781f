package search

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// Lasting returns the paths, from the site's root, of what never changes under its
// name, so that browsers may keep it for ever: the folders of segments, with a slash
// at the end, and the script.
func Lasting(files []File) []string {
	paths := map[string]bool{}
	for _, f := range files {
		name := strings.TrimPrefix(f.Path, Folder+"/")
		folder, _, deep := strings.Cut(name, "/")
		switch {
		case deep && folder != suggestFolder:
			paths[path.Join(Folder, folder)+"/"] = true
		case path.Ext(name) == ".js":
			paths[f.Path] = true
		}
	}
	return slices.Sorted(maps.Keys(paths))
}

// FilterKeys returns the facets that results can be narrowed down by.
func (x *Index) FilterKeys() []string {
	keys := []string{yearsFacet}
	for _, f := range x.manifest.Facets {
		keys = append(keys, f.Key)
	}
	return keys
}
