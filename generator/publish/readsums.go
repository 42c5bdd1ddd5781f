package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"sync"
	"syscall"

	"guong/generator/parallel"
	"guong/generator/stamp"
)

// File is a file of a finished site.
type File struct {
	Path   string // from the root of the site, with slashes
	Size   int64
	Sum    Sum
	Former int // how many editions ago it was an output, if it only stays for pages in caches; else 0
}

// errPending is what is wrong with a destination whose publication was killed.
var errPending = errors.New("the next build has to finish it")

// ReadSums returns all files that Gương made in the destination dir, in the order of
// their paths, with what their bytes are known by: what a deployment compares with
// another place. Only files that may have changed since the last publication are read.
// It locks and writes nothing; a build that goes on at the same time makes it fail or
// see files of both editions.
func ReadSums(ctx context.Context, dir string) ([]File, error) {
	list, err := readSums(ctx, dir)
	if err != nil {
		return nil, explain(dir, ".", err)
	}
	return list, nil
}

func readSums(ctx context.Context, dir string) (list []File, err error) {
	err = inState(dir, func(d *disk) error {
		list, err = d.readSums(ctx, dir)
		return err
	})
	return list, err
}

func (d *disk) readSums(ctx context.Context, dir string) ([]File, error) {
	if !d.missing(journalName) {
		return nil, d.unfinished(d.at(journalName), errPending)
	}
	m, err := d.readManifest()
	if err != nil {
		return nil, err
	}
	sums := map[string]known{}
	if data, err := d.readOwn(sumsName); err == nil {
		sums = decodeSums(data)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	stamps, err := stamp.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer stamps.Close()
	sound := newSoundFolders(stamps, 0)
	names := slices.Sorted(maps.Keys(m.names))
	list := make([]File, len(names))
	var mu sync.Mutex
	var failed error
	parallel.Each(ctx, len(names), func() func(int) {
		return func(i int) {
			name := names[i]
			file := File{Path: name, Former: m.lasting[name]}
			now, err := stamps.OfEntry(name)
			if k := sums[name]; err == nil && k.stamp == now && sound.has(folderOf(name)) {
				file.Size, file.Sum = now.Size, k.sum
			} else {
				file.Size, file.Sum, err = sumOfFile(root, name)
			}
			if list[i] = file; err != nil {
				mu.Lock()
				defer mu.Unlock()
				if failed == nil {
					failed = fmt.Errorf("%s: %w", name, err)
				}
			}
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return list, failed
}

// sumOfFile reads a file of the destination.
func sumOfFile(root *os.Root, name string) (size int64, sum Sum, err error) {
	f, err := openPlain(root, name, name)
	if err != nil {
		return 0, Sum{}, err
	}
	defer f.Close()
	hash := sha256.New()
	size, err = io.Copy(hash, f)
	return size, Sum(hash.Sum(nil)), err
}

// openPlain opens a regular file to read it. Anything else is an error, which calls it
// shown: a pipe would make us wait, a device never end.
func openPlain(root *os.Root, name, shown string) (*os.File, error) {
	f, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, errors.Join(err, notPlain{shown})
	}
	return f, nil
}
