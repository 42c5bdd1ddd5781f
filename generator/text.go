package generator

import (
	"sync"
	"weak"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/site"
	"guong/generator/stamp"
	"guong/generator/store"
)

// text is one file of the content folder as it was read: its front matter, and its
// body once somebody needs it. It is safe for concurrent use.
type text struct {
	file    content.File
	source  textSource
	stamp   stamp.Stamp
	digest  string           // of its bytes; empty if they could not be read
	article *content.Article // nil if nothing could be made of the file
	wrong   diag.List        // with its front matter
	whole   bool             // the file has a body
	key     store.Key        // of its HTML

	mu     sync.Mutex
	held   *markdown.Document              // what stays, without its HTML if the store has that
	loose  weak.Pointer[markdown.Document] // what goes when memory is needed, and is converted again
	inBody diag.List                       // what the last conversion found wrong

	local   []string // the local addresses in the body, once it was converted
	baseURL string   // of the site for which they were looked for
}

// document returns the converted body.
func (t *text) document() *markdown.Document {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held != nil {
		return t.held
	}
	if d := t.loose.Value(); d != nil {
		return d
	}
	d, wrong, sum := t.source.convert(t.file)
	if sum != t.digest { // the file is another by now, for the next to read it
		t.inBody, t.loose = wrong, weak.Make(d)
		return d
	}
	return t.settle(d, wrong)
}

// settle takes a converted body in, and returns the document that stands for it: with
// its HTML in the store, if that can be.
func (t *text) settle(d *markdown.Document, wrong diag.List) *markdown.Document {
	t.inBody = wrong
	switch kept := t.source.cache.put(t, d); {
	case kept != nil:
		t.restore(kept)
		return t.held
	case t.source.eager:
		t.held = d
	default:
		t.loose = weak.Make(d)
	}
	return d
}

// restore takes in what is kept of the body. Its HTML is read each time that it is
// needed, and converted again if it is not to be had.
func (t *text) restore(k *keptText) {
	source, file, body, refs := t.source, t.file, k.Body, k.Outline.Refs // k may go
	t.held = k.Outline.Document(func() *markdown.Document {
		if html, ok := source.cache.store.GetString(body); ok {
			return &markdown.Document{HTML: html, Refs: refs}
		}
		d, _, _ := source.convert(file)
		return d
	})
	t.inBody, t.local, t.baseURL = k.InBody, k.Addresses, source.baseURL
}

// entry returns the text as the snapshot takes it.
func (t *text) entry() site.Entry {
	return site.Entry{Article: t.article, Document: t.document, Addresses: t.addresses, Version: string(t.key[:])}
}

// addresses returns the local addresses in the body. They stay when the document
// goes: whether a file is published depends on those of all texts.
func (t *text) addresses() []string {
	baseURL := t.source.baseURL
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
func (t *text) bodyWrong() diag.List {
	t.document()
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.inBody
}

// after returns what is kept of a file that was read again: if it has errors, the
// version before it, with what is wrong now.
func (t *text) after(before *text) *text {
	if before == nil || before.article == nil || t.article != nil && t.wrong.Count(diag.Error) == 0 {
		return t
	}
	document := before.document().Whole() // the file is not what it was
	return &text{file: t.file, source: t.source, digest: t.digest, article: before.article, wrong: t.wrong, whole: true, key: before.key, held: document}
}
