package publish

import "golang.org/x/sys/unix"

// mount is where a thing is: things are moved only within one mount, even of one
// file system (rename(2), EXDEV).
type mount struct{ device, id uint64 }

// mountOf returns where the thing name of the folder fd is, or fd itself for "". It
// follows no link. Linux tells the mount from 5.8 on; before, the file system.
func mountOf(fd int, name string) (mount, error) {
	var st unix.Statx_t
	flags := unix.AT_SYMLINK_NOFOLLOW | unix.AT_EMPTY_PATH
	err := again(func() error { return unix.Statx(fd, name, flags, unix.STATX_MNT_ID, &st) })
	if err == unix.ENOSYS || err == unix.EPERM {
		return deviceOf(fd, name)
	}
	if err != nil {
		return mount{}, err
	}
	at := mount{device: unix.Mkdev(st.Dev_major, st.Dev_minor)}
	if st.Mask&unix.STATX_MNT_ID != 0 {
		at.id = st.Mnt_id
	}
	return at, nil
}

func deviceOf(fd int, name string) (mount, error) {
	var st unix.Stat_t
	err := again(func() error { return unix.Fstatat(fd, name, &st, unix.AT_SYMLINK_NOFOLLOW|unix.AT_EMPTY_PATH) })
	return mount{device: st.Dev}, err
}
