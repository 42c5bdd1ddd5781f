package publish

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// validate tells whether name may be an output's path.
func validate(name string) error {
	first, _, _ := strings.Cut(name, "/")
	switch {
	case !fs.ValidPath(name) || name == "." || !filepath.IsLocal(filepath.FromSlash(name)):
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }):
	case strings.EqualFold(first, insideName):
	default:
		return nil
	}
	return fmt.Errorf("publish: %q is not a path that an output can have", name)
}

// folderOf returns the folder that holds name; "." is the destination.
func folderOf(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return "."
}

// IsPage reports whether name is a page, by its ending.
func IsPage(name string) bool { return path.Ext(name) == ".html" }

// validateState tells whether a file of the state folder may have the name: it lies
// in a folder, since all names at the top are kept for the publication itself.
func validateState(name string) error {
	if validate(name) != nil || !strings.Contains(name, "/") || strings.HasPrefix(name, stagingName+"/") {
		return fmt.Errorf("publish: %q is not a path that a file beside the destination can have", name)
	}
	return nil
}
