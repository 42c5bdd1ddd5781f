package publish

import (
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
	p.lasting[name] = struct{}{}
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
		still, err := p.disk.stillOurs(name, plain)
		if err != nil {
			return nil, err
		}
		if still {
			kept[name] = since + age
		}
	}
	return kept, nil
}

// changes reports whether the outputs are others than those of the last publication.
func (p *Publication) changes() bool {
	if len(p.moves) > 0 {
		return true
	}
	for name := range p.old.outputs() {
		if _, made := p.names[name]; !made {
			return true
		}
	}
	return false
}

// stillOurs reports whether a file of the old manifest is still a plain file: what
// somebody put in its place, or in that of a folder above it, is not ours. Plain holds the
// folders that were looked at.
func (d *disk) stillOurs(name string, plain map[string]bool) (bool, error) {
	if notPlain, err := d.plain(folderOf(name), plain); err != nil || notPlain != "" {
		return false, err
	}
	info, err := d.root.Lstat(name)
	return err == nil && info.Mode().IsRegular(), ignoreMissing(err)
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
