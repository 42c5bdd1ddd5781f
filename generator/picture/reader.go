package picture

import (
	"bufio"
	"io"
)

// reader reads a picture of no more than MaxBytes.
type reader struct{ *bufio.Reader }

func newReader(src io.Reader) *reader {
	return &reader{bufio.NewReaderSize(&limited{src, MaxBytes}, 1<<15)}
}

// limited fails where io.LimitedReader only ends.
type limited struct {
	src  io.Reader
	left int
}

func (l *limited) Read(p []byte) (int, error) {
	if len(p) > l.left {
		p = p[:l.left+1]
	}
	n, err := l.src.Read(p)
	if l.left -= n; l.left < 0 {
		return 0, &Error{Reason: TooManyBytes}
	}
	return n, err
}

// take returns the next n bytes. It takes memory only for what there is.
func (r *reader) take(n int) ([]byte, error) {
	if n <= 1<<16 {
		raw := make([]byte, n)
		_, err := io.ReadFull(r, raw)
		return raw, err
	}
	raw, err := io.ReadAll(io.LimitReader(r, int64(n)))
	if err == nil && len(raw) < n {
		err = io.ErrUnexpectedEOF
	}
	return raw, err
}

// skip passes over n bytes.
func (r *reader) skip(n int) error {
	_, err := r.Discard(n)
	return err
}
