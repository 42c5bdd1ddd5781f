package site

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
)

// Output is one file of the finished site. Every page, feed, style sheet and
// picture is one; the site is the table of all of them.
type Output struct {
	Path    string // "guong-sang/hai-phong/index.html": from the root of the site, with slashes
	From    string // what it comes from, for messages: a file of the site, or its URL
	Kind    Kind
	Caching Caching

	// Render appends the bytes of the file, and notes the facts of the snapshot that
	// it reads. The bytes depend on these and on Input, and on nothing else.
	Render func(*bytes.Buffer, *Trace) error
	Input  uint64 // see InputOf; 0: it may depend on anything
	// FS and File name a file whose bytes it has, in place of Render.
	FS   fs.FS
	File string

	// Staged says that it has been handed to the publication already.
	Staged bool

	// Beside says that the file is for the web server and not for readers: it lies
	// beside the site, in the folder server of its state, to which Path is relative.
	Beside bool
}

// Kind tells what an output is for.
type Kind uint8

// The kinds of outputs.
const (
	KindPage    Kind = iota // a page of the site
	KindFeed                // RSS, Atom, JSON Feed
	KindSitemap             // sitemaps and robots.txt
	KindTable               // of redirects and headers, for hosts and servers
	KindAsset               // of the theme
	KindFile                // of the content folder
	KindSearch              // of the search index
	KindPicture             // made of a picture of the content folder
)

// Caching tells how long browsers and CDNs may keep an output without asking.
type Caching uint8

// How long an output may be kept.
const (
	CacheDefault    Caching = iota // as the server sees fit
	CacheMinutes                   // for some minutes: what is a little old does no harm
	CacheRevalidate                // the same, and shown for a day while the new one is fetched
	CacheAskAgain                  // not without asking whether it has changed
	CacheForever                   // its name changes with its bytes
)

// Header returns the value of Cache-Control, "" for none (RFC 9111, section 5.2; RFC
// 5861; RFC 8246).
func (c Caching) Header() string {
	switch c {
	case CacheMinutes:
		return "public, max-age=300"
	case CacheRevalidate:
		return "public, max-age=300, stale-while-revalidate=86400"
	case CacheAskAgain:
		return "no-cache"
	case CacheForever:
		return "public, max-age=31536000, immutable"
	}
	return ""
}

// InputOf returns the Input of an output whose bytes depend on values, besides the
// facts that it notes. Of entities only which ones they are goes in.
func InputOf(values ...any) uint64 { return max(hashOf(values...), 1) }

// mediaTypes are the media types of files by the endings of their names. Text is
// UTF-8 throughout.
var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".htm": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".json": "application/json",
	".webmanifest": "application/manifest+json", ".xml": "application/xml", ".bin": "application/octet-stream",
	".svg": "image/svg+xml", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".webp": "image/webp",
	".avif": "image/avif", ".ico": "image/x-icon", ".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".webm": "video/webm", ".ogv": "video/ogg", ".vtt": "text/vtt; charset=utf-8",
	".pdf": "application/pdf", ".zip": "application/zip", ".rtf": "application/rtf", ".csv": "text/csv; charset=utf-8",
	".doc": "application/msword", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xls": "application/vnd.ms-excel", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".ppt": "application/vnd.ms-powerpoint", ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt": "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}

// feedTypes are the media types of feeds, by their names.
var feedTypes = map[string]string{RSSName: "application/rss+xml", AtomName: "application/atom+xml", JSONFeedName: "application/feed+json"}

// MediaType returns the media type of a file of the site, "" if it is not known.
func MediaType(name string) string {
	if feed := feedTypes[path.Base(name)]; feed != "" {
		return feed
	}
	return mediaTypes[strings.ToLower(path.Ext(name))]
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
