package publish

import (
	"errors"
	"io/fs"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// manifest is the list of the files that Gương made.
type manifest struct {
	names map[string]struct{}
	// Lasting are those whose names change with their bytes, with how many editions ago
	// they were outputs: 0 for those that are.
	lasting map[string]int
	text    string // as it is on disk; "" if there is none
}

// outputs returns the files that the last publication made, without those of former
// editions.
func (m manifest) outputs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for name := range m.names {
			if m.lasting[name] == 0 && !yield(name) {
				return
			}
		}
	}
}

// The second version tells behind a tab what lasts; it is written where something does.
const (
	manifestVersion        = "guong-manifest 1\n"
	manifestLastingVersion = "guong-manifest 2\n"
)

// encodeManifest returns the manifest's text: its version, then the names, sorted.
func encodeManifest(names map[string]struct{}, lasting map[string]int) string {
	version := manifestVersion
	if len(lasting) > 0 {
		version = manifestLastingVersion
	}
	size := len(version)
	sorted := make([]string, 0, len(names))
	for name := range names {
		size += len(name) + len("\t0\n")
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	var b strings.Builder
	b.Grow(size)
	b.WriteString(version)
	for _, name := range sorted {
		b.WriteString(name)
		if since, lasts := lasting[name]; lasts {
			b.WriteByte('\t')
			b.WriteString(strconv.Itoa(since))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// decodeManifest reads the manifest's text, and reports whether a build may have
// written it.
func decodeManifest(text string) (manifest, bool) {
	lines, first := strings.CutPrefix(text, manifestVersion)
	if !first {
		var second bool
		if lines, second = strings.CutPrefix(text, manifestLastingVersion); !second {
			return manifest{}, false
		}
	}
	m := manifest{make(map[string]struct{}, strings.Count(lines, "\n")), map[string]int{}, text}
	for lines != "" {
		line, rest, whole := strings.Cut(lines, "\n")
		name, age, lasts := strings.Cut(line, "\t")
		if !whole || validate(name) != nil || lasts && first {
			return manifest{}, false
		}
		if lasts {
			if len(age) != 1 || age[0] < '0' || age[0] > '0'+formerEditions {
				return manifest{}, false
			}
			m.lasting[name] = int(age[0] - '0')
		}
		m.names[name] = struct{}{}
		lines = rest
	}
	return m, true
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
	m, ok := decodeManifest(string(data))
	if !ok {
		return manifest{}, unknown{d.at(manifestName)}
	}
	return m, nil
}
