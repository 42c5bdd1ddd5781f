package publish

import (
	"errors"
	"io/fs"
	"maps"
)

// A page that somebody has in a cache asks for the style sheet of its edition. So
// files whose names change with their bytes stay where they are for a while after
// they are no longer outputs.

// formerEditions is for how many editions they stay. An edition is a publication that
// changed something.
const formerEditions = 2

// Lasting tells that the name of an output changes with its bytes. It is safe for
// concurrent use.
func (p *Publication) Lasting(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lasting[name] = 0
}

// retain returns the lasting outputs and the former ones that stay, with how many
// editions ago they were outputs. Cleared are those of ours that make way for
// something.
func (p *Publication) retain(cleared map[string]bool) (map[string]int, error) {
	age := 0
	if p.changes() {
		age = 1
	}
	kept := map[string]int{}
	for name := range p.lasting {
		if _, made := p.names[name]; made {
			kept[name] = 0
		}
	}
	plain := map[string]bool{}
	for name, since := range p.old.lasting {
		if _, made := p.names[name]; made || cleared[name] || since+age > formerEditions {
			continue
		}
		if notPlain, err := p.disk.plain(folderOf(name), plain); err != nil {
			return nil, err
		} else if notPlain != "" {
			continue
		}
		switch info, err := p.disk.root.Lstat(name); {
		case err == nil && info.Mode().IsRegular():
			kept[name] = since + age
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	return kept, nil
}

// changes reports whether the outputs are others than those of the last publication.
func (p *Publication) changes() bool {
	if len(p.moves) > 0 {
		return true
	}
	for name := range p.old.names {
		if _, made := p.names[name]; !made && p.old.lasting[name] == 0 {
			return true
		}
	}
	return false
}

// ours returns all files that are ours once what was written is published: outputs, and
// former ones that stay.
func ours(names map[string]struct{}, lasting map[string]int) map[string]struct{} {
	all := maps.Clone(names)
	for name := range lasting {
		all[name] = struct{}{}
	}
	return all
}
