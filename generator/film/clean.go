package film

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"slices"
)

// patch is a part of a file that is published as other bytes: with, and then zeros.
type patch struct {
	start, end int64
	with       []byte
}

// Cleaned returns a file of a name as it is published. It takes the file over: if it
// fails, it closes it. What cannot be published is an Error.
func Cleaned(name string, file fs.File) (fs.File, error) {
	seeker, ok := file.(io.ReadSeeker)
	if !ok {
		file.Close()
		return nil, errors.ErrUnsupported
	}
	patches, err := patchesOf(formatOf(name), seeker)
	if err == nil {
		_, err = seeker.Seek(0, io.SeekStart)
	}
	if err != nil {
		file.Close()
		return nil, explained(err)
	}
	if len(patches) == 0 {
		return file, nil
	}
	slices.SortFunc(patches, func(a, b patch) int { return int(min(max(a.start-b.start, -1), 1)) })
	return &patched{File: file, seeker: seeker, patches: patches}, nil
}

func patchesOf(f format, r io.ReadSeeker) ([]patch, error) {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	switch f {
	case mp4:
		return mp4Patches(r, size)
	case mp3:
		return mp3Patches(r, size)
	case searched:
		return nil, search(r, size)
	}
	return nil, nil
}

// patched is a file some of whose bytes are others.
type patched struct {
	fs.File
	seeker  io.ReadSeeker
	patches []patch // by start
	at      int64
}

func (p *patched) Read(b []byte) (int, error) {
	n, err := p.seeker.Read(b)
	p.apply(b[:n])
	p.at += int64(n)
	return n, err
}

// Seek moves in the file, as web servers do for readers who skip.
func (p *patched) Seek(offset int64, whence int) (int64, error) {
	at, err := p.seeker.Seek(offset, whence)
	if err == nil {
		p.at = at
	}
	return at, err
}

// apply puts the patches into what was read at p.at.
func (p *patched) apply(b []byte) {
	for _, patch := range p.patches {
		from, to := max(patch.start, p.at), min(patch.end, p.at+int64(len(b)))
		for i := from; i < to; i++ {
			var c byte
			if k := i - patch.start; k < int64(len(patch.with)) {
				c = patch.with[k]
			}
			b[i-p.at] = c
		}
		if patch.start >= p.at+int64(len(b)) {
			break
		}
	}
}

// searchedBytes is how much of a file is searched at its beginning and at its end.
const searchedBytes = 1 << 20

// search looks for words about a location in the comments of a file: those of
// Matroska and Ogg are called LOCATION and the like (RFC 9559, Vorbis comments).
func search(r io.ReadSeeker, size int64) error {
	for _, at := range []int64{0, max(size-searchedBytes, 0)} {
		if _, err := r.Seek(at, io.SeekStart); err != nil {
			return err
		}
		part, err := io.ReadAll(io.LimitReader(r, searchedBytes))
		if err != nil {
			return err
		}
		upper := bytes.ToUpper(part)
		for _, word := range []string{"LOCATION", "LATITUDE", "ISO6709"} {
			if bytes.Contains(upper, []byte(word)) {
				return &Error{Reason: Located}
			}
		}
	}
	return nil
}

// mp3Patches blanks the tags of an MP3 file: ID3v2 in front, which becomes padding,
// and ID3v1 at the end.
func mp3Patches(r io.ReadSeeker, size int64) (patches []patch, err error) {
	const id3v1 = 128
	var head [10]byte
	for at := int64(0); at+10 <= size; {
		if _, err := r.Seek(at, io.SeekStart); err != nil {
			return nil, err
		}
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return nil, err
		}
		if string(head[:3]) != "ID3" {
			break
		}
		length := int64(0) // seven bits a byte (ID3v2.4, section 3.1)
		for _, c := range head[6:10] {
			length = length<<7 | int64(c&0x7f)
		}
		end := at + 10 + length
		if head[5]&0x10 != 0 {
			end += 10 // a footer
		}
		if end > size {
			return nil, errDamaged
		}
		patches = append(patches, patch{at + 5, at + 6, nil}, patch{at + 10, end, nil})
		at = end
	}
	if size >= id3v1 {
		if _, err := r.Seek(size-id3v1, io.SeekStart); err != nil {
			return nil, err
		}
		var tag [3]byte
		if _, err := io.ReadFull(r, tag[:]); err != nil {
			return nil, err
		}
		if string(tag[:]) == "TAG" {
			patches = append(patches, patch{size - id3v1 + 3, size, nil})
		}
	}
	return patches, nil
}
