package generator

import (
	"hash/maphash"
	"path"
	"sync"
	"weak"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/site"
)

// liveText is what is kept of one file of a live site: its front matter, and the
// document for as long as somebody uses it.
type liveText struct {
	file    content.File
	article *content.Article // nil if nothing could be made of the file
	wrong   diag.List        // with its front matter
	sum     uint64           // hash of its bytes, the same for the life of the program; 0 if they could not be read

	mu      sync.Mutex
	kept    weak.Pointer[markdown.Document]
	local   []string  // the local addresses in the body, once it was converted
	baseURL string    // of the site for which they were looked for
	inBody  diag.List // what the last conversion found wrong
	convert func() (*markdown.Document, diag.List)
}

var seed = maphash.MakeSeed()

// text reads a file's front matter into buffer, which it returns, longer. A panic
// is what is wrong with the file.
func (s textSource) text(file content.File, buffer []byte) (t *liveText, longer []byte) {
	t = &liveText{file: file, convert: func() (*markdown.Document, diag.List) { return s.convert(file) }}
	longer = buffer
	defer diag.Recover(path.Join(s.folder, file.Path), func(d diag.Diagnostic) { t.article, t.wrong = nil, diag.List{d} })
	raw, err := readInto(buffer, s.fsys, file.Name)
	if err != nil {
		t.wrong = problem(path.Join(s.folder, file.Path), "content.unreadable")
		return t, buffer
	}
	t.sum = maphash.Bytes(seed, raw)
	t.article, _, t.wrong = s.reader.Read(file, raw)
	return t, raw
}

// document returns the converted body. What is not used goes when memory is needed,
// and is read and converted again.
func (t *liveText) document() *markdown.Document {
	t.mu.Lock()
	defer t.mu.Unlock()
	if d := t.kept.Value(); d != nil {
		return d
	}
	d, list := t.convert()
	t.kept, t.inBody = weak.Make(d), list
	return d
}

// entry returns the text as the snapshot of the site at baseURL takes it.
func (t *liveText) entry(baseURL string) site.Entry {
	return site.Entry{Article: t.article, Document: t.document, Addresses: func() []string { return t.addresses(baseURL) }}
}

// addresses returns the local addresses in the body. They stay when the document
// goes: whether a file is published depends on those of all texts.
func (t *liveText) addresses(baseURL string) []string {
	t.mu.Lock()
	if t.baseURL == baseURL {
		defer t.mu.Unlock()
		return t.local
	}
	t.mu.Unlock()
	local := site.LocalAddresses(t.document(), baseURL)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.local, t.baseURL = local, baseURL
	return local
}

// bodyWrong returns what is wrong with the body.
func (t *liveText) bodyWrong() diag.List {
	t.document()
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.inBody
}

// after returns what is kept of a file that was read again: if it has errors, the
// version before it, with what is wrong now.
func (t *liveText) after(before *liveText) *liveText {
	if before == nil || before.article == nil || t.article != nil && t.wrong.Count(diag.Error) == 0 {
		return t
	}
	good := &liveText{file: t.file, article: before.article, wrong: t.wrong, sum: t.sum}
	document := before.document() // the file is not what it was
	good.convert = func() (*markdown.Document, diag.List) { return document, nil }
	return good
}
