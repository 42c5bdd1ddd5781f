package main

import (
	"runtime"

	"guong/generator"
)

// versionCommand is `guong version`.
type versionCommand struct{}

// Run prints the version of the program, the commit that it was built from, and the
// version of Go.
func (versionCommand) Run(t terminal) error {
	system := runtime.GOOS + "/" + runtime.GOARCH
	if commit := generator.Commit(); commit != "" {
		t.say("version-commit", generator.Version(), commit, runtime.Version(), system)
		return nil
	}
	t.say("version", generator.Version(), runtime.Version(), system)
	return nil
}
