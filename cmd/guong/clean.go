package main

import (
	"errors"
	"os"
	"path/filepath"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/filelock"
	"guong/generator/message"
)

// cleanCommand is `guong clean`.
type cleanCommand struct{}

// Run removes what builds of the site remember.
func (cleanCommand) Run(t terminal, line *commandLine, status *int) error {
	if info, err := os.Stat(line.Source); err != nil || !info.IsDir() {
		*status = exitWrong
		return t.failed(line.Source, "generator.no-site")
	}
	freed, err := generator.Clean(line.Source)
	switch {
	case errors.Is(err, filelock.ErrHeld):
		*status = exitWrong
		return t.failed(line.Source, "command.clean-held")
	case err != nil:
		*status = exitWrong
		return t.failed(filepath.Join(line.Source, generator.CacheFolder), "command.clean-failed")
	case freed == 0:
		t.say("clean-nothing", filepath.ToSlash(line.Source))
	default:
		t.say("cleaned", message.Megabytes(freed))
	}
	return nil
}

// failed says of a folder what is wrong with it, and what can be done.
func (t terminal) failed(folder, id string) error {
	t.show(diag.List{{Position: diag.Position{File: filepath.ToSlash(folder)}, Message: message.New(id), Hint: message.New(id + "-hint")}})
	return nil
}
