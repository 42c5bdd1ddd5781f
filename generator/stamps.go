package generator

import (
	"path/filepath"
	"time"

	"guong/generator/stamp"
)

// stamps returns the stamp of a file of the content folder: the zero one where a later
// change may leave it as it is. It is safe for concurrent use.
type stamps func(name string) stamp.Stamp

// readClock tells when files were looked at. Tests set it ahead, so that stamps of files
// that they have just written count.
var readClock = time.Now

// noStamps has none of any file.
func noStamps(string) stamp.Stamp { return stamp.Stamp{} }

// stamps returns what looks at files of the content folder, and what to call after the
// last of them.
func (f *folders) stamps() (of stamps, done func()) {
	folder, err := stamp.Open(filepath.FromSlash(f.contentPath))
	if err != nil {
		return noStamps, func() {}
	}
	now := readClock()
	return func(name string) stamp.Stamp {
		if s := stampOf(folder, name); s.Settled(now) {
			return s
		}
		return stamp.Stamp{}
	}, func() { folder.Close() }
}

// stamps returns the stamps that were taken.
func (in *inputs) stamps() stamps {
	if in == nil {
		return noStamps
	}
	content := in.Roots[1].Entries
	byName := make(map[string]stamp.Stamp, len(content))
	for _, e := range content {
		if e.Stamp.Settled(in.Taken) {
			byName[e.Name] = e.Stamp
		}
	}
	return func(name string) stamp.Stamp { return byName[name] }
}

// stampOf returns the stamp of a file: the zero one if it has none, which is never
// settled.
func stampOf(folder *stamp.Folder, name string) stamp.Stamp {
	if folder == nil {
		return stamp.Stamp{}
	}
	s, err := folder.Of(name)
	if err != nil {
		return stamp.Stamp{}
	}
	return s
}
