package deploy_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"guong/generator/deploy"
	"guong/generator/deploy/target"
	"guong/generator/diag"
)

const pastSecret = "Tên không được nêu"

// put puts an object with a text.
func put(t *testing.T, to target.Target, key, text string) {
	t.Helper()
	if err := to.Put(context.Background(), target.Object{Key: key, Size: int64(len(text))}, strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
}

// withoutSecret fails if anything of a story is left at a target, or can be brought back.
func withoutSecret(t *testing.T, p *place, o deploy.Options) {
	t.Helper()
	if all := everything(t, p.Memory); strings.Contains(all, pastSecret) {
		t.Error("the secret is there")
	}
	editions, err := deploy.Editions(context.Background(), o)
	if err != nil || len(editions) != 1 {
		t.Errorf("editions: %v, %v", editions, err)
	}
}

// TestWithdrawalOfThePast: a story is taken down for good also where it is live no more,
// and only an edition that is kept shows it.
func TestWithdrawalOfThePast(t *testing.T) {
	plain := func() *site { return newSite(1).story("a", "Một") }
	shown := newSite(1).story("a", "Một").story("kin", pastSecret).lists().publish(t)
	gone := plain().lists().publish(t)
	notice := plain().removed("kin").lists().publish(t)
	moved := plain().moved("kin", "/guong-sang/a/").lists().publish(t)
	for name, test := range map[string]struct {
		before []string
		back   int
		then   string
	}{
		"brought back, then deleted":   {[]string{gone, shown}, 1, gone},
		"brought back, then a notice":  {[]string{gone, shown}, 1, notice},
		"moved, then deleted":          {[]string{shown, moved}, 0, gone},
		"moved, then a notice":         {[]string{shown, moved}, 0, notice},
		"moved twice, then deleted":    {[]string{shown, moved, shown, moved}, 0, gone},
		"back behind it, then deleted": {[]string{gone, shown, moved}, 1, gone},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace()
			for _, public := range test.before {
				p.deploy(t, public)
			}
			o := p.options(test.then)
			if test.back > 0 {
				plan, err := deploy.LookBack(context.Background(), o, test.back)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := deploy.Run(context.Background(), o, plan); err != nil {
					t.Fatal(err)
				}
			}
			if !strings.Contains(everything(t, p.Memory), pastSecret) {
				t.Fatal("the secret was never kept")
			}
			if result := deployWith(t, o); !slices.Equal(result.Withdrawn, []string{"guong-sang/kin/index.html"}) {
				t.Errorf("withdrawn: %q", result.Withdrawn)
			}
			withoutSecret(t, p, o)
			plan, err := deploy.Look(context.Background(), o)
			if err != nil || !plan.Empty() {
				t.Errorf("then there is more to do: %+v, %v", plan.Summary(), err)
			}
		})
	}
}

// TestWithdrawalOfDescription: the text about a person goes, the page with their stories
// stays.
func TestWithdrawalOfDescription(t *testing.T) {
	const page = "dien-hinh/lan/index.html"
	with := newSite(1).story("a", "Một").lists().add(page, pastSecret+", và các bài.")
	with.hosting.Stories = append(with.hosting.Stories, page)
	p := newPlace()
	p.deploy(t, with.publish(t))
	o := p.options(newSite(1).story("a", "Một").lists().add(page, "Các bài.").publish(t))
	if result := deployWith(t, o); !slices.Equal(result.Withdrawn, []string{page}) {
		t.Errorf("withdrawn: %q", result.Withdrawn)
	}
	withoutSecret(t, p, o)
}

// TestWithdrawalWithoutManifest: a target whose manifest is lost or damaged still knows
// from the copy what is ours.
func TestWithdrawalWithoutManifest(t *testing.T) {
	shown := newSite(1).story("a", "Một").story("kin", pastSecret).lists().publish(t)
	gone := newSite(1).story("a", "Một").lists().publish(t)
	for _, damaged := range []bool{false, true} {
		p := newPlace()
		p.deploy(t, shown)
		if damaged {
			put(t, p.Memory, ".guong/manifest.json.gz", "hỏng")
		} else if err := p.Memory.Delete(context.Background(), []string{".guong/manifest.json.gz"}); err != nil {
			t.Fatal(err)
		}
		put(t, p.Memory, "khac/index.html", "của người khác")
		o := p.options(gone)
		o.Rebuild = damaged
		deployWith(t, o)
		withoutSecret(t, p, o)
		if all := everything(t, p.Memory); !strings.Contains(all, "của người khác") {
			t.Error("what is somebody else's is gone")
		}
	}
}

// TestRestored: a story that was taken down comes back only if somebody agrees, and is
// withdrawn again also where that was interrupted.
func TestRestored(t *testing.T) {
	shown := newSite(1).story("a", "Một").story("kin", pastSecret).lists().publish(t)
	notice := newSite(1).story("a", "Một").removed("kin").lists().publish(t)
	p := newPlace()
	p.deploy(t, notice)
	o := p.options(shown)
	plan, err := deploy.Look(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	var d diag.Diagnostic
	if _, err := deploy.Run(context.Background(), o, plan); !errors.As(err, &d) || d.Message.ID != "deploy.restored" {
		t.Fatalf("%v, want deploy.restored", err)
	}
	interrupted := newPlace()
	interrupted.deploy(t, shown)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	i := interrupted.options(notice)
	i.Target = &watched{Target: interrupted.Memory, kill: cancel, decide: func(_ int, _, key string) outcome {
		if key == "index.html" { // the notice stands
			return killBefore
		}
		return well
	}}
	if plan, err = deploy.Look(ctx, i); err == nil {
		_, err = deploy.Run(ctx, i, plan)
	}
	if err == nil {
		t.Fatal("it was not interrupted")
	}
	interrupted.clock.pass(time.Hour)
	i = interrupted.options(shown)
	if plan, err = deploy.Look(context.Background(), i); err == nil {
		_, err = deploy.Run(context.Background(), i, plan)
	}
	if !errors.As(err, &d) || d.Message.ID != "deploy.restored" {
		t.Errorf("after an interruption: %v, want deploy.restored", err)
	}
	o.Restore = true
	for kill := 4; kill < 14; kill++ {
		p := p.copy(t)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		o.Target = &watched{Target: p.Memory, kill: cancel, decide: func(n int, _, _ string) outcome {
			if n == kill {
				return killAfter
			}
			return well
		}}
		if plan, err := deploy.Look(ctx, o); err == nil {
			_, _ = deploy.Run(ctx, o, plan)
		}
		p.clock.pass(time.Hour)
		back := p.options(notice)
		deployWith(t, back)
		if strings.Contains(everything(t, p.Memory), pastSecret) {
			t.Errorf("killed after request %d: the secret is there", kill)
		}
	}
}

// TestOtherSite: neither another site nor a trial site takes the place of a site.
func TestOtherSite(t *testing.T) {
	ours := newSite(1).story("a", "Một").lists()
	other := newSite(1).story("b", "Hai").lists()
	other.hosting.BaseURL = "https://khac.example/"
	trial := newSite(1).story("a", "Một").lists()
	trial.hosting.NoIndex = true
	for _, test := range []struct {
		first, second *site
		want          string
	}{{ours, other, "deploy.other-site"}, {ours, trial, "deploy.trial-now"}, {trial, ours, "deploy.trial-before"}} {
		p := newPlace()
		p.deploy(t, test.first.publish(t))
		before := everything(t, p.Memory)
		o := p.options(test.second.add("moi.txt", test.want).publish(t))
		plan, err := deploy.Look(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		var d diag.Diagnostic
		if _, err := deploy.Run(context.Background(), o, plan); !errors.As(err, &d) || d.Message.ID != test.want {
			t.Errorf("%v, want %s", err, test.want)
		}
		if everything(t, p.Memory) != before {
			t.Error("something has changed")
		}
		o.Rebuild = true
		deployWith(t, o)
		o.Rebuild = false
		if plan, err := deploy.Look(context.Background(), o); err != nil || !plan.Empty() {
			t.Errorf("after that: %v", err)
		}
	}
}

// TestLockOfDeadProcess: a deployment does not wait for one of this machine that is dead.
func TestLockOfDeadProcess(t *testing.T) {
	const nobody = 1 << 30 // more than any system counts
	for _, test := range []struct {
		owner   string
		process int
		taken   bool
	}{{"lan@may-1", nobody, true}, {"lan@may-2", nobody, false}, {"lan@may-1", 1, false}, {"lan@may-1", 0, false}} {
		p := newPlace()
		p.deploy(t, newSite(1).story("a", "Một").lists().publish(t))
		o := p.options(newSite(2).story("a", "Hai").lists().publish(t))
		o.Owner, o.Process = "lan@may-1", 77
		put(t, p.Memory, ".guong/lock.json", fmt.Sprintf(`{"owner":%q,"time":%q,"token":"x","process":%d}`, test.owner, o.Now().Format(time.RFC3339), test.process))
		plan, err := deploy.Look(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := deploy.Run(context.Background(), o, plan); (err == nil) != test.taken {
			t.Errorf("%s, process %d: %v", test.owner, test.process, err)
		}
	}
}
