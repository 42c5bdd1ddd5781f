//go:build unix && !linux

package publish

import "golang.org/x/sys/unix"

// mount is where a thing is: things are moved only within one file system.
type mount struct{ device uint64 }

// mountOf returns where the thing name of the folder fd is, or fd itself for "". It
// follows no link.
func mountOf(fd int, name string) (mount, error) {
	var st unix.Stat_t
	err := again(func() error {
		if name == "" {
			return unix.Fstat(fd, &st)
		}
		return unix.Fstatat(fd, name, &st, unix.AT_SYMLINK_NOFOLLOW)
	})
	return mount{uint64(st.Dev)}, err
}
