// Package watch tells which files below some folders have changed.
//
//	for batch := range watch.Start(ctx, watch.Options{Roots: []string{"content"}}) {
//		…
//	}
//
// When [Start] returns, everything is being watched: who reads the files after
// it misses nothing. It hands over a [Batch] after a quiet window; while the
// receiver is busy, what happens goes into the next one.
//
// # What is promised
//
// Every change of a root is told, by the path of the file or by that of a folder
// that it lies in, or by Batch.All. A path is a place to look at, no more:
// it may be gone, half written, or as it was. Folders that appear are watched, and
// what is in them is told. Roots may be missing, be removed and come again. Links to
// files and folders are followed, wherever they lead; a link back to a folder that
// it lies in is not.
//
// What editors, office programs and synchronisers write beside a file is left out
// (see temporary), as are names that begin with a full stop, and the folder
// node_modules. What is moved from such a name to a real one is told by the real
// one.
//
// # The window
//
// A batch is due [Options.Quiet] after the last event, or 100 ms after the first
// if they do not end. When many paths change, as in a checkout, the window is three
// times as long and closes after 150 ms.
//
// # Events and polling
//
// Events come from fsnotify, which watches folders, never single files: editors
// replace files. Its own list of watched paths is kept true here: a folder that
// moves takes the watches of its subfolders along under their old names, so that
// they are removed and set anew. Twice a second the roots and the targets of links
// are asked whether they are still what they were, because nobody tells when a
// folder above them is moved, or something is mounted there.
//
// Where events do not come there is polling: on file systems that others can
// change without our kernel knowing (NFS, SMB, 9p, FUSE, …), known by their type;
// and when the system gives no more watches. [Options.Polling] is told then. There
// is no test by writing a file, since nothing may be written among the user's files:
// a file system that is not in our list and swallows events goes unnoticed, and
// [Options.ForcePoll] is the remedy. Polling looks at time, size, inode and
// permissions of all files; it takes a tenth of one core at most.
//
// On Windows a folder that is watched can be renamed, but not one above it: what an
// open folder means there. On macOS every file takes a descriptor, so that large
// sites may be polled.
package watch
