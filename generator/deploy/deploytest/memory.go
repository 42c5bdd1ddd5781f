package deploytest

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"guong/generator/deploy/target"
	"guong/generator/message"
)

// Memory is a target in memory. Its zero value holds nothing and is ready. It is safe
// for concurrent use.
type Memory struct {
	Can target.Features // what Features returns

	mu      sync.RWMutex
	objects map[string]stored
}

type stored struct {
	target.Object
	bytes []byte
}

// Object returns an object and its bytes, which must not be changed.
func (m *Memory) Object(key string) (target.Object, []byte, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	found, ok := m.objects[key]
	return found.Object, found.bytes, ok
}

// Keys returns the keys of all objects in their order.
func (m *Memory) Keys() []string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return slices.Sorted(maps.Keys(m.objects))
}

// Get returns the bytes of an object.
func (m *Memory) Get(ctx context.Context, key string, limit int64) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	o, bytes, ok := m.Object(key)
	switch {
	case !ok:
		return nil, fault(target.KindMissing, key)
	case o.Size > limit:
		return nil, fault(target.KindTooLarge, key)
	}
	return slices.Clone(bytes), nil
}

// Put makes an object, or replaces it.
func (m *Memory) Put(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	return m.put(ctx, o, body, false)
}

// PutNew makes an object that is not there yet.
func (m *Memory) PutNew(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	return m.put(ctx, o, body, true)
}

func (m *Memory) put(ctx context.Context, o target.Object, body io.Reader, fresh bool) error {
	bytes := make([]byte, o.Size)
	if _, err := io.ReadFull(body, bytes); err != nil {
		f := fault(target.KindOther, o.Key)
		f.Err = fmt.Errorf("reading the body: %w", err)
		return f
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	sum := md5.Sum(bytes)
	o.MD5 = hex.EncodeToString(sum[:])
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, there := m.objects[o.Key]; there && fresh {
		return fault(target.KindExists, o.Key)
	}
	if m.objects == nil {
		m.objects = map[string]stored{}
	}
	m.objects[o.Key] = stored{o, bytes}
	return nil
}

// Delete removes objects.
func (m *Memory) Delete(ctx context.Context, keys []string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, key := range keys {
		delete(m.objects, key)
	}
	return nil
}

// List yields the objects whose keys begin with prefix, in the order of their keys.
func (m *Memory) List(ctx context.Context, prefix string) iter.Seq2[target.Object, error] {
	return func(yield func(target.Object, error) bool) {
		for _, key := range m.Keys() {
			o, _, ok := m.Object(key)
			if err := ctx.Err(); err != nil {
				yield(target.Object{}, err)
				return
			}
			if ok && strings.HasPrefix(key, prefix) && !yield(o, nil) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(target.Object{}, err)
		}
	}
}

// Features returns what m can do.
func (m *Memory) Features() target.Features { return m.Can }

// Close does nothing.
func (m *Memory) Close() error { return nil }

func fault(kind target.Kind, key string) *target.Fault {
	text := "deploytest: " + map[target.Kind]string{
		target.KindMissing:  "missing",
		target.KindTooLarge: "too large",
		target.KindExists:   "exists",
		target.KindOther:    "failed",
	}[kind]
	return &target.Fault{Kind: kind, Key: key, Message: message.New(text), Err: errors.New(text)}
}
