package generator

import (
	"io/fs"
	"path"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/site"
	"guong/generator/stamp"
)

// textSource reads texts of the content folder. It is safe for concurrent use.
type textSource struct {
	fsys      fs.FS
	folder    string // for messages
	reader    *content.Reader
	converter *markdown.Converter
	cache     *textCache
	stamps    *stamp.Folder // nil where files have none
	baseURL   string
}

// entry reads and converts one text, unless it is known to be as it was. Buffer is
// for the file; it comes back, longer. The entry has no article if nothing could
// be made of the file. Sum is the digest of the file.
func (s textSource) entry(file content.File, buffer []byte) (e site.Entry, sum string, wrong diag.List, longer []byte) {
	now := stampOf(s.stamps, file.Name)
	if kept := s.cache.unchanged(file.Name, now); kept != nil {
		return s.restored(file, kept), kept.Digest, kept.Wrong, buffer
	}
	longer = buffer
	defer diag.Recover(path.Join(s.folder, file.Path), func(d diag.Diagnostic) { wrong = append(wrong, d) })
	raw, err := readInto(buffer, s.fsys, file.Name)
	if err != nil {
		return e, "", problem(path.Join(s.folder, file.Path), "content.unreadable"), buffer
	}
	longer, sum = raw, digest(raw)
	if kept := s.cache.same(file.Name, now, sum); kept != nil {
		return s.restored(file, kept), sum, kept.Wrong, longer
	}
	article, body, wrong := s.reader.Read(file, raw)
	if body == nil {
		return e, sum, wrong, longer
	}
	document := &markdown.Document{} // for links to it, if converting panics
	e = site.Entry{Article: article, Document: func() *markdown.Document { return document }}
	converted, list := s.converter.Convert(body, markdown.Origin{File: article.File, Line: article.BodyLine})
	document, wrong = converted, append(wrong, list...)
	if kept := s.cache.put(s.baseURL, file.Name, now, sum, article, document, wrong); kept != nil {
		e = s.restored(file, kept)
	}
	return e, sum, wrong, longer
}

// restored returns the entry of a text that is kept. Its HTML is read each time
// that it is needed, and converted again if it is not to be had.
func (s textSource) restored(file content.File, k *keptText) site.Entry {
	document := k.Outline.Document(func() string {
		if html, ok := s.cache.store.Get(k.Body); ok {
			return string(html)
		}
		d, _ := s.convert(file)
		return d.HTML
	})
	return site.Entry{Article: k.Article.Restore(), Document: func() *markdown.Document { return document }, Addresses: func() []string { return k.Addresses }, Version: string(k.Body[:])}
}

// convert reads a file and converts its body. What is wrong with the file itself
// is for its reader to say, but for a panic.
func (s textSource) convert(file content.File) (d *markdown.Document, wrong diag.List) {
	defer diag.Recover(path.Join(s.folder, file.Path), func(bug diag.Diagnostic) {
		d, wrong = &markdown.Document{}, diag.List{bug}
	})
	raw, err := readInto(nil, s.fsys, file.Name)
	if err != nil {
		return &markdown.Document{}, nil
	}
	article, body, _ := s.reader.Read(file, raw)
	if body == nil {
		return &markdown.Document{}, nil
	}
	return s.converter.Convert(body, markdown.Origin{File: article.File, Line: article.BodyLine})
}
