package folder

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"path"
	"strings"

	"guong/generator/deploy/target"
)

// errStop ends a walk whose reader wants no more.
var errStop = errors.New("stop")

// List yields the files whose keys begin with prefix. Links are listed as what they are
// and not followed. What killed runs have left on the way is removed.
func (f *Folder) List(ctx context.Context, prefix string) iter.Seq2[target.Object, error] {
	return func(yield func(target.Object, error) bool) {
		start := path.Dir(prefix + "x") // the folder in which all of them lie
		err := fs.WalkDir(f.root.FS(), start, func(name string, d fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case errors.Is(err, fs.ErrNotExist): // it went away, or never was
				return nil
			case err != nil:
				return err
			case isTemporary(name):
				f.sweepOne(name, d)
				return nil
			case d.IsDir() || !strings.HasPrefix(name, prefix):
				return nil
			}
			info, err := d.Info()
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			if !yield(target.Object{Key: name, Size: info.Size()}, nil) {
				return errStop
			}
			return nil
		})
		switch {
		case err == nil, errors.Is(err, errStop):
		case ctx.Err() != nil:
			yield(target.Object{}, ctx.Err())
		default:
			yield(target.Object{}, fault(prefix, err))
		}
	}
}
