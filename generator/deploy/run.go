package deploy

import (
	"context"
	"errors"
	"iter"
	"net/http"

	"guong/generator/diag"
)

// Plan is what a deployment will do.
type Plan struct{ summary Summary }

// Empty reports whether there is nothing to do.
func (p *Plan) Empty() bool { return true }

// Summary returns the plan in numbers.
func (p *Plan) Summary() Summary { return p.summary }

// Changes yields what will happen, in the order in which it does.
func (p *Plan) Changes() iter.Seq[Change] { return func(func(Change) bool) {} }

// Look compares the site with the manifest of the target, which is the one request that
// it makes.
func Look(ctx context.Context, o Options) (*Plan, error) { return nil, errors.ErrUnsupported }

// LookBack returns the plan that brings an earlier edition back.
func LookBack(ctx context.Context, o Options, edition int) (*Plan, error) {
	return nil, errors.ErrUnsupported
}

// Editions returns the live edition and those that can be rolled back to, the newest first.
func Editions(ctx context.Context, o Options) ([]Edition, error) { return nil, errors.ErrUnsupported }

// Run carries out a plan. The result says what is live also after an error.
func Run(ctx context.Context, o Options, p *Plan) (Result, error) {
	return Result{}, errors.ErrUnsupported
}

// Probe writes files, reads them at their public addresses below baseURL and removes
// them, and returns what is wrong.
func Probe(ctx context.Context, o Options, baseURL string, client *http.Client) diag.List { return nil }
