package generator

import (
	"context"
	"encoding/binary"
	"sync"
	"time"

	"guong/generator/codec"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
	"guong/generator/parallel"
	"guong/generator/site"
	"guong/generator/stamp"
	"guong/generator/store"
)

// textCache keeps texts from one build to the next: all but their HTML in tables,
// which are read whole, and the HTML of each by itself, which is read when a page
// shows it. Without a store it keeps nothing. It is safe for concurrent use.
type textCache struct {
	store *store.Store
	codec *codec.Codec
	key   store.Key // of the tables: all that texts depend on besides their files
	html  store.Key // of HTML: all that it depends on besides the file, for every address that the site has

	mu     sync.RWMutex
	texts  map[string]*keptText // by name
	tables [buckets]struct {
		read    int  // texts in the table as the store has it
		changed bool // one of them is another, or new
	}
}

// keptText is a text as it is kept.
type keptText struct {
	Name      string      // of its file, as the disk has it
	Stamp     stamp.Stamp // see stamps
	Digest    string      // of the bytes of the file
	Article   content.Kept
	Outline   markdown.Outline
	Wrong     diag.List // with the front matter
	InBody    diag.List // what is wrong there
	Body      store.Key // under which the HTML is kept
	Addresses []string  // see site.Entry
}

// newCodec returns the codec for what is kept of a site in a time zone.
func newCodec(zone *time.Location) *codec.Codec {
	return codec.New(zone, message.Message{}, message.Number(0), message.Seconds(0), []string{})
}

// newTextCache reads the table of texts that were read by a reader and converted
// as options say.
func newTextCache(ctx context.Context, s *store.Store, zone *time.Location, reader *content.Reader, o markdown.Options) *textCache {
	program := programKey()
	t := &textCache{store: s, codec: newCodec(zone)}
	labels, err := t.codec.Append(append([]byte{byte(o.RawHTML)}, o.Language+"\x00"...), &o.Labels)
	if err != nil {
		t.store = nil
	}
	t.key = store.NewKey([]byte("texts"), program[:], t.codec.Fingerprint(&keptText{}), []byte(reader.Version()), labels)
	t.html = store.NewKey([]byte("html"), program[:], labels)
	t.read(ctx)
	return t
}

// bodyKey returns the key of the HTML of a file with a digest.
func (t *textCache) bodyKey(sum, path string) store.Key {
	if t == nil {
		return store.Key{}
	}
	return store.NewKey([]byte("body"), t.html[:], []byte(sum), []byte(path))
}

// read reads the tables. What cannot be read is not known.
func (t *textCache) read(ctx context.Context) {
	var tables [buckets][]keptText
	parallel.Each(ctx, buckets, func() func(int) {
		return func(i int) {
			data, _ := t.store.GetString(bucketKey(t.key, i))
			tables[i] = t.decode(data)
		}
	})
	all := 0
	for _, list := range tables {
		all += len(list)
	}
	t.texts = make(map[string]*keptText, all)
	for i, list := range tables {
		t.tables[i].read = len(list)
		for i := range list {
			t.texts[list[i].Name] = &list[i]
		}
	}
}

// decode reads a table: how many texts there are, then the texts.
func (t *textCache) decode(data string) (list []keptText) {
	if len(data) < 4 {
		return nil
	}
	const least = 64 // bytes of a text
	count, rest := int(binary.LittleEndian.Uint32([]byte(data[:4]))), data[4:]
	list = make([]keptText, min(count, len(rest)/least))
	for i := range list {
		var err error
		if rest, err = t.codec.Decode(rest, &list[i]); err != nil {
			return list[:i]
		}
		list[i].Article.Restore()
	}
	return list
}

// unchanged returns what is kept of a file that has a stamp, nil if it is not
// known to be the same file.
func (t *textCache) unchanged(name string, now stamp.Stamp) *keptText {
	k := t.known(name)
	if k == nil || now == (stamp.Stamp{}) || k.Stamp != now || !t.store.Use(k.Body) {
		return nil
	}
	return k
}

// same returns what is kept of a file with a digest, nil if it is not known with it.
func (t *textCache) same(name string, now stamp.Stamp, sum string) *keptText {
	k := t.known(name)
	if k == nil || k.Digest != sum || !t.store.Use(k.Body) {
		return nil
	}
	again := *k
	again.Stamp = now
	t.keep(&again)
	return &again
}

// put keeps a text whose body was converted, if it can. One with an error is read
// again each time.
func (t *textCache) put(text *text, d *markdown.Document) *keptText {
	if t == nil || text.wrong.Count(diag.Error) > 0 || text.inBody.Count(diag.Error) > 0 || !t.store.Put(text.key, []byte(d.HTML)) {
		return nil
	}
	outline := d.Outline()
	if text.article.Summary != "" {
		outline.Excerpt = "" // it only stands in for a summary
	}
	k := &keptText{Name: text.file.Name, Stamp: text.stamp, Digest: text.digest,
		Article: text.article.Keep(), Outline: outline, Wrong: text.wrong, InBody: text.inBody, Body: text.key,
		Addresses: site.LocalAddresses(d, text.source.baseURL)}
	t.keep(k)
	return k
}

func (t *textCache) known(name string) *keptText {
	if t == nil {
		return nil
	}
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.texts[name]
}

func (t *textCache) keep(k *keptText) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.texts[k.Name] = k
	t.tables[bucketOf(k.Name)].changed = true
}

// save writes the tables that hold these files, where they are others.
func (t *textCache) save(files []content.File) {
	if t == nil || t.store == nil {
		return
	}
	var tables [buckets][]*keptText
	for _, file := range files {
		if k := t.known(file.Name); k != nil {
			tables[bucketOf(k.Name)] = append(tables[bucketOf(k.Name)], k)
		}
	}
	parallel.Each(context.Background(), buckets, func() func(int) {
		var table []byte
		return func(i int) {
			if t.isAsRead(i, len(tables[i])) {
				return
			}
			table = binary.LittleEndian.AppendUint32(table[:0], uint32(len(tables[i])))
			for _, k := range tables[i] {
				if longer, err := t.codec.Append(table, k); err == nil { // else it is read again
					table = longer
				}
			}
			t.store.Put(bucketKey(t.key, i), table)
		}
	})
}

// isAsRead reports whether the store has table i as it is with so many texts.
func (t *textCache) isAsRead(i, texts int) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return !t.tables[i].changed && t.tables[i].read == texts
}

// forget lets go of what is kept of texts, which nobody will ask for again.
func (t *textCache) forget() {
	if t != nil {
		t.texts = map[string]*keptText{}
	}
}
