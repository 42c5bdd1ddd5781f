package s3

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"io"

	"guong/generator/deploy/target"
)

// answerTo is what is known about something that only some stores can do.
type answerTo uint8

const (
	unknown answerTo = iota
	yes
	no
)

// PutNew makes an object that is not there yet, with a condition on the write. The
// first call tries with an object of its own, beside the wanted one, whether the store
// refuses to replace it: some do not know conditions and say so, others know them as
// little and replace the object.
func (s *store) PutNew(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.tryCondition(ctx, o.Key); err != nil {
		return err
	}
	return s.put(ctx, o, body, true)
}

// tryCondition finds out once whether the store heeds conditions on writes.
func (s *store) tryCondition(ctx context.Context, key string) error {
	s.condition.Lock()
	defer s.condition.Unlock()
	if s.heeds == unknown {
		if s.trial == "" {
			s.trial = key + ".trial-" + rand.Text()
		}
		kept, err := s.keeps(ctx, s.trial)
		if err != nil {
			return err
		}
		s.heeds = no
		if kept {
			s.heeds = yes
		}
	}
	if s.heeds == no {
		return say(target.KindUnsupported, "s3-condition")
	}
	return nil
}

// keeps reports whether an object of which it is said that it must be new stays as it is
// when that is said again.
func (s *store) keeps(ctx context.Context, key string) (bool, error) {
	write := func(text string) (target.Kind, error) {
		err := s.put(ctx, target.Object{Key: key, Size: 1, Type: "text/plain"}, bytes.NewReader([]byte(text)), true)
		kind := target.KindOf(err)
		if kind == target.KindExists || kind == target.KindUnsupported {
			return kind, nil
		}
		return kind, err
	}
	kind, err := write("1")
	if err != nil || kind == target.KindUnsupported {
		return false, err
	}
	kind, err = write("2")
	return kind == target.KindExists, cmp.Or(err, s.Delete(context.WithoutCancel(ctx), []string{key}))
}
