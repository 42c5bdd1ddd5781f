package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// build is a release for one system and processor, named as Go names them.
type build struct {
	source
	system, processor string

	dist string // the folder of the release
	work string // a folder for what is not part of it
}

// name returns the name of the archive without its ending, and of the folder in it.
func (b build) name() string {
	return "guong-" + b.version + "-" + b.system + "-" + b.processor
}

// program returns the name of the program.
func (b build) program() string {
	if b.system == "windows" {
		return "guong.exe"
	}
	return "guong"
}

// make compiles the program and puts all that belongs to it into the folder of the
// release.
func (b build) make(ctx context.Context) error {
	if err := os.MkdirAll(b.work, 0o777); err != nil {
		return err
	}
	program := filepath.Join(b.work, b.program())
	if err := b.compile(ctx, program); err != nil {
		return err
	}
	parts, err := partsOf(ctx, b)
	if err != nil {
		return err
	}
	if err := b.writeBOM(program, parts); err != nil {
		return err
	}
	licences, err := licenceTexts(parts)
	if err != nil {
		return err
	}
	files, err := b.files(program, licences)
	if err != nil {
		return err
	}
	if err := b.writeArchive(files); err != nil {
		return err
	}
	if b.system != "linux" {
		return nil
	}
	return b.writeDebian(ctx, program, licences)
}

// compile makes the program. What an environment says about compiling does not reach
// it, except where modules and caches are.
func (b build) compile(ctx context.Context, program string) error {
	flags := "-s -w -X guong/generator.version=" + b.version + " -X guong/generator.commit=" + b.commit
	cmd := b.command(ctx, "build", "-trimpath", "-buildvcs=false", "-ldflags", flags, "-o", program, "./cmd/guong")
	var told bytes.Buffer
	cmd.Stderr = &told
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, told.String())
	}
	return nil
}

// command is a go command for this system and processor.
func (b build) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+b.system, "GOARCH="+b.processor,
		"GOFLAGS=", "GOAMD64=v1", "GOARM64=v8.0", "GOEXPERIMENT=")
	return cmd
}

// writeSums writes the checksums of all files of a release, in the form that sha256sum
// checks.
func writeSums(dist string) error {
	entries, err := os.ReadDir(dist)
	if err != nil {
		return err
	}
	var sums bytes.Buffer
	for _, e := range entries {
		if e.Name() == marker {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dist, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(data), e.Name())
	}
	return os.WriteFile(filepath.Join(dist, marker), sums.Bytes(), 0o666)
}
