package generator

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"guong/generator/codec"
	"guong/generator/content"
	"guong/generator/picture"
	"guong/generator/site"
	"guong/generator/stamp"
	"guong/generator/store"
)

// pictureFacts is what is known of a picture of the content folder, so that nobody has
// to read it again: photos are most of a site's bytes.
type pictureFacts struct {
	Name          string // as the disk has it
	Stamp         stamp.Stamp
	Digest        string // of its bytes
	Bytes         int
	Format        picture.Format
	Width, Height int    // upright
	Turned        bool   // it lies on its side in the file
	Still         bool   // one picture of pixels, of which others can be made
	Credit        string // what the metadata propose
	Caption       string
}

// pictureBook keeps facts of pictures, from one build to the next and between the
// editions of a preview. It is safe for concurrent use.
type pictureBook struct {
	store *store.Store
	codec *codec.Codec
	key   store.Key

	mu      sync.Mutex
	facts   map[string]pictureFacts // by name
	changed bool
}

// openPictureBook reads the facts that are kept in a store.
func openPictureBook(s *store.Store) *pictureBook {
	b := &pictureBook{store: s, codec: newCodec(time.UTC), facts: map[string]pictureFacts{}}
	program := programKey()
	b.key = store.NewKey([]byte("pictures"), program[:], b.codec.Fingerprint(&pictureFacts{}))
	data, _ := s.GetString(b.key)
	for len(data) > 0 {
		var f pictureFacts
		rest, err := b.codec.Decode(data, &f)
		if err != nil {
			break
		}
		b.facts[f.Name], data = f, rest
	}
	return b
}

// save keeps the facts of these files, if they are others than those that are kept.
func (b *pictureBook) save(files []content.File) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var data []byte
	kept := 0
	for _, file := range files {
		if f, ok := b.facts[file.Name]; ok {
			kept++
			if longer, err := b.codec.Append(data, &f); err == nil { // else it is read again
				data = longer
			}
		}
	}
	if b.changed || kept != len(b.facts) {
		b.store.Put(b.key, data)
	}
}

// picturesRead counts the files that were read to know what they are.
var picturesRead atomic.Int64

// of returns the facts of a file that has a stamp; read gives its bytes where they must
// be looked at. They are zero for a file that cannot be read.
func (b *pictureBook) of(name string, now stamp.Stamp, read func() ([]byte, error)) pictureFacts {
	b.mu.Lock()
	f, known := b.facts[name]
	b.mu.Unlock()
	if known && now != (stamp.Stamp{}) && f.Stamp == now {
		return f
	}
	picturesRead.Add(1)
	raw, err := read()
	if err != nil {
		return pictureFacts{}
	}
	f = factsOf(raw)
	f.Name, f.Stamp = name, now
	b.mu.Lock()
	defer b.mu.Unlock()
	b.facts[name], b.changed = f, true
	return f
}

// pictureDigest returns the digest of the bytes of a picture.
func pictureDigest(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:16])
}

// factsOf returns what the bytes of a file tell.
func factsOf(raw []byte) (f pictureFacts) {
	f.Digest, f.Bytes = pictureDigest(raw), len(raw)
	info, err := picture.Inspect(bytes.NewReader(raw))
	if err != nil {
		return f
	}
	words := picture.Propose(raw)
	f.Credit, f.Caption = cmp.Or(strings.Join(words.Authors, ", "), words.Credit), words.Caption
	f.Format, f.Width, f.Height, f.Turned = info.Format, info.Width, info.Height, info.Orientation > 1
	if info.Format != picture.JPEG && info.Orientation >= 5 { // its size is told as it lies
		f.Width, f.Height = f.Height, f.Width
	}
	switch info.Format {
	case picture.JPEG:
		f.Still = true
	case picture.PNG:
		before, _, _ := bytes.Cut(raw, []byte("IDAT"))
		f.Still = !bytes.Contains(before, []byte("acTL")) // Portable Network Graphics, third edition, section 11.3.6.1
	case picture.WebP:
		const animated = 1 << 1 // RFC 9649, section 2.7
		f.Still = len(raw) < 21 || string(raw[12:16]) != "VP8X" || raw[20]&animated == 0
	}
	return f
}

// picture returns what the snapshot knows of a picture: what is published at its address
// is at most so wide; 0: it keeps its width.
func (f pictureFacts) picture(largest int) site.Picture {
	p := site.Picture{Width: f.Width, Height: f.Height}
	if !f.Still || f.Width <= 0 || f.Height <= 0 {
		return p
	}
	p.Digest, p.FullWidth, p.FullHeight = f.Digest, f.Width, f.Height
	if largest > 0 && f.Width > largest {
		p.Width, p.Height = largest, max(1, (2*f.Height*largest+f.Width)/(2*f.Width))
	}
	return p
}
