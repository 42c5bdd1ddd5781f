package publish

import (
	"io/fs"
	"sync"

	"guong/generator/stamp"
)

// soundFolders tells which folders of the destination are as a publication makes them:
// folders, no links, and so are all above them; none lacks a permission. Files in others
// are not known by their stamps, which are looked at beyond links. It looks at each folder
// once, and is safe for concurrent use.
type soundFolders struct {
	stamps *stamp.Folder
	want   fs.FileMode // the permissions that a folder needs

	mu     sync.Mutex
	looked map[string]bool // whether those that were looked at are sound
}

func newSoundFolders(stamps *stamp.Folder, want fs.FileMode) *soundFolders {
	return &soundFolders{stamps: stamps, want: want, looked: map[string]bool{}}
}

// has reports whether the folder dir is sound.
func (f *soundFolders) has(dir string) bool {
	if dir == "." {
		return true
	}
	f.mu.Lock()
	sound, looked := f.looked[dir]
	f.mu.Unlock()
	if looked {
		return sound
	}
	if sound = f.has(folderOf(dir)); sound {
		now, err := f.stamps.OfEntry(dir)
		sound = err == nil && now.IsFolder() && !lacks(now.Perm(), f.want)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.looked[dir] = sound
	return sound
}
