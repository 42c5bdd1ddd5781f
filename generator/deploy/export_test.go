package deploy

import "slices"

// Facts are what a manifest says, for tests.
type Facts struct {
	Sums    map[string][32]byte // of files, by key
	Former  []string            // keys of former files, sorted
	Pending []string            // sorted
	Saved   []string            // sorted
	Packs   map[int]int         // how many packs each edition has that can be rolled back to
	Live    int
	Owed    []string
}

// DecodeManifest reads the bytes of a manifest.
func DecodeManifest(data []byte) (Facts, error) {
	m, err := decodeManifest(data)
	f := Facts{Sums: map[string][32]byte{}, Packs: map[int]int{}, Live: m.live.Number, Owed: m.owed}
	for key, e := range m.files {
		f.Sums[key] = e.sum
		if e.former > 0 {
			f.Former = append(f.Former, key)
		}
	}
	for key := range m.pending {
		f.Pending = append(f.Pending, key)
	}
	for key := range m.saved {
		f.Saved = append(f.Saved, key)
	}
	for _, k := range m.earlier {
		f.Packs[k.Number] = k.Packs
	}
	slices.Sort(f.Former)
	slices.Sort(f.Pending)
	slices.Sort(f.Saved)
	return f, err
}

// Recode decodes and encodes a manifest.
func Recode(data []byte) ([]byte, error) {
	m, err := decodeManifest(data)
	if err != nil {
		return nil, err
	}
	return m.encode()
}

// ValidKey is validKey.
func ValidKey(key string) bool { return validKey(key) }

// ManifestKey is where the manifest lies.
const ManifestKey = manifestKey

// LockKey is where the lock lies.
const LockKey = lockKey
