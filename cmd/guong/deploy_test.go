package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guong/generator/message"
)

// watched is `guong deploy --watch` of a site, which a test edits.
type watched struct {
	*testing.T
	dir    string
	out    lines
	err    *bytes.Buffer
	status chan int
	stop   context.CancelFunc
}

func watchSite(t *testing.T, args ...string) *watched {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	w := &watched{t, t.TempDir(), lines{make(chan string, 9)}, &bytes.Buffer{}, make(chan int, 1), stop}
	w.write("config.toml", "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n[deploy.chinh]\nkind = \"dir\"\npath = \"www\"\nnotify = [\"sh\", \"-c\", \"cat >> tin.json\"]\n")
	w.story("mot", "")
	if err := os.Mkdir(w.path("www"), 0o777); err != nil {
		t.Fatal(err)
	}
	go func() {
		w.status <- run(ctx, terminal{w.out, w.err, message.Vietnamese}, append([]string{"deploy", "--watch", "-s", w.dir}, args...))
	}()
	return w
}

func (w *watched) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *watched) write(name, text string) {
	w.Helper()
	if err := os.MkdirAll(filepath.Dir(w.path(name)), 0o777); err != nil {
		w.Fatal(err)
	}
	if err := os.WriteFile(w.path(name), []byte(text), 0o666); err != nil {
		w.Fatal(err)
	}
}

// story writes a story with more lines in its front matter.
func (w *watched) story(name, more string) {
	w.Helper()
	w.write("content/tin/"+name+".md", "+++\ntitle = \"Bài "+name+"\"\ndate = 2026-11-01\n"+more+"+++\n\nMột câu.\n")
}

// line waits for the next line.
func (w *watched) line() string {
	w.Helper()
	select {
	case line := <-w.out.written:
		return line
	case s := <-w.status:
		w.Fatalf("ended with status %d: %s", s, w.err)
	}
	return ""
}

// round waits for the next round, which must have this reason and end in one of these ways.
func (w *watched) round(why string, status ...string) (r jsonDeploy) {
	w.Helper()
	line := w.line()
	if err := json.Unmarshal([]byte(line), &r); err != nil || r.Why != why || !slices.Contains(status, r.Status) {
		w.Fatalf("%v: %s; want a round because of %q that is %q", err, line, why, status)
	}
	return r
}

// published reports whether a story is where readers find it.
func (w *watched) published(name string) bool {
	_, err := os.Stat(w.path("www/tin/" + name + "/index.html"))
	return err == nil
}

// end interrupts the command.
func (w *watched) end() {
	w.Helper()
	w.stop()
	if s := <-w.status; s != exitInterrupted {
		w.Errorf("status %d", s)
	}
}

// TestDeployWatch: the site is deployed when its content changes, and nothing ends that
// but an interruption.
func TestDeployWatch(t *testing.T) {
	t.Parallel()
	w := watchSite(t, "--json")
	if first := w.round("start", "done"); first.Edition != 1 || first.Plan.Stories.New != 1 || first.Live != "done" || !w.published("mot") {
		t.Errorf("the first round: %+v", first)
	}
	w.story("hai", "")
	if second := w.round("change", "done"); second.Edition != 2 || second.Plan.Stories.New != 1 || second.Built.Articles != 2 || !w.published("hai") {
		t.Errorf("a story was added: %+v", second)
	}
	w.story("ba", "tilte = \"Sai\"\ndrft = 1\n")
	w.write("content/tin/ba.md", "+++\ntilte = \"Sai\"\n+++\n")
	if third := w.round("change", "failed"); third.Errors == 0 || third.Diagnostics[0].File != "content/tin/ba.md" || third.Live != "" || w.published("ba") {
		t.Errorf("a story was wrong: %+v", third)
	}
	if err := os.Rename(w.path("www"), w.path("www-khac")); err != nil {
		t.Fatal(err)
	}
	w.story("ba", "")
	if fourth := w.round("change", "failed"); fourth.Diagnostics[len(fourth.Diagnostics)-1].Rule != "deploy.dir-no-place" {
		t.Errorf("the place is away: %+v", fourth)
	}
	if err := os.Rename(w.path("www-khac"), w.path("www")); err != nil {
		t.Fatal(err)
	}
	if fifth := w.round("retry", "done"); fifth.Edition != 3 || !w.published("ba") {
		t.Errorf("the place is there again: %+v", fifth)
	}
	w.end()
	told, err := os.ReadFile(w.path("tin.json"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(told), "\n"); n != 5 || strings.Count(string(told), `"status":"done"`) != 3 {
		t.Errorf("the command was told %d times: %s", n, told)
	}
}

// TestDeployWatchOfAMoment: a scheduled story is there when its moment has come, with
// nobody about.
func TestDeployWatchOfAMoment(t *testing.T) {
	t.Parallel()
	w := watchSite(t, "--json")
	w.round("start", "done")
	for ahead := 5 * time.Second; ; ahead *= 2 {
		w.story("hen", fmt.Sprintf("publish = %s\n", time.Now().Add(ahead).Format(time.RFC3339)))
		if r := w.round("change", "nothing", "done"); r.NextChange != "" && !w.published("hen") {
			break // else the machine was slow: the moment came before the build
		}
	}
	if r := w.round("due", "done"); r.Plan.Stories.New != 1 || !w.published("hen") {
		t.Errorf("the moment came: %+v", r)
	}
	w.end()
}

// TestDeployWatchOfConfig: a configuration that cannot be read is told to the command
// that was to be told, and so is its mending, though nothing is deployed then.
func TestDeployWatchOfConfig(t *testing.T) {
	t.Parallel()
	w := watchSite(t, "--json")
	w.round("start", "done")
	config, err := os.ReadFile(w.path("config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	w.write("config.toml", string(config)+"\n[sai\n")
	if r := w.round("change", "failed"); r.Target != "chinh" {
		t.Errorf("target %q", r.Target)
	}
	w.write("config.toml", string(config))
	w.round("change", "nothing")
	w.end()
	told, err := os.ReadFile(w.path("tin.json"))
	if n := strings.Count(string(told), "\n"); err != nil || n != 3 || strings.Count(string(told), `"status":"nothing"`) != 1 {
		t.Errorf("the command was told %d times: %s, %v", n, told, err)
	}
}

// TestDeployWatchSays: a person reads a line for each round.
func TestDeployWatchSays(t *testing.T) {
	t.Parallel()
	w := watchSite(t)
	for _, want := range []string{"Tự dựng và đưa lên “chinh”", "“chinh” đã lên bản 1: 1 bài mới, "} {
		if line := w.line(); !strings.Contains(line, want) {
			t.Errorf("%q, want %q", line, want)
		}
	}
	w.end()
	if w.err.Len() > 0 {
		t.Errorf("also said: %s", w.err)
	}
}
