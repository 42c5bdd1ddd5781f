package film

import (
	"encoding/binary"
	"errors"
	"io"
	"slices"
)

// box is a box of an MP4 file (ISO/IEC 14496-12, section 4.2).
type box struct {
	kind   string
	start  int64 // of its header, in the file
	body   int64 // of what it holds
	end    int64
	inside []byte // what it holds, if it was read
}

// topBoxes reads the headers of the boxes of a file of a size.
func topBoxes(r io.ReadSeeker, size int64) (boxes []box, err error) {
	for at := int64(0); at < size; {
		var head [16]byte
		if _, err := r.Seek(at, io.SeekStart); err != nil {
			return nil, err
		}
		n, err := io.ReadFull(r, head[:min(16, size-at)])
		if err != nil {
			return nil, err
		}
		b, err := header(head[:n], at, size)
		if err != nil {
			return nil, err
		}
		boxes, at = append(boxes, b), b.end
		if len(boxes) > maxBoxes {
			return nil, errDamaged
		}
	}
	return boxes, nil
}

const (
	maxBoxes  = 100_000
	maxHeader = 64 << 20 // of a box that is read whole
	maxDeep   = 12
)

// header reads the header of the box at an offset of the file that ends by limit.
func header(head []byte, at, limit int64) (b box, err error) {
	if len(head) < 8 {
		return b, errDamaged
	}
	b = box{kind: string(head[4:8]), start: at, body: at + 8}
	switch size := int64(binary.BigEndian.Uint32(head)); size {
	case 0:
		b.end = limit
	case 1:
		if len(head) < 16 {
			return b, errDamaged
		}
		long := binary.BigEndian.Uint64(head[8:])
		if long > uint64(limit) {
			return b, errDamaged
		}
		b.body, b.end = at+16, at+int64(long)
	default:
		b.end = at + size
	}
	if b.end > limit || b.end < b.body {
		return b, errDamaged
	}
	return b, nil
}

// read reads what a box holds.
func (b *box) read(r io.ReadSeeker) error {
	if b.end-b.body > maxHeader {
		return errDamaged
	}
	if _, err := r.Seek(b.body, io.SeekStart); err != nil {
		return err
	}
	b.inside = make([]byte, b.end-b.body)
	_, err := io.ReadFull(r, b.inside)
	return err
}

// children returns the boxes in a box that was read.
func (b box) children() (boxes []box, err error) {
	for rest := b.inside; len(rest) > 0; {
		at := b.end - int64(len(rest))
		if len(rest) < 8 && !slices.ContainsFunc(rest, func(c byte) bool { return c != 0 }) {
			break // QuickTime ends some lists with a zero
		}
		child, err := header(rest[:min(16, len(rest))], at, b.end)
		if err != nil {
			return nil, err
		}
		child.inside = rest[child.body-at : child.end-at]
		boxes, rest = append(boxes, child), rest[child.end-at:]
	}
	return boxes, nil
}

// find returns the first box of a kind, along a path.
func (b box) find(path ...string) (found box, ok bool) {
	for _, kind := range path {
		children, err := b.children()
		if err != nil {
			return box{}, false
		}
		i := slices.IndexFunc(children, func(c box) bool { return c.kind == kind })
		if i < 0 {
			return box{}, false
		}
		b = children[i]
	}
	return b, true
}

// number reads a big-endian number of n bytes; 0 if the box ends before.
func (b box) number(at, n int) uint64 {
	if at < 0 || at+n > len(b.inside) {
		return 0
	}
	var v uint64
	for _, c := range b.inside[at : at+n] {
		v = v<<8 | uint64(c)
	}
	return v
}

var errDamaged = &Error{Reason: Damaged}

// explained returns an Error for a file that ends before its boxes do.
func explained(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errDamaged
	}
	return err
}
