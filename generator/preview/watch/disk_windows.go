package watch

import (
	"io/fs"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// remoteName names the file system of a folder if events do not tell all, and is
// empty if they do.
func remoteName(dir string) string {
	volume := filepath.VolumeName(dir)
	if strings.HasPrefix(volume, `\\`) { // \\server\share, \\wsl$\Debian
		return volume
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	if err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE {
		return volume
	}
	return ""
}

// inode is 0: Windows tells it only of open files.
func inode(fs.FileInfo) uint64 { return 0 }
