package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// part is something in the program that others made.
type part struct {
	name     string // a module's path, or a name
	version  string
	sum      string   // of a module, as in go.sum; else ""
	purl     string   // "pkg:golang/…"; "" if there is no such address
	font     bool     // and no code
	licences []string // files, sorted
}

// identifiers returns the SPDX identifiers of the licences, sorted.
func (p part) identifiers() ([]string, error) {
	var found []string
	for _, name := range p.licences {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for _, m := range licensecheck.Scan(text).Match {
			if !m.IsURL && !slices.Contains(grants, m.ID) {
				found = append(found, m.ID)
			}
		}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	for _, id := range found {
		if !slices.Contains(permitted, id) {
			return nil, fmt.Errorf("%s has the licence %s, which nobody has allowed yet", p.name, id)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: nobody knows the licence of %v", p.name, p.licences)
	}
	return found, nil
}

// permitted are licences under which a part may be given away inside of the program,
// if their texts are with it.
var permitted = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0", "OFL-1.1", "Unlicense", "Zlib"}

// grants are texts that accompany licences and have no identifier: Google's promise not
// to use its patents.
var grants = []string{"GooglePatentClause", "GooglePatentsFile"}

// partsOf returns what is in the program, sorted: Go's library, modules, and what is
// not Go.
func partsOf(ctx context.Context, b build) ([]part, error) {
	parts, err := modules(ctx, b)
	if err != nil {
		return nil, err
	}
	library, err := goLibrary(ctx)
	if err != nil {
		return nil, err
	}
	others, err := notGo()
	if err != nil {
		return nil, err
	}
	parts = append(append(parts, library), others...)
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.name, b.name) })
	return parts, nil
}

// goLibrary returns the library that comes with Go.
func goLibrary(ctx context.Context) (part, error) {
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return part{}, fmt.Errorf("go env: %w", err)
	}
	licence := filepath.Join(strings.TrimSpace(string(root)), "LICENSE")
	if _, err := os.Stat(licence); errors.Is(err, os.ErrNotExist) {
		licence = "/usr/share/doc/golang-go/copyright" // where Debian has it
	}
	version := strings.TrimPrefix(runtime.Version(), "go")
	return part{name: "std", version: version, purl: "pkg:golang/std@" + version, licences: []string{licence}}, nil
}

// modules returns the modules of which a package is in the program.
func modules(ctx context.Context, b build) ([]part, error) {
	out, err := b.command(ctx, "list", "-deps", "-json=Dir,Module", "./cmd/guong").Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	found := map[string]*part{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir    string
			Module *struct {
				Path, Version, Dir, Sum string
				Main                    bool
			}
		}
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		m := p.Module
		if m == nil || m.Main {
			continue
		}
		known := found[m.Path]
		if known == nil {
			known = &part{name: m.Path, version: m.Version, sum: m.Sum, purl: "pkg:golang/" + m.Path + "@" + m.Version}
			found[m.Path] = known
		}
		texts, err := licencesAbove(p.Dir, m.Dir)
		if err != nil {
			return nil, err
		}
		known.licences = append(known.licences, texts...)
	}
	var parts []part
	for _, p := range found {
		slices.Sort(p.licences)
		p.licences = slices.Compact(p.licences)
		parts = append(parts, *p)
	}
	return parts, nil
}

// licenceName matches files in which projects keep licences and what has to be passed
// on with them.
var licenceName = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|copyright|notice|patents)([-_.].*)?$`)

// licencesAbove returns the licences of a package: those in its folder and in all
// above it, up to the one of its module.
func licencesAbove(dir, root string) ([]string, error) {
	var found []string
	for {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if !e.IsDir() && licenceName.MatchString(e.Name()) && !strings.HasSuffix(e.Name(), ".go") {
				found = append(found, filepath.Join(dir, e.Name()))
			}
		}
		if dir == root || len(dir) < len(root) {
			return found, nil
		}
		dir = filepath.Dir(dir)
	}
}

// notGo returns what is in the program and not written in Go. Versions stand in the
// versions.txt beside each.
func notGo() ([]part, error) {
	const (
		wasm  = "generator/picture/webp/wasm/"
		fonts = "themes/tdkt/assets/fonts/"
	)
	var parts []part
	for _, p := range []struct {
		name, versions, entry, licence string
		font                           bool
	}{
		{"libwebp", wasm, "libwebp", wasm + "LICENSE.libwebp", false},
		{"emscripten", wasm, "emscripten", wasm + "LICENSE.emscripten", false},
		{"wasi-libc", wasm, "wasi-libc", wasm + "LICENSE.wasi-libc", false},
		{"Be Vietnam Pro", fonts, "@expo-google-fonts/be-vietnam-pro", fonts + "BeVietnamPro-OFL.txt", true},
		{"Noto Serif", fonts, "@expo-google-fonts/noto-serif", fonts + "NotoSerif-OFL.txt", true},
	} {
		text, err := os.ReadFile(filepath.FromSlash(p.versions + "versions.txt"))
		if err != nil {
			return nil, err
		}
		m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(p.entry) + ` ([^ ,\n]+)`).FindSubmatch(text)
		if m == nil {
			return nil, fmt.Errorf("%sversions.txt does not tell the version of %s", p.versions, p.entry)
		}
		version, purl := string(m[1]), ""
		if p.font {
			purl = "pkg:npm/" + strings.Replace(p.entry, "@", "%40", 1) + "@" + version
		}
		parts = append(parts, part{name: p.name, version: version, purl: purl, font: p.font, licences: []string{filepath.FromSlash(p.licence)}})
	}
	return parts, nil
}

// thirdParties is the file with the licences of all parts.
const thirdParties = "THIRD-PARTY.txt"

// licenceTexts returns the licences of all parts as one text.
func licenceTexts(parts []part) ([]byte, error) {
	var text bytes.Buffer
	text.WriteString("Gương is made of parts that others wrote and let everybody use. These are they, with their licences.\n\n")
	for _, p := range parts {
		ids, err := p.identifiers()
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&text, "  %s %s: %s\n", p.name, p.version, strings.Join(ids, ", "))
	}
	line := strings.Repeat("=", 78)
	for _, p := range parts {
		fmt.Fprintf(&text, "\n%s\n%s %s\n%s\n", line, p.name, p.version, line)
		for _, name := range p.licences {
			licence, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(&text, "\n%s\n", bytes.TrimSpace(licence))
		}
	}
	return text.Bytes(), nil
}
