package generator

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"
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
// page shows it. A nil *textCache keeps nothing.
type textCache struct {
	store *store.Store
	codec *codec.Codec
	key   store.Key // of the table: all that texts depend on besides their files
	taken time.Time // before the first file was read
	known map[string]*keptText

	mu   sync.Mutex
	next []*keptText
}

// keptText is a text as it is kept.
type keptText struct {
	Name      string // of its file, as the disk has it
	Stamp     stamp.Stamp
	Settled   bool   // the stamp tells every later change
	Digest    string // of the bytes of the file
	Article   content.Kept
	Outline   markdown.Outline
	Wrong     diag.List // with front matter and body
	Body      store.Key // under which the HTML is kept
	Addresses []string  // see site.Entry
}

// newCodec returns the codec for what is kept of a site in a time zone.
func newCodec(zone *time.Location) *codec.Codec {
	return codec.New(zone, message.Message{}, message.Number(0), message.Seconds(0), []string{})
}

// newTextCache reads the table of texts that were read by a reader and converted
// as options say.
func newTextCache(ctx context.Context, s *store.Store, c *codec.Codec, version store.Key, reader *content.Reader, o markdown.Options) *textCache {
	if s == nil {
		return nil
	}
	labels, err := c.Append([]byte{byte(o.RawHTML)}, &o.Labels)
	if err != nil {
		return nil
	}
	types := c.Fingerprint(&keptText{})
	t := &textCache{store: s, codec: c, taken: time.Now(), known: map[string]*keptText{}}
	t.key = store.NewKey([]byte("texts"), version[:], types, []byte(reader.Version()), labels)
	if table, ok := s.Get(t.key); ok {
		t.decode(ctx, string(table))
	}
	return t
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
			t.known[list[i].Name] = &list[i]
		}
	}
}

// unchanged returns what is kept of a file that has a stamp, nil if it is not
// known to be the same file.
func (t *textCache) unchanged(name string, now stamp.Stamp) *keptText {
	if t == nil {
		return nil
	}
	k := t.known[name]
	if k == nil || !k.Settled || k.Stamp != now || !t.store.Use(k.Body) {
		return nil
	}
	t.keep(k)
	return k
}

// same returns what is kept of a file with a digest, nil if it is not known with it.
func (t *textCache) same(name string, now stamp.Stamp, sum string) *keptText {
	if t == nil {
		return nil
	}
	k := t.known[name]
	if k == nil || k.Digest != sum || !t.store.Use(k.Body) {
		return nil
	}
	again := *k
	again.Stamp, again.Settled = now, now.Settled(t.taken)
	t.keep(&again)
	return &again
}

// put keeps a text that was read, with its HTML. One with an error is read again
// each time.
func (t *textCache) put(baseURL, name string, now stamp.Stamp, sum string, a *content.Article, d *markdown.Document, wrong diag.List) *keptText {
	if t == nil || wrong.Count(diag.Error) > 0 {
		return nil
	}
	k := &keptText{Name: name, Stamp: now, Settled: now.Settled(t.taken), Digest: sum, Article: a.Keep(), Outline: d.Outline(), Wrong: wrong,
		Addresses: site.LocalAddresses(d, baseURL)}
	k.Body = store.NewKey([]byte("body"), t.key[:], []byte(sum), []byte(a.Path))
	t.store.Put(k.Body, []byte(d.HTML))
	t.keep(k)
	return k
}

func (t *textCache) keep(k *keptText) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.next = append(t.next, k)
}

// save writes the table of the texts that were kept, if it is another.
func (t *textCache) save() {
	if t == nil {
		return
	}
	slices.SortFunc(t.next, func(a, b *keptText) int { return cmp.Compare(a.Name, b.Name) })
	var table, chunk []byte
	for i, k := range t.next {
		encoded, err := t.codec.Append(chunk, k)
		if err == nil {
			chunk = encoded
		} else {
			_ = err // a text that cannot be written is read again
		}
		if (i+1)%tableChunk == 0 || i == len(t.next)-1 {
			table = binary.LittleEndian.AppendUint32(table, uint32(len(chunk)))
			table = append(table, chunk...)
			chunk = chunk[:0]
		}
	}
	if old, ok := t.store.Get(t.key); !ok || !bytes.Equal(old, table) {
		t.store.Put(t.key, table)
	}
}
