package publish

import (
	"context"
	"time"
)

// OpenWith is Open with a function that is asked before every change of the
// disk, so that a test can make it fail, or end the process.
func OpenWith(dir string, before func(op, name string) error) (*Publication, error) {
	return open(context.Background(), dir, Options{}, before)
}

// OpenFresh is OpenWith for a publication that may read and compare every file.
func OpenFresh(dir string, fresh bool, before func(op, name string) error) (*Publication, error) {
	return open(context.Background(), dir, Options{Fresh: fresh}, before)
}

// DiscardUntil removes what was staged until the given time, and ends the publication.
func (p *Publication) DiscardUntil(until time.Time) error {
	p.closeFolders()
	p.done = true
	defer p.release()
	return p.disk.removeUntil(stagingName, until)
}
