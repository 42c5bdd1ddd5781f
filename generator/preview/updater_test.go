package preview

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/site"
	"guong/themes"
)

// bench is an updater that a test drives step by step: nothing runs beside it.
type bench struct {
	*updater
	t   *testing.T
	dir string

	mu     sync.Mutex
	states []State // all that were notified of
}

const (
	lanFile  = "content/guong-sang/co-giao-lan.md"
	lanPage  = "guong-sang/co-giao-lan/index.html"
	lanStory = "+++\ntitle = \"Cô giáo Lan\"\ndate = 2026-01-02\nauthor = \"Thu Hà\"\nsummary = \"Lớp học đêm.\"\n+++\n\nCô giáo Lan mở lớp.\n"
	namStory = "+++\ntitle = \"Thầy giáo Nam\"\ndate = 2026-01-02\nauthor = \"Thu Hà\"\nsummary = \"Lớp học đêm.\"\n+++\n\nThầy giáo Nam mở lớp.\n"
	settings = "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n"
)

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, dir: t.TempDir()}
	b.write("config.toml", settings)
	b.write(lanFile, lanStory)
	live, list := generator.OpenLive(generator.Options{Source: b.dir, Themes: themes.FS})
	if live == nil {
		t.Fatal(list)
	}
	t.Cleanup(live.Close)
	now := func() time.Time { return time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC) }
	b.updater = newUpdater(live, "session", now, func(s State) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.states = append(b.states, s)
	})
	if !b.next(context.Background()) || b.edition == nil {
		t.Fatal("no edition: ", b.wrong)
	}
	return b
}

func (b *bench) write(name, text string) {
	b.t.Helper()
	file := filepath.Join(b.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		b.t.Fatal(err)
	}
}

// save writes a file and tells the updater.
func (b *bench) save(name, text string) {
	b.t.Helper()
	b.write(name, text)
	b.changed(generator.Changes{Paths: []string{filepath.Join(b.dir, name)}})
}

// page returns a page of the newest edition.
func (b *bench) page(path string) string {
	b.t.Helper()
	o, ok := b.edition.Output(path)
	if !ok {
		return ""
	}
	var buffer bytes.Buffer
	if err := o.Render(&buffer, nil); err != nil {
		b.t.Fatal(err)
	}
	return buffer.String()
}

// told returns the messages of all errors of which anybody was notified.
func (b *bench) told() (ids []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.states {
		for _, d := range s.wrong {
			if d.Severity == diag.Error && !slices.Contains(ids, d.Message.ID) {
				ids = append(ids, d.Message.ID)
			}
		}
	}
	return ids
}

// stale reports whether a page at a path is waited for: the edition lacks a change
// that it may show.
func (b *bench) stale(path string) bool {
	gone, stop := context.WithCancel(context.Background())
	stop()
	b.at(gone, path)
	select {
	case <-b.urgent:
		return true
	default:
		return false
	}
}

// TestRevision holds when a page that was made again by itself may be shown: if the
// edition lacks nothing else that it might show.
func TestRevision(t *testing.T) {
	const other = "title = \"Gương mới\"\nbaseURL = \"https://tdkt.example/\"\n"
	b := newBench(t)
	b.save(lanFile, namStory)
	if b.stale(lanPage) || !strings.Contains(b.page(lanPage), "Thầy giáo Nam mở lớp") {
		t.Error("the page of a story that was saved is not shown at once")
	}
	if !b.stale("index.html") {
		t.Error("a list is shown without the change")
	}
	b.save("config.toml", other)
	if !b.stale(lanPage) {
		t.Error("a page is shown that lacks the change of the configuration")
	}
	b.save(lanFile, lanStory)
	if !b.stale(lanPage) || b.edition.Revised(lanPage) && strings.Contains(b.page(lanPage), "Cô giáo Lan mở lớp") {
		t.Error("a page was revised while a change of the configuration is pending")
	}
	if !b.next(context.Background()) {
		t.Error("something is pending")
	}
	if page := b.page(lanPage); b.stale(lanPage) || b.stale("index.html") || !strings.Contains(page, "Cô giáo Lan mở lớp") || !strings.Contains(page, "Gương mới") {
		t.Error("the next edition lacks a change")
	}
	b.save(lanFile, namStory)
	if b.stale(lanPage) {
		t.Error("after the next edition pages are not revised")
	}
}

// TestRevisionWhileAnEditionIsMade holds the same while the change of the
// configuration is not pending any more, but being dealt with.
func TestRevisionWhileAnEditionIsMade(t *testing.T) {
	b := newBench(t)
	b.save("config.toml", "title = \"Gương mới\"\nbaseURL = \"https://tdkt.example/\"\n")
	changes, number := b.take()
	b.save(lanFile, namStory)
	if !b.stale(lanPage) || b.edition.Revised(lanPage) {
		t.Error("a page was revised while an edition with another configuration is made")
	}
	if number != 2 || len(changes.Paths) != 1 {
		t.Errorf("taken: %v, number %d", changes, number)
	}
}

// TestWaiting holds that a request waits for the changes that had come in before it,
// and not for those after it.
func TestWaiting(t *testing.T) {
	b := newBench(t)
	b.save("config.toml", "title = \"Một\"\nbaseURL = \"https://tdkt.example/\"\n")
	<-b.urgent // of the change itself
	got := make(chan string)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go func() {
		e, _ := b.at(ctx, "index.html")
		got <- e.Site.Title
	}()
	<-b.urgent                 // of the request, which waits
	b.now = func() time.Time { // while the edition is made, more changes
		b.now = time.Now
		b.save("config.toml", "title = \"Hai\"\nbaseURL = \"https://tdkt.example/\"\n")
		return time.Now()
	}
	if b.next(ctx) {
		t.Error("nothing is pending")
	}
	select {
	case title := <-got:
		if title != "Một" && title != "Hai" {
			t.Errorf("the edition is of %q", title)
		}
	case <-time.After(5 * time.Minute):
		t.Fatal("a request waits for what came after it")
	}
}

// TestUnsettled holds that what is wrong with a file only until it is written to its
// end is told nobody, and that it is told if the file stays so.
func TestUnsettled(t *testing.T) {
	for _, test := range []struct{ name, file, half, whole string }{
		{"an emptied story", lanFile, "", namStory},
		{"half a story", lanFile, namStory[:20], namStory},
		{"an emptied configuration", "config.toml", "", settings},
		{"half a configuration", "config.toml", settings[:22], settings},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			b.grace = time.Hour
			b.save(test.file, test.half)
			done := make(chan bool)
			go func() { done <- b.next(context.Background()) }()
			for waiting := false; !waiting; time.Sleep(time.Millisecond) {
				select {
				case <-done:
					t.Fatal("a new mistake is told at once")
				default:
				}
				b.updater.mu.Lock()
				waiting = b.settling
				b.updater.mu.Unlock()
			}
			b.save(test.file, test.whole)
			<-done
			if told := b.told(); told != nil {
				t.Errorf("told of %v", told)
			}
			if test.file == lanFile && !strings.Contains(b.page(lanPage), "Thầy giáo Nam") {
				t.Error("the page is not the whole file's")
			}

			b.grace = 0
			b.save(test.file, test.half)
			b.next(context.Background())
			if b.told() == nil {
				t.Error("a mistake that stays is not told")
			}
		})
	}
}

// TestKnownMistakesDoNotWait holds that an edition whose mistakes are told already is
// shown without delay.
func TestKnownMistakesDoNotWait(t *testing.T) {
	b := newBench(t)
	b.grace = 0
	b.save("content/guong-sang/hong.md", "")
	b.next(context.Background())
	if b.told() == nil {
		t.Fatal("the mistake is not told")
	}
	b.grace = time.Hour
	b.save("content/guong-sang/moi.md", lanStory)
	b.next(context.Background()) // would take an hour
	if b.page("guong-sang/moi/index.html") == "" {
		t.Error("the new story is not there")
	}
}

// TestNewMistakes holds which mistakes may be those of a file that is being written.
func TestNewMistakes(t *testing.T) {
	at := func(line int, s diag.Severity) diag.Diagnostic {
		return diag.Diagnostic{Position: diag.Position{File: lanFile, Line: line}, Severity: s}
	}
	u := &updater{wrong: diag.List{at(1, diag.Error), at(2, diag.Warning), at(3, diag.Error), at(3, diag.Note)}}
	for _, test := range []struct {
		one  diag.Diagnostic
		want bool
	}{
		{at(1, diag.Error), false}, {at(2, diag.Error), true}, {at(3, diag.Error), false}, {at(4, diag.Error), true},
		{at(2, diag.Warning), false}, {at(4, diag.Warning), false}, {at(4, diag.Note), false},
	} {
		if got := u.brings(diag.List{test.one}); got != test.want {
			t.Errorf("%v of severity %d: %t", test.one.Position, test.one.Severity, got)
		}
	}
}

// TestOldEditions holds that what is wrong with an edition is forgotten, and not told,
// once there is another.
func TestOldEditions(t *testing.T) {
	ctx := context.Background()
	b := newBench(t)
	old := b.edition
	bug := diag.List{{Message: message.New("diag.internal", "x", "y")}}
	b.failed(old, bug)
	if got := b.told(); len(got) != 1 || got[0] != "diag.internal" {
		t.Fatalf("of the newest edition %v is told", got)
	}
	notified := len(b.states)
	b.failed(old, bug)
	if len(b.states) != notified {
		t.Error("the same is told twice")
	}
	b.save("content/guong-sang/moi.md", lanStory)
	b.next(ctx)
	if len(b.state.wrong) > 0 {
		t.Errorf("the new edition has %v", b.state.wrong)
	}
	notified = len(b.states)
	b.failed(old, bug)
	b.look(ctx, old)
	if len(b.states) != notified {
		t.Errorf("of an old edition is told: %+v", b.states[notified:])
	}
	b.failed(nil, bug)
	if len(b.states) != notified+1 || len(b.state.wrong) != 1 {
		t.Error("what fails for no edition is not told")
	}
	b.look(ctx, b.edition)
	if len(b.states) != notified+2 {
		t.Error("what was found by looking at the newest edition is not told")
	}
}

// TestUnion holds that each path is there once, in order, and that everything
// remains everything.
func TestUnion(t *testing.T) {
	a := union(generator.Changes{Paths: []string{"a", "b"}}, generator.Changes{Paths: []string{"b", "c", "c"}})
	if strings.Join(a.Paths, " ") != "a b c" || a.All {
		t.Errorf("%+v", a)
	}
	if !union(a, generator.Changes{All: true}).All || !union(generator.Changes{All: true}, a).All {
		t.Error("not all")
	}
}

// TestIndexInAStorm holds that search works though edits leave no quiet moment.
func TestIndexInAStorm(t *testing.T) {
	b := newBench(t)
	if _, ok := b.index.file(context.Background(), nil, "search/manifest.json"); ok {
		t.Error("there is an index without an edition")
	}
	gone, stop := context.WithCancel(context.Background())
	stop()
	if data, ok := b.index.file(gone, b.edition, "search/manifest.json"); !ok || !bytes.Contains(data, []byte("version")) {
		t.Errorf("%q, %t", data, ok)
	}
	quiet := newBench(t)
	quiet.index.make(context.Background(), quiet.edition)
	before, _ := quiet.index.file(gone, nil, "search/manifest.json")
	if after, _ := quiet.index.file(gone, quiet.edition, "search/manifest.json"); &after[0] != &before[0] {
		t.Error("the index that a quiet moment has made is made again")
	}
	if _, ok := b.index.file(gone, b.edition, "search/khong-co"); ok {
		t.Error("a file that the index lacks")
	}
}

// TestPanicInATemplate holds that a panic while a page is rendered is an error of what
// the page comes from.
func TestPanicInATemplate(t *testing.T) {
	for _, test := range []struct{ from, want string }{{lanFile, lanFile}, {"", lanPage}} {
		data, err := render(site.Output{Path: lanPage, From: test.from, Render: func(b *bytes.Buffer, _ *site.Trace) error {
			b.WriteString("nửa")
			panic("nổ")
		}})
		var d diag.Diagnostic
		if data != nil || !errors.As(err, &d) || d.File != test.want || d.Message.ID != "diag.internal" {
			t.Errorf("from %q: %q, %v", test.from, data, err)
		}
	}
}

// TestRenders holds that what is made of an edition is made once, for the newest.
func TestRenders(t *testing.T) {
	var k renders
	made := 0
	get := func(generation int, name string, size int) {
		_, _ = k.get(generation, name, func() ([]byte, error) { made++; return make([]byte, size), nil })
	}
	for _, step := range []struct {
		generation int
		name       string
		size, made int
	}{
		{2, "a", 1, 1}, {2, "a", 1, 1}, {2, "b", 1, 2}, {1, "a", 1, 3}, {2, "a", 1, 3}, {3, "a", 1, 4}, {3, "a", 1, 4}, {2, "a", 1, 5},
		{3, "lớn", mostRendered, 6}, {3, "a", 1, 7}, {3, "lớn", 1, 8}, // too much is forgotten
	} {
		if get(step.generation, step.name, step.size); made != step.made {
			t.Errorf("%+v: made %d", step, made)
		}
	}
}
