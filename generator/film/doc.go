// Package film reads the headers of films and recordings of sound, and makes them
// fit to be published: without a word about the place, the time and the camera.
//
// [Inspect] tells what a film is without decoding it. [Cleaned] gives the bytes of a
// film as they are published: as many as the file has, those that say something of
// the place blanked. So no offset in the file changes, and nothing is held in memory
// but its header.
//
// Of an MP4 file (ISO/IEC 14496-12, QuickTime) what is kept is listed: the boxes that
// players need, the tracks of pictures and of sound. All else is blanked: user data
// and metadata, with the place (©xyz, loci, com.apple.quicktime.location.ISO6709);
// XMP; tracks of any other kind with their samples, which in films of action cameras,
// drones and phones hold the way that they went; and the dates. Of an MP3 file the tag
// in front (ID3v2) and the one at the end (ID3v1) are blanked. WebM, Ogg and WAV files
// are not rewritten: one that speaks of a location is an [Error].
//
// The same bytes always give the same bytes. All functions are safe for concurrent use.
package film

import "time"

// Info is what the header of a film says.
type Info struct {
	Width, Height int // in pixels, as it is shown; 0 for sound, or if it is not known
	Duration      time.Duration
	Bytes         int64
}
