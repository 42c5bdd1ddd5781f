package deploy

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"guong/generator/deploy/target"
	"guong/generator/publish"
)

// Bounds of packs, in bytes of content.
const (
	packFile   = 256 << 20 // a larger file is not kept
	packTotal  = 1 << 30   // nor are more than that in all
	packLimit  = 1 << 30   // of a pack, compressed
	packFlight = 64 << 20  // that are held in memory at once
)

// errUnkept says that an edition cannot be kept to be rolled back to: something of it is
// too large, or not what the manifest says.
var errUnkept = errors.New("the edition cannot be kept")

func packKey(edition, number int) string {
	return fmt.Sprintf("%s%d.%d.tar.gz", packsBase, edition, number)
}

// pack fetches objects and returns them as one: a tar of their contents, compressed with
// gzip. An error is errUnkept, or of the target.
func pack(ctx context.Context, requests *link, keys []string, files map[string]entry, parallel int) (*spool, error) {
	total := int64(0)
	for _, key := range keys {
		total += files[key].size
		if files[key].size > packFile || total > packTotal {
			return nil, errUnkept
		}
	}
	out := &spool{}
	z := gzip.NewWriter(out)
	archive := tar.NewWriter(z)
	var mu sync.Mutex
	room := semaphore.NewWeighted(packFlight)
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(parallel)
	for _, key := range keys {
		e := files[key]
		need := min(e.size, packFlight)
		if room.Acquire(working, need) != nil {
			break // the group tells why
		}
		group.Go(func() error {
			defer room.Release(need)
			data, err := fetch(working, requests, key, e)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			if err := archive.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: pathOf(key), Mode: 0o644, Size: e.size}); err != nil {
				return err
			}
			_, err = archive.Write(data)
			return err
		})
	}
	err := group.Wait()
	if err == nil {
		err = errors.Join(ctx.Err(), archive.Close(), z.Close())
	}
	if err != nil {
		return nil, errors.Join(err, out.close())
	}
	return out, nil
}

// fetch returns the content of an object, unpacked, if it is the one that is known.
func fetch(ctx context.Context, requests *link, key string, e entry) ([]byte, error) {
	data, err := requests.get(ctx, key, e.size)
	switch target.KindOf(err) {
	case target.KindMissing, target.KindTooLarge:
		return nil, errUnkept
	}
	if err != nil {
		return nil, err
	}
	if publish.SumOf(data) == e.sum {
		return data, nil
	}
	if text, err := unzip(data, e.size); err == nil && publish.SumOf(text) == e.sum {
		return text, nil
	}
	return nil, errUnkept
}

// packSource is a source of what lies in packs.
type packSource struct {
	spool spool
	parts map[string]part // by key
}

// part is where a content lies in a spool.
type part struct{ offset, size int64 }

// errIncomplete says that an edition lacks something.
var errIncomplete = errors.New("the edition is not complete")

// openPacks reads packs, the oldest first, and returns what they hold of files: of each the
// content that has its sum. What they lack is an error.
func openPacks(ctx context.Context, requests *link, packs []string, files map[string]entry) (s *packSource, err error) {
	s = &packSource{parts: make(map[string]part, len(files))}
	keys := make(map[string]string, len(files)) // by path
	for key := range files {
		keys[pathOf(key)] = key
	}
	for _, name := range packs {
		if len(s.parts) == len(files) {
			break
		}
		var data []byte
		if data, err = requests.get(ctx, name, packLimit); err == nil {
			err = s.read(data, keys, files)
		}
		if err != nil && target.KindOf(err) != target.KindMissing {
			return nil, errors.Join(err, s.close())
		}
	}
	if len(s.parts) < len(files) {
		return nil, errors.Join(errIncomplete, s.close())
	}
	return s, nil
}

// read takes what is wanted from one pack.
func (s *packSource) read(data []byte, keys map[string]string, files map[string]entry) error {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return errors.Join(errIncomplete, err)
	}
	for archive := tar.NewReader(z); ; {
		header, err := archive.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return errors.Join(errIncomplete, err)
		}
		key, wanted := keys[header.Name]
		e := files[key]
		if _, twice := s.parts[key]; twice || !wanted || header.Size != e.size || e.size > packFile {
			continue
		}
		content, err := io.ReadAll(archive)
		if err != nil {
			return errors.Join(errIncomplete, err)
		}
		if publish.SumOf(content) != e.sum {
			continue
		}
		offset := s.spool.size
		if _, err := s.spool.Write(content); err != nil {
			return err
		}
		s.parts[key] = part{offset, e.size}
	}
}

func (s *packSource) open(key string, e entry) (content, error) {
	p, ok := s.parts[key]
	if !ok {
		return nil, errIncomplete
	}
	return section{s.spool.part(p.offset, p.size)}, nil
}

func (s *packSource) close() error { return s.spool.close() }

// section is a part of a spool, which nobody need close.
type section struct{ *io.SectionReader }

// Close does nothing.
func (section) Close() error { return nil }
