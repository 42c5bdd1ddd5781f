package deploy_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/deploy"
)

// TestPlan: what a plan says of the difference between two sites.
func TestPlan(t *testing.T) {
	base := func() *site { return newSite(1).story("a", "Một").story("b", "Hai").lists() }
	bare := func() *site { return newSite(1).story("a", "Một").story("b", "Hai") }
	with := func(s *site, name, text string) *site { return s.add(name, text) }
	for _, test := range []struct {
		name     string
		from, to *site
		want     deploy.Summary
	}{
		{"nothing", base(), base(), deploy.Summary{Live: 1, Edition: 1}},
		{"first", nil, bare(), deploy.Summary{First: true, Edition: 1, NewStories: 2, NewFiles: 3, Uploads: 5}},
		{"a new story", bare(), bare().story("c", "Ba"), deploy.Summary{Live: 1, Edition: 2, NewStories: 1, NewFiles: 1, Uploads: 2}},
		{"a story changed", bare(), newSite(1).story("a", "Mới").story("b", "Hai"), deploy.Summary{Live: 1, Edition: 2, ChangedStories: 1, NewFiles: 1, Uploads: 2}},
		{"a story removed", bare(), newSite(1).story("a", "Một"), deploy.Summary{Live: 1, Edition: 2, WithdrawnStories: 1, DeletedFiles: 1, Deletions: 2}},
		{"a notice in its place", bare(), newSite(1).story("a", "Một").removed("b"),
			deploy.Summary{Live: 1, Edition: 2, WithdrawnStories: 1, DeletedFiles: 1, Deletions: 1, Uploads: 1}},
		{"a story moved", bare(), newSite(1).story("a", "Một").story("c", "Hai").moved("b", "/guong-sang/c/"),
			deploy.Summary{Live: 1, Edition: 2, NewStories: 1, ChangedPages: 1, NewFiles: 1, Uploads: 3}},
		{"a page", bare(), with(bare(), "gioi-thieu/index.html", "Mới"), deploy.Summary{Live: 1, Edition: 2, NewPages: 1, Uploads: 1}},
		{"a page changed", with(bare(), "a.html", "Cũ"), with(bare(), "a.html", "Mới"), deploy.Summary{Live: 1, Edition: 2, ChangedPages: 1, Uploads: 1}},
		{"a page removed", with(bare(), "a.html", "Cũ"), bare(), deploy.Summary{Live: 1, Edition: 2, DeletedPages: 1, Deletions: 1}},
		{"a file removed", with(bare(), "a.pdf", "Cũ"), bare(), deploy.Summary{Live: 1, Edition: 2, DeletedFiles: 1, Deletions: 1}},
		{"a file changed", with(bare(), "a.pdf", "Cũ"), with(bare(), "a.pdf", "Mới"), deploy.Summary{Live: 1, Edition: 2, ChangedFiles: 1, Uploads: 1}},
		{"a hashed file is former", with(bare(), hashed("x", "x", ".js"), "x"), bare(), deploy.Summary{Live: 1, Edition: 2}},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newPlace()
			if test.from != nil {
				p.deploy(t, test.from.publish(t))
			}
			plan, err := deploy.Look(context.Background(), p.options(test.to.publish(t)))
			if err != nil {
				t.Fatal(err)
			}
			got := plan.Summary()
			if (got.Bytes > 0) != (got.Uploads > 0) {
				t.Errorf("%d bytes for %d uploads", got.Bytes, got.Uploads)
			}
			got.Bytes = 0
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if empty := plan.Empty(); empty != (test.name == "nothing") {
				t.Errorf("empty: %v", empty)
			}
			lines := 0
			for c := range plan.Changes() {
				if lines++; c.Path == "" || c.Action == "" {
					t.Errorf("%+v", c)
				}
			}
			if want := test.want.Uploads + test.want.Deletions; lines != want {
				t.Errorf("%d lines, want %d", lines, want)
			}
		})
	}
}

// TestOrder: nothing is seen before what it needs, and what is withdrawn goes first.
func TestOrder(t *testing.T) {
	p := newPlace()
	p.deploy(t, newSite(1).story("a", "Một").story("b", "Hai").story("c", "Ba").add("cu/trang.html", "Cũ").add("cu.pdf", "Cũ").lists().publish(t))
	next := newSite(2).story("a", "Một").story("d", "Bốn").removed("c").lists().add("moi.pdf", "Mới")
	w := &watched{Target: p.Memory}
	caches := &purged{when: func(urls []string) { w.log = append(w.log, "PURGE "+strings.Join(urls, " ")) }}
	o := p.options(next.publish(t))
	o.Target, o.Purge, o.Parallel = w, caches, 1
	deployWith(t, o)
	picture := func(name, text string) string { return "guong-sang/" + name + "/" + hashed("anh", text, ".webp") }
	at := "https://tdkt.example/"
	want := []string{
		"GET .guong/manifest.json.gz",
		"NEW .guong/lock.json", "GET .guong/manifest.json.gz", "PUT .guong/manifest.json.gz",
		"DELETE guong-sang/b/" + hashed("anh", "Hai", ".webp") + " guong-sang/b/index.html guong-sang/c/" + hashed("anh", "Ba", ".webp"),
		"PUT guong-sang/c/index.html",
		"PURGE " + strings.Join([]string{at + "guong-sang/b/", at + picture("b", "Hai"), at + "guong-sang/b/index.html",
			at + "guong-sang/c/", at + picture("c", "Ba"), at + "guong-sang/c/index.html"}, " "),
		"LIST .guong/packs/", "LIST .guong/editions/", "DELETE .guong/editions/1.json.gz .guong/manifest-copy.json.gz .guong/packs/1.1.tar.gz",
		"PUT " + next.style(), "PUT " + picture("d", "Bốn"),
		"PUT moi.pdf", "PUT search/0/cards.bin",
		"PUT guong-sang/a/index.html", "PUT guong-sang/d/index.html",
		"PUT guong-sang/trang/1/index.html", "PUT tac-gia/lan/index.html", "PUT guong-sang/index.html", "PUT 404.html",
		"PUT guong-sang/atom.xml", "PUT rss.xml", "PUT search/manifest.json", "PUT sitemap.xml",
		"PUT index.html",
		"DELETE cu/trang.html", "DELETE cu.pdf",
	}
	got := slices.Clone(w.log)
	tail := got[min(len(want), len(got)):]
	if diff := cmp.Diff(want, got[:min(len(want), len(got))]); diff != "" {
		t.Fatalf("-want +got\n%s", diff)
	}
	if len(tail) != 4 || !strings.HasPrefix(tail[0], "PURGE ") || tail[1] != "PUT .guong/manifest.json.gz" || tail[2] != "PUT .guong/manifest-copy.json.gz" || tail[3] != "DELETE .guong/lock.json" {
		t.Errorf("at the end: %q", tail)
	}
	for _, address := range []string{"", "guong-sang/", "guong-sang/d/", "guong-sang/b/", "cu/trang.html", "rss.xml"} {
		if !slices.Contains(caches.urls, at+address) {
			t.Errorf("not purged: %q", address)
		}
	}
}

// TestNothingChanged: one request, and no lock.
func TestNothingChanged(t *testing.T) {
	p := newPlace()
	public := small(1).publish(t)
	p.deploy(t, public)
	w := &watched{Target: p.Memory}
	o := p.options(public)
	o.Target = w
	result := deployWith(t, o)
	if diff := cmp.Diff([]string{"GET .guong/manifest.json.gz"}, w.log); diff != "" {
		t.Error(diff)
	}
	if result.Edition != 1 || result.Requests != 0 {
		t.Errorf("%+v", result)
	}
}

// TestFewRequests: one story of many costs what changes with it, and little more.
func TestFewRequests(t *testing.T) {
	large := func(text string) *site {
		s := newSite(1)
		for i := range 600 {
			page := fmt.Sprintf("guong-sang/bai-%d/index.html", i)
			s.add(page, fmt.Sprint(i))
			s.hosting.Stories = append(s.hosting.Stories, page)
		}
		s.add("guong-sang/bai-77/index.html", text)
		for i := range 16 { // lists, feeds, parts of the index that show its first words
			s.add(fmt.Sprintf("danh-sach/%d/index.html", i), text)
		}
		return s.add("index.html", text)
	}
	p := newPlace()
	dir := large("Cũ").publish(t)
	first := p.deploy(t, dir)
	if first.Uploaded != 618 {
		t.Errorf("%d uploaded", first.Uploaded)
	}
	large("Mới").publishTo(t, dir)
	w := &watched{Target: p.Memory}
	o := p.options(dir)
	o.Target = w
	result := deployWith(t, o)
	if len(w.log) > 60 || result.Uploaded != 18 || result.Requests+1 != len(w.log) {
		t.Errorf("%d requests, %+v", len(w.log), result)
	}
}

// TestHowThingsAreStored: types, caching, compression and redirects.
func TestHowThingsAreStored(t *testing.T) {
	p := newPlace()
	s := newSite(1).story("a", "Một").moved("cu", "/guong-sang/a/").add("ngan.txt", "x").add("anh.jpg", strings.Repeat("a", 999)).lists()
	p.deploy(t, s.publish(t))
	for key, want := range map[string]string{
		"guong-sang/a/index.html":  "text/html; charset=utf-8|public, max-age=60|gzip|",
		"guong-sang/cu/index.html": "text/html; charset=utf-8|public, max-age=60||/guong-sang/a/",
		"ngan.txt":                 "text/plain; charset=utf-8|public, max-age=60||",
		"anh.jpg":                  "image/jpeg|public, max-age=60||",
		"rss.xml":                  "application/rss+xml|public, max-age=60|gzip|",
		"search/manifest.json":     "application/json|no-cache|gzip|",
		"search/0/cards.bin":       "application/octet-stream|public, max-age=60||",
		s.style():                  "text/css; charset=utf-8|public, max-age=31536000, immutable||",
	} {
		o, _, ok := p.Object(key)
		if got := strings.Join([]string{o.Type, o.Caching, o.Encoding, o.Redirect}, "|"); got != want || !ok {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	if diff := cmp.Diff(objects(t, p.Memory), objects(t, func() *place {
		other := newPlace()
		other.deploy(t, s.publish(t))
		return other
	}().Memory)); diff != "" {
		t.Errorf("two deployments differ: %s", diff)
	}
}

// TestExactKeys: pages lie at their addresses, and a change of the layout withdraws nothing.
func TestExactKeys(t *testing.T) {
	p := newPlace()
	public := newSite(1).story("a", "Một").lists().publish(t)
	p.deploy(t, public)
	o := p.options(public)
	o.Layout = deploy.LayoutExact
	plan, err := deploy.Look(context.Background(), o)
	if s := plan.Summary(); err != nil || s.WithdrawnStories != 0 || s.DeletedPages != 4 {
		t.Errorf("%+v, %v", s, err)
	}
	deployWith(t, o)
	want := []string{"404.html", "guong-sang/", "guong-sang/a/", "index.html"}
	for _, key := range want {
		if _, _, ok := p.Object(key); !ok {
			t.Errorf("no %s in %q", key, p.Keys())
		}
	}
	if _, _, ok := p.Object("guong-sang/a/index.html"); ok {
		t.Error("the former key is left")
	}
}
