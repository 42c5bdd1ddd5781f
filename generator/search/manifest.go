package search

// FormatVersion is the version of the format that docs/search-format.md describes.
// A client that knows another one says so.
const FormatVersion = 2

// Folder is where the index stands on the finished site.
const Folder = "search"

// manifestName is the file that names all others.
const manifestName = "manifest.json"

// manifest is search/manifest.json.
type manifest struct {
	Version  int       `json:"version"`
	Client   string    `json:"client"` // URL of the script
	Base     string    `json:"base"`   // path of the site: "/", or "/tdkt/"
	Title    string    `json:"title"`  // of the site
	Language string    `json:"language"`
	Segments []segment `json:"segments"` // the oldest documents first
	Years    [][2]int  `json:"years"`    // each year and the number of its first document; documents without a date are before
	Facets   []Facet   `json:"facets"`
	Suggest  string    `json:"suggest"` // the names of the files of suggestions, two letters each, so that none is asked for in vain
	Include  []string  `json:"include,omitempty"`
}

// segment is a run of documents with shards of its own.
type segment struct {
	Name      string `json:"name"`  // folder, below search/: its place, "0" for the oldest documents
	Stamp     uint32 `json:"stamp"` // its files begin with these four bytes
	Documents int    `json:"documents"`
	Pairs     int    `json:"pairs"`   // how many shards
	Singles   int    `json:"singles"` // how many shards
}

// cardsPerBlock is how many cards one file holds.
const cardsPerBlock = 8
