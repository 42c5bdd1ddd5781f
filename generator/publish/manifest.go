package publish

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// manifest is the list of the files that Gương made.
type manifest struct {
	names map[string]struct{}
	text  string // as it is on disk; "" if there is none
}

const manifestVersion = "guong-manifest 1\n"

// encodeManifest returns the manifest's text: its version, then the names, sorted.
func encodeManifest(names map[string]struct{}) string {
	size := len(manifestVersion)
	sorted := make([]string, 0, len(names))
	for name := range names {
		size += len(name) + 1
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	var b strings.Builder
	b.Grow(size)
	b.WriteString(manifestVersion)
	for _, name := range sorted {
		b.WriteString(name)
		b.WriteByte('\n')
	}
	return b.String()
}

// readManifest reads the manifest of the state folder. Without one, or with an empty
// one, all files are foreign. A manifest that says what no build wrote is an error.
func (d *disk) readManifest() (manifest, error) {
	data, err := d.readOwn(manifestName)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(data) == 0 {
		return manifest{}, nil
	}
	if err != nil {
		return manifest{}, err
	}
	text := string(data)
	lines, ok := strings.CutPrefix(text, manifestVersion)
	if !ok {
		return manifest{}, unknown{d.at(manifestName)}
	}
	names := make(map[string]struct{}, strings.Count(lines, "\n"))
	for lines != "" {
		var name string
		name, lines, ok = strings.Cut(lines, "\n")
		if !ok || validate(name) != nil {
			return manifest{}, unknown{d.at(manifestName)}
		}
		names[name] = struct{}{}
	}
	return manifest{names, text}, nil
}
