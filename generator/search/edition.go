package search

import (
	"crypto/sha256"

	"guong/generator/store"
)

// Sum is the SHA-256 of the bytes of a file.
type Sum = [sha256.Size]byte

// Edition is where the files of an index go, and what is left of the one that was
// made before it. Its functions are called on all cores at once.
type Edition struct {
	// Write takes a file that is new, or may be. The data may be kept.
	Write func(path string, data []byte) error

	// Store keeps what was noted of the last edition. Without it all is made anew.
	Store *store.Store
	Key   store.Key // of the program and of where the files go

	// Keep takes a file of the last edition as it is, if it is known to have the bytes
	// of a sum. Read returns its bytes if they have this sum.
	Keep func(path string, s Sum) bool
	Read func(path string, s Sum) ([]byte, bool)
	// Text returns the plain text of a body as it was, by its Document.Version.
	Text func(version string) ([]byte, bool)
}
