package publish

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"slices"
	"sync/atomic"
	"syscall"

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

// known is what is known of one file.
type known struct {
	sum     Sum
	stamp   stamp.Stamp
	settled bool // any later change gives another stamp
}

const (
	sumsName    = "sums"
	nextSums    = stagingName + ".sums" // while they are written
	sumsVersion = "guong-sums 1\n"
)

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
	p.keep(name, sum, true)
	return true
}

// Read returns the bytes of a file of the last publication, if they have a sum.
func (p *Publication) Read(name string, sum Sum) ([]byte, bool) {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if _, ours := p.old.names[name]; p.done || !ours {
		return nil, false
	}
	f, err := p.disk.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe must not make us wait
	if err != nil {
		return nil, false
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, false
	}
	data, err := io.ReadAll(f)
	return data, err == nil && SumOf(data) == sum
}

// has reports whether a file of ours is known to have the bytes of a sum.
func (p *Publication) has(name string, sum Sum) bool {
	k, ok := p.sums[name]
	if _, ours := p.old.names[name]; !ok || !ours || !k.settled || k.sum != sum || p.stamps == nil {
		return false
	}
	now, err := p.stamps.Of(name)
	return err == nil && now == k.stamp && os.FileMode(now.Mode).Perm() == p.disk.modes.file
}

// output is what is known of an output of this publication.
type output struct {
	sum  Sum
	kept bool // it is as the sums of the last publication tell
}

// keep notes which bytes an output has.
func (p *Publication) keep(name string, sum Sum, kept bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.made[name] = output{sum, kept}
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
	for name := range p.old.names {
		if p.old.lasting[name] == 0 {
			n++
		}
	}
	return n
}

// Intact reports whether all files of the last publication are known to be as they
// were.
func (p *Publication) Intact(ctx context.Context) bool {
	p.gate.RLock()
	defer p.gate.RUnlock()
	if p.done || p.old.names == nil {
		return false
	}
	names := slices.Collect(maps.Keys(p.old.names))
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

// openSums reads the sums of the last publication, unless all files are to be read.
func (p *Publication) openSums(fresh bool) {
	p.made = map[string]output{}
	_ = p.disk.own.Remove(nextSums) // of a build that was killed
	if fresh || p.old.names == nil {
		return
	}
	folder, err := stamp.OpenRoot(p.disk.root)
	if err != nil {
		return
	}
	p.stamps = folder
	if data, err := p.disk.readOwn(sumsName); err == nil {
		p.sums = decodeSums(data)
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
	for name, since := range lasting {
		if before, known := p.sums[name]; since > 0 && known {
			p.made[name] = output{sum: before.sum}
		}
	}
	names := slices.Sorted(maps.Keys(p.made))
	list := make([]known, len(names))
	parallel.Each(context.Background(), len(names), func() func(int) {
		return func(i int) {
			if o := p.made[names[i]]; o.kept {
				list[i] = p.sums[names[i]]
			} else if now, err := folder.Of(names[i]); err == nil {
				list[i] = known{sum: o.sum, stamp: now}
			}
		}
	})
	// What changes from here on is changed later than this file.
	clock, err := p.disk.own.OpenFile(nextSums, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return
	}
	defer clock.Close()
	state, err := stamp.OpenRoot(p.disk.own)
	if err != nil {
		return
	}
	defer state.Close()
	now, err := state.Of(nextSums)
	if err != nil {
		return
	}
	for i := range list {
		before := p.sums[names[i]]
		list[i].settled = list[i].stamp != (stamp.Stamp{}) && (list[i].stamp.Before(now) || before.settled && before.stamp == list[i].stamp)
	}
	if _, err := clock.Write(encodeSums(names, list)); err == nil && clock.Close() == nil {
		_ = p.disk.own.Rename(nextSums, sumsName)
	}
}

func encodeSums(names []string, list []known) []byte {
	out := []byte(sumsVersion)
	for i, name := range names {
		k := list[i]
		out = binary.AppendUvarint(out, uint64(len(name)))
		out = append(out, name...)
		out = append(out, k.sum[:]...)
		settled := byte(0)
		if k.settled {
			settled = 1
		}
		out = append(out, settled)
		out = binary.AppendVarint(out, k.stamp.Size)
		out = binary.AppendVarint(out, k.stamp.Modified)
		out = binary.AppendVarint(out, k.stamp.Changed)
		out = binary.AppendUvarint(out, k.stamp.Inode)
		out = binary.AppendUvarint(out, uint64(k.stamp.Mode))
	}
	return binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
}

// decodeSums returns what is known of each file: nothing, if the data are damaged.
func decodeSums(data []byte) map[string]known {
	if len(data) < len(sumsVersion)+4 || string(data[:len(sumsVersion)]) != sumsVersion {
		return nil
	}
	in, check := data[:len(data)-4], binary.LittleEndian.Uint32(data[len(data)-4:])
	if crc32.ChecksumIEEE(in) != check {
		return nil
	}
	sums := map[string]known{}
	for in = in[len(sumsVersion):]; len(in) > 0; {
		size, width := binary.Uvarint(in)
		if width <= 0 || size > uint64(len(in)-width) || len(in)-width-int(size) < len(Sum{})+1 {
			return nil
		}
		name := string(in[width : width+int(size)])
		in = in[width+int(size):]
		var k known
		copy(k.sum[:], in)
		k.settled = in[len(k.sum)] == 1
		in = in[len(k.sum)+1:]
		for _, field := range []*int64{&k.stamp.Size, &k.stamp.Modified, &k.stamp.Changed} {
			if *field, width = binary.Varint(in); width <= 0 {
				return nil
			}
			in = in[width:]
		}
		for _, set := range []func(uint64){func(n uint64) { k.stamp.Inode = n }, func(n uint64) { k.stamp.Mode = uint32(n) }} {
			n, width := binary.Uvarint(in)
			if width <= 0 {
				return nil
			}
			set(n)
			in = in[width:]
		}
		sums[name] = k
	}
	return sums
}
