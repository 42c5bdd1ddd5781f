package theme

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"
)

// Version tells themes apart that may render one page differently: it is a hash of
// what was loaded of their layouts, texts, assets and title cards, and of the language
// and the path of the site.
func (t *Theme) Version() []byte {
	h := sha256.New()
	part := func(data []byte) {
		h.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(data))))
		h.Write(data)
	}
	part([]byte(t.options.Language))
	part([]byte(t.options.BasePath))
	for _, key := range slices.Sorted(maps.Keys(t.texts)) {
		part([]byte(key))
		part([]byte(t.texts[key]))
	}
	for _, name := range slices.Sorted(maps.Keys(t.files)) {
		part([]byte(name))
		part(t.files[name].text)
	}
	for _, name := range slices.Sorted(maps.Keys(t.assets)) {
		part([]byte(name))
		part([]byte(t.assets[name].Path)) // which holds the hash of its bytes
		part([]byte(t.assets[name].Integrity))
	}
	if t.share != nil {
		part(t.share.Version())
	}
	return h.Sum(nil)
}
