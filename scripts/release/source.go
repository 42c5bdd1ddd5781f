package main

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// source is what a release is made from.
type source struct {
	version string // "0.1.0"; of a commit without a tag "0.1.0-12-g0123456", 12 commits after 0.1.0
	commit  string // the whole hash; "-dirty" follows if files were changed since
	seconds int64  // since 1970: the time of all files in the release
}

// time returns the time of all files in the release.
func (s source) time() time.Time { return time.Unix(s.seconds, 0).UTC() }

// complete asks git for what is not told yet.
func (s *source) complete(ctx context.Context) error {
	if s.version != "" && s.commit != "" && s.seconds != 0 {
		return nil
	}
	commit, err := git(ctx, "rev-parse", "HEAD")
	if err != nil {
		return fmt.Errorf("without git say -version, -commit and -time: %w", err)
	}
	seconds, err := git(ctx, "log", "-1", "--format=%ct")
	if err != nil {
		return err
	}
	changed, err := git(ctx, "status", "--porcelain", "--untracked-files=no")
	if err != nil {
		return err
	}
	described, err := git(ctx, "describe", "--tags", "--long", "--match", "v[0-9]*")
	if err != nil { // there is no tag
		count, err := git(ctx, "rev-list", "--count", "HEAD")
		if err != nil {
			return err
		}
		described = "v0.0.0-" + count + "-g" + commit[:7]
	}
	if s.version == "" {
		s.version = versionOf(described, changed != "")
	}
	if s.commit == "" {
		s.commit = commit
		if changed != "" {
			s.commit += dirty
		}
	}
	if s.seconds == 0 {
		s.seconds, err = strconv.ParseInt(seconds, 10, 64)
	}
	return err
}

// dirty stands behind versions and commits when files were changed since.
const dirty = "-dirty"

// versionOf turns what `git describe --long` says into a version.
func versionOf(described string, changed bool) string {
	version := strings.TrimPrefix(described, "v")
	if tag, hash, found := strings.Cut(version, "-0-g"); found && !strings.Contains(hash, "-") {
		version = tag
	}
	if changed {
		version += dirty
	}
	return version
}

func git(ctx context.Context, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, "git", args...).Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out)), nil
}
