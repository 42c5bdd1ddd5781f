package publish

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"guong/generator/parallel"
	"guong/generator/stamp"
)

// A stamp tells the bytes of a file if a change after the moment at which the bytes were
// known gives another stamp. The clock of the file system has ticks, so that is so for
// what had changed before the tick of that moment:
//
//   - what was compared was looked at before, and had changed before the publication;
//   - what is moved into place was looked at in staging, where nobody changes it, and had
//     changed before the commit began. A file that is moved by itself gets another time
//     of change by that, and must have changed before the sums are written.
//
// What is edited and given its former time again between its move and the end of the
// commit, by the same inode, is not noticed: only the time of its move tells.
//
// What has changed later is left out, and is compared by the next build.

const (
	sumsName = "sums"
	nextSums = stagingName + ".sums" // while they are written
)

// openSums reads the sums of the last publication, unless all files are to be read.
func (p *Publication) openSums(fresh bool) {
	_ = p.disk.own.Remove(nextSums) // of a build that was killed
	if p.old.names == nil {
		return
	}
	folder, err := stamp.OpenRoot(p.disk.root)
	if err != nil {
		return
	}
	p.stamps, p.opened = folder, p.disk.momentOf(stagingName)
	if fresh {
		return
	}
	if data, err := p.disk.readOwn(sumsName); err == nil {
		p.sums = decodeSums(data)
		p.sound = newSoundFolders(folder, p.disk.modes.folder)
	}
}

// momentOf returns when something was made in the state folder, by the clock of the file
// system that the destination is on too.
func (d *disk) momentOf(name string) time.Time {
	info, err := d.own.Lstat(name)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}

// stampStaged looks at the files that will be moved into place.
func (p *Publication) stampStaged() {
	root, err := p.disk.own.OpenRoot(stagingName)
	if err != nil {
		return
	}
	defer root.Close()
	folder, err := stamp.OpenRoot(root)
	if err != nil {
		return
	}
	defer folder.Close()
	list := make([]stamp.Stamp, len(p.new))
	parallel.Each(context.Background(), len(list), func() func(int) {
		return func(i int) {
			if o := p.made[p.new[i]]; o.staged != "" {
				list[i], _ = folder.OfEntry(o.staged) // what cannot be looked at is not known
			}
		}
	})
	for i, name := range p.new {
		if o, made := p.made[name]; made {
			o.stamp = list[i]
			p.made[name] = o
		}
	}
}

// saveSums writes the sums of what was published. What it cannot write is compared
// the next time.
func (p *Publication) saveSums(lasting map[string]int) {
	folder, err := stamp.OpenRoot(p.disk.root)
	if err != nil {
		return
	}
	defer folder.Close()
	names := slices.AppendSeq(make([]string, 0, len(p.made)), maps.Keys(p.made))
	for name, since := range lasting {
		if since > 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if p.disk.ask("write", p.disk.at(nextSums)) != nil {
		return
	}
	file, err := p.disk.own.OpenFile(nextSums, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return
	}
	defer file.Close()
	now := p.disk.momentOf(nextSums) // what changes from here on is changed later
	list := make([]known, len(names))
	parallel.Each(context.Background(), len(names), func() func(int) {
		return func(i int) {
			if o, made := p.made[names[i]]; made {
				list[i] = p.knownOf(folder, names[i], o, now)
			} else {
				list[i] = p.knownOfFormer(folder, names[i], now)
			}
		}
	})
	_, err = file.Write(encodeSums(names, list))
	if err == nil && file.Close() == nil && p.disk.ask("rename", p.disk.at(sumsName)) == nil {
		err = p.disk.own.Rename(nextSums, sumsName)
	}
	_ = err
}

// knownOf returns what is known of an output.
func (p *Publication) knownOf(folder *stamp.Folder, name string, o output, now time.Time) known {
	k := known{o.sum, o.stamp}
	switch {
	case o.kept:
		return p.sums[name]
	case o.staged == "":
		if o.stamp.Before(p.opened) {
			return k
		}
	case !o.stamp.Before(p.begun):
	case strings.Contains(o.staged, "/"):
		return k // its folder was moved, and nothing of the file has changed
	default:
		moved, err := folder.OfEntry(name)
		k.stamp.Changed = moved.Changed
		if err == nil && k.stamp == moved && moved.Before(now) {
			return k
		}
	}
	return known{}
}

// knownOfFormer returns what is known of a file of a former edition, which nobody
// compares.
func (p *Publication) knownOfFormer(folder *stamp.Folder, name string, now time.Time) known {
	found, err := folder.OfEntry(name)
	if err != nil || !found.IsFile() {
		return known{}
	}
	if before := p.sums[name]; before.stamp == found {
		return before
	}
	_, sum, err := sumOfFile(p.disk.root, name)
	if err != nil || !found.Before(now) {
		return known{}
	}
	return known{sum, found}
}
