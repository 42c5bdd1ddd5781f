package deploy

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"

	"guong/generator/deploy/target"
	"guong/generator/publish"
)

// Look compares the site with the manifest of the target. That is one request; a target
// without a manifest is listed too, to see what lies there.
func Look(ctx context.Context, o Options) (*Plan, error) {
	if !o.Target.Features().Headers && (o.Compress || o.Layout == LayoutExact) {
		return nil, problem(o.Name, "no-headers")
	}
	requests := &link{target: o.Target, options: &o}
	m, hash, missing, err := readManifest(ctx, requests)
	list := missing || o.Rebuild
	if err != nil && (!o.Rebuild || !errors.Is(err, errDamaged) && !errors.Is(err, errNewer)) {
		return nil, explain(o.Name, manifestError(o.Name, err))
	}
	want, wrong := o.readSite(ctx)
	if wrong != nil {
		return nil, wrong
	}
	var there map[string]target.Object
	if list {
		if there, wrong = requests.list(ctx, ""); wrong != nil {
			return nil, explain(o.Name, wrong)
		}
		if _, now := there[manifestKey]; missing && now {
			return nil, problem(o.Name, "overtaken")
		}
		if _, kept := there[copyKey]; kept && (missing || err != nil) {
			m = ours(ctx, requests, there)
		}
		m.live.Number = max(m.live.Number, newestOf(there))
		m.earlier, m.unkept = nil, true
	}
	p := compare(m, want, comparison{now: o.now(), keep: o.keep(), rebuild: o.Rebuild})
	p.found = hash
	p.summary.First = p.summary.First || missing
	p.lookAt(there, o.Rebuild)
	return p, nil
}

// ours returns a manifest in place of one that is lost: of the objects that are there,
// those that the last deployment that ended knew. What they hold is not known.
func ours(ctx context.Context, requests *link, there map[string]target.Object) manifest {
	var m manifest
	data, err := requests.get(ctx, copyKey, manifestLimit)
	if err == nil {
		m, err = decodeManifest(data)
	}
	if err != nil {
		return manifest{} // all is somebody else's
	}
	for key, e := range m.files {
		if _, here := there[key]; !here {
			delete(m.files, key)
			continue
		}
		e.sum = publish.Sum{}
		m.files[key] = e
	}
	return m
}

// readManifest reads the manifest of a target, with a hash of its bytes. A target
// without one has the zero manifest, and the hash is zero. A damaged one is an error;
// the hash is still that of its bytes.
func readManifest(ctx context.Context, requests *link) (m manifest, hash [32]byte, missing bool, err error) {
	data, err := requests.get(ctx, manifestKey, manifestLimit)
	if target.KindOf(err) == target.KindMissing {
		return manifest{}, hash, true, nil
	}
	if err != nil {
		return manifest{}, hash, false, err
	}
	m, err = decodeManifest(data)
	return m, sha256.Sum256(data), false, err
}

// manifestError says what is wrong with a manifest; other errors stay what they are.
func manifestError(place string, err error) error {
	switch {
	case errors.Is(err, errNewer):
		return problem(place, "manifest-newer")
	case errors.Is(err, errDamaged), target.KindOf(err) == target.KindTooLarge:
		return problem(place, "manifest-damaged")
	}
	return err
}

// newestOf returns the number of the newest edition of which something lies at a target.
func newestOf(there map[string]target.Object) (newest int) {
	for key := range there {
		var number int
		if name, ok := strings.CutPrefix(key, editionsBase); ok {
			if _, err := fmt.Sscanf(name, "%d.json.gz", &number); err == nil {
				newest = max(newest, number)
			}
		}
	}
	return newest
}

// lookAt finds what lies at a target and is not ours, what is in the way, and what is
// left in our own folder.
func (p *Plan) lookAt(there map[string]target.Object, rebuild bool) {
	for key, o := range there {
		if strings.HasPrefix(key, stateFolder) {
			if strings.HasPrefix(key, editionsBase) || strings.HasPrefix(key, packsBase) {
				p.strays = append(p.strays, key)
			}
			continue
		}
		_, known := p.base.files[key]
		_, pending := p.base.pending[key]
		e, wanted := p.want.files[key]
		switch {
		case known || pending:
		case !wanted:
			p.summary.Foreign++
		case !rebuild && o.Size != e.size:
			p.blocking = append(p.blocking, key)
		}
	}
	slices.Sort(p.strays)
	slices.Sort(p.blocking)
}
