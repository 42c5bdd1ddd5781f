package main

import (
	"runtime"
	"runtime/debug"
)

// versionCommand is `guong version`.
type versionCommand struct{}

// Run prints the version of the program and of Go.
func (versionCommand) Run(t terminal) error {
	version := "(devel)"
	if build, ok := debug.ReadBuildInfo(); ok && build.Main.Version != "" {
		version = build.Main.Version
	}
	t.say("version", version, runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH)
	return nil
}
