// Package target is what a deployment needs of the place where a site is published: a
// store of objects with names. Folders, servers with SFTP and stores that speak S3 are
// such places, each in a package beside this one.
//
// The interface is as small as the weakest of them: no rename, no listing that is up to
// date at once, no condition on a write. Order, retries, locks and roll-back are made of
// it by package deploy.
package target

import (
	"context"
	"io"
	"iter"
)

// Object is a file as it lies at a target.
type Object struct {
	Key  string // "guong-sang/index.html": from the root of the target, with slashes
	Size int64  // in bytes, as stored

	// What answers to readers say of it. Targets that are folders leave that to the web
	// server in front of them, and ignore it.
	Type     string // Content-Type
	Caching  string // Cache-Control; "" for none
	Encoding string // Content-Encoding: "gzip", or "" for none
	Redirect string // an address to which a reader is sent instead; "" for none

	MD5 string // in lower-case hexadecimal, of what is stored; "" if the target does not know
}

// Target is a place where a site is published. It is safe for concurrent use. All
// errors are a [Fault], or those of the context.
type Target interface {
	// Get returns the bytes of an object of at most limit bytes.
	Get(ctx context.Context, key string, limit int64) ([]byte, error)

	// Put makes an object of Size bytes, or replaces it: whoever asks meets the old one
	// or the new one, whole. The body is read from where it stands, and again from there
	// if the target has to send it twice.
	Put(ctx context.Context, o Object, body io.ReadSeeker) error

	// Delete removes objects; one that is not there is no error. Folders that become
	// empty go with them.
	Delete(ctx context.Context, keys []string) error

	// List yields the objects whose keys begin with prefix, in no particular order. What
	// was put a moment ago may be missing. It ends after an error.
	List(ctx context.Context, prefix string) iter.Seq2[Object, error]

	// Features tells what the target can do beyond this.
	Features() Features

	// Close ends connections.
	Close() error
}

// Features are what some targets can do and others cannot.
type Features struct {
	Headers   bool // answers carry Type, Caching and Encoding of the object
	Redirects bool // objects with Redirect send readers on
	Private   bool // keys that begin with a dot are not served to readers
}

// Exclusive is a target on which of two who make the same object at once only one
// succeeds.
type Exclusive interface {
	// PutNew is Put for an object that must not be there yet: else the fault is of
	// KindExists, or of KindUnsupported where the target turns out not to know.
	PutNew(ctx context.Context, o Object, body io.ReadSeeker) error
}
