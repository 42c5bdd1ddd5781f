package generator

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"sync/atomic"

	"guong/generator/publish"
	"guong/generator/search"
)

// temporaryOf makes files on the disk of a publication.
func temporaryOf(p *publish.Publication) func() (search.Temporary, error) {
	return func() (search.Temporary, error) { return p.Temporary() }
}

// temporaryIn makes files in the cache of a site, where nothing is published.
func temporaryIn(site *os.Root) func() (search.Temporary, error) {
	return func() (search.Temporary, error) {
		if err := site.Mkdir(CacheFolder, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		name := CacheFolder + "/search-" + strconv.Itoa(os.Getpid()) + "-" + strconv.FormatInt(temporaries.Add(1), 10)
		file, err := site.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return nil, err
		}
		t := &temporary{file, site, name}
		t.remove()
		return t, nil
	}
}

// temporaries numbers the files of this process.
var temporaries atomic.Int64

// temporary is a file without a name, where the system allows that while it is open.
type temporary struct {
	*os.File
	site *os.Root
	name string
}

// remove removes the name, and the folder when it is empty. What is left does no harm.
func (t *temporary) remove() {
	_ = t.site.Remove(t.name)
	_ = t.site.Remove(CacheFolder)
}

// Close closes the file and removes it where that was not possible before.
func (t *temporary) Close() error {
	defer t.remove()
	return t.File.Close()
}
