package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// writeDebian writes the package for Debian and Ubuntu. nfpm.yaml says what is in it;
// the names there are those in the folder of work, which this fills.
func (b build) writeDebian(ctx context.Context, program string, licences []byte) error {
	staged := filepath.Join(b.work, "debian")
	if err := os.MkdirAll(staged, 0o777); err != nil {
		return err
	}
	if err := os.Rename(program, filepath.Join(staged, "guong")); err != nil {
		return err
	}
	licence, err := os.ReadFile("LICENSE")
	if err != nil {
		return err
	}
	changes, err := compressed("CHANGELOG.md")
	if err != nil {
		return err
	}
	files := map[string][]byte{
		"copyright":    append(append(licence, '\n'), licences...),
		"changelog.gz": changes,
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(staged, name), data, 0o666); err != nil {
			return err
		}
	}
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	target := filepath.Join(b.dist, "guong_"+b.version+"_"+b.processor+".deb")
	cmd := exec.CommandContext(ctx, "go", "tool", "-modfile=scripts/release/tools.mod", "nfpm",
		"package", "--config", "scripts/release/nfpm.yaml", "--packager", "deb", "--target", target)
	cmd.Env = append(os.Environ(), "GOFLAGS=-trimpath", "CGO_ENABLED=0",
		"GUONG_VERSION="+b.version, "GUONG_PROCESSOR="+b.processor, "GUONG_STAGED="+staged, "GUONG_ROOT="+root,
		"GUONG_TIME="+b.time().Format(time.RFC3339), "SOURCE_DATE_EPOCH="+strconv.FormatInt(b.seconds, 10))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("nfpm: %w\n%s", err, out)
	}
	return nil
}

// compressed returns a file as gzip, without its name and time.
func compressed(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
