package generator

import (
	"io/fs"
	"path"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
)

// textSource reads texts of the content folder. It is safe for concurrent use.
type textSource struct {
	fsys      fs.FS
	folder    string // for messages
	reader    *content.Reader
	converter *markdown.Converter
	cache     *textCache
	stamps    stamps
	baseURL   string
	eager     bool // every body is needed, as by a build: it is converted when the file is read
}

// text reads a file, unless it is known to be as it was. Buffer is for the file; it
// comes back, longer. A panic is what is wrong with the file.
func (s textSource) text(file content.File, buffer []byte) (t *text, longer []byte) {
	now := s.stamps(file.Name)
	if kept := s.cache.unchanged(file.Name, now); kept != nil {
		return s.restored(file, kept), buffer
	}
	t, longer = &text{file: file, source: s, stamp: now}, buffer
	defer diag.Recover(path.Join(s.folder, file.Path), func(d diag.Diagnostic) { t.article, t.wrong = nil, diag.List{d} })
	raw, err := readInto(buffer, s.fsys, file.Name)
	if err != nil {
		t.wrong = problem(path.Join(s.folder, file.Path), "content.unreadable")
		return t, buffer
	}
	longer, t.digest = raw, digest(raw)
	if kept := s.cache.same(file.Name, now, t.digest); kept != nil {
		return s.restored(file, kept), longer
	}
	var body []byte
	t.article, body, t.wrong = s.reader.Read(file, raw)
	t.whole, t.key = body != nil, s.cache.bodyKey(t.digest, file.Path)
	if s.eager && t.whole {
		d, wrong := s.converted(t.article, body)
		t.settle(d, wrong)
	}
	return t, longer
}

// restored returns a text that is kept.
func (s textSource) restored(file content.File, k *keptText) *text {
	t := &text{file: file, source: s, stamp: k.Stamp, digest: k.Digest, article: &k.Article.Article, wrong: k.Wrong, whole: true, key: k.Body}
	t.restore(k)
	return t
}

// converted converts a body. A panic is what is wrong with it; then it is empty.
func (s textSource) converted(a *content.Article, body []byte) (d *markdown.Document, wrong diag.List) {
	defer diag.Recover(a.File, func(bug diag.Diagnostic) { d, wrong = &markdown.Document{}, diag.List{bug} })
	return s.converter.Convert(body, markdown.Origin{File: a.File, Line: a.BodyLine, Language: a.Language})
}

// convert reads a file and converts its body, and tells the digest of what it read.
// What is wrong with the file itself is for text to say, but for a panic.
func (s textSource) convert(file content.File) (d *markdown.Document, wrong diag.List, sum string) {
	d = &markdown.Document{}
	defer diag.Recover(path.Join(s.folder, file.Path), func(bug diag.Diagnostic) { d, wrong = &markdown.Document{}, diag.List{bug} })
	raw, err := readInto(nil, s.fsys, file.Name)
	if err != nil {
		return d, nil, ""
	}
	article, body, _ := s.reader.Read(file, raw)
	if body == nil {
		return d, nil, ""
	}
	d, wrong = s.converted(article, body)
	return d, wrong, digest(raw)
}
