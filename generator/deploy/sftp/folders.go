package sftp

import (
	"context"
	"errors"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"guong/generator/deploy/target"
	"guong/generator/message"
)

// rooms are the folders below the root, as far as they were looked at.
type rooms struct {
	mu    sync.Mutex
	known map[string]*room // by key
}

// room is a folder. Who holds mu makes it, looks at it or removes it.
type room struct {
	mu     sync.Mutex
	plain  bool // it is there, and no link
	beside bool // files of it must be written in it: it lies in another file system
}

// at returns the room of a folder, whether or not it exists.
func (r *rooms) at(folder string) *room {
	r.mu.Lock()
	defer r.mu.Unlock()
	known := r.known[folder]
	if known == nil {
		known = &room{}
		r.known[folder] = known
	}
	return known
}

// forget makes sure that a folder, and those that it lies in, are looked at again.
func (r *rooms) forget(folder string) {
	for ; folder != "."; folder = path.Dir(folder) {
		known := r.at(folder)
		known.mu.Lock()
		known.plain = false
		known.mu.Unlock()
	}
}

// find returns a folder that is there. Links are refused.
func (t *server) find(ctx context.Context, c *session, folder string) (*room, error) {
	return t.enter(ctx, c, folder, false)
}

// make returns a folder, and makes it if it is not there.
func (t *server) make(ctx context.Context, c *session, folder string) (*room, error) {
	return t.enter(ctx, c, folder, true)
}

// enter is find and make. The error is os.ErrNotExist if the folder is not there, or
// vanished in the meantime.
func (t *server) enter(ctx context.Context, c *session, folder string, create bool) (*room, error) {
	r := t.rooms.at(folder)
	if folder == "." {
		return r, nil // it was there at the beginning, and its own path may be a link
	}
	parent, err := t.enter(ctx, c, path.Dir(folder), create)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.plain {
		return r, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var refused error
	if create {
		refused = c.mkdir(t.name(folder), modeOf(folder))
	}
	if !create || refused != nil {
		if err := t.look(c, folder); err != nil {
			if !create && errors.Is(err, errNoFolder) {
				return nil, os.ErrNotExist
			}
			if refused != nil && gone(err) {
				return nil, c.diagnose(t.root, refused)
			}
			return nil, err
		}
	}
	r.plain, r.beside = true, parent.beside
	return r, nil
}

// modeOf returns who may enter a folder.
func modeOf(folder string) os.FileMode {
	if folder == state {
		return 0o700
	}
	return openToAll
}

// openToAll is the mode of folders with pages.
const openToAll = 0o755

// mkdir makes a folder whose parent is there.
func (c *session) mkdir(name string, mode os.FileMode) error {
	if err := c.files.Mkdir(name); err != nil {
		return err
	}
	if mode == openToAll && c.umaskFits.Load() {
		return nil
	}
	if mode == openToAll {
		if info, err := c.files.Lstat(name); err == nil && info.Mode().Perm() == mode {
			c.umaskFits.Store(true)
			return nil
		}
	}
	if err := c.files.Chmod(name, mode); err != nil {
		return c.settle(name, err, mode&0o555)
	}
	return nil
}

// settle decides about a server that does not change modes: the error counts unless
// the file has these bits all the same.
func (c *session) settle(name string, err error, bits os.FileMode) error {
	if lost(err) {
		return err
	}
	if info, statErr := c.files.Lstat(name); statErr == nil && info.Mode()&bits == bits {
		return nil
	}
	return err
}

// look makes sure that a folder is one.
func (t *server) look(c *session, folder string) error {
	info, err := c.files.Lstat(t.name(folder))
	switch {
	case err != nil:
		return err
	case info.Mode()&os.ModeSymlink != 0:
		return &target.Fault{
			Kind:    target.KindDenied,
			Key:     folder,
			Message: message.New("deploy.sftp-link"),
			Hint:    message.New("deploy.sftp-link-hint"),
		}
	case !info.IsDir():
		return &target.Fault{
			Key:     folder,
			Message: message.New("deploy.sftp-file-in-the-way"),
			Hint:    message.New("deploy.sftp-in-the-way-hint"),
			Err:     errNoFolder,
		}
	}
	return nil
}

// errNoFolder says that a file lies where a folder was looked for.
var errNoFolder = errors.New("not a folder")

// prune removes folders that are empty, and those that become so. Others stay.
func (t *server) prune(ctx context.Context, c *session, folders map[string]bool) error {
	levels := map[int]map[string]bool{}
	deepest := 0
	put := func(folder string) {
		if folder == "." {
			return
		}
		depth := strings.Count(folder, "/") + 1
		if levels[depth] == nil {
			levels[depth] = map[string]bool{}
		}
		levels[depth][folder] = true
		deepest = max(deepest, depth)
	}
	for folder := range folders {
		put(folder)
	}
	var mu sync.Mutex
	for depth := deepest; depth > 0; depth-- {
		err := each(ctx, slices.Collect(maps.Keys(levels[depth])), func(folder string) error {
			removed, err := t.rmdir(c, folder)
			if removed {
				mu.Lock()
				defer mu.Unlock()
				put(path.Dir(folder))
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// rmdir removes a folder if it is empty.
func (t *server) rmdir(c *session, folder string) (removed bool, err error) {
	r := t.rooms.at(folder)
	r.mu.Lock()
	defer r.mu.Unlock()
	err = c.files.RemoveDirectory(t.name(folder))
	if lost(err) {
		return false, c.fault(folder, err)
	}
	if err == nil || gone(err) {
		r.plain = false
		return true, nil
	}
	return false, nil
}
