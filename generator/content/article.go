// Package content finds the files that writers make and reads them.
//
// A Markdown file is an [Article]: front matter, typed and checked, and a body,
// which package markdown turns into HTML. Every other file is published as it
// is. What the files mean together (sections, addresses, lists) is for package
// site to say.
//
// Text is put right as it is read (package vietnamese, Repair), and the indents
// of Word go from the body, only in memory: no file of a writer is ever changed. All paths are slash-separated and in
// NFC, whatever form the names have on the disk.
//
// An Article is immutable once read, and safe for concurrent use.
package content

import (
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// Article is one Markdown file: a story, a page, or the text of a section.
type Article struct {
	Path string // in the content folder: "guong-sang/hai-phong.md"
	File string // for diagnostics: "content/guong-sang/hai-phong.md"
	Kind Kind
	Front

	// Fixes tells what was put right in the file's text.
	Fixes []vietnamese.Fix
	// BodyLine is the line of the file at which the body begins, from 1.
	BodyLine int
	// Size is the number of bytes of the body.
	Size int

	source  value.Source // the front matter, to find places in it
	spelled [][2]string  // its keys that are not spelled as the manual has them: name and spelling
}

// Kind tells what an article's place makes of it.
type Kind uint8

// A Story lies in a section and has a date. A Page lies at the top. An Index is
// the text of a section (or, at the top, of the home page). A Biography tells
// of an honoree and lies in the folder [BiographyFolder]. A TermText tells of a term
// of a taxonomy, a movement or a province, and lies in the folder that is called like
// the taxonomy's address.
const (
	Story Kind = iota
	Page
	Index
	Biography
	TermText
)

// Describes reports whether the article has no page of its own, but tells of what has
// one: an honoree, a term.
func (k Kind) Describes() bool { return k == Biography || k == TermText }

// BiographyFolder is the folder of the texts about honorees.
const BiographyFolder = "dien-hinh"

// Front is the front matter of an article. Dates are zero where none is given.
type Front struct {
	Title, Summary, Dateline, Slug string
	Layout                         string // of a story: "chum-anh"; empty for the usual one
	Language                       string // of the text: "en"; empty for that of the site
	Date, Updated                  time.Time
	Publish, Expires               time.Time // scheduled publication and take-down
	Draft, Featured                bool
	Weight                         int
	Authors                        []string
	Aliases                        []string // paths from the site's root: "/cu/bai-1/"
	Image                          Image
	Terms                          map[string][]string // taxonomy key → terms as written; nil if none
	Honorees                       []Honoree
	Documents                      []Document
	Related                        []string
	Translations                   []string // paths of the same text in other languages
	Corrections                    []Correction
	Removed                        Removed // the zero value: it was not taken down
	Consent                        Consent
	Source                         Source
	Unchecked                      []string       // rules of package check that are turned off here
	Params                         map[string]any // keys that Gương does not know; nil if none
}

// Image is the picture of a story (ảnh đại diện).
type Image struct {
	Src, Alt, Caption, Credit string
	Focus                     string // what a crop must show, "60% 30%"; empty: what is found
}

// Honoree is a person or a collective that a story is about (điển hình).
type Honoree struct {
	ID                                      string // settles who is meant; may be empty
	Name, Kind, Role, Unit, Locality, Photo string
	PhotoFocus                              string // see Image.Focus
	Born, Died                              LifeDate
	Ethnicity                               string // dân tộc: "Thái"; sensitive personal data (Luật 91/2025/QH15)
	Milestones                              []Milestone
	Awards                                  []Award
}

// Milestone is something that happened in the life of an honoree.
type Milestone struct {
	When LifeDate
	Text string
}

// Removed tells that a story was taken down, when and why (gỡ bài).
type Removed struct {
	Date   time.Time
	Reason string
}

// Consent tells that those whom a story names agreed to it (Luật 91/2025/QH15,
// Đ16), and for minors of seven years and more they and their guardians (Đ24).
type Consent struct {
	Date   time.Time
	Form   string // "văn bản"
	Minors bool   // minors and their guardians agreed
}

// Award is an honour that an honoree was given.
type Award struct {
	Name     string
	Year     int
	Decision string // number of the decision: "1234/QĐ-TTg"
	By       string // who gave it
}

// Document is a text of law or policy that a story mentions (văn bản được nhắc đến).
type Document struct {
	Number, Title, URL string
	Date               time.Time
}

// Correction is a correction of a story after it was published (cải chính).
type Correction struct {
	Date time.Time
	Text string
}

// Source is where a story was published first.
type Source struct {
	Name, URL string
}

// Dir returns the folder of the article in the content folder: "guong-sang", or
// "" at the top. The folder of a bundle is the bundle itself.
func (a *Article) Dir() string {
	dir := path.Dir(a.Path)
	if dir == "." {
		return ""
	}
	return dir
}

// IsBundle reports whether the article is the index.md of a folder of its own,
// with its pictures beside it.
func (a *Article) IsBundle() bool { return isBundle(a.Path) }

// Name returns what the article is called on the disk: its file without ".md",
// or the folder of its bundle.
func (a *Article) Name() string {
	if a.IsBundle() {
		return path.Base(a.Dir())
	}
	base := path.Base(a.Path)
	return strings.TrimSuffix(base, path.Ext(base))
}

// Locate returns the place of text in the value of key in the front matter, or
// of the key if text is not found there. It reads no file.
func (a *Article) Locate(key, text string) diag.Diagnostic {
	front, first, written := a.source.Text, -1, key
	for i := range len(a.spelled) + 1 {
		name := key
		if i < len(a.spelled) {
			if name = a.spelled[i][1]; a.spelled[i][0] != key {
				continue
			}
		}
		at := findKey(front, name)
		if at < 0 {
			continue
		}
		if i := strings.Index(front[at+len(name):], text); i >= 0 && text != "" {
			return a.source.At(at+len(name)+i, utf8.RuneCountInString(text))
		}
		if first < 0 {
			first, written = at, name
		}
	}
	if first < 0 {
		return a.source.At(0, 1)
	}
	return a.source.At(first, utf8.RuneCountInString(written))
}

// Spelled reports whether one of keys is written in the front matter otherwise than
// the manual has it: "nháp" for "draft".
func (a *Article) Spelled(keys ...string) bool {
	return slices.ContainsFunc(a.spelled, func(s [2]string) bool { return slices.Contains(keys, s[0]) })
}

// findKey returns where key is given a value in TOML or YAML, or -1.
func findKey(front, key string) int {
	for from := 0; key != ""; {
		i := strings.Index(front[from:], key)
		if i < 0 {
			break
		}
		at := from + i
		from = at + len(key)
		before := strings.TrimRight(front[:at], " \t\"'")
		after := strings.TrimLeft(front[from:], " \t\"'")
		begins := before == "" || strings.IndexByte("\n{,[.", before[len(before)-1]) >= 0 || strings.HasSuffix(front[:at], "- ")
		if begins && after != "" && strings.IndexByte("=:]", after[0]) >= 0 {
			return at
		}
	}
	return -1
}

func isBundle(p string) bool {
	base := path.Base(p)
	return strings.TrimSuffix(base, path.Ext(base)) == "index"
}
