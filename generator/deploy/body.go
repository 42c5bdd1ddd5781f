package deploy

import (
	"bytes"
	"io"
	"sync"

	"github.com/klauspost/compress/gzip"

	"guong/generator/deploy/target"
)

const (
	gzipLevel   = 6
	gzipLargest = 8 << 20 // bytes of a text that is compressed: it is held in memory
)

// zippers are writers of gzip, which are large.
var zippers = sync.Pool{New: func() any {
	z, err := gzip.NewWriterLevel(nil, gzipLevel)
	if err != nil {
		panic(err) // the level is a constant
	}
	return z
}}

// zip returns data as gzip stores them, the same bytes every time: the header has
// neither a time nor a name. It returns nil if that saves less than a tenth.
func zip(data []byte) []byte {
	var out bytes.Buffer
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(&out)
	if _, err := z.Write(data); err != nil || z.Close() != nil || out.Len()*10 >= len(data)*9 {
		return nil // writing to memory does not fail
	}
	return out.Bytes()
}

// object returns an object as it is put, with its body.
func object(key string, e entry, c content) (target.Object, io.ReadSeeker, error) {
	o := target.Object{Key: key, Size: e.size, Type: e.form.Type, Caching: e.form.Caching, Redirect: e.form.Redirect}
	if !e.form.Gzip || e.size > gzipLargest {
		return o, c, nil
	}
	data, err := io.ReadAll(c)
	if err != nil {
		return o, nil, err
	}
	if zipped := zip(data); zipped != nil {
		o.Size, o.Encoding = int64(len(zipped)), "gzip"
		return o, bytes.NewReader(zipped), nil
	}
	return o, bytes.NewReader(data), nil
}
