package search

import (
	"cmp"
	"slices"
)

// change is a posting that is another: of a document that has the term or pair with
// another impact than it had, or has it no more.
type change struct {
	shard  int
	rest   uint32 // as in a record
	doc    uint32
	impact byte // 0: no more
}

// postingsOf returns the postings of records in n shards: in their order, and each
// once, as they stand in lists.
func postingsOf(records []record, n int) []change {
	list := make([]change, len(records))
	for i, r := range records {
		list[i] = change{place{shard: r.shard}.shardOf(n), r.rest, uint32(r.document()), r.impact()}
	}
	slices.SortFunc(list, func(a, b change) int {
		return cmp.Or(a.compare(b), cmp.Compare(b.impact, a.impact))
	})
	return slices.CompactFunc(list, func(a, b change) bool { return a.compare(b) == 0 })
}

func (c change) compare(d change) int {
	return cmp.Or(cmp.Compare(c.shard, d.shard), cmp.Compare(c.rest, d.rest), cmp.Compare(c.doc, d.doc))
}

// changesOf returns in what postings differ from those that were.
func changesOf(old, now []change) (changes []change) {
	for len(old)+len(now) > 0 {
		order := -1
		switch {
		case len(old) == 0:
			order = 1
		case len(now) > 0:
			order = old[0].compare(now[0])
		}
		switch {
		case order < 0:
			gone := old[0]
			gone.impact = 0
			changes = append(changes, gone)
		case order > 0 || old[0].impact != now[0].impact:
			changes = append(changes, now[0])
		}
		if order <= 0 {
			old = old[1:]
		}
		if order >= 0 {
			now = now[1:]
		}
	}
	return changes
}

// merged returns the list of which a and b are parts.
func merged(a, b list) list {
	all := list{key: a.key, reading: a.reading, docs: make([]uint32, 0, len(a.docs)+len(b.docs)), impacts: make([]byte, 0, len(a.docs)+len(b.docs))}
	for len(a.docs)+len(b.docs) > 0 {
		if len(a.docs) == 0 || len(b.docs) > 0 && b.docs[0] < a.docs[0] {
			a, b = b, a
		}
		all.docs, all.impacts = append(all.docs, a.docs[0]), append(all.impacts, a.impacts[0])
		a.docs, a.impacts = a.docs[1:], a.impacts[1:]
	}
	return all
}

// changed returns lists with changes, and reports whether what goes was there.
func changed(lists []list, changes []change) (all []list, ok bool) {
	for len(lists) > 0 || len(changes) > 0 {
		if len(changes) == 0 {
			return append(all, lists...), true
		}
		rest := changes[0].rest
		l := list{key: rest >> readingBits, reading: rest & (1<<readingBits - 1)}
		if len(lists) > 0 {
			if at := lists[0].key<<readingBits | lists[0].reading; at < rest {
				all = append(all, lists[0])
				lists = lists[1:]
				continue
			} else if at == rest {
				l = lists[0]
				lists = lists[1:]
			}
		}
		n := 1
		for n < len(changes) && changes[n].rest == rest {
			n++
		}
		if l, ok = l.with(changes[:n]); !ok {
			return nil, false
		}
		if len(l.docs) > 0 {
			all = append(all, l)
		}
		changes = changes[n:]
	}
	return all, true
}

// with returns a list with changes, and reports whether what goes was there.
func (l list) with(changes []change) (list, bool) {
	out := list{key: l.key, reading: l.reading}
	at := 0
	for _, c := range changes {
		for at < len(l.docs) && l.docs[at] < c.doc {
			out.docs, out.impacts = append(out.docs, l.docs[at]), append(out.impacts, l.impacts[at])
			at++
		}
		there := at < len(l.docs) && l.docs[at] == c.doc
		if there {
			at++
		}
		if c.impact == 0 && !there {
			return out, false
		}
		if c.impact > 0 {
			out.docs, out.impacts = append(out.docs, c.doc), append(out.impacts, c.impact)
		}
	}
	out.docs, out.impacts = append(out.docs, l.docs[at:]...), append(out.impacts, l.impacts[at:]...)
	return out, true
}
