package publish

import (
	"crypto/sha256"
	"hash"
	"io"
	"io/fs"
)

// summedFS sums up the bytes of the file that was opened last, while it is read.
type summedFS struct {
	fsys fs.FS
	hash hash.Hash // nil before the first
	read bool      // to its end
}

// Open opens a file.
func (s *summedFS) Open(name string) (fs.File, error) {
	file, err := s.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	s.hash, s.read = sha256.New(), false
	return summedFile{file, s}, nil
}

// sum returns the sum of the file, if it was read to its end.
func (s *summedFS) sum() (sum Sum, ok bool) {
	if s.hash == nil || !s.read {
		return sum, false
	}
	return Sum(s.hash.Sum(nil)), true
}

type summedFile struct {
	fs.File
	of *summedFS
}

func (f summedFile) Read(b []byte) (int, error) {
	n, err := f.File.Read(b)
	f.of.hash.Write(b[:n])
	f.of.read = err == io.EOF
	return n, err
}
