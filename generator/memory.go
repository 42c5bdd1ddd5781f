package generator

import (
	"crypto/rand"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"sync"

	"guong/generator/store"
)

// CacheFolder is the folder of a site in which it is kept what was computed once.
// It is never served and never needed: deleting it costs one full build.
const CacheFolder = ".guong"

// storeFolder returns where the store of a site lies.
func storeFolder(source string) string { return filepath.Join(source, CacheFolder, "store") }

// memory is what builds of a site remember. Where nothing can be remembered, as in a
// folder that must not be written to, its store is nil and everything is computed.
type memory struct {
	store *store.Store
	// whole says that somebody asked for everything that is in use. What others leave
	// out, a build that fails or has nothing to do, is not older for that.
	whole bool
	// pictures are kept beside, or with the rest.
	pictures pictureStore
	last     store.Key // of what the last build with the same options left; see unchanged
}

// memoryFor opens the memory for a build.
func memoryFor(o Options) *memory {
	if o.forgetful {
		return &memory{}
	}
	if o.Fresh {
		if _, err := Clean(o.Source); err != nil {
			return &memory{} // what is there cannot be removed: it is left alone
		}
	}
	return openMemory(o.Source)
}

// openMemory opens the memory of a site.
func openMemory(source string) *memory {
	keepFromVersionControl(source)
	s, err := store.Open(storeFolder(source))
	if err != nil {
		return &memory{}
	}
	return &memory{store: s, pictures: pictureStore{site: s}}
}

// keepFromVersionControl makes the cache folder of a site, with a file that tells Git
// to ignore what is in it. Where that cannot be written, nothing will be remembered.
func keepFromVersionControl(source string) {
	folder := filepath.Join(source, CacheFolder)
	if err := os.Mkdir(folder, 0o777); err != nil && !os.IsExist(err) {
		return
	}
	file, err := os.OpenFile(filepath.Join(folder, ".gitignore"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return
	}
	defer file.Close()
	_, _ = file.WriteString("*\n")
}

// readMemory opens the memory of a site for somebody who writes nothing.
func readMemory(source string) *memory {
	s, err := store.OpenToRead(storeFolder(source))
	if err != nil {
		return &memory{}
	}
	return &memory{store: s, pictures: pictureStore{site: s}}
}

// close keeps what was remembered. What cannot be written is computed again.
func (m *memory) close() {
	if m.whole {
		_ = m.store.Commit()
	}
	_ = m.store.Close()
	m.pictures.close()
}

// Clean empties the cache of a site and returns how many bytes that frees. It returns
// [filelock.ErrHeld] while a build remembers, or a preview that has not shown its first page.
func Clean(source string) (bytes int64, err error) { return store.Clean(storeFolder(source)) }

// programKey names the program, by its bytes: two programs that may make different
// bytes of one site share nothing. A program that cannot be read shares nothing with
// another process.
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
	return store.NewKey([]byte("process"), []byte(rand.Text()))
})
