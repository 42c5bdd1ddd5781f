package theme

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"
)

// Version tells themes apart that may render one page differently: it is a hash of
// all files that count, of their texts, which come from several layers, and of the
// language and the path of the site.
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
	for _, folder := range []string{"layouts", assetsFolder} {
		for _, name := range t.list(folder) {
			data, _, _ := t.read(name)
			part([]byte(name))
			part(data)
		}
	}
	return h.Sum(nil)
}
