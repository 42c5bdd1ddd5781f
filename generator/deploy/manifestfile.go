package deploy

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"guong/generator/publish"
)

const (
	manifestVersion = 1
	manifestLimit   = 64 << 20  // bytes that a manifest has at most, compressed
	unpackedLimit   = 512 << 20 // and unpacked
)

var (
	errDamaged = errors.New("the manifest is damaged")
	errNewer   = errors.New("the manifest is of a newer version")
)

// manifestFile is a manifest as it is written: JSON, compressed with gzip.
type manifestFile struct {
	Version     int           `json:"version"`
	BaseURL     string        `json:"baseURL,omitempty"`
	NoIndex     bool          `json:"noindex,omitempty"`
	Live        kept          `json:"live"`
	Earlier     []kept        `json:"earlier,omitempty"`
	Forms       []form        `json:"forms"` // files name theirs by its place in this list
	Files       []fileLine    `json:"files"`
	Pending     []pendingLine `json:"pending,omitempty"`
	Past        []pastLine    `json:"past,omitempty"`
	Saved       []string      `json:"saved,omitempty"`
	Unkept      bool          `json:"unkept,omitempty"`
	Withdrawing bool          `json:"withdrawing,omitempty"`
	Noticed     []string      `json:"noticed,omitempty"`
	Owed        []string      `json:"owed,omitempty"`
}

type fileLine struct {
	Key    string    `json:"key"`
	Sum    string    `json:"sum,omitempty"` // SHA-256 in base64
	Size   int64     `json:"size"`
	Kind   string    `json:"kind"`
	Form   int       `json:"form"`
	Former int       `json:"former,omitempty"`
	Since  time.Time `json:"since,omitzero"`
}

type pendingLine struct {
	Key  string `json:"key"`
	Kind string `json:"kind"`
}

type pastLine struct {
	Key     string `json:"key"`
	Edition int    `json:"edition"`
}

// encode returns the bytes of a manifest. They are the same for the same manifest.
func (m *manifest) encode() ([]byte, error) {
	f := manifestFile{Version: manifestVersion, BaseURL: m.baseURL, NoIndex: m.noIndex, Live: m.live, Earlier: m.earlier, Files: make([]fileLine, 0, len(m.files)),
		Saved: slices.Sorted(maps.Keys(m.saved)), Unkept: m.unkept, Withdrawing: m.withdrawing, Noticed: m.noticed, Owed: m.owed}
	numbers := map[form]int{}
	for _, key := range slices.Sorted(maps.Keys(m.files)) {
		e := m.files[key]
		number, ok := numbers[e.form]
		if !ok {
			number = len(f.Forms)
			numbers[e.form], f.Forms = number, append(f.Forms, e.form)
		}
		line := fileLine{Key: key, Size: e.size, Kind: kindNames[e.kind], Form: number, Former: e.former, Since: e.since}
		if e.sum != (publish.Sum{}) {
			line.Sum = base64.RawURLEncoding.EncodeToString(e.sum[:])
		}
		f.Files = append(f.Files, line)
	}
	for _, key := range slices.Sorted(maps.Keys(m.pending)) {
		f.Pending = append(f.Pending, pendingLine{key, kindNames[m.pending[key]]})
	}
	for _, key := range slices.Sorted(maps.Keys(m.past)) {
		f.Past = append(f.Past, pastLine{key, m.past[key]})
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	err := errors.Join(json.NewEncoder(z).Encode(f), z.Close())
	return out.Bytes(), err
}

// decodeManifest reads a manifest and trusts nothing that it says. An error is
// errDamaged or errNewer.
func decodeManifest(data []byte) (m manifest, err error) {
	text, err := unzip(data, unpackedLimit)
	if err != nil {
		return m, fmt.Errorf("%w: %w", errDamaged, err)
	}
	var version struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(text, &version); err != nil {
		return m, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if version.Version > manifestVersion {
		return m, errNewer
	}
	var f manifestFile
	if err := json.Unmarshal(text, &f); err != nil {
		return m, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if m, ok := f.manifest(); ok && version.Version == manifestVersion {
		return m, nil
	}
	return manifest{}, errDamaged
}

// manifest returns what a file says, if it can be true.
func (f *manifestFile) manifest() (m manifest, ok bool) {
	m = manifest{baseURL: f.BaseURL, noIndex: f.NoIndex, past: make(map[string]int, len(f.Past)), live: f.Live, earlier: f.Earlier, files: make(map[string]entry, len(f.Files)), pending: make(map[string]kind, len(f.Pending)),
		saved: make(map[string]bool, len(f.Saved)), unkept: f.Unkept, withdrawing: f.Withdrawing, noticed: f.Noticed, owed: f.Owed}
	for _, line := range f.Files {
		e := entry{size: line.Size, former: line.Former, since: line.Since}
		k := slices.Index(kindNames[:], line.Kind)
		_, twice := m.files[line.Key]
		if twice || k < 0 || !validKey(line.Key) || line.Size < 0 || line.Former < 0 || line.Form < 0 || line.Form >= len(f.Forms) {
			return m, false
		}
		if line.Sum != "" {
			sum, err := base64.RawURLEncoding.DecodeString(line.Sum)
			if err != nil || len(sum) != len(e.sum) {
				return m, false
			}
			e.sum = publish.Sum(sum)
		}
		e.kind, e.form = kind(k), f.Forms[line.Form]
		m.files[line.Key] = e
	}
	for _, line := range f.Pending {
		k := slices.Index(kindNames[:], line.Kind)
		if k < 0 || !validKey(line.Key) {
			return m, false
		}
		m.pending[line.Key] = kind(k)
	}
	for _, line := range f.Past {
		if !validKey(line.Key) {
			return m, false
		}
		m.past[line.Key] = line.Edition
	}
	for _, key := range f.Saved {
		m.saved[key] = true
	}
	last := 0
	for _, k := range append(slices.Clone(f.Earlier), f.Live) {
		if k.Number <= last && (k.Number != 0 || len(f.Earlier) > 0) || k.Packs < 0 || k.Packs > packsAtMost {
			return m, false
		}
		last = k.Number
	}
	return m, true
}

// packsAtMost is how many packs one edition has: one, and one more for each deployment
// after it that did not end.
const packsAtMost = 10_000

// validKey reports whether an object of a site may have the key: what names a place
// outside the target or in our own folder may not.
func validKey(key string) bool {
	path := strings.TrimSuffix(key, "/")
	return fs.ValidPath(path) && path != "." && path+"/" != stateFolder && !strings.HasPrefix(path, stateFolder) &&
		!strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' })
}

// unzip returns what gzip packed, of at most limit bytes.
func unzip(data []byte, limit int64) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(z, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > limit {
		return nil, errors.New("too much is packed in it")
	}
	return text, nil
}
