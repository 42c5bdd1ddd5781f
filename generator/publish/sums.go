package publish

import (
	"context"
	"crypto/sha256"
	"io"
	"maps"
	"slices"
	"sync/atomic"

	"guong/generator/parallel"
	"guong/generator/stamp"
)

// The sums of a destination tell which bytes its files have, and by which stamp a
// file is known to have them still. So what a build would write again is known
// without reading it. Unlike the manifest they are no promise: without them, or
// where a stamp is another one, files are read and compared.

// Sum is the SHA-256 of the bytes of a file.
type Sum [sha256.Size]byte

// SumOf returns the sum of bytes.
func SumOf(data []byte) Sum { return sha256.Sum256(data) }

// known is what is known of one file: its bytes, as long as it has the stamp. Any
// change of them gives another one.
type known struct {
	sum   Sum
	stamp stamp.Stamp
}

// Keep takes in the output name as it is, if it is known to have the bytes of a
// sum, and reports whether it is. If not, it has to be written. It is safe for
// concurrent use.
func (p *Publication) Keep(name string, sum Sum) bool {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.done || !p.has(name, sum) || p.claim(p.names, name) != nil {
		return false
	}
	p.unchanged.Add(1)
	p.keep(name, output{sum: sum, kept: true})
	return true
}

// Read returns the bytes of a file of the last publication, if they have a sum.
func (p *Publication) Read(name string, sum Sum) ([]byte, bool) {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if _, ours := p.old.names[name]; p.done || !ours {
		return nil, false
	}
	f, err := openPlain(p.disk.root, name, name)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	return data, err == nil && SumOf(data) == sum
}

// has reports whether a file of ours is known to have the bytes of a sum, and needs no
// repair, nor do the folders above it.
func (p *Publication) has(name string, sum Sum) bool {
	k, ok := p.sums[name]
	if _, ours := p.old.names[name]; !ok || !ours || k.sum != sum || !p.sound.has(folderOf(name)) {
		return false
	}
	now, err := p.stamps.OfEntry(name)
	return err == nil && now == k.stamp && fits(now.Perm(), p.disk.modes.file)
}

// output is what is known of an output of this publication.
type output struct {
	sum    Sum
	kept   bool        // it is as the sums of the last publication tell
	stamp  stamp.Stamp // from before it was compared, or as it was staged
	staged string      // where it is staged; "" if the destination has it
}

// keep notes what is known of an output.
func (p *Publication) keep(name string, o output) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.made[name] = o
}

// stampOf returns the stamp of a file of ours, before it is compared.
func (p *Publication) stampOf(name string) (now stamp.Stamp) {
	if _, ours := p.old.names[name]; ours && p.stamps != nil {
		now, _ = p.stamps.OfEntry(name) // what cannot be looked at is not known
	}
	return now
}

// Sum returns the sum of an output that was written, copied or kept. It is safe for
// concurrent use.
func (p *Publication) Sum(name string) (sum Sum, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	o, ok := p.made[name]
	return o.sum, ok
}

// Files returns how many outputs the last publication left in the destination.
func (p *Publication) Files() (n int) {
	for range p.old.outputs() {
		n++
	}
	return n
}

// Intact reports whether all files of the last publication are known to be as they
// were, and neither they nor their folders need a repair.
func (p *Publication) Intact(ctx context.Context) bool {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.done || p.old.names == nil || len(p.repairs) > 0 {
		return false
	}
	names := slices.Sorted(maps.Keys(p.old.names)) // what lies together is looked at together
	var differ atomic.Bool
	parallel.Each(ctx, len(names), func() func(int) {
		return func(i int) {
			if !differ.Load() && !p.has(names[i], p.sums[names[i]].sum) {
				differ.Store(true)
			}
		}
	})
	return !differ.Load() && ctx.Err() == nil
}
