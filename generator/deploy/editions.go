package deploy

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"

	"guong/generator/deploy/target"
)

func editionKey(number int) string { return fmt.Sprintf("%s%d.json.gz", editionsBase, number) }

// Editions returns the live edition and those that can be rolled back to, the newest
// first, with one request. There are none at a target to which nothing was deployed.
func Editions(ctx context.Context, o Options) ([]Edition, error) {
	m, _, _, err := readManifest(ctx, &link{target: o.Target, options: &o})
	if err != nil {
		return nil, explain(o.Name, manifestError(o.Name, err))
	}
	var list []Edition
	if m.live.Number > 0 {
		m.live.Live = true
		list = append(list, m.live.Edition)
	}
	for _, k := range slices.Backward(m.earlier) {
		if _, ok := m.edition(k.Number); ok {
			list = append(list, k.Edition)
		}
	}
	return list, nil
}

// LookBack returns the plan that brings an earlier edition back. That makes a new one,
// which can be taken back in the same way.
func LookBack(ctx context.Context, o Options, edition int) (*Plan, error) {
	requests := &link{target: o.Target, options: &o}
	m, hash, _, err := readManifest(ctx, requests)
	if err != nil {
		return nil, explain(o.Name, manifestError(o.Name, err))
	}
	if edition == m.live.Number && edition > 0 && !m.interrupted() {
		return nil, problem(o.Name, "live-already", strconv.Itoa(edition))
	}
	if _, ok := m.edition(edition); !ok {
		return nil, problem(o.Name, "edition-gone", strconv.Itoa(edition))
	}
	data, err := requests.get(ctx, editionKey(edition), manifestLimit)
	var list manifest
	if err == nil {
		list, err = decodeManifest(data)
	} else if target.KindOf(err) == target.KindMissing {
		err = problem(o.Name, "edition-gone", strconv.Itoa(edition))
	}
	if err != nil {
		return nil, explain(o.Name, manifestError(o.Name, err))
	}
	p := compare(m, &wanted{baseURL: list.baseURL, noIndex: list.noIndex, files: list.files}, comparison{now: o.now(), keep: o.keep(), back: edition})
	p.found = hash
	return p, nil
}

// list returns the files of an edition as they are kept for a roll-back, without what
// is former.
func (m *manifest) list() ([]byte, error) {
	e := manifest{baseURL: m.baseURL, noIndex: m.noIndex, live: m.live, files: make(map[string]entry, len(m.files))}
	for key, f := range m.files {
		if f.former == 0 {
			e.files[key] = f
		}
	}
	return e.encode()
}

// openBack opens what a plan needs of packs.
func (p *Plan) openBack(ctx context.Context, requests *link) (source, error) {
	files := map[string]entry{}
	for _, keys := range p.stages {
		for _, key := range keys {
			files[key] = p.want.files[key]
		}
	}
	var packs []string
	for _, k := range append(slices.Clone(p.base.earlier), p.base.live) {
		if k.Number >= p.back {
			for number := range k.Packs {
				packs = append(packs, packKey(k.Number, number+1))
			}
		}
	}
	return openPacks(ctx, requests, packs, files)
}

// putState puts an object of our own folder.
func putState(ctx context.Context, requests *link, key, mediaType string, data []byte) error {
	return requests.put(ctx, stateObject(key, mediaType, int64(len(data))), bytes.NewReader(data))
}

// stateObject returns an object of our own folder, which no cache keeps.
func stateObject(key, mediaType string, size int64) target.Object {
	return target.Object{Key: key, Size: size, Type: mediaType, Caching: "no-store"}
}
