package s3

import (
	"context"
	"encoding/hex"
	"iter"
	"net/http"
	"strings"

	"github.com/minio/minio-go/v7"

	"guong/generator/deploy/target"
)

// List yields the objects whose keys begin with prefix, in the order of their keys.
// MD5 is the entity tag where that looks like one, as long as no object that was put had
// another tag than its MD5: stores that encrypt have tags of their own.
func (s *store) List(ctx context.Context, prefix string) iter.Seq2[target.Object, error] {
	return func(yield func(target.Object, error) bool) {
		if err := ctx.Err(); err != nil {
			yield(target.Object{}, err)
			return
		}
		ctx, e := watched(ctx)
		last := ""
		for {
			old := s.onlyV1.Load()
			again := false
			for o := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{
				Prefix: s.prefix + prefix, Recursive: true, UseV1: old, StartAfter: last,
			}) {
				if o.Err != nil {
					fault := s.fault(ctx, e, "", o.Err)
					if !old && refusesForm(fault, e) {
						s.onlyV1.Store(true)
						again = true
						break
					}
					yield(target.Object{}, fault)
					return
				}
				last = o.Key
				found := target.Object{Key: strings.TrimPrefix(o.Key, s.prefix), Size: o.Size, MD5: s.md5Of(o.ETag)}
				if !yield(found, nil) {
					return
				}
			}
			if !again {
				break
			}
		}
		if err := ctx.Err(); err != nil { // the library ends in silence
			yield(target.Object{}, err)
		}
	}
}

// md5Of returns an entity tag as MD5, or nothing.
func (s *store) md5Of(etag string) string {
	etag = strings.ToLower(strings.Trim(etag, `"`))
	if _, err := hex.DecodeString(etag); err != nil || len(etag) != 32 || s.otherETag.Load() {
		return ""
	}
	return etag
}

// refusesForm reports whether a store did not understand a request that another form
// might put: it is not about keys, clocks, regions, or the moment.
func refusesForm(err error, e *exchange) bool {
	switch target.KindOf(err) {
	case target.KindUnsupported:
		return true
	case target.KindOther:
		a := e.last.Load()
		return a != nil && (a.status == http.StatusOK || a.status == http.StatusBadRequest || a.status == http.StatusMethodNotAllowed)
	}
	return false
}
