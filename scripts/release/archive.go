package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// file is a file of an archive.
type file struct {
	path string // with slashes
	data []byte
	mode int64 // 0o644 or 0o755
}

// files returns what the archive holds besides its folder, sorted by path.
func (b build) files(program string, licences []byte) ([]file, error) {
	data, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	files := []file{{b.program(), data, 0o755}, {thirdParties, licences, 0o644}}
	copies := map[string]string{"LICENSE": "LICENSE", "CHANGELOG.md": "CHANGELOG.md"}
	switch b.system {
	case "windows":
		copies = map[string]string{"LICENSE.txt": "LICENSE", "DOC-TRUOC.txt": "scripts/release/doc-truoc.txt"}
	case "linux":
		for _, name := range []string{"guong-watch@.service", "guong-deploy@.service", "guong-deploy@.timer", "guong.sysusers", "guong.cron"} {
			copies["deploy/"+name] = "deploy/" + name
		}
	}
	if b.system != "windows" {
		copies["docs/operations.md"] = "docs/operations.md"
		copies["docs/xuat-ban.md"] = "docs/xuat-ban.md"
	}
	for path, name := range copies {
		data, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			return nil, err
		}
		files = append(files, file{path, data, 0o644})
	}
	if b.system == "windows" {
		for i := range files {
			if strings.HasSuffix(files[i].path, ".txt") {
				files[i].data = windowsText(files[i].data)
			}
		}
	}
	slices.SortFunc(files, func(a, b file) int { return cmp.Compare(a.path, b.path) })
	return files, nil
}

// windowsText marks a text as UTF-8 and ends its lines as every editor of Windows
// knows them.
func windowsText(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return append([]byte("\ufeff"), bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))...)
}

// writeArchive writes a zip for Windows, for other systems a tar that is compressed.
func (b build) writeArchive(files []file) error {
	var archive bytes.Buffer
	ending, write := ".tar.gz", writeTar
	if b.system == "windows" {
		ending, write = ".zip", writeZip
	}
	if err := write(&archive, b.name(), b.time(), files); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(b.dist, b.name()+ending), archive.Bytes(), 0o666)
}

func writeTar(w io.Writer, folder string, at time.Time, files []file) error {
	compressed, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(compressed)
	header := tar.Header{Typeflag: tar.TypeDir, Name: folder + "/", Mode: 0o755, ModTime: at, Format: tar.FormatPAX}
	if err := t.WriteHeader(&header); err != nil {
		return err
	}
	for _, f := range files {
		header := tar.Header{Typeflag: tar.TypeReg, Name: folder + "/" + f.path, Size: int64(len(f.data)), Mode: f.mode, ModTime: at, Format: tar.FormatPAX}
		if err := t.WriteHeader(&header); err != nil {
			return err
		}
		if _, err := t.Write(f.data); err != nil {
			return err
		}
	}
	if err := t.Close(); err != nil {
		return err
	}
	return compressed.Close()
}

func writeZip(w io.Writer, folder string, at time.Time, files []file) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		header := zip.FileHeader{Name: folder + "/" + f.path, Method: zip.Deflate, Modified: at}
		header.SetMode(os.FileMode(f.mode))
		entry, err := z.CreateHeader(&header)
		if err != nil {
			return err
		}
		if _, err := entry.Write(f.data); err != nil {
			return err
		}
	}
	return z.Close()
}
