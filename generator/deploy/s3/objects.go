package s3

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/minio/minio-go/v7"

	"guong/generator/deploy/target"
)

const (
	// singleLimit is up to how many bytes an object is put with one request.
	singleLimit = 64 << 20
	// partSize is the size of the parts of larger ones. Each is held in memory.
	partSize = 16 << 20
	// largeAtOnce is how many objects are put in parts at the same time.
	largeAtOnce = 2
)

// Get returns the bytes of an object, as they are stored.
func (s *store) Get(ctx context.Context, key string, limit int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	ctx, e := watched(ctx)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the answer where it is not read to its end
	body, object, _, err := minio.Core{Client: s.client}.GetObject(ctx, s.bucket, s.prefix+key, minio.GetObjectOptions{})
	if err != nil {
		return nil, s.fault(ctx, e, key, err)
	}
	defer body.Close()
	tooLarge := say(target.KindTooLarge, "s3-large", limit)
	tooLarge.Key = key
	if object.Size > limit {
		return nil, tooLarge
	}
	got := bytes.NewBuffer(make([]byte, 0, max(object.Size, 0)+bytes.MinRead))
	if _, err := got.ReadFrom(io.LimitReader(body, limit+1)); err != nil {
		return nil, s.fault(ctx, e, key, err)
	}
	if int64(got.Len()) > limit {
		return nil, tooLarge
	}
	return got.Bytes(), nil
}

// Put makes an object, or replaces it. A body that can be read at any place, as files
// can, is read from there; any other is held in memory. The body is read twice: for its
// MD5, and to be sent.
func (s *store) Put(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	return s.put(ctx, o, body, false)
}

func (s *store) put(ctx context.Context, o target.Object, body io.ReadSeeker, fresh bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, e := watched(ctx)
	from, err := newSource(body, o.Size)
	if err != nil {
		return unreadable(o.Key, err)
	}
	options := minio.PutObjectOptions{
		ContentType:             o.Type,
		CacheControl:            o.Caching,
		ContentEncoding:         o.Encoding,
		WebsiteRedirectLocation: o.Redirect,
		// Over plain HTTP the library would else sign in chunks, and stores keep
		// "aws-chunked,gzip" as the encoding of the object.
		DisableContentSha256: true,
		SendContentMd5:       true,
		PartSize:             partSize,
	}
	if s.acl != "" {
		options.UserMetadata = map[string]string{"x-amz-acl": s.acl}
	}
	if fresh {
		options.SetMatchETagExcept("*")
	}
	send := s.whole
	if o.Size >= singleLimit && !fresh {
		send = s.inParts
	}
	err = send(ctx, o, from, options)
	switch broken := from.broken(); {
	case err == nil:
		return nil
	case broken != nil && ctx.Err() == nil:
		return unreadable(o.Key, broken)
	}
	fault := s.fault(ctx, e, o.Key, err)
	if fresh && refusesForm(fault, e) {
		return say(target.KindUnsupported, "s3-condition")
	}
	return fault
}

// whole puts an object with one request, and learns what entity tags of the store are.
func (s *store) whole(ctx context.Context, o target.Object, from *source, options minio.PutObjectOptions) error {
	hash := md5.New()
	if _, err := io.Copy(hash, from.reader()); err != nil {
		return err
	}
	sum := hash.Sum(nil)
	stored, err := minio.Core{Client: s.client}.PutObject(ctx, s.bucket, s.prefix+o.Key,
		from.reader(), o.Size, base64.StdEncoding.EncodeToString(sum), "", options)
	if err == nil && !strings.EqualFold(stored.ETag, hex.EncodeToString(sum)) {
		s.otherETag.Store(true)
	}
	return err
}

// inParts puts a large object in parts; few do so at once, because each holds a part.
func (s *store) inParts(ctx context.Context, o target.Object, from *source, options minio.PutObjectOptions) error {
	select {
	case s.large <- struct{}{}:
		defer func() { <-s.large }()
	case <-ctx.Done():
		return ctx.Err()
	}
	_, err := s.client.PutObject(ctx, s.bucket, s.prefix+o.Key, from.reader(), o.Size, options)
	return err
}

// source reads a body from where it stands, and keeps the error that ended it.
type source struct {
	at    io.ReaderAt
	start int64
	size  int64

	mu  sync.Mutex
	err error
}

func newSource(body io.ReadSeeker, size int64) (*source, error) {
	if at, ok := body.(io.ReaderAt); ok {
		start, err := body.Seek(0, io.SeekCurrent)
		if err != nil {
			return nil, err
		}
		return &source{at: at, start: start, size: size}, nil
	}
	whole := make([]byte, size)
	if _, err := io.ReadFull(body, whole); err != nil {
		return nil, err
	}
	return &source{at: bytes.NewReader(whole), size: size}, nil
}

// ReadAt reads the body; one that ends before its size is broken.
func (s *source) ReadAt(b []byte, offset int64) (int, error) {
	n, err := s.at.ReadAt(b, s.start+offset)
	if err == io.EOF && offset+int64(n) < s.size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil && err != io.EOF {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.err == nil {
			s.err = err
		}
	}
	return n, err
}

// reader returns the body from its start to its size.
func (s *source) reader() *io.SectionReader { return io.NewSectionReader(s, 0, s.size) }

func (s *source) broken() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

func unreadable(key string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	f := say(target.KindOther, "s3-file")
	f.Key, f.Err = key, err
	return f
}
