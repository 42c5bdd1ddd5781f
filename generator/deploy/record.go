package deploy

import (
	"context"
	"maps"
	"slices"
	"time"
)

// begin says at the target what will be touched.
func (r *runner) begin(ctx context.Context) error {
	p := r.plan
	r.state.withdrawing = p.withdrawing()
	for _, keys := range append([][]string{p.remove, p.notices, p.clears, p.deletes, p.expired}, p.stages...) {
		for _, key := range keys {
			k := p.want.files[key].kind
			if have, known := p.base.files[key]; known && k != kindStory {
				k = have.kind
			}
			if p.base.pending[key] == kindStory {
				k = kindStory
			}
			r.state.pending[key] = k
		}
	}
	for _, key := range p.notices {
		if p.want.files[key].kind == kindNotice {
			r.state.noticed = append(r.state.noticed, key)
		}
	}
	r.state.noticed = sortedSet(r.state.noticed)
	gone := setOf(p.withdrawn)
	for key := range p.base.stories {
		if _, e := p.want.page(key); e.kind != kindStory && !gone[key] && r.state.past[key] == 0 {
			r.state.past[key] = max(p.base.live.Number, 1)
		}
	}
	for key := range p.want.files { // pages that name a former file may be live in a moment, and it stays for as long again
		if e := r.state.files[key]; e.former > 0 {
			e.former, e.since = 0, time.Time{}
			r.state.files[key] = e
		}
	}
	r.begun = true
	r.result.State = StatePartial
	return r.writeManifest(ctx, r.link)
}

// finish says at the target that all is done.
func (r *runner) finish(ctx context.Context) error {
	p := r.plan
	if p.changes() {
		r.state.earlier = p.earlier(r.o.keep(), r.state.live, r.forgetting())
		r.state.live = kept{Edition: Edition{Number: p.summary.Edition, Time: r.o.now().UTC().Truncate(time.Second), Program: r.o.Program, Owner: r.o.Owner}}
		r.state.baseURL, r.state.noIndex = p.want.baseURL, p.want.noIndex
	}
	maps.DeleteFunc(r.state.past, func(key string, edition int) bool {
		_, e := p.want.page(key)
		return e.kind == kindStory || len(r.state.earlier) == 0 || edition < r.state.earlier[0].Number
	})
	live := &r.state.live
	live.Stories, live.Files = 0, len(p.want.files)
	for key, e := range p.want.files {
		r.state.files[key] = e
		if e.kind == kindStory {
			live.Stories++
		}
	}
	for _, key := range p.retired {
		e := r.state.files[key]
		e.kind, e.former, e.since = kindHashed, live.Number, live.Time
		r.state.files[key] = e
	}
	clear(r.state.pending)
	clear(r.state.saved)
	r.state.withdrawing, r.state.noticed, r.state.unkept = false, nil, false
	if err := r.writeManifest(ctx, r.link); err != nil {
		return err
	}
	r.result.State, r.result.Edition = StateDone, live.Number
	return r.copyManifest(ctx)
}

// forgetting reports whether the editions before this one cannot or must not be kept.
func (r *runner) forgetting() bool { return r.plan.withdrawing() || r.state.unkept }

// earlier returns the editions that can be rolled back to once the plan is done.
func (p *Plan) earlier(keep int, live kept, forget bool) []kept {
	if forget {
		return nil
	}
	list := append([]kept(nil), p.base.earlier...)
	if live.Listed {
		list = append(list, live)
	}
	return list[max(len(list)-keep, 0):]
}

// writeManifest puts the manifest as it is known now.
func (r *runner) writeManifest(ctx context.Context, l *link) error {
	r.writing.Lock()
	defer r.writing.Unlock()
	r.mu.Lock()
	snapshot := r.state
	snapshot.files, snapshot.pending, snapshot.past = maps.Clone(r.state.files), maps.Clone(r.state.pending), maps.Clone(r.state.past)
	if r.o.Purge != nil {
		snapshot.owed = sortedSet(slices.Concat(r.state.owed, r.addresses(r.touched, false)))
	}
	r.mu.Unlock()
	data, err := snapshot.encode()
	if err != nil {
		return err
	}
	return putState(ctx, l, manifestKey, "application/gzip", data)
}

// copyManifest puts a second manifest, in case the first is lost: it tells which objects
// are ours.
func (r *runner) copyManifest(ctx context.Context) error {
	data, err := r.state.encode()
	if err != nil {
		return err
	}
	return putState(ctx, r.link, copyKey, "application/gzip", data)
}
