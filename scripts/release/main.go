// Command release makes what people install Gương from: for each system and processor an
// archive with the program, its licences and its manuals, a list of what is inside (an
// SBOM), packages for Debian, and checksums of all.
//
//	go run ./scripts/release -out dist
//
// The same commit gives the same bytes, in any folder and at any time: all times are
// that of the commit, archives are sorted, and the program holds no path of the machine
// that built it. Programs are static. All of it is made in the root of the project.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

// platforms are the systems and processors of a release.
const platforms = "linux/amd64,linux/arm64,windows/amd64,windows/arm64,darwin/amd64,darwin/arm64"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// run makes a release as the arguments say.
func run(ctx context.Context, args []string) error {
	var s source
	var list string
	flags := flag.NewFlagSet("release", flag.ContinueOnError)
	out := flags.String("out", "dist", "the `folder` of the release; it is emptied first")
	flags.StringVar(&list, "platforms", platforms, "systems and processors, separated by commas")
	flags.StringVar(&s.version, "version", "", "instead of what git tells")
	flags.StringVar(&s.commit, "commit", "", "instead of what git tells")
	flags.Int64Var(&s.seconds, "time", 0, "of all files, in `seconds` since 1970, instead of the commit's")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := s.complete(ctx); err != nil {
		return err
	}
	dist, err := emptyFolder(*out)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "guong-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	for platform := range strings.SplitSeq(list, ",") {
		system, processor, ok := strings.Cut(platform, "/")
		if !ok {
			return fmt.Errorf("%q is not of the form system/processor", platform)
		}
		b := build{source: s, system: system, processor: processor, dist: dist, work: filepath.Join(work, system+"-"+processor)}
		if err := b.make(ctx); err != nil {
			return fmt.Errorf("%s: %w", platform, err)
		}
		fmt.Println(b.name())
	}
	return writeSums(dist)
}

// marker is a file that tells that a folder was made by this program, and may be
// emptied.
const marker = "SHA256SUMS"

// emptyFolder makes a folder, or empties one that an earlier release is in.
func emptyFolder(name string) (string, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	entries, err := os.ReadDir(name)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	if len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(name, marker)); err != nil {
			return "", fmt.Errorf("%s holds files and no earlier release", name)
		}
		if err := os.RemoveAll(name); err != nil {
			return "", err
		}
	}
	if err := os.MkdirAll(name, 0o777); err != nil {
		return "", err
	}
	// What is interrupted may be emptied, too.
	return name, os.WriteFile(filepath.Join(name, marker), nil, 0o666)
}
