package generator

import (
	"context"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"sync"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/markdown"
	"guong/generator/store"
)

// CacheFolder is the folder of a site in which it is kept what was computed once.
// It is never served and never needed: deleting it costs one full build.
const CacheFolder = ".guong"

// storeFolder returns where the store of a site lies.
func storeFolder(source string) string { return filepath.Join(source, CacheFolder, "store") }

// memory is what builds of a site remember. A nil *memory remembers nothing.
type memory struct{ store *store.Store }

// openMemory opens the memory of a site. It is nil if there can be none, as in a
// folder that must not be written to: then everything is computed.
func openMemory(source string) *memory {
	s, err := store.Open(storeFolder(source))
	if err != nil {
		return nil
	}
	return &memory{s}
}

// texts returns the cache of texts.
func (m *memory) texts(ctx context.Context, c *config.Config, reader *content.Reader, o markdown.Options) *textCache {
	if m == nil {
		return nil
	}
	return newTextCache(ctx, m.store, newCodec(c.Location), programKey(), reader, o)
}

// close keeps what was remembered. What cannot be written is computed again.
func (m *memory) close() {
	if m != nil {
		_ = m.store.Commit()
		_ = m.store.Close()
	}
}

// Clean empties the cache of a site and returns how many bytes that frees.
func Clean(source string) (bytes int64, err error) { return store.Clean(storeFolder(source)) }

// programKey names the program, by its bytes: two programs that may make different
// bytes of one site share nothing.
var programKey = sync.OnceValue(func() store.Key {
	name, err := os.Executable()
	if err == nil {
		if file, err := os.Open(name); err == nil {
			defer file.Close()
			h := sha256.New()
			if _, err := io.Copy(h, file); err == nil {
				return store.NewKey([]byte("program"), h.Sum(nil))
			}
		}
	}
	return store.NewKey([]byte("version"), []byte(Version()))
})
