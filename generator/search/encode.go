package search

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/klauspost/compress/flate"

	"guong/generator/parallel"
)

// headSize is how many postings of a list stand in its shard: those with the
// highest impact. The others are in its tail.
const headSize = 2048

// sink takes a file of the index, by its path below search/. It is called on all
// cores at once. The data may be kept.
type sink func(name string, data []byte) error

// encode sorts the records of a pool and hands the shards that they make, n of them,
// to out.
func (w *segmentWriter) encode(ctx context.Context, p *pool, n int, folder string, stamp uint32, out sink) error {
	groups := min(n, partitions)
	made := make([]bool, n)
	err := parallel.Try(ctx, groups, func() func(int) error {
		e := newEncoder()
		return func(group int) error {
			width := partitions / groups
			records, err := p.gather(e.records, group*width, (group+1)*width)
			if err != nil {
				return err
			}
			e.records = records
			return e.split(n, func(shard int, lists []list) error {
				made[shard] = true
				return e.write(folder, shard, stamp, lists, out)
			})
		}
	})
	e := newEncoder()
	for shard := range made {
		if err == nil && !made[shard] {
			err = e.write(folder, shard, stamp, nil, out)
		}
	}
	return err
}

// encoder makes shards of sorted records. It belongs to one goroutine.
type encoder struct {
	records, scratch []record
	lists, tails     []list
	docs             []uint32 // of all lists of a shard
	impacts          []byte
	raw              []byte
	deflater         deflater
}

func newEncoder() *encoder { return &encoder{deflater: newDeflater()} }

// split gives each the lists of each shard that records of one group make, whole.
func (e *encoder) split(n int, each func(shard int, lists []list) error) error {
	if len(e.scratch) < len(e.records) {
		e.scratch = make([]record, len(e.records)*5/4)
	}
	sorted := sortRecords(e.records, e.scratch[:len(e.records)], n)
	for from := 0; from < len(sorted); {
		shard := place{shard: sorted[from].shard}.shardOf(n)
		to := from
		for to < len(sorted) && (place{shard: sorted[to].shard}).shardOf(n) == shard {
			to++
		}
		if err := each(shard, e.listsOf(sorted[from:to])); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// listsOf returns the lists of the records of one shard, until it is called again.
func (e *encoder) listsOf(records []record) []list {
	e.lists = e.lists[:0]
	e.docs = slices.Grow(e.docs[:0], len(records))
	e.impacts = slices.Grow(e.impacts[:0], len(records))
	for from := 0; from < len(records); {
		to := from
		for to < len(records) && records[to].rest == records[from].rest {
			to++
		}
		start := len(e.docs)
		e.postings(records[from:to])
		e.lists = append(e.lists, list{key: records[from].key(), reading: records[from].reading(), docs: e.docs[start:], impacts: e.impacts[start:]})
		from = to
	}
	return e.lists
}

// write hands the files of a shard to out: the heads of its lists, and their tails,
// if there are any.
func (e *encoder) write(folder string, shard int, stamp uint32, lists []list, out sink) error {
	head, tail := e.shard(stamp, lists)
	name := "/" + strconv.Itoa(shard) + ".bin"
	err := out(folder+name, head)
	if err == nil && tail != nil {
		err = out(folder+"t"+name, tail)
	}
	return err
}

// shard encodes lists, whose tails it takes off; tail is nil if none has one.
func (e *encoder) shard(stamp uint32, lists []list) (head, tail []byte) {
	e.tails = e.tails[:0]
	for i := range lists {
		if len(lists[i].docs) > headSize {
			e.tails = append(e.tails, behead(&lists[i]))
		}
	}
	e.raw = appendShard(e.raw[:0], lists)
	head = e.deflater.stamped(stamp, e.raw)
	if len(e.tails) > 0 {
		e.raw = appendShard(e.raw[:0], e.tails)
		tail = e.deflater.stamped(stamp, e.raw)
	}
	return head, tail
}

// postings appends the postings of one list. Of terms that share a key, those of
// one partition stand behind those of another, and a document may have both.
func (e *encoder) postings(records []record) {
	byDocument := func(a, b record) int { return a.document() - b.document() }
	if !slices.IsSortedFunc(records, byDocument) {
		slices.SortStableFunc(records, byDocument)
	}
	last := -1
	for _, r := range records {
		if r.document() == last {
			at := len(e.impacts) - 1
			e.impacts[at] = max(e.impacts[at], r.impact())
			continue
		}
		last = r.document()
		e.docs = append(e.docs, uint32(last))
		e.impacts = append(e.impacts, r.impact())
	}
}

// behead leaves the headSize postings with the highest impact in l, of equals the
// latest, and returns the others.
func behead(l *list) list {
	var counts [highestScore + 1]int
	for _, impact := range l.impacts {
		counts[impact]++
	}
	least, room := highestScore, headSize // impacts above least are in the head, and room of those with it
	for room > counts[least] {
		room -= counts[least]
		least--
	}
	skip := counts[least] - room
	part := func(size int) list {
		return list{key: l.key, reading: l.reading, docs: make([]uint32, 0, size), impacts: make([]byte, 0, size)}
	}
	head, tail := part(headSize), part(len(l.docs)-headSize)
	for i, impact := range l.impacts {
		to := &head
		if int(impact) < least {
			to = &tail
		} else if int(impact) == least && skip > 0 {
			to = &tail
			skip--
		}
		to.docs = append(to.docs, l.docs[i])
		to.impacts = append(to.impacts, impact)
	}
	head.tail = len(tail.docs)
	*l = head
	return tail
}

// deflater compresses. It belongs to one goroutine.
type deflater struct {
	writer *flate.Writer
	out    *bytes.Buffer
}

// compression is the level at which files are deflated. It takes less than half of the
// time of level 6 of the standard library, for a third of a percent more bytes; see
// BenchmarkDeflate.
const compression = 7

func newDeflater() deflater {
	writer, err := flate.NewWriter(nil, compression)
	if err != nil {
		panic(err) // the level exists
	}
	return deflater{writer, new(bytes.Buffer)}
}

// deflate returns raw as RFC 1951 has it, without a header.
func (d deflater) deflate(raw []byte) []byte {
	d.out.Reset()
	return d.append(raw)
}

// stamped returns the same behind the stamp of a segment.
func (d deflater) stamped(stamp uint32, raw []byte) []byte {
	d.out.Reset()
	d.out.Write(binary.LittleEndian.AppendUint32(nil, stamp))
	return d.append(raw)
}

func (d deflater) append(raw []byte) []byte {
	d.writer.Reset(d.out)
	_, err := d.writer.Write(raw)
	if err == nil {
		err = d.writer.Close()
	}
	if err != nil {
		panic(fmt.Sprintf("compressing into memory: %v", err)) // a buffer takes all
	}
	return bytes.Clone(d.out.Bytes())
}

// inflater is the other way round. It belongs to one goroutine.
type inflater struct {
	reader io.ReadCloser
	out    bytes.Buffer
}

func newInflater() *inflater { return &inflater{reader: flate.NewReader(nil)} }

// inflate returns what was deflated, until it is called again.
func (i *inflater) inflate(data []byte) ([]byte, error) {
	if err := i.reader.(flate.Resetter).Reset(bytes.NewReader(data), nil); err != nil {
		return nil, err
	}
	i.out.Reset()
	_, err := i.out.ReadFrom(i.reader)
	return i.out.Bytes(), err
}
