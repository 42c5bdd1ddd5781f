package main

import (
	"runtime"

	"guong/generator"
)

// versionCommand is `guong version`.
type versionCommand struct{}

// Run prints the version of the program and of Go.
func (versionCommand) Run(t terminal) error {
	t.say("version", generator.Version(), runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH)
	return nil
}
