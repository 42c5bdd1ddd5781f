package deploy

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"os"

	"guong/generator/publish"
)

// source gives the contents of files. It is safe for concurrent use.
type source interface {
	// open returns the content of the file that the key stands for, which has the sum of e.
	open(key string, e entry) (content, error)
	close() error
}

// content is a file to be read, from its start.
type content interface {
	io.ReadSeeker
	io.Closer
}

// errOther says that a file is not the one that was planned.
var errOther = errors.New("the file has changed")

// folderSource is the folder of a finished site.
type folderSource struct{ root *os.Root }

func openFolder(public string) (*folderSource, error) {
	root, err := os.OpenRoot(public)
	return &folderSource{root}, err
}

// open opens a file and reads it once, to see that it is the one that is wanted. A build
// that goes on replaces files as a whole, so that what is open stays what it is.
func (s *folderSource) open(key string, e entry) (content, error) {
	f, err := s.root.Open(pathOf(key))
	if err != nil {
		return nil, err
	}
	hash := sha256.New()
	size, err := io.Copy(hash, f)
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err == nil && (size != e.size || publish.Sum(hash.Sum(nil)) != e.sum) {
		err = errOther
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func (s *folderSource) close() error { return s.root.Close() }

// spool holds bytes that may be many: some in memory, more in a file that is gone when
// it is closed. It is not safe for concurrent writing; it is for reading.
type spool struct {
	memory []byte
	file   *os.File
	size   int64
}

// spoolMemory is how many bytes a spool holds in memory.
const spoolMemory = 16 << 20

// Write adds bytes.
func (s *spool) Write(data []byte) (int, error) {
	if s.file == nil && len(s.memory)+len(data) > spoolMemory {
		file, err := os.CreateTemp("", "guong-deploy-*")
		if err != nil {
			return 0, err
		}
		s.file = file
		if _, err := file.Write(s.memory); err != nil {
			return 0, err
		}
		s.memory = nil
	}
	if s.file != nil {
		n, err := s.file.Write(data)
		s.size += int64(n)
		return n, err
	}
	s.memory = append(s.memory, data...)
	s.size += int64(len(data))
	return len(data), nil
}

// part returns some of the bytes.
func (s *spool) part(offset, size int64) *io.SectionReader {
	if s.file != nil {
		return io.NewSectionReader(s.file, offset, size)
	}
	return io.NewSectionReader(bytes.NewReader(s.memory), offset, size)
}

func (s *spool) close() error {
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), os.Remove(s.file.Name()))
}
