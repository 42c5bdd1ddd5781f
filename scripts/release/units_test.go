package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// units are the files for systemd, with the names under which they are installed.
var units = []string{"guong-watch@.service", "guong-deploy@.service", "guong-deploy@.timer"}

// installUnits copies the units into a folder, with the released program in place of the
// installed one.
func installUnits(t *testing.T) (files []string) {
	t.Helper()
	folder := t.TempDir()
	for _, name := range units {
		text, err := os.ReadFile(filepath.Join(root, "deploy", name))
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.ReplaceAll(string(text), "/usr/bin/guong", program(t))
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// TestUnits asks systemd whether it understands the units: what it does not know it warns
// of, and warnings are mistakes here.
func TestUnits(t *testing.T) {
	files := installUnits(t)
	cmd := exec.Command("systemd-analyze", append([]string{"verify", "--man=no"}, files...)...)
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("systemd-analyze verify (Debian's package systemd): %v\n%s", err, out)
	}
	for _, file := range files[:2] {
		// 0 is nothing to attack, 100 a service without any fence.
		out, err := exec.Command("systemd-analyze", "security", "--offline=yes", "--threshold=20", file).CombinedOutput()
		if err != nil {
			t.Errorf("%s can do too much: %v\n%s", filepath.Base(file), err, out)
		}
	}
}

// TestUnitsNoticeMistakes holds that the test above would notice.
func TestUnitsNoticeMistakes(t *testing.T) {
	file := installUnits(t)[0]
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	wrong := strings.Replace(string(text), "ProtectSystem=strict", "ProtectSytem=strict", 1)
	if err := os.WriteFile(file, []byte(wrong), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("systemd-analyze", "verify", "--man=no", file).CombinedOutput()
	if err == nil && len(out) == 0 {
		t.Error("systemd says nothing of a key that is misspelt")
	}
}

// TestUnattendedCommands runs the commands of units and of cron as they stand, but for
// --watch, on a site.
func TestUnattendedCommands(t *testing.T) {
	s := newSite(t)
	s.addConfig(t, "[deploy.chinh]\nkind = \"dir\"\npath = \"/var/www/tdkt\"\n")
	for _, name := range units[:2] {
		text, err := os.ReadFile(filepath.Join(root, "deploy", name))
		if err != nil {
			t.Fatal(err)
		}
		m := regexp.MustCompile(`(?m)^ExecStart=/usr/bin/(guong deploy .*)$`).FindStringSubmatch(string(text))
		if m == nil {
			t.Fatalf("%s starts nothing", name)
		}
		s.shell(t, "GUONG_TARGET=chinh\n"+strings.Replace(m[1], " --watch", "", 1))
	}
	text, err := os.ReadFile(filepath.Join(root, "deploy/guong.cron"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?m)^\*/10 \* \* \* \* guong (.*)$`).FindStringSubmatch(string(text))
	if m == nil {
		t.Fatal("guong.cron has no line that runs something every ten minutes")
	}
	if out := s.shell(t, strings.ReplaceAll(m[1], "/var/lib/guong", s.folder)); out != "" {
		t.Errorf("cron would send by mail, though nothing is wrong:\n%s", out)
	}
}

// TestDebianPackage installs the package into an empty root.
func TestDebianPackage(t *testing.T) {
	folder := t.TempDir()
	installed := filepath.Join(folder, "root")
	for _, name := range []string{"etc", "var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers"} {
		if err := os.MkdirAll(filepath.Join(installed, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"var/lib/dpkg/status", "var/lib/dpkg/available"} {
		if err := os.WriteFile(filepath.Join(installed, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	block := manualBlock(t, "docs/operations.md", "debian")
	script := `set -e
dpkg() { command dpkg --root="$ROOT" --force-not-root --force-script-chrootless --log=/dev/null "$@"; }
` + block
	cmd := exec.Command("sh", "-c", script)
	cmd.Dir = released(t)
	cmd.Env = append(os.Environ(), "ROOT="+installed)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out := output(t, "", filepath.Join(installed, "usr/bin/guong"), "version"); !strings.Contains(out, testVersion) {
		t.Errorf("the installed program says %s", out)
	}
	for _, name := range []string{
		"usr/lib/systemd/system/guong-watch@.service", "usr/lib/systemd/system/guong-deploy@.timer", "usr/lib/sysusers.d/guong.conf",
		"usr/share/doc/guong/copyright", "usr/share/doc/guong/changelog.gz", "usr/share/doc/guong/examples/guong.cron",
	} {
		if _, err := os.Stat(filepath.Join(installed, name)); err != nil {
			t.Error(err)
		}
	}
	accounts, err := os.ReadFile(filepath.Join(installed, "etc/passwd"))
	if err != nil || !strings.Contains(string(accounts), "guong:") {
		t.Errorf("the account of the services was not made: %v", err)
	}
}
