package search

import (
	"path"
	"strings"

	"guong/generator/site"
)

// CachingOf returns for how long a file of the index may be kept, by its path from the
// site's root; see docs/search-format.md.
func CachingOf(name string) site.Caching {
	folder, _, deep := strings.Cut(strings.TrimPrefix(name, Folder+"/"), "/")
	switch {
	case name == Script():
		return site.CacheForever
	case name == path.Join(Folder, manifestName):
		return site.CacheAskAgain // it tells which edition of the other files is meant
	case deep && folder != suggestFolder:
		return site.CacheRevalidate
	}
	return site.CacheMinutes
}
