package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guong/generator"
	"guong/generator/message"
)

// lines is a writer that tells when a line was written.
type lines struct{ written chan string }

func (l lines) Write(p []byte) (int, error) {
	l.written <- string(p)
	return len(p), nil
}

// TestServe holds that the command tells its address, serves, and ends at once when
// it is interrupted, with the status for that.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte("title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(context.Background())
	out, err := lines{make(chan string, 9)}, &bytes.Buffer{}
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, terminal{out, err, message.Vietnamese}, []string{"serve", "-s", dir, "--port", "0", "--no-drafts"})
	}()
	var address string
	select {
	case line := <-out.written:
		_, rest, _ := strings.Cut(line, "http://")
		address, _, _ = strings.Cut(rest, " ")
	case s := <-status:
		t.Fatalf("ended with %d: %s", s, err)
	}
	response, failed := http.Get("http://" + address)
	if failed != nil {
		t.Fatal(failed)
	}
	page, _ := io.ReadAll(response.Body)
	response.Body.Close()
	if !strings.Contains(string(page), "<title>Gương") {
		t.Errorf("the front page is %.300s", page)
	}
	interrupt()
	select {
	case s := <-status:
		if s != exitInterrupted {
			t.Errorf("status %d", s)
		}
	case <-time.After(5 * time.Minute):
		t.Fatal("it does not end")
	}
	left, _ := os.ReadDir(dir)
	if len(left) != 2 || left[0].Name() != generator.CacheFolder || left[1].Name() != "config.toml" {
		t.Errorf("left behind: %v", left)
	}
}

// TestServeMistakes holds what is said where the server cannot start.
func TestServeMistakes(t *testing.T) {
	taken, failed := net.Listen("tcp", "127.0.0.1:0")
	if failed != nil {
		t.Fatal(failed)
	}
	defer taken.Close()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"serve", "-s", t.TempDir(), "--port", port}, "cổng " + port + " đang có chương trình khác dùng"},
		{[]string{"serve", "-s", filepath.Join(t.TempDir(), "khong-co"), "--port", "0"}, "khong-co"},
		{[]string{"serve", "-s", t.TempDir(), "--host", "no such host", "--port", "0"}, "no such host"},
	} {
		var out, err bytes.Buffer
		ctx, stop := context.WithTimeout(context.Background(), 5*time.Minute)
		defer stop()
		if status := run(ctx, terminal{&out, &err, message.Vietnamese}, test.args); status != exitWrong || !strings.Contains(err.String(), test.want) {
			t.Errorf("%v: status %d, said %s", test.args, status, err.String())
		}
	}
}
