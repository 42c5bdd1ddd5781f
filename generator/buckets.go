package generator

import (
	"encoding/binary"

	"github.com/cespare/xxhash/v2"

	"guong/generator/store"
)

// What is kept of many things is kept in so many tables, by the names of the things:
// one that changes costs the writing of one table.
const buckets = 256

// bucketOf returns the table that a name belongs to.
func bucketOf(name string) int { return int(xxhash.Sum64String(name) % buckets) }

// bucketKey returns the key of a table of those that have a key.
func bucketKey(k store.Key, bucket int) store.Key {
	return store.NewKey([]byte("table"), k[:], binary.LittleEndian.AppendUint16(nil, uint16(bucket)))
}
