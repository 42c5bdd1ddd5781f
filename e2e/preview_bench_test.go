//go:build bench

package e2e

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestBenchPreview measures `guong serve` on the sites in the folders that
// GUONG_BENCH_SITES names (make bench-preview): from the rename(2) that puts a saved
// file into its place to the new HTML over HTTP, and to the changed page in Chromium;
// the start; the memory. It prints, and asserts nothing.
func TestBenchPreview(t *testing.T) {
	command := filepath.Join(t.TempDir(), "guong")
	if out, err := exec.Command("go", "build", "-o", command, "../cmd/guong").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, dir := range strings.Fields(os.Getenv("GUONG_BENCH_SITES")) {
		t.Run(filepath.Base(dir), func(t *testing.T) { benchPreview(t, command, dir) })
	}
}

// The numbers of edits of one kind, and the pause between them: a writer who saves
// often.
const (
	edits     = 60
	editPause = 350 * time.Millisecond
)

func benchPreview(t *testing.T, command, dir string) {
	story := anyStory(t, dir)
	original, err := os.ReadFile(story)
	if err != nil {
		t.Fatal(err)
	}
	defer replace(t, story, string(original))

	start := time.Now()
	served := exec.Command(command, "serve", "-s", dir, "--port", "0")
	served.Env = append(os.Environ(), "GUONG_LANG=en")
	out, err := served.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := served.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = served.Process.Signal(syscall.SIGINT); _ = served.Wait() }()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	home := "http://" + strings.SplitN(strings.SplitN(line, "http://", 2)[1], "/", 2)[0]
	get(t, home+"/")
	fmt.Printf("%s: first page after %.2f s\n", filepath.Base(dir), time.Since(start).Seconds())
	address := home + addressOf(dir, story)
	if !strings.Contains(get(t, address), "</html>") {
		t.Fatal("the story is not at ", address)
	}
	time.Sleep(20 * time.Second) // until the search index is there, and longer

	lists := home + "/" + strings.Split(addressOf(dir, story), "/")[1] + "/"
	body := measure(func(i int) time.Duration {
		return toHTML(t, story, string(original)+mark("thân", i), address, mark("thân", i))
	})
	title := measure(func(i int) time.Duration {
		return toHTML(t, story, retitled(string(original), mark("tít", i)), address, mark("tít", i))
	})
	listed := measure(func(i int) time.Duration {
		return toHTML(t, story, retitled(string(original), mark("sách", i)), lists, mark("sách", i))
	})
	fmt.Printf("  to HTML: body %s; title %s; the title in the section's list %s\n", body, title, listed)
	fmt.Printf("  resident %.0f MB\n", resident(t, served.Process.Pid))

	p := newPage(t, serverAt(t, home))
	p.open(strings.TrimPrefix(address, home))
	p.wait(`document.readyState === "complete"`)
	time.Sleep(time.Second)
	dom := measure(func(i int) time.Duration {
		text := mark("trang", i)
		began := make(chan time.Time, 1)
		go func() {
			time.Sleep(50 * time.Millisecond)
			began <- replace(t, story, string(original)+text)
		}()
		p.exec(`new Promise((done) => {
			const there = () => document.body.textContent.includes(` + "`" + strings.TrimSpace(text) + "`" + `);
			if (there()) return done();
			const observer = new MutationObserver(() => there() && (observer.disconnect(), done()));
			observer.observe(document, { subtree: true, childList: true, characterData: true });
		})`)
		return time.Since(<-began)
	})
	fmt.Printf("  to the page in Chromium: body %s\n", dom)
}

// times are what repeated edits took.
type times []time.Duration

func measure(edit func(i int) time.Duration) (all times) {
	for i := range edits {
		all = append(all, edit(i))
		time.Sleep(editPause + time.Duration(rand.IntN(100))*time.Millisecond)
	}
	slices.Sort(all)
	return all
}

func (all times) String() string {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("median %.1f ms, p95 %.1f ms", ms(all[len(all)/2]), ms(all[len(all)*95/100]))
}

// mark is a text that no story has.
func mark(kind string, i int) string {
	return fmt.Sprintf("\n\nDấu của %s số %d lúc %d.\n", kind, i, time.Now().UnixMicro()/1e6)
}

func retitled(story, title string) string {
	head, rest, _ := strings.Cut(story, "title = ")
	_, rest, _ = strings.Cut(rest, "\n")
	return head + fmt.Sprintf("title = %q\n", strings.TrimSpace(title)) + rest
}

// replace saves a file as most editors do: a new one is moved into its place. It
// returns when that was.
func replace(t *testing.T, name, text string) time.Time {
	temporary := filepath.Join(filepath.Dir(name), ".saved.tmp")
	if err := os.WriteFile(temporary, []byte(text), 0o666); err != nil {
		t.Error(err)
	}
	now := time.Now()
	if err := os.Rename(temporary, name); err != nil {
		t.Error(err)
	}
	return now
}

// toHTML saves a text and asks for an address until it has what is wanted.
func toHTML(t *testing.T, story, text, address, want string) time.Duration {
	want = strings.TrimSpace(want)
	began := replace(t, story, text)
	for !strings.Contains(get(t, address), want) {
		if time.Since(began) > 20*time.Second {
			t.Fatalf("%s does not show %q", address, want)
		}
		time.Sleep(500 * time.Microsecond)
	}
	return time.Since(began)
}

func get(t *testing.T, address string) string {
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// anyStory returns the newest file of a section, which stands on its list's first page.
func anyStory(t *testing.T, dir string) (found string) {
	var newest string
	err := filepath.WalkDir(filepath.Join(dir, "content"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") || strings.HasPrefix(d.Name(), "_") {
			return err
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		_, rest, ok := strings.Cut(string(raw), "\ndate = ")
		if date, _, _ := strings.Cut(rest, "\n"); ok && date > newest {
			newest, found = date, name
		}
		return nil
	})
	if err != nil || found == "" {
		t.Fatal("no story in ", dir, err)
	}
	return found
}

func addressOf(dir, story string) string {
	name, _ := filepath.Rel(filepath.Join(dir, "content"), story)
	return "/" + strings.TrimSuffix(strings.TrimSuffix(filepath.ToSlash(name), ".md"), "/index") + "/"
}

// resident returns the memory of a process in MB (proc(5), VmRSS).
func resident(t *testing.T, pid int) (mb float64) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "VmRSS:") {
			_, _ = fmt.Sscanf(line, "VmRSS: %f", &mb)
		}
	}
	return mb / 1024
}

// serverAt returns a running server of another process as one that pages are opened
// from.
func serverAt(t *testing.T, home string) *server {
	address, err := net.ResolveTCPAddr("tcp", strings.TrimPrefix(home, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	return &server{Server: &httptest.Server{URL: home, Listener: elsewhere{address: address}}}
}
