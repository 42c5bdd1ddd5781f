package store

import (
	"bufio"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
)

const (
	packName  = "pack"
	indexName = "index"
	lockName  = "lock"
	newSuffix = ".new" // of a file that is to take the place of another

	// packMagic begins a pack: its format, then 8 bytes by which its index knows it.
	packMagic   = "guongpk2"
	headerSize  = int64(len(packMagic)) + 8
	recordHead  = 16 + 4 + 4 // key, size, checksum
	maxValue    = 1 << 30    // bytes
	bufferBytes = 1 << 18
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum tells a damaged value (CRC-32C, RFC 3720 §12.1): the key is that of
// what it was computed from, not of its bytes.
func checksum(value []byte) uint32 { return crc32.Checksum(value, castagnoli) }

func recordSize(value uint32) int64 { return recordHead + int64(value) }

// pack is the file of the values. Records are appended and never changed.
type pack struct {
	dir      *os.Root
	file     *os.File
	writer   *bufio.Writer // nil if another process writes
	id       uint64        // given when the pack is made
	size     int64         // with what is in the writer's buffer
	buffered int64         // from where on bytes may be in the buffer
}

// openPack opens the pack of a store, a new one if there is none that is intact.
func openPack(dir *os.Root, write bool) (*pack, error) {
	p := &pack{dir: dir}
	flag := os.O_RDONLY
	if write {
		flag = os.O_RDWR | os.O_CREATE
	}
	info, err := dir.Lstat(packName)
	if err == nil && !info.Mode().IsRegular() {
		return nil, &os.PathError{Op: "open", Path: packName, Err: errors.New("not a regular file")}
	}
	if p.file, err = dir.OpenFile(packName, flag, 0o600); err != nil {
		if !write && errors.Is(err, os.ErrNotExist) {
			p.file, err = dir.Open(lockName) // an empty file in place of none
		}
		if err != nil {
			return nil, err
		}
	}
	var head [headerSize]byte
	if _, err := p.file.ReadAt(head[:], 0); err == nil && string(head[:len(packMagic)]) == packMagic {
		p.id = binary.LittleEndian.Uint64(head[len(packMagic):])
		p.size, err = p.file.Seek(0, io.SeekEnd)
		if err != nil {
			p.file.Close()
			return nil, err
		}
		p.buffered = p.size
	} else if write {
		if err := p.begin(); err != nil {
			p.file.Close()
			return nil, err
		}
	}
	if write {
		p.writer = bufio.NewWriterSize(p.file, bufferBytes)
	}
	return p, nil
}

// begin writes the head of a new pack.
func (p *pack) begin() error {
	var head [headerSize]byte
	copy(head[:], packMagic)
	if _, err := rand.Read(head[len(packMagic):]); err != nil {
		return err
	}
	if err := p.file.Truncate(0); err != nil {
		return err
	}
	if _, err := p.file.WriteAt(head[:], 0); err != nil {
		return err
	}
	p.id, p.size, p.buffered = binary.LittleEndian.Uint64(head[len(packMagic):]), headerSize, headerSize
	_, err := p.file.Seek(headerSize, io.SeekStart)
	return err
}

// scan calls found for every record from an offset on, and cuts off what is
// behind the last whole one: a value that was being written when the process was
// killed.
func (p *pack) scan(from int64, found func(Key, entry)) {
	end := max(from, headerSize)
	var head [recordHead]byte
	for end+recordHead <= p.size {
		if _, err := p.file.ReadAt(head[:], end); err != nil {
			break
		}
		size, sum := binary.LittleEndian.Uint32(head[16:]), binary.LittleEndian.Uint32(head[20:])
		if size > maxValue || end+recordSize(size) > p.size {
			break
		}
		found(Key(head[:16]), entry{offset: end + recordHead, size: size, sum: sum})
		end += recordSize(size)
	}
	if p.writer != nil && end < p.size && p.file.Truncate(end) == nil {
		p.size = end
	}
	p.size = min(p.size, max(end, headerSize))
	p.buffered = p.size
	if p.writer != nil {
		_, _ = p.file.Seek(p.size, io.SeekStart) // a failure shows at the first flush, as a value that is not found
	}
}

// append appends a record and returns the offset of its value.
func (p *pack) append(k Key, sum uint32, value []byte) (offset int64, err error) {
	var head [recordHead]byte
	copy(head[:], k[:])
	binary.LittleEndian.PutUint32(head[16:], uint32(len(value)))
	binary.LittleEndian.PutUint32(head[20:], sum)
	if _, err = p.writer.Write(head[:]); err == nil {
		_, err = p.writer.Write(value)
	}
	if err != nil {
		return 0, err // the writer returns it for ever: nothing more is stored
	}
	offset = p.size + recordHead
	p.size = offset + int64(len(value))
	return offset, nil
}

// settle makes sure that a value can be read from the file.
func (p *pack) settle(e entry) error {
	if e.offset+int64(e.size) <= p.buffered {
		return nil
	}
	return p.flush()
}

func (p *pack) flush() error {
	if p.writer == nil {
		return nil
	}
	if err := p.writer.Flush(); err != nil {
		return err
	}
	p.buffered = p.size
	return nil
}

func (p *pack) close() error {
	err := p.flush()
	return errors.Join(err, p.file.Close())
}
