package generator

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"guong/generator/diag"
	"guong/generator/film"
	"guong/generator/message"
	"guong/generator/picture"
	"guong/generator/theme"
)

// bitmaps are the endings of pictures made of pixels.
var bitmaps = []string{
	".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".gif", ".webp", ".avif", ".avifs",
	".heic", ".heif", ".hif", ".tif", ".tiff", ".dng", ".jxl", ".jp2",
}

func isBitmap(name string) bool { return slices.Contains(bitmaps, strings.ToLower(path.Ext(name))) }

func inspect(fsys fs.FS, name string) (picture.Info, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return picture.Info{}, err
	}
	defer file.Close()
	return picture.Inspect(file)
}

// largePicture is from how many pixels on pictures are turned one after another, so
// that a build does not take the memory of one for each core.
const largePicture = 16_000_000

// bitmap appends a picture of the content folder as it is published.
func (f *folders) bitmap(b *bytes.Buffer, name, file string) error {
	fsys := f.contentFS()
	info, err := inspect(fsys, name)
	if err != nil {
		return pictureError(file, err)
	}
	if info.Orientation != 1 && info.Width*info.Height >= largePicture {
		f.turning.Lock()
		defer f.turning.Unlock()
	}
	in, err := fsys.Open(name)
	if err != nil {
		return pictureError(file, err)
	}
	defer in.Close()
	if info, err = picture.Clean(b, in); err != nil {
		return pictureError(file, err)
	}
	if info.Format == picture.None {
		return pictureError(file, &picture.Error{Reason: picture.NotPicture})
	}
	id := ""
	switch {
	case info.Format != picture.None && !info.Format.Shown():
		id = "generator.picture-format"
	case info.Orientation != 1 && info.Format != picture.JPEG:
		id = "generator.picture-side"
	default:
		return nil
	}
	d := diag.Diagnostic{Position: diag.Position{File: file}, Severity: diag.Warning}
	d.Message, d.Hint = message.New(id, info.Format.String()), message.New(id+"-hint")
	return diag.List{d}
}

// pictureError says why a picture cannot be published.
func pictureError(file string, err error) error {
	var why *picture.Error
	var said diag.Diagnostic
	switch {
	case errors.As(err, &why):
		return diag.List{why.At(file)}
	case errors.As(err, &said):
		return said
	}
	return problem(file, "content.unreadable")
}

// asset appends a file of the theme as it is published.
func asset(b *bytes.Buffer, a *theme.Asset) error {
	if picture.Sniff(a.Data) == picture.None {
		_, err := b.Write(a.Data)
		return err
	}
	if _, err := picture.Clean(b, bytes.NewReader(a.Data)); err != nil {
		return pictureError(a.Path, err)
	}
	return nil
}

// insidePicture is a picture that is written into a text.
var insidePicture = regexp.MustCompile(`(data:image/[a-z+]+;base64,)([A-Za-z0-9+/=\s]+)`)

// cleanInside returns a drawing with the pictures that stand in it without metadata.
// One that is damaged is an error.
func cleanInside(drawing []byte) (_ []byte, err error) {
	out := insidePicture.ReplaceAllFunc(drawing, func(found []byte) []byte {
		parts := insidePicture.FindSubmatch(found)
		var clean bytes.Buffer
		text := strings.TrimRight(strings.Join(strings.Fields(string(parts[2])), ""), "=")
		raw, wrong := base64.RawStdEncoding.DecodeString(text)
		if wrong == nil {
			_, wrong = picture.Clean(&clean, bytes.NewReader(raw))
		} else {
			wrong = &picture.Error{Reason: picture.Damaged}
		}
		if err = errors.Join(err, wrong); wrong != nil {
			return nil
		}
		return base64.StdEncoding.AppendEncode(slices.Clone(parts[1]), clean.Bytes())
	})
	return out, err
}

// undisguised is a file that is published as it is, and no picture under another
// name: that would be published with its metadata.
type undisguised struct {
	fs.FS
	file string // for messages
}

// Open opens the file. A picture is an error.
func (u undisguised) Open(name string) (fs.File, error) {
	file, err := u.FS.Open(name)
	if err != nil {
		return nil, err
	}
	head := make([]byte, picture.SniffLength)
	n, err := io.ReadFull(file, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return file, nil // a folder, or unreadable: who reads it is told
	}
	if format := picture.Sniff(head[:n]); format != picture.None {
		file.Close()
		d := diag.Diagnostic{Position: diag.Position{File: u.file}}
		d.Message, d.Hint = message.New("generator.picture-name", format.String()), message.New("generator.picture-name-hint")
		return nil, d
	}
	if film.Looks(head[:n]) && !film.Known(u.file) {
		file.Close()
		d := diag.Diagnostic{Position: diag.Position{File: u.file}}
		d.Message, d.Hint = message.New("generator.film-name"), message.New("generator.film-name-hint")
		return nil, d
	}
	if seeker, ok := file.(io.Seeker); ok {
		_, err = seeker.Seek(0, io.SeekStart)
		return file, err
	}
	file.Close()
	return u.FS.Open(name)
}
