package deploy_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"guong/generator/deploy"
	"guong/generator/deploy/target"
)

// audience are people who read a site while it is deployed: each loads a page, and then,
// perhaps much later, all that the page names. It is safe for concurrent use.
type audience struct {
	site   target.Target
	mu     sync.Mutex
	random *rand.Rand
	round  int // of deployments
	people []reading
	pages  int // that were loaded with all they name
	assets int
	broken []string
}

// reading is what one reader is about.
type reading struct {
	page  string   // the key; "" for none
	text  string   // of the page, as it was met
	left  []string // what is still to be loaded
	until int      // the round before which it is not
}

var (
	assetName = regexp.MustCompile(`(?:href|src)="/([^"]+\.([0-9a-f]{16})\.[a-z0-9]+)"`)
	linkName  = regexp.MustCompile(`<a href="/([^"]+)/">`)
)

// newAudience returns n readers of a site.
func newAudience(site target.Target, n int) *audience {
	return &audience{site: site, random: rand.New(rand.NewPCG(1, 2)), people: make([]reading, n)}
}

// look lets one reader do one thing.
func (a *audience) look() {
	a.mu.Lock()
	defer a.mu.Unlock()
	r := &a.people[a.random.IntN(len(a.people))]
	switch {
	case r.page == "":
		a.open(r)
	case r.until > a.round: // the page stays open, or lies in a cache
	case len(r.left) > 0:
		a.load(r, r.left[len(r.left)-1])
		r.left = r.left[:len(r.left)-1]
	default:
		a.pages++
		a.follow(r)
		*r = reading{}
	}
}

// open loads a page.
func (a *audience) open(r *reading) {
	entrances := []string{"index.html", "guong-sang/index.html", "guong-sang/trang/1/index.html", "guong-sang/bai-0/index.html", "guong-sang/bai-3/index.html"}
	key := entrances[a.random.IntN(len(entrances))]
	text, err := a.read(key)
	if target.KindOf(err) == target.KindMissing && a.round == 0 {
		return // before the first deployment
	}
	if err != nil {
		a.broken = append(a.broken, fmt.Sprint(key, ": ", err))
		return
	}
	*r = reading{page: key, text: text}
	for _, m := range assetName.FindAllStringSubmatch(text, -1) {
		r.left = append(r.left, m[1])
	}
	if len(r.left) == 0 {
		a.broken = append(a.broken, key+" names nothing")
	}
	if a.random.IntN(4) == 0 {
		r.until = a.round + 1 + a.random.IntN(2)
	}
}

// load loads what a page names. Its bytes have to be those that its name is made of.
func (a *audience) load(r *reading, key string) {
	text, err := a.read(key)
	if err != nil {
		a.broken = append(a.broken, fmt.Sprintf("%s of %s, round %d: %v", key, r.page, a.round, err))
		return
	}
	a.assets++
	sum := sha256.Sum256([]byte(text))
	if !strings.Contains(key, "."+hex.EncodeToString(sum[:8])+".") {
		a.broken = append(a.broken, fmt.Sprintf("%s is %q", key, text))
	}
}

// follow goes to a page that a list leads to. It has to be there as long as the list says
// so.
func (a *audience) follow(r *reading) {
	links := linkName.FindAllStringSubmatch(r.text, -1)
	if len(links) == 0 {
		return
	}
	key := links[a.random.IntN(len(links))][1] + "/index.html"
	if _, err := a.read(key); err != nil {
		if now, again := a.read(r.page); again == nil && now == r.text {
			a.broken = append(a.broken, fmt.Sprintf("%s leads to %s, round %d: %v", r.page, key, a.round, err))
		}
	}
}

// read returns what a reader sees of an object.
func (a *audience) read(key string) (string, error) {
	data, err := a.site.Get(context.Background(), key, 1<<20)
	if err != nil {
		return "", err
	}
	if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
		if data, err = io.ReadAll(z); err != nil {
			return "", err
		}
	}
	return string(data), nil
}

// TestReaders: fifty people read a site while it is deployed more than a hundred times,
// many of them killed at any moment, several in a row, always with another site. They look at it
// between each two requests and while these are made. No page lacks anything that it names. (Nothing
// is withdrawn here: that takes away at once what open pages may still ask for.)
func TestReaders(t *testing.T) {
	const sites = 8
	var public [sites]string
	for i := range sites {
		public[i] = smallSite(i, false).add(fmt.Sprintf("chan-%d/index.html", i%3), "Có rồi mất").publish(t)
	}
	for name, open := range map[string]func(t *testing.T) target.Target{
		"memory": func(*testing.T) target.Target { return newPlace().Memory },
		"folder": func(t *testing.T) target.Target { return openFolder(t) },
	} {
		t.Run(name, func(t *testing.T) {
			to := open(t)
			readWhileDeployed(t, public[:], to, to, 140)
		})
	}
}

// readWhileDeployed deploys sites to a target again and again, and lets people read what
// lies there.
func readWhileDeployed(t *testing.T, public []string, to, site target.Target, rounds int) {
	t.Helper()
	p := newPlace()
	people := newAudience(site, 50)
	random := rand.New(rand.NewPCG(3, 4))
	kills := 0
	for round := range rounds {
		ctx, cancel := context.WithCancel(context.Background())
		at, kind := 1+random.IntN(60), killBefore+outcome(random.IntN(2))
		w := &watched{Target: to, kill: cancel, decide: func(n int, _, _ string) outcome {
			if round > 0 && n == at {
				return kind
			}
			return well
		}, after: func(string, string) {
			for range 12 {
				people.look()
			}
		}}
		o := p.options(public[random.IntN(len(public))])
		o.Target, o.Compress, o.Confirm = w, to.Features().Headers, 100
		plan, err := deploy.Look(ctx, o)
		if err == nil {
			_, err = deploy.Run(ctx, o, plan)
		}
		cancel()
		if err != nil && !w.killed {
			t.Fatalf("round %d: %v", round, err)
		}
		if err != nil {
			kills++
		}
		people.mu.Lock()
		people.round++
		people.mu.Unlock()
		p.clock.pass(time.Duration(16+random.IntN(480)) * time.Minute)
	}
	if len(people.broken) > 0 {
		t.Errorf("%d are broken: %q", len(people.broken), people.broken[:min(len(people.broken), 5)])
	}
	if people.pages < 1000 || people.assets < 2000 || kills < 40 {
		t.Errorf("%d pages, %d assets, %d kills: too few", people.pages, people.assets, kills)
	}
	if f := facts(t, to); len(f.Former) == 0 {
		t.Error("nothing was ever former")
	}
	t.Logf("%d pages with %d assets during %d deployments, %d of them killed", people.pages, people.assets, people.round, kills)
}
