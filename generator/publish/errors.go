package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"guong/generator/diag"
	"guong/generator/filelock"
	"guong/generator/message"
)

var (
	errMoved     = fmt.Errorf("the destination was removed: %w", fs.ErrNotExist)
	errElsewhere = errors.New("it has to be finished where the folder beside the destination can be used")
	errEnded     = errors.New("publish: the publication has ended")
)

// notFolder is an error: the destination, or something above it, is a file.
type notFolder struct{ name string }

func (e notFolder) Error() string { return e.name + " is not a folder" }

// foreign is an error: a thing that is not ours is where ours must be.
type foreign struct{ name string }

func (e foreign) Error() string { return e.name + " is in the way" }

// inTheWay is foreign for many.
type inTheWay []string

func (e inTheWay) Error() string { return fmt.Sprint([]string(e), " are in the way") }

// notPlain is an error: where a file of ours must be is a pipe, a device, a link or a
// folder.
type notPlain struct{ name string }

func (e notPlain) Error() string { return e.name + " is not a regular file" }

// unknown is an error: a file of ours says what this version does not understand.
type unknown struct{ name string }

func (e unknown) Error() string { return e.name + " is not understood" }

// badSource is an error of a file that was to be copied.
type badSource struct {
	name string
	err  error
}

func (e badSource) Error() string { return "read " + e.name + ": " + e.err.Error() }
func (e badSource) Unwrap() error { return e.err }

// unfinished is an error in the middle of a commit; the journal is left.
type unfinished struct {
	state string // the name of the state folder
	name  string
	err   error
}

func (d *disk) unfinished(name string, err error) error { return unfinished{d.ownName, name, err} }

func (e unfinished) Error() string { return "publish " + e.name + ": " + e.err.Error() }
func (e unfinished) Unwrap() error { return e.err }

// explain returns what err, met at the destination's file name, means to a person:
// a [diag.Diagnostic], unless the error is the program's own or the build was stopped.
func explain(dir, name string, err error) error {
	place := func(file, id string, args ...any) error {
		return diag.Diagnostic{
			Position: diag.Position{File: file},
			Message:  message.New("publish."+id, args...),
			Hint:     message.New("publish." + id + "-hint"),
		}
	}
	at := func(id string, args ...any) error { return place(dir, id, args...) }

	var (
		known  diag.Diagnostic
		file   notFolder
		one    foreign
		many   inTheWay
		other  unknown
		odd    notPlain
		source badSource
		half   unfinished
		path   *fs.PathError
		link   *os.LinkError
	)
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, errEnded):
		return err
	case errors.As(err, &file):
		return at("not-a-folder", file.name)
	case errors.Is(err, filelock.ErrHeld):
		return at("busy")
	case errors.As(err, &half):
		d := at("unfinished", half.name, reason(half.err)).(diag.Diagnostic)
		d.Hint.Args = []any{half.state}
		return d
	case errors.As(err, &source):
		return place(source.name, "unreadable", systemText(source.err))
	case errors.As(err, &many):
		if len(many) > 1 {
			return at("foreign-many", message.Number(len(many)), someOf(many))
		}
		return at("foreign", many[0])
	case errors.As(err, &one):
		return at("foreign", one.name)
	case errors.As(err, &other):
		return at("unknown", other.name)
	case errors.As(err, &odd):
		return at("not-plain", odd.name)
	}
	if errors.As(err, &link) {
		name = link.New
	} else if errors.As(err, &path) && name == "." {
		name = path.Path
	}
	var number syscall.Errno
	switch {
	case isFull(err):
		return at("full", name)
	case errors.Is(err, fs.ErrPermission), isReadOnly(err):
		return at("denied", name)
	case errors.As(err, &number):
		return at("failed", name, number.Error())
	}
	return err
}

// reason returns why a commit stopped, as an argument of a message.
func reason(err error) any {
	var known diag.Diagnostic
	if errors.As(explain("", ".", err), &known) {
		return known.Message
	}
	return err.Error()
}

// systemText returns what the system says, without the path.
func systemText(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return err.Error()
}

// someOf returns the first few names.
func someOf(names []string) string {
	const few = 5
	if len(names) > few {
		return strings.Join(names[:few], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}
