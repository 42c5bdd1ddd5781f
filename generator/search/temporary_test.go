package search_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"guong/generator/diag"
	"guong/generator/search"
)

// counted counts temporary files.
type counted struct {
	mu         sync.Mutex
	dir        string
	made, open int
}

// temporaries lets an index have temporary files, and counts them.
func temporaries(t *testing.T, o *search.Options) *counted {
	c := &counted{dir: t.TempDir()}
	o.Temporary = func() (search.Temporary, error) {
		c.mu.Lock()
		defer c.mu.Unlock()
		f, err := os.Create(filepath.Join(c.dir, strconv.Itoa(c.made)))
		if err != nil {
			return nil, err
		}
		c.made++
		c.open++
		return countedFile{f, c}, nil
	}
	return c
}

type countedFile struct {
	*os.File
	counted *counted
}

func (f countedFile) Close() error {
	f.counted.mu.Lock()
	defer f.counted.mu.Unlock()
	f.counted.open--
	return f.File.Close()
}

// limited is a file on a disk that is full after some writes.
type limited struct {
	data []byte
	left int
}

func (l *limited) WriteAt(p []byte, at int64) (int, error) {
	if l.left--; l.left < 0 {
		return 0, errors.New("no space left on device")
	}
	if end := int(at) + len(p); end > len(l.data) {
		l.data = append(l.data, make([]byte, end-len(l.data))...)
	}
	return copy(l.data[at:], p), nil
}

func (l *limited) ReadAt(p []byte, at int64) (int, error) { return copy(p, l.data[at:]), nil }
func (l *limited) Close() error                           { return nil }

func TestPanicInOneBodyIsAnError(t *testing.T) {
	docs := search.Stories(300, 3)
	docs[200].Body = func([]byte) []byte { panic("nổ") }
	var d diag.Diagnostic
	if _, err := search.Write(context.Background(), storyOptions, docs); !errors.As(err, &d) || d.Message.ID != "diag.internal" {
		t.Errorf("Write gave %v", err)
	}
}

// TestCancelledInEveryBody holds that an index is given up after the story in hand, at
// whichever it is.
func TestCancelledInEveryBody(t *testing.T) {
	for at := range 300 {
		ctx, cancel := context.WithCancel(context.Background())
		docs := search.Stories(300, 3)
		read := 0
		var mu sync.Mutex
		for i := range docs {
			body := docs[i].Body
			docs[i].Body = func(dst []byte) []byte {
				mu.Lock()
				defer mu.Unlock()
				if ctx.Err() != nil {
					read++
				}
				if i == at {
					cancel()
				}
				return body(dst)
			}
		}
		if _, err := search.Write(ctx, storyOptions, docs); !errors.Is(err, context.Canceled) {
			t.Fatalf("Write gave %v", err)
		}
		if read > 2*runtime.GOMAXPROCS(0) { // goroutines that were just about to read
			t.Fatalf("cancelled in %d: %d more were read", at, read)
		}
		cancel()
	}
}
