package deploy_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"guong/generator/deploy"
	"guong/generator/deploy/target"
	"guong/generator/message"
)

// refusing is a target that refuses to be read.
type refusing struct {
	target.Target
	fault *target.Fault
}

func (r refusing) Get(context.Context, string, int64) ([]byte, error) { return nil, r.fault }

// TestWordsOfTheTarget: where nobody knows what went wrong, the words of the target are
// shown; elsewhere they would only be in the way.
func TestWordsOfTheTarget(t *testing.T) {
	const words = "InvalidArgument: no such thing"
	for kind, shown := range map[target.Kind]bool{target.KindOther: true, target.KindDenied: false} {
		p := newPlace()
		o := p.options(newSite(1).lists().publish(t))
		o.Target = refusing{p.Memory, &target.Fault{Kind: kind, Key: "a", Message: message.New("deploy.s3-other"), Err: errors.New(words)}}
		if _, err := deploy.Look(context.Background(), o); err == nil || strings.Contains(err.Error(), words) != shown {
			t.Errorf("kind %d: %v", kind, err)
		}
	}
}
