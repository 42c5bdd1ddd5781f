package generator

import "runtime/debug"

// version is set when a release is linked (-ldflags "-X guong/generator.version=v1.2.3").
var version string

// Version returns the version of the program: that of the release, or of the commit
// that it was built from.
func Version() string {
	if version != "" {
		return version
	}
	if build, ok := debug.ReadBuildInfo(); ok && build.Main.Version != "" {
		return build.Main.Version
	}
	return "(devel)"
}
