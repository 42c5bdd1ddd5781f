package film

import (
	"io"
	"path"
	"strings"
	"time"
)

// format is a kind of file, by how this package treats it.
type format int

const (
	other format = iota
	mp4
	mp3
	searched // for words about a location
)

func formatOf(name string) format {
	switch strings.ToLower(path.Ext(name)) {
	case ".mp4", ".m4v", ".mov", ".qt", ".m4a", ".m4b", ".3gp", ".3g2":
		return mp4
	case ".mp3":
		return mp3
	case ".webm", ".mkv", ".mka", ".ogg", ".ogv", ".oga", ".opus", ".wav", ".flac":
		return searched
	}
	return other
}

// Known reports whether a name is that of a film or recording that Cleaned looks into.
func Known(name string) bool { return formatOf(name) != other }

// Looks reports whether a file is a film or recording of boxes (ISO 14496-12) by its first
// bytes, whatever its name is. Pictures of boxes look the same.
func Looks(head []byte) bool {
	if len(head) < 8 {
		return false
	}
	switch string(head[4:8]) {
	case "ftyp", "moov", "mdat", "moof", "wide", "pnot", "styp":
		return true
	}
	return false
}

// Inspect reads the header of a film or recording by its name. Of files other than
// MP4 it knows only how large they are.
func Inspect(name string, r io.ReadSeeker) (Info, error) {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil || formatOf(name) != mp4 {
		return Info{Bytes: size}, err
	}
	info := Info{Bytes: size}
	moov, err := movie(r, size)
	if err != nil {
		return info, explained(err)
	}
	if head, ok := moov.find("mvhd"); ok {
		info.Duration = duration(head)
	}
	tracks, err := moov.children()
	if err != nil {
		return info, err
	}
	for _, trak := range tracks {
		if trak.kind != "trak" || handler(trak) != "vide" {
			continue
		}
		if head, ok := trak.find("tkhd"); ok && info.Width == 0 {
			info.Width, info.Height = dimensions(head)
		}
	}
	return info, nil
}

// movie returns the header of an MP4 file.
func movie(r io.ReadSeeker, size int64) (box, error) {
	boxes, err := topBoxes(r, size)
	if err != nil {
		return box{}, err
	}
	for _, b := range boxes {
		if b.kind == "moov" {
			err := b.read(r)
			return b, err
		}
	}
	return box{}, errDamaged
}

// handler returns of what kind a track is: "vide", "soun", …
func handler(trak box) string {
	h, ok := trak.find("mdia", "hdlr")
	if !ok || len(h.inside) < 12 {
		return ""
	}
	return string(h.inside[8:12])
}

// duration reads how long a film is from its mvhd (section 8.2.2).
func duration(mvhd box) time.Duration {
	scale, units := mvhd.number(12, 4), mvhd.number(16, 4)
	if mvhd.number(0, 1) == 1 {
		scale, units = mvhd.number(20, 4), mvhd.number(24, 8)
	}
	const longest = 1000 * time.Hour
	if scale == 0 || units/scale > uint64(longest/time.Second) {
		return 0
	}
	return time.Duration(float64(units) / float64(scale) * float64(time.Second)).Round(time.Millisecond)
}

// dimensions reads how large a track is shown from its tkhd (section 8.3.2). Phones
// held upright write a matrix that turns the picture.
func dimensions(tkhd box) (width, height int) {
	matrix := 40
	if tkhd.number(0, 1) == 1 {
		matrix = 52
	}
	width, height = int(tkhd.number(matrix+36, 4)>>16), int(tkhd.number(matrix+40, 4)>>16)
	if tkhd.number(matrix, 4) == 0 && tkhd.number(matrix+4, 4) != 0 {
		width, height = height, width
	}
	return width, height
}
