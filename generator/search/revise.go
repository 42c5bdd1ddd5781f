package search

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"guong/generator/parallel"
)

// A segment that has the documents that it had is revised: what the last edition had
// of the few whose text is another is taken out of the shards where it stood, and what
// they have is put in. The result is what [indexWriter.compose] makes, byte for byte,
// because a shard is a function of its postings.

// The limits of what is revised, beyond which a segment is made anew.
const (
	mostRevised  = 256 // documents
	revisedShare = 2   // of the documents one in so many, and of the shards of each kind
)

// revision is a segment that is revised.
type revision struct {
	*indexWriter
	part
	was    *segmentState
	edited []int // the documents whose text is another, by their numbers in the segment
	made   segmentState

	pairs, singles []change
	touched        map[string]bool // files that are not kept as they are
	making         sync.Mutex
	remade         map[string][]byte // files, by name
}

// revise makes a segment from that of the last edition, and reports whether it could.
func (w *indexWriter) revise(ctx context.Context, p part, known string, e func() *expansions) (made segmentState, ok bool, err error) {
	was := w.last.segment(p.name)
	if was == nil || was.Known != known || w.last.Average != w.next.Average || !w.sameDocuments(p, was) {
		return made, false, nil
	}
	r := revision{indexWriter: w, part: p, was: was, made: *was, touched: map[string]bool{}, remade: map[string][]byte{}}
	r.made.First = p.from
	for i := range p.to - p.from {
		if a, b := r.before(i), w.next.Documents[p.from+i]; a.Text != b.Text || a.Text == "" {
			r.edited = append(r.edited, i)
		}
	}
	if len(r.edited) > mostRevised || len(r.edited)*revisedShare > p.to-p.from {
		return made, false, nil
	}
	if ok, err := r.compare(ctx, e); !ok || err != nil {
		return made, false, err
	}
	for _, kind := range []struct {
		folder  string
		shards  int
		changes []change
	}{{p.name + "/p", was.Segment.Pairs, r.pairs}, {p.name + "/s", was.Segment.Singles, r.singles}} {
		if ok, err := r.shards(ctx, kind.folder, kind.shards, kind.changes); !ok || err != nil {
			return made, false, err
		}
	}
	if ok, err := r.publish(ctx); !ok || err != nil {
		return made, false, err
	}
	w.noteSources(p.from, p.to)
	return r.made, true, nil
}

// sameDocuments reports whether a segment has the documents that it had. Without any,
// nothing would tell that the facets are others.
func (w *indexWriter) sameDocuments(p part, was *segmentState) bool {
	if p.from == p.to || p.to-p.from != was.Segment.Documents || was.First+was.Segment.Documents > len(w.last.Documents) {
		return false
	}
	for i := range p.to - p.from {
		if w.last.Documents[was.First+i].URL != w.urls[p.from+i] {
			return false
		}
	}
	return true
}

// before returns the facts of a document in the last edition.
func (r *revision) before(i int) *facts { return &r.last.Documents[r.was.First+i] }

// compare finds the postings that are others, and reports whether it could and the
// segment keeps its numbers of shards.
func (r *revision) compare(ctx context.Context, e func() *expansions) (bool, error) {
	if len(r.edited) == 0 {
		return true, nil
	}
	old, now := newGatherer(e(), r.next.Average), newGatherer(e(), r.next.Average)
	for _, i := range r.edited {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		d, ok := r.edition.source(r.before(i).Text)
		if !ok {
			return false, nil
		}
		old.add(i, &d)
		reading(r.docs[r.from+i].File, func() { now.add(i, &r.docs[r.from+i]) })
	}
	m, s := &r.made, r.was.Segment
	m.PairRecords += len(now.pairRecords) - len(old.pairRecords)
	m.SingleRecords += len(now.singleRecords) - len(old.singleRecords)
	if shardCount(m.PairRecords, s.Documents) != s.Pairs || shardCount(m.SingleRecords, s.Documents) != s.Singles {
		return false, nil
	}
	words := vocabulary{}
	words.count(old)
	for term := range words {
		words[term] *= -1
	}
	words.count(now)
	m.Words = m.Words.plus(words)
	r.pairs = changesOf(postingsOf(old.pairRecords, s.Pairs), postingsOf(now.pairRecords, s.Pairs))
	r.singles = changesOf(postingsOf(old.singleRecords, s.Singles), postingsOf(now.singleRecords, s.Singles))
	return true, nil
}

// source returns a document as it was in the last edition, as far as its postings
// depend on it.
func (e *Edition) source(text string) (d Document, ok bool) {
	raw, ok := e.Store.GetString(sourceKey(text))
	if !ok || text == "" {
		return d, false
	}
	var s source
	if rest, err := noted.Decode(raw, &s); err != nil || rest != "" {
		return d, false
	}
	body, ok := e.Text(s.Version)
	d = Document{Title: s.Title, Summary: s.Summary, Names: s.Names, Length: s.Length}
	d.Body = func(dst []byte) []byte { return append(dst, body...) }
	return d, ok
}

// shards makes the shards of a folder in which postings change, and reports whether it
// could and they are few of all.
func (r *revision) shards(ctx context.Context, folder string, all int, changes []change) (bool, error) {
	var groups [][]change
	for len(changes) > 0 {
		n := 1
		for n < len(changes) && changes[n].shard == changes[0].shard {
			n++
		}
		groups = append(groups, changes[:n])
		changes = changes[n:]
	}
	if len(groups)*revisedShare > max(all, revisedShare) {
		return false, nil
	}
	var failed atomic.Bool
	err := parallel.Try(ctx, len(groups), func() func(int) error {
		e, in := newEncoder(), newInflater()
		return func(n int) error {
			shard := groups[n][0].shard
			lists, ok := r.lists(in, folder, shard)
			if ok {
				lists, ok = changed(lists, groups[n])
			}
			if !ok {
				failed.Store(true)
				return nil
			}
			return e.write(folder, shard, r.was.Segment.Stamp, lists, r.take)
		}
	})
	return !failed.Load(), err
}

// take keeps a file until all are made.
func (r *revision) take(name string, data []byte) error {
	r.making.Lock()
	defer r.making.Unlock()
	r.remade[name] = data
	return nil
}

// lists returns the lists of a shard of the last edition, whole.
func (r *revision) lists(in *inflater, folder string, shard int) ([]list, bool) {
	name := "/" + strconv.Itoa(shard) + ".bin"
	r.making.Lock()
	r.touched[folder+name], r.touched[folder+"t"+name] = true, true
	r.making.Unlock()
	heads, ok := r.decoded(in, folder+name)
	if !ok || !slices.ContainsFunc(heads, func(l list) bool { return l.tail > 0 }) {
		return heads, ok
	}
	tails, ok := r.decoded(in, folder+"t"+name)
	for i := range heads {
		l := &heads[i]
		if l.tail == 0 {
			continue
		}
		if len(tails) == 0 || tails[0].key != l.key || tails[0].reading != l.reading {
			return nil, false
		}
		*l = merged(*l, tails[0])
		tails = tails[1:]
	}
	return heads, ok
}

// decoded returns what a file of the last edition has.
func (r *revision) decoded(in *inflater, name string) ([]list, bool) {
	sum, ok := r.last.sumOf(name)
	if !ok {
		return nil, false
	}
	data, ok := r.edition.Read(Folder+"/"+name, sum)
	if !ok || len(data) < stampSize {
		return nil, false
	}
	raw, err := in.inflate(data[stampSize:])
	if err != nil {
		return nil, false
	}
	lists, err := decodeShard(raw, r.was.Segment.Documents, &budget{memory: math.MaxInt})
	return lists, err == nil
}

// publish hands out the files of the segment, and reports whether all that it keeps
// were there.
func (r *revision) publish(ctx context.Context) (bool, error) {
	blocks := r.blocks()
	for _, n := range blocks {
		r.touched[r.name+"/d/"+strconv.Itoa(n)+".bin"] = true
	}
	others := r.otherFacets()
	files := r.last.below(r.name + "/")
	var failed atomic.Bool
	err := parallel.Try(ctx, len(files), func() func(int) error {
		return func(n int) error {
			name := files[n].Name
			if r.touched[name] || others && strings.HasPrefix(name, r.name+"/f/") {
				return nil
			}
			ok, err := r.kept(name)
			if !ok {
				failed.Store(true)
			}
			return err
		}
	})
	if failed.Load() || err != nil {
		return false, err
	}
	for name, data := range r.remade {
		if err := r.out(name, data); err != nil {
			return false, err
		}
	}
	docs, d := r.docs[r.from:r.to], newDeflater()
	for _, n := range blocks {
		if err := r.block(d, docs, n, r.name, r.was.Segment.Stamp); err != nil {
			return false, err
		}
	}
	if others {
		err = r.facets(ctx, docs, r.name, r.was.Segment.Stamp)
	}
	return err == nil, err
}

// blocks returns the blocks of cards that are others.
func (r *revision) blocks() (list []int) {
	for i := range r.to - r.from {
		if n := i / cardsPerBlock; r.before(i).Card != r.next.Documents[r.from+i].Card && (len(list) == 0 || list[len(list)-1] != n) {
			list = append(list, n)
		}
	}
	return list
}

// otherFacets reports whether any document has other values of facets.
func (r *revision) otherFacets() bool {
	for i := range r.to - r.from {
		if r.before(i).Facets != r.next.Documents[r.from+i].Facets {
			return true
		}
	}
	return false
}
