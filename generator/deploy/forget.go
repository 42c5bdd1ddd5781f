package deploy

import (
	"context"
	"slices"
)

// withdraw takes away what must not be read any more, tells caches, and forgets the
// editions that show it: also those of which the manifest does not know.
func (r *runner) withdraw(ctx context.Context) error {
	p := r.plan
	if !p.withdrawing() {
		return nil
	}
	if err := r.remove(ctx, p.remove); err != nil {
		return err
	}
	if err := r.putAll(ctx, p.notices); err != nil {
		return err
	}
	for _, key := range p.withdrawn {
		r.result.Withdrawn = append(r.result.Withdrawn, pathOf(key))
	}
	r.purge(ctx, r.addresses(slices.Concat(p.remove, p.notices), true))
	gone := r.editionKeys(append(slices.Clone(p.base.earlier), p.base.live))
	gone = append(gone, copyKey)
	for _, folder := range []string{packsBase, editionsBase} {
		found, err := r.link.list(ctx, folder)
		if err != nil {
			return err
		}
		for key := range found {
			gone = append(gone, key)
		}
	}
	if err := r.link.delete(ctx, sortedSet(gone)); err != nil {
		return err
	}
	r.state.earlier, r.state.live.Listed, r.state.live.Packs = nil, false, 0
	clear(r.state.saved)
	clear(r.state.past)
	return nil
}

// editionKeys returns the keys of all that is kept of editions, and of a pack more that a
// deployment may have left of which nobody knows.
func (r *runner) editionKeys(list []kept) (keys []string) {
	for _, k := range list {
		if k.Number == 0 {
			continue
		}
		keys = append(keys, editionKey(k.Number))
		for number := range k.Packs + 1 {
			keys = append(keys, packKey(k.Number, number+1))
		}
	}
	return keys
}

// sweep removes former files and editions that have stayed for long enough.
func (r *runner) sweep(ctx context.Context) error {
	p := r.plan
	keys := slices.Concat(p.expired, p.strays)
	if p.changes() && !p.withdrawing() {
		stay := p.earlier(r.o.keep(), r.state.live, r.state.unkept)
		for _, k := range append(slices.Clone(p.base.earlier), p.base.live) {
			if k.Listed && !slices.ContainsFunc(stay, func(s kept) bool { return s.Number == k.Number }) {
				keys = append(keys, r.editionKeys([]kept{k})...)
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	if err := r.link.delete(ctx, keys); err != nil {
		return err
	}
	r.forget(p.expired)
	return nil
}
