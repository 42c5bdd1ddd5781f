package generator

import (
	"os"
	"sync"
	"sync/atomic"

	"guong/generator/store"
)

// pictureStore keeps variants of pictures: in the store of the site, or where that cannot
// be written to in one of its own, which goes with the build or the preview. So a file is
// decoded once, whatever happens to what is made. It is safe for concurrent use.
type pictureStore struct {
	site *store.Store

	open    sync.Once
	dir     string
	passing atomic.Pointer[store.Store] // nil until the site's refuses something
}

func (s *pictureStore) get(k store.Key) (data string, ok bool) {
	if data, ok = s.site.GetString(k); !ok {
		data, ok = s.passing.Load().GetString(k)
	}
	return data, ok
}

// use marks a variant as asked for and reports whether there is one.
func (s *pictureStore) use(k store.Key) bool {
	return s.site.Use(k) || s.passing.Load().Use(k)
}

// put keeps a variant. What cannot be kept is made again when it is asked for.
func (s *pictureStore) put(k store.Key, data []byte) {
	if s.site.Put(k, data) {
		return
	}
	s.open.Do(func() {
		dir, err := os.MkdirTemp("", "guong-*")
		if err != nil {
			return
		}
		s.dir = dir
		if opened, err := store.Open(dir); err == nil {
			s.passing.Store(opened)
		}
	})
	s.passing.Load().Put(k, data)
}

// close removes what goes with the build.
func (s *pictureStore) close() {
	if s.dir != "" {
		_ = s.passing.Load().Close()
		_ = os.RemoveAll(s.dir)
	}
}
