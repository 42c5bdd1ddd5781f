package watch

import "golang.org/x/sys/unix"

// remote are the file systems whose files others can change without an event
// here, by the numbers of statfs(2).
var remote = map[uint32]string{
	unix.NFS_SUPER_MAGIC:   "NFS",
	unix.SMB_SUPER_MAGIC:   "SMB",
	unix.CIFS_SUPER_MAGIC:  "CIFS",
	unix.SMB2_SUPER_MAGIC:  "SMB",
	unix.NCP_SUPER_MAGIC:   "NCP",
	unix.V9FS_MAGIC:        "9p", // a Windows drive in WSL 2, a shared folder of QEMU
	unix.FUSE_SUPER_MAGIC:  "FUSE",
	unix.AFS_SUPER_MAGIC:   "AFS",
	unix.AFS_FS_MAGIC:      "AFS",
	unix.CODA_SUPER_MAGIC:  "Coda",
	unix.CEPH_SUPER_MAGIC:  "Ceph",
	unix.OCFS2_SUPER_MAGIC: "OCFS2",
	0x01161970:             "GFS2",
	0x0bd00bd0:             "Lustre",
	0x47504653:             "GPFS",
	0x786f4256:             "vboxsf", // shared folders of VirtualBox, VMware, Parallels
	0xbacbacbc:             "vmhgfs",
	0x7c7c6673:             "prlfs",
}

// remoteName names the file system of a folder if events do not tell all, and is
// empty if they do.
func remoteName(dir string) string {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return ""
	}
	return remote[uint32(st.Type)]
}
