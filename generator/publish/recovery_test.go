package publish_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/diag"
	"guong/generator/publish"
)

// A journal without its last byte, or less, never was.
func TestJournalCountsOnlyWhenComplete(t *testing.T) {
	const n = 4
	dir := crashDestination(t, n)
	// The first rename is the first step after the journal.
	journal := ""
	p, err := publish.OpenWith(dir, func(op, name string) error {
		if op == "rename" && journal == "" {
			journal = tree(t, stateFolder(dir))["journal"]
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writeAndCommit(p, newSite(n)); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, dir, oldSite(n))
	want := tree(t, filepath.Dir(dir))
	for length := range len(journal) {
		lay(t, stateFolder(dir), site{"journal": journal[:length], "staging/1/index.html": "mới", "staging/manifest": "mới"})
		p, err := publish.Open(context.Background(), dir, publish.Options{})
		if err == nil {
			err = p.Abort()
		}
		if err != nil {
			t.Fatalf("%d bytes: %v", length, err)
		}
		if diff := cmp.Diff(want, tree(t, filepath.Dir(dir))); diff != "" {
			t.Fatalf("%d bytes: %s", length, diff)
		}
	}
}

// Whatever fails, and wherever: the destination is as it was, or the error says
// that the next build finishes it, and it does.
func TestFailureOfEveryChangeOfTheDisk(t *testing.T) {
	for _, test := range []struct {
		errno syscall.Errno
		id    string
	}{
		{syscall.ENOSPC, "publish.full"},
		{syscall.EACCES, "publish.denied"},
		{syscall.EROFS, "publish.denied"},
		{syscall.EIO, "publish.failed"},
	} {
		t.Run(test.errno.Error(), func(t *testing.T) {
			const n = 12
			for last := 1; ; last++ {
				dir := crashDestination(t, n)
				was := tree(t, filepath.Dir(dir))
				failed, failing := "", last
				p, err := publish.OpenWith(dir, func(op, name string) error {
					if failing--; failing == 0 {
						failed = op + " " + name
						return test.errno
					}
					return nil
				})
				if err == nil {
					_, err = writeAndCommit(p, newSite(n))
				}
				if failed == "" {
					if err != nil || last < 40 {
						t.Fatalf("after %d changes: %v", last, err)
					}
					return
				}
				if strings.HasSuffix(failed, "sums") {
					// All is published. The next build has to compare more.
					if diff := cmp.Diff(merged(newSite(n), foreign), tree(t, dir)); err != nil || diff != "" {
						t.Fatalf("%s: %v\n%s", failed, err, diff)
					}
					mustPublish(t, dir, oldSite(n))
					if diff := cmp.Diff(was, tree(t, filepath.Dir(dir))); diff != "" {
						t.Fatalf("%s: the next build is wrong:\n%s", failed, diff)
					}
					continue
				}
				var d diag.Diagnostic
				if !errors.As(err, &d) {
					t.Fatalf("%s: %v, want a diagnostic", failed, err)
				}
				if d.Message.ID == "publish.unfinished" {
					checkCrash(t, dir, n)
					continue
				}
				wantDiagnostic(t, err, dir, test.id)
				if diff := cmp.Diff(was, tree(t, filepath.Dir(dir))); diff != "" {
					t.Fatalf("%s: the destination is not as it was:\n%s", failed, diff)
				}
			}
		})
	}
}

// On a full disk the last thing that can fail is to add a name to a folder. It is
// undone.
func TestFailedMoveOfANewThingIsUndone(t *testing.T) {
	dir := crashDestination(t, 12)
	was := tree(t, filepath.Dir(dir))
	renames := 0
	p, err := publish.OpenWith(dir, func(op, name string) error {
		if op == "rename" {
			if renames++; renames == 4 {
				return syscall.ENOSPC
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = writeAndCommit(p, newSite(12))
	wantDiagnostic(t, err, dir, "publish.full")
	if diff := cmp.Diff(was, tree(t, filepath.Dir(dir))); diff != "" {
		t.Error(diff)
	}
}

// Between the crash and the next build somebody tidies up.
func TestRecoveryMeetsAChangedDestination(t *testing.T) {
	const n = 12
	for _, test := range []struct {
		name   string
		change func(dir string) error
		id     string // of the error of the next build
	}{
		{"all removed", func(dir string) error {
			return errors.Join(os.RemoveAll(dir), os.Mkdir(dir, 0o755))
		}, ""},
		{"staging removed", func(dir string) error {
			return os.RemoveAll(filepath.Join(stateFolder(dir), "staging"))
		}, ""},
		{"a foreign file where a new folder goes", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "chi-mới"), []byte("của tôi"), 0o666)
		}, "publish.unfinished"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := crashDestination(t, n)
			killBeforeFirstRename(t, dir, n)
			if err := test.change(dir); err != nil {
				t.Fatal(err)
			}
			kept := tree(t, dir)["chi-mới"]
			_, err := publishSite(dir, newSite(n))
			if test.id != "" {
				wantDiagnostic(t, err, dir, test.id)
				if got := tree(t, dir)["chi-mới"]; got != kept {
					t.Errorf("the foreign file is %q, was %q", got, kept)
				}
				if err := os.Remove(filepath.Join(dir, "chi-mới")); err != nil {
					t.Fatal(err)
				}
				mustPublish(t, dir, newSite(n))
			} else if err != nil {
				t.Fatal(err)
			}
			got := tree(t, dir)
			for name, text := range newSite(n) {
				if got[name] != text {
					t.Errorf("%s is %q, want %q", name, got[name], text)
				}
			}
		})
	}
}

// killBeforeFirstRename leaves in dir what a build leaves that is killed when
// its journal has just become complete.
func killBeforeFirstRename(t *testing.T, dir string, n int) {
	t.Helper()
	changes, first := 0, 0
	p, err := publish.OpenWith(crashDestination(t, n), func(op, name string) error {
		if changes++; op == "rename" && first == 0 {
			first = changes
		}
		return nil
	})
	if err == nil {
		_, err = writeAndCommit(p, newSite(n))
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, finished := child(t, dir, n, first, nil); finished {
		t.Fatal("the build was not killed")
	}
}
