package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// verb is what a step does.
type verb string

const (
	placeNew     verb = "place"   // move the staged thing to where nothing is
	replaceOld   verb = "replace" // move the staged file over the file that is there
	removeFile   verb = "remove"  // remove a file of ours
	removeFolder verb = "rmdir"   // remove a folder if it is empty
	placeBeside  verb = "state"   // move the staged file to its place in the state folder
)

// step is one change of the destination. Doing it twice is doing it once.
type step struct {
	verb verb
	from string // in staging; "" for what is removed
	to   string
}

// The journal is text: its version, one step a line, and a last line with the
// SHA-256 of all before it. Tab and newline are in no path; see validate.
const (
	journalVersion = "guong-journal 1\n"
	journalEnd     = "end\t"
)

func encodeJournal(steps []step) []byte {
	var b strings.Builder
	b.WriteString(journalVersion)
	for _, s := range steps {
		b.WriteString(string(s.verb) + "\t" + s.to + "\t" + s.from + "\n")
	}
	text := b.String()
	return []byte(text + endOf(text))
}

func endOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return journalEnd + hex.EncodeToString(sum[:]) + "\n"
}

// decodeJournal returns the journal's steps. Complete is false if its end is
// missing or wrong: then no step was done.
func decodeJournal(data []byte) (steps []step, complete bool, err error) {
	incomprehensible := unknown{journalName}
	text, lastLine := string(data), ""
	if i := strings.LastIndex(text, "\n"+journalEnd); i >= 0 {
		text, lastLine = text[:i+1], text[i+1:]
	}
	if lastLine != endOf(text) {
		return nil, false, nil
	}
	lines, ok := strings.CutPrefix(text, journalVersion)
	if !ok {
		return nil, true, incomprehensible
	}
	for line := range strings.Lines(lines) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 {
			return nil, true, incomprehensible
		}
		s := step{verb: verb(fields[0]), to: fields[1], from: fields[2]}
		moves := s.verb == placeNew || s.verb == replaceOld || s.verb == placeBeside
		allowed := validate
		if s.verb == placeBeside {
			allowed = validateState
		}
		if allowed(s.to) != nil || moves && validate(s.from) != nil || !moves && s.verb != removeFile && s.verb != removeFolder {
			return nil, true, incomprehensible
		}
		steps = append(steps, s)
	}
	return steps, true, nil
}

// recover finishes a publication that was killed in its commit, and throws away
// one that was killed before.
func (d *disk) recover() error {
	data, err := d.readOwn(journalName)
	if errors.Is(err, fs.ErrNotExist) {
		return d.removeOwn(stagingName)
	}
	if err != nil {
		return err
	}
	steps, complete, err := decodeJournal(data)
	if err != nil {
		return unknown{d.at(journalName)}
	}
	if !complete {
		return d.rollBack()
	}
	if done, err := d.apply(d.ctx, steps); err != nil {
		return d.unfinished(steps[done].to, err)
	}
	return d.finish()
}

// rollBack forgets a publication none of whose steps is done. While the
// journal cannot be removed, neither may be what it speaks of.
func (d *disk) rollBack() error {
	if err := d.removeOwn(journalName); err != nil {
		return d.unfinished(d.at(journalName), err)
	}
	return d.removeOwn(stagingName)
}

// finish ends a publication all of whose steps are done.
func (d *disk) finish() error {
	if err := d.placeOwn(manifestName, manifestName); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return d.unfinished(d.at(manifestName), err)
	}
	for _, name := range []string{journalName, stagingName} {
		if err := d.removeOwn(name); err != nil {
			return d.unfinished(d.at(name), err)
		}
	}
	return nil
}

// apply does the steps in their order until ctx is done, and returns how many are
// done.
func (d *disk) apply(ctx context.Context, steps []step) (done int, err error) {
	plain := map[string]bool{}
	for i, s := range steps {
		if err := ctx.Err(); err != nil {
			return i, err
		}
		if err := d.do(s, plain); err != nil {
			return i, err
		}
	}
	return len(steps), nil
}

func (d *disk) do(s step, plain map[string]bool) error {
	if s.verb == placeBeside {
		return d.doBeside(s)
	}
	notPlain, err := d.plain(folderOf(s.to), plain)
	if err != nil {
		return err
	}
	if s.verb == removeFile || s.verb == removeFolder {
		if notPlain != "" {
			return nil // what is there now is not ours
		}
		return d.clear(s)
	}
	if notPlain != "" {
		return foreign{notPlain}
	}
	from := stagingName + "/" + s.from
	if s.verb == placeNew {
		if _, err := d.root.Lstat(s.to); err == nil {
			if d.missing(from) {
				return nil // done before
			}
			return foreign{s.to}
		}
	}
	err = d.place(s.from, s.to)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if d.missing(from) {
		return nil // done before
	}
	// Somebody removed the folder between a crash and now.
	if err := d.root.MkdirAll(folderOf(s.to), d.modes.folder); err != nil {
		return err
	}
	return d.place(s.from, s.to)
}

func (d *disk) doBeside(s step) error {
	if d.missing(stagingName + "/" + s.from) {
		return nil // done before
	}
	if err := d.own.MkdirAll(folderOf(s.to), 0o755); err != nil {
		return err
	}
	return d.placeOwn(s.from, s.to)
}

// clear removes what is still of the kind that it was when the step was planned.
func (d *disk) clear(s step) error {
	info, err := d.root.Lstat(s.to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case s.verb == removeFile && info.Mode().IsRegular():
		return d.remove(s.to)
	case s.verb == removeFolder && info.IsDir():
		if err := d.ask("remove", s.to); err != nil {
			return err
		}
		_ = d.root.Remove(s.to) // fails if it is not empty; left standing it harms nobody
	}
	return nil
}

// plain returns the name of the first thing on the way to the folder dir that is
// not a folder, or "". What is missing is none. Known holds the folders
// that were looked at.
func (d *disk) plain(dir string, known map[string]bool) (string, error) {
	if dir == "." || known[dir] {
		return "", nil
	}
	if above, err := d.plain(folderOf(dir), known); above != "" || err != nil {
		return above, err
	}
	info, err := d.root.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case err != nil:
		return "", err
	case !info.IsDir():
		return dir, nil
	}
	known[dir] = true
	return "", nil
}

// missing reports whether the state folder has nothing at name.
func (d *disk) missing(name string) bool {
	_, err := d.own.Lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}

// undo takes back steps that only placed new things.
func (d *disk) undo(steps []step) error {
	for _, s := range slices.Backward(steps) {
		if err := d.ask("rename", s.to); err != nil {
			return err
		}
		if err := moveBetween(d.root, s.to, d.own, stagingName+"/"+s.from); err != nil {
			return err
		}
	}
	return nil
}
