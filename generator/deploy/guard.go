package deploy

import (
	"slices"

	"guong/generator/diag"
	"guong/generator/message"
)

// guardSite returns an error if a target has another site than the one that shall go
// there: one with another address, or a trial site in place of the real one.
func (p *Plan) guardSite(o *Options) error {
	switch {
	case p.back > 0 || o.Rebuild || p.base.live.Number == 0:
	case p.base.baseURL != "" && p.base.baseURL != p.want.baseURL:
		return problem(o.Name, "other-site", p.base.baseURL, p.want.baseURL)
	case p.base.noIndex && !p.want.noIndex:
		return problem(o.Name, "trial-before")
	case !p.base.noIndex && p.want.noIndex:
		return problem(o.Name, "trial-now")
	}
	return nil
}

// guardRestored returns an error if a story would come back that was taken down, and
// nobody has agreed to that: perhaps the site was built from texts of yesterday.
func (p *Plan) guardRestored(o *Options) error {
	if p.back > 0 || o.Restore {
		return nil
	}
	candidates := slices.Clone(p.base.noticed)
	for key, e := range p.base.files {
		if e.kind == kindNotice {
			candidates = append(candidates, key)
		}
	}
	var restored []string
	for _, key := range sortedSet(candidates) {
		if _, e := p.want.page(key); e.kind == kindStory {
			restored = append(restored, pathOf(key))
		}
	}
	if restored == nil {
		return nil
	}
	return diag.Diagnostic{
		Position: diag.Position{File: o.Name},
		Message:  message.New("deploy.restored", message.Number(len(restored)), someOf(restored)),
		Hint:     message.New("deploy.restored-hint"),
	}
}
