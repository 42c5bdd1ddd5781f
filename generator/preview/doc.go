// Package preview is the server that a writer has open beside the text: it shows
// the site as it would be built now, and every change as it is saved.
//
// A page is rendered when a browser asks for it; the whole site never is. The
// [desk] holds the newest [generator.Edition]. A change to one story gives a
// revised edition at once, in the time that this one file takes; the snapshot is
// made anew when a page is asked for that may show the change too (a list, a
// feed), and else a moment later. Until an edition is ready, whoever asks for what
// it may have changed waits, so that what is served is always what a build would
// write now.
//
// Browsers are told by Server-Sent Events and change the page that they show; the
// files of package client do that. What is wrong is shown in the terminal and in
// the browser in the same words, and hides nothing: the last good version of what
// is broken is shown behind it.
//
// The server answers GET and HEAD to the names that it was started for, and to
// nobody else (DNS rebinding); it gives out outputs of the site and its own files
// below /__guong/, and nothing from the disk by name.
//
// Everything here may be used from several goroutines, unless it says otherwise.
package preview
