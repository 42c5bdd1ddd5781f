package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// sandbox is a machine of its own as far as a program can see: its root is a folder
// that nobody can write to, there is no network, not even the loopback one, and no
// environment. Only /site can be written.
type sandbox struct {
	root string // with an empty folder /site in it
	site string // what is at /site
	user string // "65534:65534", if the test runs as root
}

// enter is run by a shell in namespaces of its own.
const enter = `set -e
root=$1 site=$2 user=$3
shift 3
mount --bind "$root" "$root"
mount --bind "$site" "$root/site"
mount -o remount,bind,ro "$root"
if touch "$root/written" 2>/dev/null; then echo "the root can be written to"; exit 99; fi
if [ -n "$user" ]; then
	exec env -i /usr/sbin/chroot --userspec="$user" --groups= "$root" "$@"
fi
exec env -i /usr/sbin/chroot "$root" "$@"
`

// run runs a program of the sandbox, which has to succeed, and returns its output.
func (s sandbox) run(t *testing.T, args ...string) (stdout string) {
	t.Helper()
	namespaces, user := []string{"--net", "--mount"}, s.user
	if os.Geteuid() != 0 {
		// An ordinary user is root in a namespace of its own, and cannot become nobody.
		namespaces, user = append(namespaces, "--user", "--map-root-user"), ""
	}
	call := append(namespaces, "sh", "-c", enter, "sh", s.root, s.site, user)
	cmd := exec.Command("unshare", append(call, args...)...)
	var out, wrong bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &wrong
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v in an empty namespace: %v (unshare needs root, or namespaces that users may make)\n%s%s", args, err, out.String(), wrong.String())
	}
	return out.String()
}

// give hands a folder and all in it to a user.
func give(t *testing.T, folder string, user int) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	err := filepath.WalkDir(folder, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(name, user, user)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// emptyRoot makes a root with nothing but a program and the place of a site.
func emptyRoot(t *testing.T, program string) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"usr/bin", "site"} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "usr/bin/guong"), data, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestNothingButTheProgram builds the sample site with the released program on a
// machine that has nothing else: no libraries, no /tmp, no /proc, no HOME, no zones, no network.
func TestNothingButTheProgram(t *testing.T) {
	site := t.TempDir()
	for _, name := range []string{"content", "config.toml"} {
		output(t, root, "cp", "-r", name, site)
	}
	give(t, site, 65534)
	s := sandbox{root: emptyRoot(t, program(t)), site: site, user: "65534:65534"}
	version := s.run(t, "/usr/bin/guong", "version")
	var report struct {
		Version  string
		Articles int
		Errors   int
	}
	out := s.run(t, "/usr/bin/guong", "build", "-s", "/site", "--json")
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if report.Articles < 10 || report.Errors != 0 || !strings.Contains(version, report.Version) {
		t.Errorf("built %+v with %s", report, version)
	}
	home, err := os.ReadFile(filepath.Join(site, "public/index.html"))
	if err != nil || !bytes.Contains(home, []byte("Gương điển hình tiên tiến")) {
		t.Errorf("the home page is not as it should be: %v", err)
	}
}
