package deploy_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guong/generator/deploy"
	"guong/generator/deploy/target"
	"guong/generator/diag"
)

// version returns versions of a site that withdraw nothing: lists, styles and texts change,
// a page comes and goes.
func version(n int) *site {
	s := newSite(n).story("a", fmt.Sprint("Một ", n)).story("b", fmt.Sprint("Hai ", n/2)).lists()
	if n%2 == 0 {
		s.add("chan/index.html", fmt.Sprint(n)).add("chan.pdf", fmt.Sprint(n))
	}
	return s
}

// back brings an edition back.
func back(t *testing.T, o deploy.Options, edition int) deploy.Result {
	t.Helper()
	plan, err := deploy.LookBack(context.Background(), o, edition)
	if err != nil {
		t.Fatal(err)
	}
	result, err := deploy.Run(context.Background(), o, plan)
	if err != nil || result.State != deploy.StateDone {
		t.Fatalf("%+v, %v", result, err)
	}
	return result
}

// TestRollBack: each edition that is kept comes back as it was, byte for byte, and going
// forward again is the same.
func TestRollBack(t *testing.T) {
	for name, open := range map[string]func() target.Target{
		"memory": func() target.Target { return newPlace().Memory },
		"folder": func() target.Target { return openFolder(t) },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace()
			to := open()
			options := func(public string) deploy.Options {
				o := p.options(public)
				o.Target, o.Compress = to, to.Features().Headers
				return o
			}
			seen := map[int]map[string]string{}
			note := func(edition int) {
				seen[edition] = map[string]string{}
				former := map[string]bool{}
				for _, key := range facts(t, to).Former {
					former[key] = true
				}
				for key, text := range objects(t, to) {
					if !former[key] {
						seen[edition][key] = text
					}
				}
			}
			for n := 1; n <= 6; n++ {
				deployWith(t, options(version(n).publish(t)))
				note(n)
				p.clock.pass(20 * time.Hour)
			}
			o := options("")
			editions, err := deploy.Editions(context.Background(), o)
			var numbers []int
			for _, e := range editions {
				numbers = append(numbers, e.Number)
				if e.Stories != 2 || e.Owner != "lan@may-1" || e.Live != (e.Number == 6) {
					t.Errorf("%+v", e)
				}
			}
			if diff := cmp.Diff([]int{6, 5, 4, 3}, numbers); diff != "" || err != nil {
				t.Fatal(diff, err)
			}
			for i, to := range []int{5, 4, 6, 7, 8} { // 7 is what was made when 5 was brought back
				result := back(t, o, to)
				note(result.Edition)
				if diff := cmp.Diff(seen[to], seen[result.Edition]); diff != "" || result.Edition != 7+i {
					t.Fatalf("back to %d: edition %d: %s", to, result.Edition, diff)
				}
			}
			var d diag.Diagnostic
			if _, err := deploy.LookBack(context.Background(), o, 2); !errors.As(err, &d) || d.Message.ID != "deploy.edition-gone" {
				t.Error(err)
			}
			if _, err := deploy.LookBack(context.Background(), o, 11); !errors.As(err, &d) || d.Message.ID != "deploy.live-already" {
				t.Error(err)
			}
		})
	}
}

// TestRollBackAfterAKill: wherever a deployment is killed, the edition that it was to
// replace and those before it can be brought back.
func TestRollBackAfterAKill(t *testing.T) {
	one, two, three := version(1).publish(t), version(2).publish(t), version(3).publish(t)
	fresh := map[int]map[string]string{}
	for n, public := range []string{one, two} {
		p := newPlace()
		p.deploy(t, public)
		fresh[n+1] = objects(t, p.Memory)
	}
	for kill, requests := 1, 1; kill <= requests; kill++ {
		for to := 1; to <= 2; to++ {
			p := newPlace()
			p.deploy(t, one)
			p.deploy(t, two)
			n, _, _ := attempt(p, three, func(n int, _, _ string) outcome {
				if n == kill {
					return killAfter
				}
				return well
			})
			requests = max(requests, n)
			p.clock.pass(time.Hour)
			o := p.options("")
			plan, err := deploy.LookBack(context.Background(), o, to)
			var d diag.Diagnostic
			if errors.As(err, &d) && d.Message.ID == "deploy.live-already" {
				continue // nothing had begun
			}
			if err != nil {
				t.Fatalf("killed after %d, back to %d: %v", kill, to, err)
			}
			if _, err := deploy.Run(context.Background(), o, plan); err != nil {
				t.Fatalf("killed after %d, back to %d: %v", kill, to, err)
			}
			if wrong := same(t, p.Memory, fresh[to]); len(wrong) > 0 {
				t.Fatalf("killed after %d, back to %d: %q", kill, to, wrong)
			}
		}
	}
}

// TestFormerFiles: a hashed file stays for three editions and a day, whichever is longer.
func TestFormerFiles(t *testing.T) {
	var public [8]string
	for n := range public {
		public[n] = version(n).publish(t)
	}
	style := version(0).style()
	for _, test := range []struct {
		pause time.Duration
		gone  int // the first edition at which the style of the first is gone
	}{{time.Hour, 0}, {9 * time.Hour, 5}, {48 * time.Hour, 5}, {7 * time.Hour, 6}} {
		p := newPlace()
		gone := 0
		for _, dir := range public {
			edition := p.deploy(t, dir).Edition
			if _, _, there := p.Object(style); !there && gone == 0 {
				gone = edition
			}
			p.clock.pass(test.pause)
		}
		if gone != test.gone {
			t.Errorf("every %v: gone at %d, want %d", test.pause, gone, test.gone)
		}
	}
}

// TestChangedByHand: a page that somebody changed at the target is replaced, and the
// edition that cannot be told any more is not offered.
func TestChangedByHand(t *testing.T) {
	p := newPlace()
	p.deploy(t, version(1).publish(t))
	if err := p.Put(context.Background(), target.Object{Key: "index.html", Size: 3}, reader("tay")); err != nil {
		t.Fatal(err)
	}
	result := p.deploy(t, version(2).publish(t))
	if len(result.Notes) != 1 || result.Notes[0].Message.ID != "deploy.unkept" {
		t.Errorf("%v", result.Notes)
	}
	if editions, err := deploy.Editions(context.Background(), p.options("")); err != nil || len(editions) != 1 {
		t.Errorf("%v, %v", editions, err)
	}
	if all := strings.Join(p.Keys(), " "); strings.Contains(all, ".guong/packs/") || strings.Contains(all, ".guong/editions/") {
		t.Error(all)
	}
}
