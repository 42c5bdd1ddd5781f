package deploy_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"guong/generator/deploy"
	"guong/generator/deploy/target"
	"guong/generator/diag"
)

// everything returns all bytes of a target, those that are packed as well.
func everything(t *testing.T, from target.Target) string {
	t.Helper()
	var all strings.Builder
	for o, err := range from.List(context.Background(), "") {
		if err != nil {
			t.Fatal(err)
		}
		data, err := from.Get(context.Background(), o.Key, 1<<24)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(o.Key + "\n")
		if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
			if data, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if archive := tar.NewReader(bytes.NewReader(data)); strings.HasSuffix(o.Key, ".tar.gz") {
			for {
				header, err := archive.Next()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				all.WriteString(header.Name + "\n")
				if _, err := io.Copy(&all, archive); err != nil {
					t.Fatal(err)
				}
			}
			continue
		}
		all.Write(data)
	}
	return all.String()
}

// TestWithdrawal: a story that is taken down goes before everything else, caches are told
// at once, and nothing of it is left: not in lists, packs, or lists of editions, whatever
// was deployed before, whatever kills the deployment, and whether or not a notice stands
// in its place.
func TestWithdrawal(t *testing.T) {
	const secret = "Tên không được nêu"
	shown := func(version int) *site {
		return newSite(version).story("a", "Một").story("kin", secret).lists()
	}
	versions := []string{newSite(1).story("a", "Một").lists().publish(t), shown(1).publish(t), shown(2).publish(t), shown(3).publish(t)}
	gone := newSite(3).story("a", "Một").lists().publish(t)
	notice := newSite(3).story("a", "Một").removed("kin").lists().publish(t)
	before := newPlace()
	for _, v := range versions {
		before.deploy(t, v)
	}
	if n := strings.Count(everything(t, before.Memory), secret); n < 15 {
		t.Fatalf("the secret is in %d places", n)
	}
	for _, public := range []string{gone, notice} {
		for kill := range 45 {
			p := before.copy(t)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			caches := &purged{}
			w := &watched{Target: p.Memory, kill: cancel, decide: func(n int, _, _ string) outcome {
				if n == kill {
					return killAfter
				}
				return well
			}}
			o := p.options(public)
			o.Target, o.Purge = w, caches
			plan, err := deploy.Look(ctx, o)
			if err == nil {
				_, err = deploy.Run(ctx, o, plan)
			}
			if (err != nil) != w.killed && err != nil {
				t.Fatal(err)
			}
			o.Target = p.Memory
			if err != nil {
				p.clock.pass(time.Hour)
				result := deployWith(t, o)
				if kill == 1 && !slices.Equal(result.Withdrawn, []string{"guong-sang/kin/index.html"}) {
					t.Errorf("withdrawn: %q", result.Withdrawn)
				}
			}
			if all := everything(t, p.Memory); strings.Contains(all, secret) {
				t.Fatalf("killed after request %d: the secret is there", kill)
			}
			if !slices.Contains(caches.urls, "https://tdkt.example/guong-sang/kin/") {
				t.Fatalf("killed after request %d: caches were told %q", kill, caches.urls)
			}
			if editions, err := deploy.Editions(context.Background(), o); err != nil || len(editions) != 1 {
				t.Errorf("%v, %v", editions, err)
			}
			var d diag.Diagnostic
			if _, err := deploy.LookBack(context.Background(), o, 3); !errors.As(err, &d) || d.Message.ID != "deploy.edition-gone" {
				t.Error(err)
			}
		}
	}
}

// TestNewStoryWithdrawn: a story that an interrupted deployment brought, and of which no
// edition knows, is withdrawn like others.
func TestNewStoryWithdrawn(t *testing.T) {
	p := newPlace()
	before := newSite(1).story("a", "Một").lists().publish(t)
	p.deploy(t, before)
	_, _, err := attempt(p, newSite(1).story("a", "Một").story("kin", "Tên").lists().publish(t), func(_ int, op, key string) outcome {
		if op == "PUT" && key == "index.html" {
			return killAfter
		}
		return well
	})
	if err == nil {
		t.Fatal("not killed")
	}
	p.clock.pass(time.Hour)
	if result := p.deploy(t, before); !slices.Equal(result.Withdrawn, []string{"guong-sang/kin/index.html"}) {
		t.Errorf("%+v", result)
	}
	if all := everything(t, p.Memory); strings.Contains(all, "Tên") || strings.Contains(all, "guong-sang/kin") {
		t.Error("it is still there")
	}
}

// TestCachesAreOwed: what caches could not be told they are told by the next deployment,
// even if nothing else has changed.
func TestCachesAreOwed(t *testing.T) {
	p := newPlace()
	p.deploy(t, newSite(1).story("a", "Một").lists().publish(t))
	o := p.options(newSite(1).story("a", "Hai").lists().publish(t))
	caches := &purged{fail: errors.New("hỏng")}
	o.Purge = caches
	plan, err := deploy.Look(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	result, err := deploy.Run(context.Background(), o, plan)
	var d diag.Diagnostic
	if !errors.As(err, &d) || d.Message.ID != "deploy.purge-owed" || result.State != deploy.StateDone || result.Edition != 2 || len(result.Notes) != 1 {
		t.Fatalf("%+v, %v", result, err)
	}
	caches.fail = nil
	if result := deployWith(t, o); result.Edition != 2 || result.Purged == 0 || result.Uploaded != 0 {
		t.Errorf("%+v", result)
	}
	if !slices.Contains(caches.urls, "https://tdkt.example/guong-sang/a/") {
		t.Errorf("%q", caches.urls)
	}
	if f := facts(t, p.Memory); len(f.Owed) > 0 {
		t.Errorf("owed: %q", f.Owed)
	}
}
