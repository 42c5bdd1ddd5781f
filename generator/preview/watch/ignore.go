package watch

import (
	"path"
	"strings"
)

// temporary reports whether a file or folder of this name is none of the user's
// work, but what a program puts beside it.
func temporary(name string) bool {
	lower := strings.ToLower(name)
	switch {
	case name == "":
		return true
	case name[0] == '.': // vim's swap files, Emacs' and LibreOffice's locks, .git, .DS_Store, ._x, .dropbox.cache, .tmp.drivedownload, …
		return true
	case name[0] == '~', strings.HasSuffix(name, "~"): // Word's ~$x and ~WRL0001.tmp, ~syncthing~x.tmp; backups
		return true
	case name[0] == '#' && strings.HasSuffix(name, "#"): // Emacs' automatic saves
		return true
	case strings.Contains(name, ".sb-"): // macOS' safe saves, x.md.sb-1a2b3c4d-AbCdEf
		return true
	case strings.HasSuffix(name, "___jb_tmp___"), strings.HasSuffix(name, "___jb_old___"): // JetBrains
		return true
	}
	switch lower {
	case "node_modules", "nppbackup", "thumbs.db", "desktop.ini", "icon\r":
		return true
	}
	switch path.Ext(lower) {
	case ".tmp", ".swp", ".swo", ".swx", ".bak", ".vsctmp", ".part", ".partial", ".crdownload", ".gstmp", ".!sync":
		return true
	}
	return false
}

// temporaryFile is temporary for names that a folder may well have.
func temporaryFile(name string) bool {
	if name == "4913" { // vim, to see whether it may write here
		return true
	}
	if tail, ok := strings.CutPrefix(name, "sed"); ok && len(tail) == 6 && isRandom(tail) {
		return true
	}
	// GLib and Qt write to x.md.Ab3dEf and rename it.
	ext := path.Ext(name)
	return len(ext) == 7 && isRandom(ext[1:]) && strings.ToLower(ext) != ext &&
		path.Ext(strings.TrimSuffix(name, ext)) != ""
}

// isRandom reports whether s has letters and digits only.
func isRandom(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) < 0
}
