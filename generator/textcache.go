package generator

import (
	"bytes"
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

// textCache keeps texts from one build to the next: all but their HTML in one
// table, which is read whole, and the HTML of each by itself, which is read when a
// page shows it. Without a store it keeps nothing. It is safe for concurrent use.
type textCache struct {
	store *store.Store
	codec *codec.Codec
	key   store.Key // of the table: all that texts depend on besides their files
	taken time.Time // before the first file was read

	mu    sync.RWMutex
	texts map[string]*keptText // by name
}

// keptText is a text as it is kept.
type keptText struct {
	Name      string // of its file, as the disk has it
	Stamp     stamp.Stamp
	Settled   bool   // the stamp tells every later change
	Digest    string // of the bytes of the file
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
	t := &textCache{store: s, codec: newCodec(zone), taken: time.Now(), texts: map[string]*keptText{}}
	labels, err := t.codec.Append([]byte{byte(o.RawHTML)}, &o.Labels)
	if err != nil {
		t.store = nil
	}
	t.key = store.NewKey([]byte("texts"), program[:], t.codec.Fingerprint(&keptText{}), []byte(reader.Version()), labels)
	if table, ok := t.store.Get(t.key); ok {
		t.decode(ctx, string(table))
	}
	return t
}

// bodyKey returns the key of the HTML of a file with a digest.
func (t *textCache) bodyKey(sum, path string) store.Key {
	if t == nil {
		return store.Key{}
	}
	return store.NewKey([]byte("body"), t.key[:], []byte(sum), []byte(path))
}

// tableChunk is how many texts of the table a core takes at once.
const tableChunk = 256

// decode reads the table. A text that cannot be read is not known.
func (t *textCache) decode(ctx context.Context, table string) {
	var chunks []string
	for len(table) >= 4 {
		size := int(binary.LittleEndian.Uint32([]byte(table[:4])))
		if table = table[4:]; size > len(table) {
			return
		}
		chunks = append(chunks, table[:size])
		table = table[size:]
	}
	texts := make([][]keptText, len(chunks))
	parallel.Each(ctx, len(chunks), func() func(int) {
		return func(i int) {
			list := make([]keptText, 0, tableChunk)
			for rest := chunks[i]; rest != ""; {
				var err error
				list = append(list, keptText{})
				if rest, err = t.codec.Decode(rest, &list[len(list)-1]); err != nil {
					list = list[:len(list)-1]
					break
				}
			}
			texts[i] = list
		}
	})
	for _, list := range texts {
		for i := range list {
			t.texts[list[i].Name] = &list[i]
		}
	}
}

// unchanged returns what is kept of a file that has a stamp, nil if it is not
// known to be the same file.
func (t *textCache) unchanged(name string, now stamp.Stamp) *keptText {
	k := t.known(name)
	if k == nil || !k.Settled || k.Stamp != now || !t.store.Use(k.Body) {
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
	again.Stamp, again.Settled = now, now.Settled(t.taken)
	t.keep(&again)
	return &again
}

// put keeps a text whose body was converted, if it can. One with an error is read
// again each time.
func (t *textCache) put(text *text, d *markdown.Document) *keptText {
	if t == nil || text.wrong.Count(diag.Error) > 0 || text.inBody.Count(diag.Error) > 0 || !t.store.Put(text.key, []byte(d.HTML)) {
		return nil
	}
	k := &keptText{Name: text.file.Name, Stamp: text.stamp, Settled: text.stamp.Settled(t.taken), Digest: text.digest,
		Article: text.article.Keep(), Outline: d.Outline(), Wrong: text.wrong, InBody: text.inBody, Body: text.key,
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
}

// save writes the table of the texts of these files, if it is another.
func (t *textCache) save(files []content.File) {
	if t == nil || t.store == nil {
		return
	}
	var table, chunk []byte
	for i, file := range files {
		if k := t.known(file.Name); k != nil {
			if encoded, err := t.codec.Append(chunk, k); err == nil { // else it is read again
				chunk = encoded
			}
		}
		if (i+1)%tableChunk == 0 || i == len(files)-1 {
			table = binary.LittleEndian.AppendUint32(table, uint32(len(chunk)))
			table = append(table, chunk...)
			chunk = chunk[:0]
		}
	}
	if old, ok := t.store.Get(t.key); !ok || !bytes.Equal(old, table) {
		t.store.Put(t.key, table)
	}
}
