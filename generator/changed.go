package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"guong/generator/check"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/publish"
)

// digestsName is the file of a site's state that tells which texts were published,
// and what they were: a version line, then a digest and a path in the content folder
// a line. It holds no time, which copying and version control change.
const (
	digestsName    = "texts/digests"
	digestsVersion = "guong-texts 1\n"
)

// digest returns what two texts have in common only if they are the same.
func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// writeDigests stages the digests of the texts that are published. The name of one
// that is kept back stands in no file that is beside the site.
func writeDigests(p *publish.Publication, from *project, contentName string) error {
	var b strings.Builder
	b.WriteString(digestsVersion)
	for _, file := range slices.Sorted(maps.Keys(from.digests)) {
		name := strings.TrimPrefix(file, contentName+"/")
		if from.snapshot.ArticleAt(name) != nil {
			b.WriteString(from.digests[file] + " " + name + "\n")
		}
	}
	return p.WriteState(digestsName, []byte(b.String()))
}

// sinceLast are the texts that are as they were when the site was last published.
type sinceLast struct {
	unchanged map[string]bool // by the file that diagnostics name
	changed   int             // how many published texts are not
}

// comparedWithLast compares the texts of a project with those that were published in
// the destination. Without a record of them all count as changed, and a note says so.
func comparedWithLast(from *project, f *folders) (sinceLast, diag.List) {
	data, err := publish.ReadState(f.destination, digestsName)
	lines, ok := strings.CutPrefix(string(data), digestsVersion)
	var list diag.List
	if err != nil || !ok {
		list = diag.List{{Severity: diag.Note,
			Message: message.New("generator.never-published", filepath.ToSlash(f.destination)),
			Hint:    message.New("generator.never-published-hint")}}
		lines = ""
	}
	since := sinceLast{unchanged: map[string]bool{}}
	for line := range strings.Lines(lines) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if file := path.Join(f.contentName, name); from.digests[file] == sum {
			since.unchanged[file] = true
		}
	}
	for file := range from.digests {
		if !since.unchanged[file] && from.snapshot.ArticleAt(strings.TrimPrefix(file, f.contentName+"/")) != nil {
			since.changed++
		}
	}
	return since, list
}

// only leaves out what was found in unchanged texts, but for errors: these keep the
// site from being published, wherever they stand.
func (s sinceLast) only(findings []check.Finding) []check.Finding {
	return slices.DeleteFunc(findings, func(f check.Finding) bool {
		return f.Severity != diag.Error && s.unchanged[f.File]
	})
}
