package publish_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guong/generator/publish"
)

// numbered returns a site of about n files: pages with one text, pages that say
// which version they are of, and files that only this version has.
func numbered(n int, version string) site {
	s := site{"index.html": "nhà " + version, "feed.xml": version, "tep-" + version + ".css": version}
	for i := range n {
		dir := fmt.Sprintf("muc-%d/bai-%d/", i%7, i)
		switch i % 4 {
		case 0:
			s[dir+"index.html"] = "không đổi"
		case 1:
			s[dir+"index.html"] = strings.Repeat(version, 1+i%300)
		case 2:
			s[dir+version+"/index.html"] = version
		case 3:
			s["chi-"+version+"/"+dir+"anh.jpg"] = version
		}
	}
	return s
}

var (
	before  = site{"lat": "là tệp", "gap/x/index.html": "là thư mục", "gap/y": ""}
	after   = site{"lat/x/index.html": "là thư mục", "lat/y": "", "gap": "là tệp"}
	foreign = site{".gitkeep": "", "muc-1/cua-toi.txt": "của tôi", "trong/": ""}
)

func oldSite(n int) site { return merged(numbered(n, "cũ"), before) }
func newSite(n int) site { return merged(numbered(n, "mới"), after) }

func merged(sites ...site) site {
	all := site{}
	for _, s := range sites {
		for name, text := range s {
			all[name] = text
		}
	}
	return all
}

// The test program is also the build that is killed: it publishes newSite(n) into
// a folder, and kills itself before the given change of the disk (0: never).
const childVariable = "GUONG_PUBLISH_TEST_CHILD"

func TestMain(m *testing.M) {
	if task := os.Getenv(childVariable); task != "" {
		if err := runChild(task); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func runChild(task string) error {
	fields := strings.SplitN(task, " ", 3)
	n, err := strconv.Atoi(fields[0])
	if err != nil {
		return err
	}
	last, err := strconv.Atoi(fields[1])
	if err != nil {
		return err
	}
	s := newSite(n)
	fmt.Println("ready")
	p, err := publish.OpenWith(fields[2], func(op, name string) error {
		if last--; last == 0 {
			self, err := os.FindProcess(os.Getpid())
			if err != nil {
				return err
			}
			if err := self.Kill(); err != nil {
				return err
			}
			select {}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := writeAndCommit(p, s); err != nil {
		return err
	}
	fmt.Println("done")
	return nil
}

// child runs the build, calls kill when it is about to begin, and returns how
// long it took from there, and whether it came to its end.
func child(t *testing.T, dir string, n, last int, kill func(*os.Process)) (took time.Duration, finished bool) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%d %d %s", childVariable, n, last, dir),
		"GORACE=atexit_sleep_ms=0")
	var complaint strings.Builder
	c.Stderr = &complaint
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len("ready\n"))); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if kill != nil {
		kill(c.Process)
	}
	said, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	took = time.Since(start)
	_ = c.Wait() // a build that is killed ends with an error
	if complaint.Len() > 0 {
		t.Fatalf("the build fails: %s", complaint.String())
	}
	return took, string(said) == "done\n"
}

// checkCrash asserts everything that is promised about a destination after a
// build from oldSite(n) to newSite(n) has been killed, and returns it to oldSite(n).
func checkCrash(t *testing.T, dir string, n int) (rolledForward bool) {
	t.Helper()
	old, new := merged(oldSite(n), foreign), merged(newSite(n), foreign)
	anyNew := false
	for name, text := range tree(t, dir) {
		was, isOld := old[name]
		will, isNew := new[name]
		if !(isOld && text == was) && !(isNew && text == will) && !strings.HasSuffix(name, "/") {
			t.Fatalf("%s is neither old nor new", name)
		}
		anyNew = anyNew || isNew && text == will && !(isOld && was == will)
	}
	p, err := publish.Open(context.Background(), dir, publish.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	recovered := tree(t, dir)
	if rolledForward = cmp.Equal(new, recovered); !rolledForward {
		if anyNew {
			t.Fatal("a publication that had begun was not finished")
		}
		if diff := cmp.Diff(old, recovered); diff != "" {
			t.Fatalf("after recovery neither old nor new; from old:\n%s", diff)
		}
	}
	if own := ownFiles(t, dir); !cmp.Equal(own, []string{"manifest"}) {
		t.Fatalf("the state folder holds %q", own)
	}
	for _, s := range []site{newSite(n), oldSite(n)} {
		mustPublish(t, dir, s)
		if diff := cmp.Diff(merged(s, foreign), tree(t, dir)); diff != "" {
			t.Fatal(diff)
		}
	}
	return rolledForward
}

func crashDestination(t *testing.T, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	lay(t, dir, foreign)
	mustPublish(t, dir, oldSite(n))
	return dir
}

func TestKilledBeforeEveryChangeOfTheDisk(t *testing.T) {
	const n = 12
	dir := crashDestination(t, n)
	outcomes := map[bool]int{}
	last := 1
	for ; ; last++ {
		if _, finished := child(t, dir, n, last, nil); finished {
			break
		}
		outcomes[checkCrash(t, dir, n)]++
	}
	if last < 40 || outcomes[true] < 10 || outcomes[false] < 10 {
		t.Errorf("killed %d times, finished afterwards %d, thrown away %d: too few to mean anything", last-1, outcomes[true], outcomes[false])
	}
}

func TestKilledAtRandomMoments(t *testing.T) {
	const n = 150
	dir := crashDestination(t, n)
	var times []time.Duration
	for range 9 {
		once, finished := child(t, dir, n, 0, nil)
		if !finished {
			t.Fatal("the build does not come to its end")
		}
		times = append(times, once)
		mustPublish(t, dir, oldSite(n))
	}
	slices.Sort(times)
	took := times[len(times)/2]
	random := rand.New(rand.NewPCG(2, 9))
	outcomes := map[string]int{}
	for killed := 0; killed < kills; {
		moment := time.Duration(random.Float64() * float64(took))
		_, finished := child(t, dir, n, 0, func(p *os.Process) {
			time.Sleep(moment)
			if err := p.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Error(err)
			}
		})
		if finished {
			outcomes["not killed in time"]++
		} else {
			killed++
		}
		if checkCrash(t, dir, n) {
			outcomes["new"]++
		} else {
			outcomes["old"]++
		}
	}
	t.Logf("one publication took %v; outcomes %v", took, outcomes)
}
