package site

import (
	"bytes"
	"io/fs"
	"strings"
)

// Output is one file of the finished site. Every page, feed, style sheet and
// picture is one; the site is the table of all of them.
type Output struct {
	Path string // "guong-sang/hai-phong/index.html": from the root of the site, with slashes
	From string // what it comes from, for messages: a file of the site, or its URL

	// Render appends the bytes of the file, and notes the facts of the snapshot that
	// it reads. The bytes depend on these and on Input, and on nothing else.
	Render func(*bytes.Buffer, *Trace) error
	Input  uint64 // 0: it may depend on anything
	// FS and File name a file whose bytes it has, in place of Render.
	FS   fs.FS
	File string

	// Beside says that the file is for the web server and not for readers: it lies
	// beside the site, in the folder server of its state, to which Path is relative.
	Beside bool
}

// OutputPath returns the path of the file at a URL of the site: the index.html
// of an address that ends in a slash.
func (s *Site) OutputPath(url string) string {
	path := strings.TrimPrefix(url, s.BasePath)
	if path == "" || strings.HasSuffix(path, "/") {
		return path + "index.html"
	}
	return path
}
