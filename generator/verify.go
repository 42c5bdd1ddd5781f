package generator

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"guong/generator/diag"
	"guong/generator/filelock"
	"guong/generator/message"
	"guong/generator/parallel"
	"guong/generator/publish"
)

// Verify builds the site of o, then builds it once more from nothing into a folder
// that is removed afterwards, and compares the two byte for byte. The list holds what
// Build says, and an error for every file that differs; Same is how many do not.
func Verify(ctx context.Context, o Options) (report Report, same int, list diag.List) {
	report, list = Build(ctx, o)
	if !report.Done || list.Count(diag.Error) > 0 {
		return report, 0, list
	}
	defer diag.Recover("", func(d diag.Diagnostic) { list = append(list, d) })
	destination := cmp.Or(o.Destination, filepath.Join(o.Source, publicFolder))
	room, leave, err := roomFor(destination, report.State)
	if err != nil {
		return report, 0, append(list, problem(filepath.Dir(destination), "generator.verify-room")...)
	}
	defer leave()
	o.Destination, o.forgetful = filepath.Join(room, publicFolder), true
	clean, found := Build(ctx, o)
	if ctx.Err() != nil {
		return report, 0, list
	}
	if !clean.Done {
		return report, 0, append(list, slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })...)
	}
	same, differing, err := compareSites(ctx, finished{destination, report.State}, finished{o.Destination, clean.State})
	if ctx.Err() != nil { // not all were compared
		return report, 0, list
	}
	if err != nil {
		return report, 0, append(list, asDiagnostics(err)...)
	}
	if !sameFindings(list, found) {
		differing = append(differing, diag.Diagnostic{Message: message.New("generator.verify-findings"), Hint: message.New("generator.verify-hint")})
	}
	return report, same, append(list, differing...)
}

// roomFor makes a folder for another build, beside what the first one published: on
// the same disk if there may be one. Leave removes it. Those that killed processes left
// there go too.
func roomFor(destination, state string) (room string, leave func(), err error) {
	name := "." + filepath.Base(destination) + ".verify-"
	parent := filepath.Dir(state)
	if absolute(parent) == absolute(destination) {
		parent = ""
	}
	if entries, err := os.ReadDir(parent); err == nil {
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), name) {
				clearRoom(filepath.Join(parent, e.Name()))
			}
		}
	}
	if room, err = os.MkdirTemp(parent, name+"*"); err != nil {
		if room, err = os.MkdirTemp("", name+"*"); err != nil {
			return "", nil, err
		}
	}
	lock, err := takeRoom(room)
	if err != nil {
		_ = os.RemoveAll(room)
		return "", nil, err
	}
	return room, func() { _ = os.RemoveAll(room); lock.Close() }, nil
}

// clearRoom removes a room that nobody uses.
func clearRoom(room string) {
	if lock, err := takeRoom(room); err == nil {
		_ = os.RemoveAll(room)
		lock.Close()
	}
}

// takeRoom locks a room as long as the file is open.
func takeRoom(room string) (*os.File, error) {
	lock, err := os.OpenFile(filepath.Join(room, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := filelock.Try(lock); err != nil {
		lock.Close()
		return nil, err
	}
	return lock, nil
}

// finished is where a finished site lies.
type finished struct{ destination, state string }

// files returns where the files of the site lie, by their names. Tables for web
// servers are among them, as if they lay in the state folder shown.
func (f finished) files(shown string) (map[string]string, error) {
	files := map[string]string{}
	names, err := publish.Published(f.destination)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		files[name] = filepath.Join(f.destination, filepath.FromSlash(name))
	}
	tables, err := os.ReadDir(filepath.Join(f.state, serverFolder))
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	for _, t := range tables {
		files[path.Join(filepath.ToSlash(shown), serverFolder, t.Name())] = filepath.Join(f.state, serverFolder, t.Name())
	}
	return files, nil
}

// compareSites compares two finished sites, and reports each file of have that is not
// as in want.
func compareSites(ctx context.Context, have, want finished) (same int, wrong diag.List, err error) {
	files, err := have.files(have.state)
	if err != nil {
		return 0, nil, err
	}
	clean, err := want.files(have.state)
	if err != nil {
		return 0, nil, err
	}
	all := maps.Clone(files)
	maps.Copy(all, clean)
	names := slices.Sorted(maps.Keys(all))
	verdicts := make([]string, len(names))
	parallel.Each(ctx, len(names), func() func(int) {
		return func(i int) { verdicts[i] = compareFiles(files[names[i]], clean[names[i]]) }
	})
	for i, verdict := range verdicts {
		if verdict == "" {
			same++
			continue
		}
		d := diag.Diagnostic{Position: diag.Position{File: names[i]}}
		d.Message, d.Hint = message.New(verdict), message.New("generator.verify-hint")
		wrong = append(wrong, d)
	}
	return same, wrong, nil
}

// compareFiles returns the identifier of what is wrong with a file, "" if it is as it
// would be in a clean build. A name is empty if there is no such file.
func compareFiles(have, want string) string {
	switch {
	case want == "":
		return "generator.verify-extra"
	case have == "":
		return "generator.verify-missing"
	}
	a, err := os.Open(have)
	if err != nil {
		return "generator.verify-missing"
	}
	defer a.Close()
	b, err := os.Open(want)
	if err != nil {
		return "generator.verify-extra"
	}
	defer b.Close()
	if !sameBytes(a, b) {
		return "generator.verify-differs"
	}
	return ""
}

// sameBytes reports whether two files hold the same.
func sameBytes(a, b io.Reader) bool {
	var one, other [32 << 10]byte
	for {
		n, errA := io.ReadFull(a, one[:])
		m, errB := io.ReadFull(b, other[:])
		if !bytes.Equal(one[:n], other[:m]) {
			return false
		}
		if errA != nil || errB != nil {
			return errA == errB && (errA == io.EOF || errA == io.ErrUnexpectedEOF)
		}
	}
}

// sameFindings reports whether two builds said the same of the site. Where the state
// lies is of the destination.
func sameFindings(a, b diag.List) bool {
	return slices.Equal(said(a), said(b))
}

func said(list diag.List) (texts []string) {
	for _, d := range list {
		if d.Message.ID != "publish.inside" {
			texts = append(texts, fmt.Sprint(d.Severity, " ", d.Brief(message.English)))
		}
	}
	return texts
}
