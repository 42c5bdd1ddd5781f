package generator

import "runtime/debug"

// What a release is made from, set when it is linked (-ldflags "-X
// guong/generator.version=1.2.3 -X guong/generator.commit=…").
var version, commit string

// Version returns the version of the program: that of the release, or the one that the
// go command gave to the commit that it was built from.
func Version() string {
	if version != "" {
		return version
	}
	if build, ok := debug.ReadBuildInfo(); ok && build.Main.Version != "" {
		return build.Main.Version
	}
	return "(devel)"
}

// Commit returns the hash of the commit that the program was built from, with
// "-dirty" behind it if files had been changed since; "" if nobody knows.
func Commit() string {
	if commit != "" {
		return commit
	}
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	hash, changed := "", ""
	for _, s := range build.Settings {
		switch {
		case s.Key == "vcs.revision":
			hash = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = "-dirty"
		}
	}
	if hash == "" {
		return ""
	}
	return hash + changed
}
