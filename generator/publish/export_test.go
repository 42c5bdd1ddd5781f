package publish

import "context"

// OpenWith is Open with a function that is asked before every change of the
// disk, so that a test can make it fail, or end the process.
func OpenWith(dir string, before func(op, name string) error) (*Publication, error) {
	return open(context.Background(), dir, Options{}, before)
}
