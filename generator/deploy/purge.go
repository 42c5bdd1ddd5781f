package deploy

import (
	"context"
	"errors"
	"net/http"
)

// PurgeCommand tells caches by a program: it gets the addresses on its standard input,
// one a line.
type PurgeCommand []string

// Purge runs the program.
func (c PurgeCommand) Purge(ctx context.Context, urls []string) error { return errors.ErrUnsupported }

// Cloudflare tells the caches of Cloudflare.
type Cloudflare struct {
	Zone   string       // its identifier
	Token  string       // from the environment; never shown
	Base   string       // of the API; "" for Cloudflare's
	Client *http.Client // nil for the default one
}

// Purge removes addresses from the caches.
func (c Cloudflare) Purge(ctx context.Context, urls []string) error { return errors.ErrUnsupported }
