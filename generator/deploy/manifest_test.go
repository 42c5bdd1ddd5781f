package deploy_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/deploy"
	"guong/generator/deploy/target"
	"guong/generator/diag"
)

func zipped(t testing.TB, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// files returns a manifest with these lines of files.
func files(lines string) string {
	return `{"version":1,"live":{"edition":3},"forms":[{}],"files":[` + lines + `]}`
}

// badManifests are manifests that nobody may believe, by what is wrong with them.
var badManifests = map[string]string{
	"empty":                "",
	"no JSON":              "xin chào",
	"no version":           `{"live":{"edition":1},"forms":[],"files":[]}`,
	"a key that leads out": files(`{"key":"../a","size":1,"kind":"file","form":0}`),
	"an absolute key":      files(`{"key":"/etc/passwd","size":1,"kind":"file","form":0}`),
	"a key in our folder":  files(`{"key":".guong/lock.json","size":1,"kind":"file","form":0}`),
	"our folder":           files(`{"key":".guong","size":1,"kind":"file","form":0}`),
	"a backslash":          files(`{"key":"a\\b","size":1,"kind":"file","form":0}`),
	"a line end":           files(`{"key":"a\nb","size":1,"kind":"file","form":0}`),
	"an empty key":         files(`{"key":"","size":1,"kind":"file","form":0}`),
	"a slash":              files(`{"key":"/","size":1,"kind":"file","form":0}`),
	"a key twice":          files(`{"key":"a","size":1,"kind":"file","form":0},{"key":"a","size":1,"kind":"file","form":0}`),
	"a size below zero":    files(`{"key":"a","size":-1,"kind":"file","form":0}`),
	"an unknown kind":      files(`{"key":"a","size":1,"kind":"tiger","form":0}`),
	"an unknown form":      files(`{"key":"a","size":1,"kind":"file","form":1}`),
	"a short sum":          files(`{"key":"a","size":1,"kind":"file","form":0,"sum":"AAAA"}`),
	"a pending key":        `{"version":1,"live":{"edition":1},"forms":[],"files":[],"pending":[{"key":"..","kind":"file"}]}`,
	"editions backwards":   `{"version":1,"live":{"edition":1},"earlier":[{"edition":2}],"forms":[],"files":[]}`,
	"too many packs":       `{"version":1,"live":{"edition":1,"packs":1000000000},"forms":[],"files":[]}`,
	"a negative edition":   `{"version":1,"live":{"edition":-1},"forms":[],"files":[]}`,
}

// TestDamagedManifest: what is no manifest is said to be damaged, nothing is touched, and
// rebuilding puts everything right and leaves what is somebody else's.
func TestDamagedManifest(t *testing.T) {
	public := small(1).publish(t)
	fresh := newPlace()
	fresh.deploy(t, public)
	want := objects(t, fresh.Memory)
	bad := map[string][]byte{"no gzip": []byte("x"), "half": zipped(t, files(""))[:20], "a newer version": zipped(t, `{"version":2,"files":"khác"}`)}
	for name, text := range badManifests {
		bad[name] = zipped(t, text)
	}
	for name, data := range bad {
		t.Run(name, func(t *testing.T) {
			p := fresh.copy(t)
			ctx := context.Background()
			put := func(key string, data []byte) {
				if err := p.Put(ctx, target.Object{Key: key, Size: int64(len(data))}, bytes.NewReader(data)); err != nil {
					t.Fatal(err)
				}
			}
			put(deploy.ManifestKey, data)
			put("index.html", []byte("hỏng"))
			put("cua-nguoi-khac.txt", []byte("khác"))
			put(".guong/packs/7.1.tar.gz", []byte("cũ"))
			put(".guong/editions/7.json.gz", []byte("cũ"))
			o := p.options(public)
			id := "deploy.manifest-damaged"
			if strings.Contains(name, "newer") {
				id = "deploy.manifest-newer"
			}
			var d diag.Diagnostic
			if _, err := deploy.Look(ctx, o); !errors.As(err, &d) || d.Message.ID != id || d.Hint.IsZero() {
				t.Errorf("%v", err)
			}
			if _, err := deploy.Editions(ctx, o); !errors.As(err, &d) || d.Message.ID != id {
				t.Errorf("%v", err)
			}
			o.Rebuild = true
			result := deployWith(t, o)
			if result.Edition != 8 {
				t.Errorf("edition %d", result.Edition)
			}
			got := objects(t, p.Memory)
			if got["cua-nguoi-khac.txt"] == "" {
				t.Error("a file of somebody else was removed")
			}
			delete(got, "cua-nguoi-khac.txt")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if keys := p.Keys(); slices.Contains(keys, ".guong/packs/7.1.tar.gz") || slices.Contains(keys, ".guong/editions/7.json.gz") {
				t.Errorf("%q", keys)
			}
		})
	}
}

// FuzzManifest: whatever bytes a target gives for a manifest, they are refused, or mean
// the same when they are written and read again, and name nothing outside the site.
func FuzzManifest(f *testing.F) {
	for _, text := range badManifests {
		f.Add(text)
	}
	f.Add(files(`{"key":"a/","size":1,"kind":"story","form":0,"former":2,"since":"2026-09-02T08:00:00Z"}`))
	f.Fuzz(func(t *testing.T, text string) {
		data := zipped(t, text)
		facts, err := deploy.DecodeManifest(data)
		if err != nil {
			return
		}
		for key := range facts.Sums {
			if !deploy.ValidKey(key) {
				t.Errorf("%q", key)
			}
		}
		once, err := deploy.Recode(data)
		if err != nil {
			t.Fatal(err)
		}
		twice, err := deploy.Recode(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%v", err)
		}
	})
}

// TestFirstDeployment: a target that holds what is not ours is not overwritten, and what is
// not in the way is left alone.
func TestFirstDeployment(t *testing.T) {
	public := small(1).publish(t)
	p := newPlace()
	ctx := context.Background()
	for key, text := range map[string]string{"index.html": "trang cũ", "khac/a.html": "khác"} {
		if err := p.Put(ctx, target.Object{Key: key, Size: int64(len(text))}, reader(text)); err != nil {
			t.Fatal(err)
		}
	}
	o := p.options(public)
	plan, err := deploy.Look(ctx, o)
	if err != nil || plan.Summary().Foreign != 1 || !plan.Summary().First {
		t.Fatalf("%+v, %v", plan.Summary(), err)
	}
	before := p.Keys()
	var d diag.Diagnostic
	result, err := deploy.Run(ctx, o, plan)
	if !errors.As(err, &d) || d.Message.ID != "deploy.in-the-way" || !strings.Contains(err.Error(), "index.html") || result.State != deploy.StateUnchanged {
		t.Errorf("%v, %v", result.State, err)
	}
	if diff := cmp.Diff(before, p.Keys()); diff != "" {
		t.Error(diff)
	}
	o.Rebuild = true
	deployWith(t, o)
	if _, data, _ := p.Object("khac/a.html"); string(data) != "khác" {
		t.Errorf("%q", data)
	}
	o.Rebuild = false
	if plan, err := deploy.Look(ctx, o); err != nil || !plan.Empty() {
		t.Errorf("%+v, %v", plan.Summary(), err)
	}
}

// TestGuard: what removes much needs a word, with the number.
func TestGuard(t *testing.T) {
	pages := func(n, files int) *site {
		s := newSite(1)
		for i := range n {
			s.add(fmt.Sprintf("trang/%d/index.html", i), "x")
		}
		for i := range files {
			s.add(fmt.Sprintf("tep/%d.txt", i), "x")
		}
		return s
	}
	for _, test := range []struct {
		name     string
		from, to *site
		needs    int
	}{
		{"a few of few", pages(10, 0), pages(1, 0), 0},
		{"a fifth", pages(100, 0), pages(80, 0), 0},
		{"more than a fifth", pages(100, 0), pages(79, 0), 21},
		{"all", pages(10, 3), pages(0, 0), 13},
		{"500 files", pages(1, 500), pages(1, 0), 0},
		{"501 files", pages(1, 501), pages(1, 0), 501},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newPlace()
			p.deploy(t, test.from.publish(t))
			o := p.options(test.to.publish(t))
			run := func(confirm int) error {
				o.Confirm = confirm
				plan, err := deploy.Look(context.Background(), o)
				if err != nil {
					t.Fatal(err)
				}
				_, err = deploy.Run(context.Background(), o, plan)
				return err
			}
			if test.needs > 0 {
				var d diag.Diagnostic
				err := run(test.needs - 1)
				if !errors.As(err, &d) || d.Message.ID != "deploy.guard" || !strings.Contains(d.Hint.String(), fmt.Sprint("--confirm-deletions ", test.needs)) {
					t.Errorf("%v", err)
				}
			}
			if err := run(test.needs); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestOvertaken: a plan is not carried out once another deployment has been there.
func TestOvertaken(t *testing.T) {
	p := newPlace()
	o := p.options(small(2).publish(t))
	p.deploy(t, small(1).publish(t))
	plan, err := deploy.Look(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	p.deploy(t, small(3).publish(t))
	before := objects(t, p.Memory)
	var d diag.Diagnostic
	if result, err := deploy.Run(context.Background(), o, plan); !errors.As(err, &d) || d.Message.ID != "deploy.overtaken" || result.State != deploy.StateUnchanged || result.Edition != 1 {
		t.Errorf("%+v, %v", result, err)
	}
	if diff := cmp.Diff(before, objects(t, p.Memory)); diff != "" {
		t.Error(diff)
	}
}

// TestSiteChanges: a site that is built anew while it is deployed is not mixed.
func TestSiteChanges(t *testing.T) {
	public := small(1).publish(t)
	p := newPlace()
	o := p.options(public)
	plan, err := deploy.Look(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	small(2).publishTo(t, public)
	var d diag.Diagnostic
	if result, err := deploy.Run(context.Background(), o, plan); !errors.As(err, &d) || d.Message.ID != "deploy.site-changed" || result.State != deploy.StatePartial {
		t.Errorf("%+v, %v", result, err)
	}
	p.deploy(t, public)
	fresh := newPlace()
	fresh.deploy(t, public)
	if wrong := same(t, p.Memory, objects(t, fresh.Memory)); len(wrong) > 0 {
		t.Error(wrong)
	}
}

// TestFileAndFolder: a folder may come where a file was, and the other way round.
func TestFileAndFolder(t *testing.T) {
	p := newPlace()
	f := openFolder(t)
	for _, s := range []*site{newSite(1).add("a", "tệp").add("b/c.txt", "tệp"), newSite(1).add("a/d.txt", "tệp").add("b", "tệp"), newSite(1).add("a", "tệp").add("b/c.txt", "x")} {
		o := p.options(s.publish(t))
		o.Target, o.Compress = f, false
		deployWith(t, o)
		fresh := openFolder(t)
		o.Target = fresh
		deployWith(t, o)
		if wrong := same(t, f, objects(t, fresh)); len(wrong) > 0 {
			t.Error(wrong)
		}
	}
}

// TestMistakes: what is missing on our side is said before anything is asked.
func TestMistakes(t *testing.T) {
	p := newPlace()
	o := p.options(t.TempDir())
	var d diag.Diagnostic
	if _, err := deploy.Look(context.Background(), o); !errors.As(err, &d) || d.Message.ID != "deploy.no-hosting" {
		t.Error(err)
	}
	o = p.options(small(1).publish(t))
	o.Target = openFolder(t)
	if _, err := deploy.Look(context.Background(), o); !errors.As(err, &d) || d.Message.ID != "deploy.no-headers" {
		t.Error(err)
	}
}
