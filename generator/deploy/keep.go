package deploy

import (
	"context"
	"errors"
)

// keep puts what will be replaced or removed of the live edition into a pack, with the
// list of its files, so that it can be rolled back to.
func (r *runner) keep(ctx context.Context) error {
	p := r.plan
	if !p.changes() || p.summary.Live == 0 || p.base.unkept || p.withdrawing() {
		return nil
	}
	var keys []string
	for _, list := range append([][]string{p.clears, p.deletes}, p.stages...) {
		for _, key := range list {
			e, known := p.base.files[key]
			_, pending := p.base.pending[key]
			if known && !pending && e.former == 0 && e.kind != kindHashed && !p.base.saved[key] {
				keys = append(keys, key)
			}
		}
	}
	if len(keys) > 0 {
		err := r.keepPack(ctx, keys)
		if errors.Is(err, errUnkept) {
			r.state.unkept = true
			r.note("unkept")
			return nil
		}
		if err != nil {
			return err
		}
	}
	if r.state.live.Listed {
		return nil
	}
	list, err := p.base.list()
	if err != nil {
		return err
	}
	r.state.live.Listed = true
	return putState(ctx, r.link, editionKey(p.summary.Live), "application/gzip", list)
}

func (r *runner) keepPack(ctx context.Context, keys []string) error {
	if r.state.live.Packs >= packsAtMost {
		return errUnkept
	}
	packed, err := pack(ctx, r.link, keys, r.plan.base.files, r.o.parallel())
	if err != nil {
		return err
	}
	defer packed.close()
	r.state.live.Packs++
	for _, key := range keys {
		r.state.saved[key] = true
	}
	return r.link.put(ctx, stateObject(packKey(r.plan.summary.Live, r.state.live.Packs), "application/gzip", packed.size), packed.part(0, packed.size))
}
