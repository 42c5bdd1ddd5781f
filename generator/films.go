package generator

import (
	"errors"
	"io"
	"io/fs"
	"strings"

	"guong/generator/film"
	"guong/generator/vietnamese"
)

// filmInfo returns what the header of a film says, as far as it can be read.
func filmInfo(fsys fs.FS, name string) film.Info {
	file, err := fsys.Open(name)
	if err != nil {
		return film.Info{}
	}
	defer file.Close()
	seeker, ok := file.(io.ReadSeeker)
	if !ok {
		return film.Info{}
	}
	info, _ := film.Inspect(name, seeker) // whoever publishes the file says what is wrong with it
	return info
}

// maxTranscript is how much of what is said in a film a page shows.
const maxTranscript = 256 << 10

// transcript returns a file of plain text; nothing if it cannot be read.
func transcript(fsys fs.FS, name string) string {
	file, err := fsys.Open(name)
	if err != nil {
		return ""
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxTranscript))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(vietnamese.RepairString(strings.ReplaceAll(strings.TrimPrefix(strings.ToValidUTF8(string(text), "\ufffd"), "\ufeff"), "\r\n", "\n")))
}

// cleanFilms are films as they are published: without a word about the place.
type cleanFilms struct {
	fs.FS
	file string // for messages
}

// Open opens a film. One that cannot be published is an error.
func (c cleanFilms) Open(name string) (fs.File, error) {
	file, err := c.FS.Open(name)
	if err != nil {
		return nil, err
	}
	cleaned, err := film.Cleaned(name, file)
	var why *film.Error
	if errors.As(err, &why) {
		return nil, why.At(c.file)
	}
	return cleaned, err
}
