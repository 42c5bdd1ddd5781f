package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDockerfile carries out the steps of the Dockerfile without Docker: those of the
// image of Go on this machine, in folders that stand for its root. What comes out is
// run as a container would be.
func TestDockerfile(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "deploy/Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	images, err := buildImages(t.TempDir(), string(text), copyContext)
	if err != nil {
		t.Fatal(err)
	}
	last := images[len(images)-1]
	if last.base != "scratch" || last.user != "65532:65532" {
		t.Errorf("the container begins with %s and runs as %q", last.base, last.user)
	}
	var files []string
	for name := range tree(t, last.root) {
		files = append(files, name)
	}
	if len(files) != 3 { // the program, certificates, the licence
		t.Errorf("the container holds %v", files)
	}
	site := filepath.Join(t.TempDir(), "trang-tin")
	output(t, "", program(t), "new", "site", site)
	give(t, site, 65532)
	s := sandbox{root: last.root, site: site, user: last.user}
	if help := s.run(t, append(last.entry, last.args...)...); !strings.Contains(help, "guong") {
		t.Errorf("without arguments the container says\n%s", help)
	}
	s.run(t, append(last.entry, "build", "-s", "/site")...)
	if _, err := os.Stat(filepath.Join(site, "public/index.html")); err != nil {
		t.Error(err)
	}
}

// tree returns the files below a folder, by their paths.
func tree(t *testing.T, folder string) map[string]bool {
	t.Helper()
	files := map[string]bool{}
	err := filepath.WalkDir(folder, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(folder, name)
			files[filepath.ToSlash(rel)] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// copyContext copies what is sent to Docker: the project without what .dockerignore
// names.
func copyContext(folder string) error {
	if err := copyProject(folder); err != nil {
		return err
	}
	ignored, err := os.ReadFile(filepath.Join(root, ".dockerignore"))
	if err != nil {
		return err
	}
	for name := range strings.FieldsSeq(string(ignored)) {
		if err := os.RemoveAll(filepath.Join(folder, name)); err != nil {
			return err
		}
	}
	return nil
}

// image is what one stage of a Dockerfile makes.
type image struct {
	name, base, root string
	work, user       string
	env              []string
	entry, args      []string
}

// buildImages carries out a Dockerfile. It knows the instructions that ours has; others
// are an error, so that none is passed over.
func buildImages(folder, text string, context func(folder string) error) ([]image, error) {
	sent := filepath.Join(folder, "context")
	if err := context(sent); err != nil {
		return nil, err
	}
	var images []image
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		verb, rest, _ := strings.Cut(line, " ")
		if verb == "FROM" {
			base, name, _ := strings.Cut(rest, " AS ")
			im := image{name: name, base: base, root: filepath.Join(folder, fmt.Sprintf("image-%d", len(images))), work: "/"}
			if err := os.MkdirAll(im.root, 0o755); err != nil {
				return nil, err
			}
			images = append(images, im)
			continue
		}
		if len(images) == 0 {
			return nil, errors.New("an instruction before FROM: " + line)
		}
		if err := images[len(images)-1].step(verb, rest, sent, images); err != nil {
			return nil, fmt.Errorf("%s: %w", line, err)
		}
	}
	return images, nil
}

// place returns where a path of the image lies on this machine.
func (im *image) place(name string) string {
	if !path.IsAbs(name) {
		name = path.Join(im.work, name)
	}
	return filepath.Join(im.root, name)
}

func (im *image) step(verb, rest, sent string, images []image) error {
	switch verb {
	case "WORKDIR":
		im.work = rest
		return os.MkdirAll(im.place("."), 0o755)
	case "ARG", "ENV":
		im.env = append(im.env, rest)
	case "USER":
		im.user = rest
	case "ENTRYPOINT":
		im.entry = list(rest)
	case "CMD":
		im.args = list(rest)
	case "COPY":
		return im.copy(rest, sent, images)
	case "RUN":
		return im.run(rest)
	default:
		return errors.New("an instruction that this test does not know")
	}
	return nil
}

// list reads ["a", "b"].
func list(text string) (words []string) {
	for _, m := range regexp.MustCompile(`"([^"]*)"`).FindAllStringSubmatch(text, -1) {
		words = append(words, m[1])
	}
	return words
}

func (im *image) copy(rest, sent string, images []image) error {
	words := strings.Fields(rest)
	from := sent
	for strings.HasPrefix(words[0], "--") {
		if name, ok := strings.CutPrefix(words[0], "--from="); ok {
			for _, other := range images {
				if other.name == name {
					from = other.root
				}
			}
			if from == sent {
				return errors.New("no such image")
			}
		}
		words = words[1:]
	}
	source := filepath.Join(from, words[0])
	if _, err := os.Stat(source); errors.Is(err, os.ErrNotExist) && from != sent && strings.HasPrefix(words[0], "/etc/ssl/") {
		source = words[0] // the image of Go is Debian with this file, and so is this machine
	}
	target := im.place(words[1])
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return err
	}
	if out, err := exec.Command("cp", "-rT", source, target).CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}

// absolute matches the paths of the image in a command of ours.
var absolute = regexp.MustCompile(`(^|[ =])/(out|src)\b`)

// run runs a command with this machine's Go, its paths turned to those in the folder of
// the image.
func (im *image) run(command string) error {
	cmd := exec.Command("sh", "-e", "-c", absolute.ReplaceAllString(command, "${1}"+im.root+"/$2"))
	cmd.Dir = im.place(".")
	cmd.Env = append(append(os.Environ(), "GOFLAGS="), im.env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}
