package folder

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"time"
)

const (
	stateFolder     = ".guong"     // of what is not for readers
	temporaryFolder = ".guong/tmp" // of files that are being written
	stateMode       = 0o700
	temporary       = ".guong-tam-"    // begins their names
	leftOver        = 15 * time.Minute // age at which one of another machine belongs to nobody: the life of a lock
)

// run names this program among all that write to a folder: the machine, the process, and
// a text that no process of the same number had before.
var machine, run = machineName(), rand.Text()

// machineName returns a short text that stands for the name of this machine; "" if it has
// none.
func machineName() string {
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:6])
}

// temporaryName returns a new name for a file that is being written:
// ".guong-tam-MACHINE-PROCESS-RUN-RANDOM".
func temporaryName() string {
	return temporary + strings.Join([]string{machine, strconv.Itoa(os.Getpid()), run, rand.Text()}, "-")
}

// isTemporary reports whether a file is being written, or was left by a program that was
// killed.
func isTemporary(name string) bool { return strings.HasPrefix(path.Base(name), temporary) }

// abandoned reports whether nobody writes a temporary file any more. Of two machines that
// have one name one may err: then the other finds its file gone, and writes it again.
func abandoned(name string, changed time.Time) bool {
	if time.Since(changed) >= leftOver {
		return true
	}
	parts := strings.Split(strings.TrimPrefix(path.Base(name), temporary), "-")
	if len(parts) != 4 || machine == "" || parts[0] != machine {
		return false
	}
	process, err := strconv.Atoi(parts[1])
	switch {
	case err != nil || process <= 0:
		return false
	case process == os.Getpid():
		return parts[2] != run
	}
	return !isAlive(process)
}

// sweep removes what killed runs have left in a folder. What cannot be removed is met
// again by the next run; it is not to be read by others.
func (f *Folder) sweep(folder string) {
	entries, err := fs.ReadDir(f.root.FS(), folder)
	if err != nil {
		return
	}
	for _, d := range entries {
		f.sweepOne(path.Join(folder, d.Name()), d)
	}
}

// sweepOne removes a file that a killed run has left.
func (f *Folder) sweepOne(name string, d fs.DirEntry) {
	if !isTemporary(name) || !d.Type().IsRegular() {
		return
	}
	if info, err := d.Info(); err == nil && abandoned(name, info.ModTime()) {
		_ = f.root.Remove(name) // see sweep
	}
}
