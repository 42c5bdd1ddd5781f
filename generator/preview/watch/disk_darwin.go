package watch

import (
	"strings"

	"golang.org/x/sys/unix"
)

// remoteName names the file system of a folder if events do not tell all, and is
// empty if they do.
func remoteName(dir string) string {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return ""
	}
	name := unix.ByteSliceToString(st.Fstypename[:])
	for _, kind := range []string{"nfs", "smbfs", "afpfs", "webdav", "ftp", "fuse"} {
		if strings.Contains(name, kind) { // macfuse, osxfuse
			return name
		}
	}
	return ""
}
