// Package preview is the server that a writer has open beside the text: it shows
// the site as it would be built now, and every change as it is saved.
//
// A page is rendered when a browser asks for it; the whole site never is. The
// [updater] keeps the newest [generator.Edition]. A change to one story gives a
// revised edition at once, in the time that this one file takes; the snapshot is
// made anew when a page is asked for that may show the change too (a list, a
// feed), and else a moment later. A request waits for the changes that came in
// before it, and for no later ones: its answer is what a build would have written
// when it was asked, and edits that never end keep nobody waiting.
//
// Browsers hear of changes by Server-Sent Events and change the page that they show;
// the files of package client do that. What is wrong is shown in the terminal and in
// the browser in the same words, and hides nothing: the last correct version of what
// is broken is shown behind it. A panic of this program is one more thing that is
// wrong, with the file that it concerns.
//
// The server answers GET and HEAD to the names that it was started for, and to
// nobody else (DNS rebinding); it gives out outputs of the site and its own files
// below /__guong/, and nothing from the disk by name. The one POST opens a text of
// the site in a program of the machine, for a browser on that machine.
//
// Everything here may be used from several goroutines, unless it says otherwise.
package preview
