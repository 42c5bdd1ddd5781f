package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/CycloneDX/cyclonedx-go"
)

// What the releases of these tests say of themselves.
const (
	testVersion = "1.2.3"
	testCommit  = "0123456789abcdef0123456789abcdef01234567"
	testTime    = "1750000000"
)

var testFolder = fmt.Sprintf("guong-%s-linux-%s", testVersion, runtime.GOARCH)

// TestMain removes what tests share.
func TestMain(m *testing.M) {
	status := m.Run()
	if shared != "" {
		_ = os.RemoveAll(shared)
	}
	os.Exit(status)
}

// shared is the folder of what tests share; "" until there is something.
var shared string

// release makes a release of this machine's processor, once for all tests, from a copy of the
// project, and returns its folder.
var release = sync.OnceValues(func() (string, error) {
	var err error
	if shared, err = os.MkdirTemp("", "guong-release-test-"); err != nil {
		return "", err
	}
	if err := os.Chmod(shared, 0o755); err != nil { // programs of others start here
		return "", err
	}
	return makeRelease(filepath.Join(shared, "project"), filepath.Join(shared, "dist"))
})

func released(t *testing.T) string {
	t.Helper()
	dist, err := release()
	if err != nil {
		t.Fatal(err)
	}
	return dist
}

// program unpacks the released program and returns its name.
var unpack = sync.OnceValues(func() (string, error) {
	dist, err := release()
	if err != nil {
		return "", err
	}
	folder := filepath.Join(shared, "unpacked")
	if err := os.Mkdir(folder, 0o755); err != nil {
		return "", err
	}
	out, err := exec.Command("tar", "-xzf", filepath.Join(dist, testFolder+".tar.gz"), "-C", folder).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("tar: %w\n%s", err, out)
	}
	return filepath.Join(folder, testFolder, "guong"), nil
})

func program(t *testing.T) string {
	t.Helper()
	name, err := unpack()
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// makeRelease copies the project into a folder that is not there yet, and makes a
// release of it.
func makeRelease(project, dist string) (string, error) {
	if err := copyProject(project); err != nil {
		return "", err
	}
	cmd := exec.Command("go", "run", "./scripts/release", "-out", dist, "-platforms", "linux/"+runtime.GOARCH,
		"-version", testVersion, "-commit", testCommit, "-time", testTime)
	cmd.Dir = project
	cmd.Env = append(os.Environ(), "GOFLAGS=-trimpath", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return dist, nil
}

// copyProject copies what a release is made from: the files that git knows of, without
// the sample site and the tests in a browser.
func copyProject(project string) error {
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Dir = root
	list, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("git ls-files: %w", err)
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		if strings.HasPrefix(name, "content/") || strings.HasPrefix(name, "e2e/") || strings.HasSuffix(name, ".png") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(root, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed, and not committed yet
		}
		if err != nil {
			return err
		}
		target := filepath.Join(project, name)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(target, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// root is the folder of the project.
const root = "../.."

func TestSameBytesInAnotherFolder(t *testing.T) {
	first := released(t)
	folder := t.TempDir()
	second, err := makeRelease(filepath.Join(folder, "at another place"), filepath.Join(folder, "dist"))
	if err != nil {
		t.Fatal(err)
	}
	a, b := sums(t, first), sums(t, second)
	if len(a) != 4 { // archive, package, list of what is inside, checksums
		t.Errorf("a release of one platform has %d files: %v", len(a), a)
	}
	for name, sum := range a {
		if b[name] != sum {
			t.Errorf("%s differs", name)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d files, and %d in another folder", len(a), len(b))
	}
	text, err := os.ReadFile(program(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{shared, folder} {
		if bytes.Contains(text, []byte(place)) {
			t.Errorf("the program holds the path of a folder it was built in: %s", place)
		}
	}
}

func sums(t *testing.T, folder string) map[string][32]byte {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string][32]byte{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		sums[e.Name()] = sha256.Sum256(data)
	}
	return sums
}

func TestChecksums(t *testing.T) {
	dist := released(t)
	text, err := os.ReadFile(filepath.Join(dist, marker))
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for line := range strings.Lines(string(text)) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		told[name] = sum
	}
	found := sums(t, dist)
	delete(found, marker)
	if len(told) != len(found) {
		t.Errorf("checksums of %d files, there are %d", len(told), len(found))
	}
	for name, sum := range found {
		if told[name] != fmt.Sprintf("%x", sum) {
			t.Errorf("%s: the checksum is %q, want %x", name, told[name], sum)
		}
	}
}

func TestArchive(t *testing.T) {
	f, err := os.Open(filepath.Join(released(t), testFolder+".tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if !z.ModTime.IsZero() || z.Name != "" {
		t.Errorf("the compressed file has a name or a time: %q %v", z.Name, z.ModTime)
	}
	var names []string
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, h.Name)
		if h.ModTime.Unix() != 1750000000 || h.Uid != 0 || h.Gid != 0 || h.Uname != "" {
			t.Errorf("%s: time %v, owner %d:%d %q", h.Name, h.ModTime, h.Uid, h.Gid, h.Uname)
		}
		if want := int64(0o644); h.Typeflag == tar.TypeReg && h.Name != testFolder+"/guong" && h.Mode != want {
			t.Errorf("%s: mode %o, want %o", h.Name, h.Mode, want)
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("the files are not sorted: %v", names)
	}
	for _, want := range []string{"guong", "LICENSE", thirdParties, "CHANGELOG.md", "docs/operations.md", "docs/xuat-ban.md", "deploy/guong-watch@.service"} {
		if !slices.Contains(names, testFolder+"/"+want) {
			t.Errorf("no %s in %v", want, names)
		}
	}
}

// TestProgram asks the released program what it is.
func TestProgram(t *testing.T) {
	name := program(t)
	info, err := buildinfo.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if setting(info.Settings, "CGO_ENABLED") != "0" || setting(info.Settings, "-trimpath") != "true" {
		t.Errorf("the program was built with %v", info.Settings)
	}
	want := fmt.Sprintf("guong %s (commit %s, %s, linux/%s)\n", testVersion, testCommit, runtime.Version(), runtime.GOARCH)
	if got := output(t, "", name, "version"); got != want {
		t.Errorf("guong version: %q, want %q", got, want)
	}
	site := filepath.Join(t.TempDir(), "trang-tin")
	output(t, "", name, "new", "site", site)
	var report struct{ Version string }
	if err := json.Unmarshal([]byte(output(t, site, name, "build", "--json")), &report); err != nil {
		t.Fatal(err)
	}
	if report.Version != testVersion {
		t.Errorf("build --json tells version %q, want %q", report.Version, testVersion)
	}
	if out, err := exec.Command("ldd", name).CombinedOutput(); err == nil {
		t.Errorf("the program needs libraries of the system:\n%s", out)
	}
}

func output(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GUONG_LANG=vi")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// TestWhatIsInside compares the list of what is inside and the licences with what the
// program itself says.
func TestWhatIsInside(t *testing.T) {
	info, err := buildinfo.ReadFile(program(t))
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(released(t), testFolder+".cdx.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var bom cyclonedx.BOM
	if err := cyclonedx.NewBOMDecoder(f, cyclonedx.BOMFileFormatJSON).Decode(&bom); err != nil {
		t.Fatal(err)
	}
	licences, err := os.ReadFile(filepath.Join(filepath.Dir(program(t)), thirdParties))
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, c := range *bom.Components {
		listed[c.Name] = c.Version
		if len(*c.Licenses) == 0 {
			t.Errorf("%s has no licence", c.Name)
		}
		if !bytes.Contains(licences, []byte("\n"+c.Name+" "+c.Version+"\n")) {
			t.Errorf("%s does not hold the licence of %s %s", thirdParties, c.Name, c.Version)
		}
	}
	if len(info.Deps) < 10 {
		t.Errorf("the program tells of %d modules only", len(info.Deps))
	}
	for _, m := range info.Deps {
		if listed[m.Path] != m.Version {
			t.Errorf("%s %s is in the program, and listed is %q", m.Path, m.Version, listed[m.Path])
		}
		delete(listed, m.Path)
	}
	for _, name := range []string{"std", "libwebp", "emscripten", "wasi-libc", "Be Vietnam Pro", "Noto Serif"} {
		if listed[name] == "" {
			t.Errorf("%s is not listed", name)
		}
		delete(listed, name)
	}
	if len(listed) > 0 {
		t.Errorf("listed and not in the program: %v", listed)
	}
}

// TestLicencesOfTheProject finds licences that lie in the project and belong to no part.
func TestLicencesOfTheProject(t *testing.T) {
	t.Chdir(root)
	parts, err := notGo()
	if err != nil {
		t.Fatal(err)
	}
	known := map[[32]byte]bool{}
	for _, p := range parts {
		for _, name := range p.licences {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			known[sha256.Sum256(data)] = true
		}
	}
	out, err := exec.Command("git", "ls-files", "*LICENSE*", "*OFL*", "*COPYING*", "*NOTICE*").Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.FieldsSeq(string(out)) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if name != "LICENSE" && !known[sha256.Sum256(data)] {
			t.Errorf("%s belongs to nothing in the list of parts", name)
		}
	}
}

func TestVersionOf(t *testing.T) {
	for _, c := range []struct {
		described string
		changed   bool
		want      string
	}{
		{"v0.1.0-0-g0123456", false, "0.1.0"},
		{"v0.1.0-0-g0123456", true, "0.1.0-dirty"},
		{"v0.1.0-12-g0123456", false, "0.1.0-12-g0123456"},
		{"v0.1.0-rc.1-0-g0123456", false, "0.1.0-rc.1"},
		{"v0.0.0-407-g0123456", true, "0.0.0-407-g0123456-dirty"},
	} {
		if got := versionOf(c.described, c.changed); got != c.want {
			t.Errorf("versionOf(%q, %v) = %q, want %q", c.described, c.changed, got, c.want)
		}
	}
}

// TestFolderOfOthers holds that a release empties no folder but its own.
func TestFolderOfOthers(t *testing.T) {
	folder := t.TempDir()
	kept := filepath.Join(folder, "thu-cua-toi.txt")
	if err := os.WriteFile(kept, []byte("Thư"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := emptyFolder(folder); err == nil {
		t.Error("a folder with files of others was accepted")
	}
	if _, err := os.Stat(kept); err != nil {
		t.Error(err)
	}
	own := filepath.Join(folder, "dist")
	for range 2 {
		if _, err := emptyFolder(own); err != nil {
			t.Error(err)
		}
		if err := os.WriteFile(filepath.Join(own, "cu.zip"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func setting(settings []debug.BuildSetting, key string) string {
	for _, s := range settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}
