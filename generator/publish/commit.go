package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// commit is Commit without the end of the publication.
func (p *Publication) commit(ctx context.Context) (Result, error) {
	if p.failed != nil {
		return Result{}, p.failed
	}
	if len(p.obstacles) > 0 {
		slices.Sort(p.obstacles)
		return Result{}, inTheWay(slices.Compact(p.obstacles))
	}
	if err := p.checkNames(); err != nil {
		return Result{}, err
	}
	steps, removed, lasting, err := p.plan(ctx)
	if err != nil {
		return Result{}, err
	}
	if err := p.checkPermissions(ctx, steps); err != nil {
		return Result{}, err
	}
	if err := p.repairModes(ctx); err != nil {
		return Result{}, err
	}
	if err := p.publish(ctx, steps, lasting); err != nil {
		return Result{}, err
	}
	p.saveSums(lasting)
	slices.Sort(p.new)
	slices.Sort(removed)
	return Result{p.new, int(p.unchanged.Load()), removed, p.bytes.Load()}, nil
}

// publish makes the plan safe against a crash, and carries it out.
func (p *Publication) publish(ctx context.Context, steps []step, lasting map[string]int) error {
	manifest := encodeManifest(ours(p.names, lasting), lasting)
	if len(steps) == 0 && manifest == p.old.text {
		return p.discard()
	}
	if manifest != p.old.text {
		if err := p.disk.writeSynced(stagedManifestName, []byte(manifest)); err != nil {
			return err
		}
	}
	if len(p.old.names) > 0 && len(steps) > 0 {
		if err := p.disk.ask("sync", "."); err != nil {
			return err
		}
		if err := p.staging.sync(); err != nil {
			return err
		}
	}
	p.stampStaged()
	p.closeFolders()
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := p.disk.writeSynced(journalName, encodeJournal(steps)); err != nil {
		return errors.Join(err, p.disk.rollBack())
	}
	p.begun = p.disk.momentOf(journalName)
	// What has begun is finished: half of it would be neither old nor new.
	done, err := p.disk.apply(context.WithoutCancel(ctx), steps)
	if err == nil {
		return p.disk.finish()
	}
	if slices.ContainsFunc(steps[:done], func(s step) bool { return s.verb != placeNew }) || p.disk.undo(steps[:done]) != nil {
		return p.disk.unfinished(steps[done].to, err)
	}
	return errors.Join(err, p.disk.rollBack())
}

// checkNames finds outputs one of which would have to be the folder of the other.
func (p *Publication) checkNames() error {
	for name := range p.names {
		for dir := folderOf(name); dir != "."; dir = folderOf(dir) {
			if _, taken := p.names[dir]; taken {
				return fmt.Errorf("publish: %s is a file and the folder of %s", dir, name)
			}
		}
	}
	return nil
}

// plan returns the steps of the commit in their order, the files that they remove for
// good, and those that last; see retain.
func (p *Publication) plan(ctx context.Context) (steps []step, removed []string, lasting map[string]int, err error) {
	slices.SortFunc(p.moves, func(a, b *move) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), strings.Compare(a.to, b.to))
	})
	cleared := map[string]bool{}
	for _, m := range p.moves {
		for _, s := range m.clear {
			cleared[s.to] = true
			if s.verb == removeFile {
				removed = append(removed, s.to)
			}
		}
		steps = append(steps, m.clear...)
		verb := replaceOld
		if m.fresh || len(m.clear) > 0 {
			verb = placeNew
		}
		steps = append(steps, step{verb, m.staged, m.to})
	}
	if lasting, err = p.retain(cleared); err != nil {
		return nil, nil, nil, err
	}
	gone, err := p.gone(ctx, cleared, lasting)
	if err != nil {
		return nil, nil, nil, err
	}
	slices.SortFunc(p.beside, func(a, b step) int { return strings.Compare(a.to, b.to) })
	steps = append(steps, p.beside...)
	folders := map[string]bool{}
	for _, name := range gone {
		steps = append(steps, step{verb: removeFile, to: name})
		for dir := folderOf(name); dir != "." && !folders[dir]; dir = folderOf(dir) {
			folders[dir] = true
		}
	}
	// What is longer comes first, so that a folder comes before the one it is in.
	emptied := slices.SortedFunc(maps.Keys(folders), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	for _, dir := range emptied {
		steps = append(steps, step{verb: removeFolder, to: dir})
	}
	return steps, append(removed, gone...), lasting, nil
}

// rank is the place of m in the order of the commit; see the package comment.
func (m *move) rank() int {
	switch {
	case m.to == "index.html":
		return 4
	case m.fresh && !m.pages:
		return 0
	case m.fresh:
		return 1
	case !m.pages:
		return 2
	}
	return 3
}

// gone returns the files that the previous build made, this one did not, and
// that are still there, sorted, without those that are cleared for a move or stay.
func (p *Publication) gone(ctx context.Context, cleared map[string]bool, lasting map[string]int) (gone []string, err error) {
	plain := map[string]bool{}
	for name := range p.old.names {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		_, made := p.names[name]
		_, stays := lasting[name]
		if made || stays || cleared[name] {
			continue
		}
		still, err := p.disk.stillOurs(name, plain)
		if err != nil {
			return nil, err
		}
		if still {
			gone = append(gone, name)
		}
	}
	slices.Sort(gone)
	return gone, nil
}

// checkPermissions tests the folders whose entries the steps change.
func (p *Publication) checkPermissions(ctx context.Context, steps []step) error {
	tested := map[string]bool{}
	for _, s := range steps {
		dir := folderOf(s.to)
		if s.verb == removeFolder || s.verb == placeBeside || tested[dir] {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		tested[dir] = true
		if err := p.disk.ask("access", dir); err != nil {
			return err
		}
		if err := p.dest.writable(dir); err != nil {
			return err
		}
	}
	return nil
}

// repairModes puts permissions right. It comes before the steps, so that what fails
// here leaves all as it was. A folder of another user is left to that user.
func (p *Publication) repairModes(ctx context.Context) error {
	for _, r := range p.repairs {
		if err := cmp.Or(ctx.Err(), p.disk.ask("chmod", r.name)); err != nil {
			return err
		}
		if err := p.dest.chmod(r.name, r.mode); err != nil && !(r.folder && errors.Is(err, fs.ErrPermission)) {
			return err
		}
	}
	return nil
}
