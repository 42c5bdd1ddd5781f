package picture

import (
	"io"
	"slices"
)

// Kind is a kind of metadata.
type Kind string

// The kinds of metadata.
const (
	EXIF    Kind = "EXIF"    // camera, time, place
	XMP     Kind = "XMP"     // the same and more, as XML
	IPTC    Kind = "IPTC"    // names and places for newsrooms
	Comment Kind = "comment" // free text, and times
	Other   Kind = "other"   // whatever else pictures do not need to be seen
)

// Info is what the header of a picture tells.
type Info struct {
	Format        Format
	Width, Height int // in pixels, as Clean publishes it; zeroes for the formats that it cannot write
	// Orientation is that of EXIF, 1 to 8: how a picture is to be turned or mirrored
	// to be upright. 1 is upright already.
	Orientation int
	// Metadata is what Clean takes out, as far as it stands before the picture
	// itself: each kind once, in the order of their names.
	Metadata []Kind
}

// note adds metadata of a kind.
func (i *Info) note(k Kind) {
	if at, have := slices.BinarySearch(i.Metadata, k); !have {
		i.Metadata = slices.Insert(i.Metadata, at, k)
	}
}

// exif notes EXIF metadata, which begins with the header of a TIFF file.
func (i *Info) exif(raw []byte) {
	i.note(EXIF)
	i.Orientation = orientationOf(raw)
}

// Inspect reads the header of a picture. It decodes nothing. A picture that cannot
// be published is an [Error]; a file that is none has the format None.
func Inspect(r io.Reader) (Info, error) {
	return run(io.Discard, r, true)
}

// Clean writes a picture without its metadata and upright, and tells what it was. If
// the error is not nil, what has been written is of no use. A file that is no picture
// is copied as it is.
func Clean(dst io.Writer, src io.Reader) (Info, error) {
	return run(dst, src, false)
}

// run reads a picture, up to its end or only its header.
func run(dst io.Writer, src io.Reader, header bool) (Info, error) {
	r := newReader(src)
	head, err := r.Peek(SniffLength)
	if err != nil && err != io.EOF {
		return Info{}, explained(err, None)
	}
	c := cleaner{reader: r, out: dst, header: header, info: Info{Format: Sniff(head), Orientation: 1}}
	switch c.info.Format {
	case None:
		if !header {
			_, err = io.Copy(dst, r)
			return c.info, explained(err, None)
		}
		return c.info, nil
	case JPEG:
		err = c.jpeg()
	case PNG:
		err = c.png()
	case GIF:
		err = c.gif()
	case WebP:
		err = c.webp()
	default:
		err = c.foreign()
	}
	return c.info, explained(err, c.info.Format)
}

// cleaner is one picture on its way.
type cleaner struct {
	*reader
	out    io.Writer
	header bool // only the header is read, nothing is written
	info   Info
}

// write writes some bytes.
func (c *cleaner) write(parts ...[]byte) error {
	for _, p := range parts {
		if _, err := c.out.Write(p); err != nil {
			return err
		}
	}
	return nil
}
