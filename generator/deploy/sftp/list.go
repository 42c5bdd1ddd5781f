package sftp

import (
	"context"
	"iter"
	"path"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"guong/generator/deploy/target"
)

// Delete implements [target.Target].
func (t *server) Delete(ctx context.Context, keys []string) error {
	for _, key := range keys {
		if err := checkKey(key); err != nil {
			return err
		}
	}
	return t.do(ctx, func(c *session) error {
		var mu sync.Mutex
		emptied := map[string]bool{}
		err := each(ctx, keys, func(key string) error {
			folder := path.Dir(key)
			if _, err := t.find(ctx, c, folder); gone(err) {
				return nil
			} else if err != nil {
				return c.fault(key, err)
			}
			if err := t.remove(c, key); err != nil {
				return c.fault(key, err)
			}
			mu.Lock()
			defer mu.Unlock()
			emptied[folder] = true
			return nil
		})
		if err != nil {
			return err
		}
		return t.prune(ctx, c, emptied)
	})
}

// remove removes a file or a link.
func (t *server) remove(c *session, key string) error {
	err := c.files.Remove(t.name(key))
	if err == nil || gone(err) {
		return nil
	}
	if !lost(err) {
		if info, err := c.files.Lstat(t.name(key)); err == nil && info.IsDir() {
			return nil // a folder is no object
		}
	}
	return err
}

// List implements [target.Target]. Links are neither listed nor followed.
func (t *server) List(ctx context.Context, prefix string) iter.Seq2[target.Object, error] {
	return func(yield func(target.Object, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		found := make(chan target.Object)
		var err error
		go func() {
			defer close(found)
			err = t.do(ctx, func(c *session) error { return t.walk(ctx, c, prefix, found) })
		}()
		stopped := false
		for o := range found {
			if !stopped && !yield(o, nil) {
				stopped = true
				cancel()
			}
		}
		if err != nil && !stopped {
			yield(target.Object{}, err)
		}
	}
}

// walk sends what begins with prefix to found, level by level of the tree.
func (t *server) walk(ctx context.Context, c *session, prefix string, found chan<- target.Object) error {
	start := path.Dir(prefix + "x")
	if _, err := t.find(ctx, c, start); gone(err) {
		return nil
	} else if err != nil {
		return c.fault(start, err)
	}
	var mu sync.Mutex
	for level := []string{start}; len(level) > 0; {
		var next []string
		err := each(ctx, level, func(folder string) error {
			below, err := t.list(ctx, c, folder, prefix, found)
			mu.Lock()
			defer mu.Unlock()
			next = append(next, below...)
			return err
		})
		if err != nil {
			return err
		}
		level = next
	}
	return nil
}

// list sends the files of a folder to found, and returns the folders in it.
func (t *server) list(ctx context.Context, c *session, folder, prefix string, found chan<- target.Object) (below []string, err error) {
	entries, err := c.files.ReadDirContext(ctx, t.name(folder))
	if gone(err) {
		if folder == "." {
			return nil, t.noPlace()
		}
		return nil, nil // it was removed a moment ago
	}
	if err != nil {
		return nil, c.fault(folder, err)
	}
	for _, entry := range entries {
		key := path.Join(folder, entry.Name())
		switch {
		case entry.IsDir():
			if key != temporary && (strings.HasPrefix(key+"/", prefix) || strings.HasPrefix(prefix, key+"/")) {
				below = append(below, key)
			}
		case !entry.Mode().IsRegular():
		case strings.HasPrefix(entry.Name(), beside):
			if err := t.sweep(c, folder, entry); err != nil {
				return nil, c.fault(key, err)
			}
		case strings.HasPrefix(key, prefix):
			select {
			case found <- target.Object{Key: key, Size: entry.Size()}:
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
	}
	return below, nil
}

// each calls work for all items, some at once, until one fails or ctx ends.
func each[T any](ctx context.Context, items []T, work func(T) error) error {
	group, ended := errgroup.WithContext(ctx)
	group.SetLimit(inFlight)
	for _, item := range items {
		if ended.Err() != nil {
			break
		}
		group.Go(func() error { return work(item) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}
