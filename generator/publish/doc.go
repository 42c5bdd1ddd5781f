// Package publish puts the outputs of a build into the destination folder
// (public/), all of them or none. Nothing else in Gương writes there.
//
// A publication goes through three doors: [Open], [Publication.Write] or
// [Publication.Copy] for each output, [Publication.Commit]. Until Commit, and
// whatever fails before or in it, the destination stays as it was.
//
// # The state folder
//
// What the publication keeps for itself lies beside the destination, where no web
// server gives it out: for public/ in .public.guong/.
//
//	manifest    the files that Gương made: a version line, then one path a line, sorted;
//	            behind a tab, of what lasts, how many editions ago it was an output
//	sums        which bytes these files have, and by which stamps they are known to have
//	            them still; no promise: without it files are read
//	lock        held while a publication runs
//	staging/    what will be moved into place
//	journal     the steps of a commit that has begun
//	server/     what [Publication.WriteState] wrote: tables for web servers
//
// After a success only the manifest, the sums and the tables are left. Manifest and tables
// hold no times: two builds of one site are equal for diff -r.
//
// Things are moved from there, so the folder is on the mount of the destination. If it
// cannot be (the destination is a mount of its own, or its parent may not be written),
// it is .guong/ in the destination, with mode 0700, which [Publication.Note] says
// once. State that is found in the destination is moved beside it as soon as that is
// possible. A pipe, a device or a link in place of a file of the state is an error.
//
// # Ours and foreign
//
// A file is ours if the manifest lists it. All else is foreign: never
// changed, never removed. An output that meets a foreign file with the very same
// bytes adopts it; any other thing in its way (a file with other bytes, a
// folder with anything foreign in it, a symbolic link, a device) is an error that
// names it, found before anything is moved. So a folder whose manifest was
// lost, or that another tool filled, is safe. A file of ours that somebody
// edited by hand is still ours.
//
// # Former editions
//
// A page in a cache asks for the style sheet of its edition. So an output whose name
// changes with its bytes ([Publication.Lasting]) stays for two editions after it was one:
// an edition is a publication that changed something. It is ours all the time, makes way
// for an output of its name, and is the one thing in which a destination that was
// published to again differs from a new one. What somebody removes or replaces is
// not ours any more.
//
// # Staging
//
// Whether an output is unchanged is decided when it is written, from the bytes on
// disk: the size first, then the content. An unchanged file is not staged and
// keeps its time stamp. A folder that the destination does not have is
// staged as one tree and moved with one rename; every other file is staged
// and moved by itself. Staged things have numbers as names: the journal
// tells where they belong.
//
// # The commit
//
// Commit writes the next manifest and the journal to staging, syncs, and then
// goes through the steps:
//
//  1. what is new: files, then pages (.html) and folders that hold pages;
//  2. what replaces something: files, then pages;
//  3. the home page, index.html, last;
//  4. what the previous build made and this one did not, and what has stayed long
//     enough, is removed, with the folders that become empty thereby;
//  5. the manifest is replaced, journal and staging are removed.
//
// New things come before replaced ones, a stronger order than "pages last",
// because they can be taken back: adding a name to a folder is what can still
// fail on a full disk, and then the additions are undone and nothing has
// happened. Nobody knows a new page's address before a replaced one links to
// it. Permissions of all folders concerned are tested before the first step. What is left (a disk that breaks, a file that another
// program holds open on Windows) leaves the journal, and the error says so.
//
// # Crashes
//
// The journal counts only with its last line, a checksum. Killed before that, a
// publication never was; killed after it, the next Open does the steps that
// are left. Every step can be done twice.
//
// After a crash of the machine the same holds if an earlier publication is at
// stake: then the file system is synced once before the first step (syncfs on
// Linux; sync, which is weaker, on other Unix systems; on Windows only journal
// and manifest are flushed). On ext4 on a virtual disk that took 170 to 290 ms
// for 20,000 new files of 8 KB, and less than 1 ms with nothing to flush; on
// tmpfs it is free. A first publication, which replaces nothing, flushes only
// journal and manifest; the next build mends what power loss takes from it,
// because it compares bytes.
//
// So the destination is old or new once the next build has begun. In between, after a
// kill in the commit, it is mixed: some files are old, some new, each of them whole.
//
// # Permissions
//
// Files get [Options].FileMode whatever the umask, and folders what lets the same
// people enter. Unchanged files are put right too, folders get what they lack.
//
// # Stopping
//
// When the context of [Open] is done, writing ends within a file. Commit gives up before
// its first step; what has begun is finished, for half of it would be neither old nor
// new.
//
// # Concurrency
//
// Write and Copy may be called from many goroutines; Commit and Abort wait for them.
// Two processes cannot publish into one folder: the second Open fails. The lock
// goes with the process that holds it. On file systems without locks there is none.
//
// Symbolic links inside the destination are never followed; the destination may
// itself be one. Two outputs whose paths differ only by case are for the
// caller to find.
package publish
