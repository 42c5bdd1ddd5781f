package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"guong/generator/config"
)

// Blocks of code in the manuals for operators and clerks say in their first line what is
// done about them here:
//
//	```sh run          run one after the other, in one site for each manual
//	```sh run=NAME     the same, but a test of its own sets the place up: see sessions
//	```toml config     added to config.toml of that site, which has to be right
//	```toml article    put into the front matter of a story there
//	```ini systemd     a drop-in of a unit, which systemd has to understand
//	``` … not-tried    neither; the text around says so to readers
var manuals = map[string]string{"docs/operations.md": "not tried", "docs/xuat-ban.md": "chưa thử"}

// deploys tells whether the program has the verb `deploy`: then all lines with it are run.
// TestDeployIsKnown holds it to the truth.
const deploys = true

// block is a block of code of a manual.
type block struct {
	manual         string
	line           int // of the manual
	language, mark string
	text           string
}

// blocks returns all blocks of a manual.
func blocks(t *testing.T, manual string) (found []block) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, manual))
	if err != nil {
		t.Fatal(err)
	}
	var open *block
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		fence, isFence := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case isFence && open == nil:
			language, mark, _ := strings.Cut(fence, " ")
			open = &block{manual: manual, line: number, language: language, mark: mark}
		case isFence:
			found = append(found, *open)
			open = nil
		case open != nil:
			open.text += line
		case strings.HasPrefix(line, "    ") && !strings.HasPrefix(strings.TrimSpace(line), "|"):
			t.Errorf("%s:%d: a block without a fence tells no test what to do with it", manual, number)
		}
	}
	if open != nil {
		t.Fatalf("%s:%d: a block does not end", manual, open.line)
	}
	return found
}

// manualBlock returns the one block of a manual that is run by a test of its own, for
// the processor of this machine.
func manualBlock(t *testing.T, manual, name string) string {
	t.Helper()
	for _, b := range blocks(t, manual) {
		if b.mark == "run="+name {
			return strings.ReplaceAll(b.text, "amd64", runtime.GOARCH)
		}
	}
	t.Fatalf("%s has no block run=%s", manual, name)
	return ""
}

// sessions are the blocks that tests of their own run.
var sessions = []string{"run=install", "run=debian"}

// TestManuals runs the commands of the manuals.
func TestManuals(t *testing.T) {
	for manual, untried := range manuals {
		t.Run(manual, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			ran := 0
			for _, b := range blocks(t, manual) {
				place := fmt.Sprintf("%s:%d", b.manual, b.line)
				switch kind := b.language + " " + b.mark; {
				case kind == "sh run":
					if strings.Contains(b.text, "--to ") {
						s.write(t, "content/tin-tuc/them.md", "+++\ntitle = \"Thêm một bài\"\ndate = 2024-05-01\n+++\n\nMột bài nữa.\n")
						s.shell(t, "guong build\n"+strings.ReplaceAll(regexp.MustCompile(`guong deploy \S+ --to`).FindString(b.text), "--to", "--build\n"))
					}
					s.shell(t, b.text)
					ran++
				case kind == "toml config":
					s.addConfig(t, b.text)
				case kind == "toml article":
					s.write(t, "content/tin-tuc/them.md", "+++\ntitle = \"Thêm một bài\"\ndate = 2024-05-01\n"+b.text+"+++\n\nMột bài nữa.\n")
				case kind == "ini systemd":
					checkDropIn(t, b.text)
				case b.mark == "not-tried":
					if !saysUntried(t, b, untried) {
						t.Errorf("%s: the text around does not say “%s”", place, untried)
					}
				case !slices.Contains(sessions, b.mark):
					t.Errorf("%s: %q does not say whether the block is run", place, b.mark)
				}
			}
			if ran < 4 {
				t.Errorf("only %d blocks were run", ran)
			}
		})
	}
}

// saysUntried reports whether the section that a block stands in says to readers that
// nobody tried it.
func saysUntried(t *testing.T, b block, words string) bool {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, b.manual))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	from, to := b.line, b.line
	for from > 0 && !strings.HasPrefix(lines[from-1], "#") {
		from--
	}
	for to < len(lines) && !strings.HasPrefix(lines[to], "#") {
		to++
	}
	return strings.Contains(strings.ToLower(strings.Join(lines[from:to], "\n")), words)
}

// checkDropIn asks systemd about a drop-in of guong-watch@.service.
func checkDropIn(t *testing.T, text string) {
	t.Helper()
	unit := installUnits(t)[0]
	if err := os.MkdirAll(unit+".d", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(unit+".d", "override.conf"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("systemd-analyze", "verify", "--man=no", unit).CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestInstall unpacks a release as the manual says.
func TestInstall(t *testing.T) {
	bin := t.TempDir()
	cmd := exec.Command("sh", "-e", "-c", "cd \"$DIST\"\n"+manualBlock(t, "docs/operations.md", "install"))
	dist := filepath.Join(t.TempDir(), "dist")
	output(t, "", "cp", "-r", released(t), dist)
	cmd.Env = append(os.Environ(), "DIST="+dist, "BIN="+bin)
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("guong "+testVersion)) {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestDeployIsKnown holds that deploys is right.
func TestDeployIsKnown(t *testing.T) {
	err := exec.Command(program(t), "deploy", "--help").Run()
	if (err == nil) != deploys {
		t.Errorf("guong deploy --help: %v, and deploys is %v: change it", err, deploys)
	}
}

// site is a site on which commands of the manuals are run. Folders of the system in them
// become folders of the test.
type site struct {
	folder string // for all of the test
	site   string // in it
	path   string // folder of the program
}

func newSite(t *testing.T) *site {
	t.Helper()
	folder := t.TempDir()
	s := &site{folder: folder, site: filepath.Join(folder, "srv-guong/trang-tin"), path: filepath.Dir(program(t))}
	for _, name := range []string{"srv-guong", "www/tdkt", "www/thu"} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	output(t, "", program(t), "new", "site", s.site)
	s.write(t, "content/tin-tuc/bai.md", "+++\ntitle = \"Một bài\"\ndate = 2024-04-01\n+++\n\nBảy giờ tối, lớp học sáng đèn.\n")
	return s
}

func (s *site) write(t *testing.T, name, text string) {
	t.Helper()
	name = filepath.Join(s.site, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// local turns folders of the system into folders of the test.
func (s *site) local(text string) string {
	text = strings.ReplaceAll(text, "/srv/guong", filepath.Join(s.folder, "srv-guong"))
	return strings.ReplaceAll(text, "/var/www", filepath.Join(s.folder, "www"))
}

// addConfig adds tables to config.toml, which has to be right with them.
func (s *site) addConfig(t *testing.T, text string) {
	t.Helper()
	if !deploys && strings.Contains(text, "[deploy.") {
		return
	}
	name := filepath.Join(s.site, "config.toml")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, append(data, "\n"+s.local(text)...), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, wrong := config.Load(os.DirFS(s.site), "config.toml"); len(wrong) > 0 {
		t.Errorf("%s\n%v", text, wrong)
	}
}

// shell runs commands in the site's folder, which all have to succeed, and returns what
// they say.
func (s *site) shell(t *testing.T, commands string) string {
	t.Helper()
	if !deploys {
		commands = deployCommand.ReplaceAllString(commands, "true")
	}
	cmd := exec.Command("bash", "-e", "-o", "pipefail", "-c", s.local(commands))
	cmd.Dir = s.site
	cmd.Env = append(os.Environ(), "GUONG_LANG=vi", "PATH="+s.path+string(os.PathListSeparator)+os.Getenv("PATH"), "HOME="+s.folder)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s\n%s", err, commands, out)
	}
	return string(out)
}

var deployCommand = regexp.MustCompile(`guong deploy\b`)
