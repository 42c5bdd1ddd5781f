package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/md5"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"guong/generator/message"
)

// bucket is a store that speaks as much of S3 as a deployment needs.
type bucket struct {
	mu      sync.Mutex
	objects map[string]object
	asked   []string // the lines at the heads of requests
	put     func()   // is called before each object is put; may be nil
}

type object struct {
	header http.Header
	body   []byte
}

// ServeHTTP answers for the bucket tdkt.
func (b *bucket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	key, ours := strings.CutPrefix(r.URL.Path, "/tdkt/")
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = append(b.asked, fmt.Sprint(r.Method, r.URL, r.Header))
	switch o, found := b.objects[key]; {
	case !ours:
		b.refuse(w, http.StatusNotFound, "NoSuchBucket")
	case r.Method == http.MethodPut && r.Header.Get("If-None-Match") == "*" && found:
		b.refuse(w, http.StatusPreconditionFailed, "PreconditionFailed")
	case r.Method == http.MethodPut:
		if b.put != nil {
			b.put()
		}
		b.objects[key] = object{r.Header.Clone(), body}
		w.Header().Set("ETag", fmt.Sprintf(`"%x"`, md5.Sum(body)))
	case r.Method == http.MethodDelete:
		delete(b.objects, key)
		w.WriteHeader(http.StatusNoContent)
	case r.Method == http.MethodPost && r.URL.Query().Has("delete"):
		var asked struct{ Object []struct{ Key string } }
		if err := xml.Unmarshal(body, &asked); err != nil {
			b.refuse(w, http.StatusBadRequest, "MalformedXML")
			return
		}
		for _, o := range asked.Object {
			delete(b.objects, o.Key)
		}
		_, _ = io.WriteString(w, `<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></DeleteResult>`)
	case key == "":
		b.list(w, r.URL.Query().Get("prefix"))
	case !found:
		b.refuse(w, http.StatusNotFound, "NoSuchKey")
	default:
		w.Header().Set("ETag", fmt.Sprintf(`"%x"`, md5.Sum(o.body)))
		w.Header().Set("Last-Modified", "Sat, 28 Nov 2026 00:00:00 GMT")
		w.Header().Set("Content-Length", fmt.Sprint(len(o.body)))
		_, _ = w.Write(o.body)
	}
}

func (b *bucket) refuse(w http.ResponseWriter, status int, code string) {
	w.WriteHeader(status)
	fmt.Fprintf(w, "<Error><Code>%s</Code></Error>", code)
}

func (b *bucket) list(w http.ResponseWriter, prefix string) {
	_, _ = io.WriteString(w, `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>tdkt</Name><IsTruncated>false</IsTruncated>`)
	for _, key := range slices.Sorted(maps.Keys(b.objects)) {
		if strings.HasPrefix(key, prefix) {
			fmt.Fprintf(w, `<Contents><Key>%s</Key><Size>%d</Size><ETag>"%x"</ETag><LastModified>2026-11-28T00:00:00.000Z</LastModified></Contents>`, key, len(b.objects[key].body), md5.Sum(b.objects[key].body))
		}
	}
	_, _ = io.WriteString(w, "</ListBucketResult>")
}

// siteFor writes a site with one story and a target, and returns its folder.
func siteFor(t *testing.T, target string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"config.toml":        "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n[deploy.chinh]\n" + target,
		"content/tin/mot.md": "+++\ntitle = \"Bài một\"\ndate = 2026-11-01\naliases = [\"/cu.html\"]\n+++\n\nMột.\n",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// openBucket starts an empty store, for somebody who has no credentials in their folder.
func openBucket(t *testing.T) (*bucket, *httptest.Server) {
	t.Helper()
	b := &bucket{objects: map[string]object{}}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	t.Setenv("HOME", t.TempDir())
	return b, server
}

// deployed runs `guong deploy` and returns what it says; it must end with a status.
func deployed(t *testing.T, dir string, status int, args ...string) (out, err string) {
	t.Helper()
	var said, wrong bytes.Buffer
	if got := run(t.Context(), terminal{&said, &wrong, message.Vietnamese}, append([]string{"deploy", "-s", dir}, args...)); got != status {
		t.Fatalf("status %d, want %d\n%s%s", got, status, &said, &wrong)
	}
	return said.String(), wrong.String()
}

// TestDeployToStore: a site goes to a store that speaks S3, as its table says; and the
// secret goes nowhere.
func TestDeployToStore(t *testing.T) {
	b, server := openBucket(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "")
	dir := siteFor(t, "kind = \"s3\"\nendpoint = \""+server.URL+"\"\nregion = \"hn\"\nbucket = \"tdkt\"\nprefix = \"/tin/tuc/\"\npathStyle = true\nacl = \"public-read\"\ncompress = \"gzip\"\nredirects = \"object\"\n")
	if _, err := deployed(t, dir, exitWrong, "--build"); !strings.Contains(err, "AWS_ACCESS_KEY_ID") || !strings.Contains(err, "Người đọc ở “chinh” vẫn thấy đúng những gì có từ trước.") {
		t.Errorf("without credentials it says %s", err)
	}
	const secret = "BIMATkhongaibiet"
	t.Setenv("AWS_ACCESS_KEY_ID", "tdkt")
	t.Setenv("AWS_SECRET_ACCESS_KEY", secret)
	out, err := deployed(t, dir, exitDone, "--verbose")
	if !strings.Contains(out, "“chinh” đã lên bản 1") || err != "" {
		t.Errorf("%s%s", out, err)
	}
	for key, want := range map[string]http.Header{
		"tin/tuc/tin/mot/index.html": {"Content-Type": {"text/html; charset=utf-8"}, "Content-Encoding": {"gzip"}, "Cache-Control": {"public, max-age=60"}, "X-Amz-Acl": {"public-read"}},
		"tin/tuc/cu.html":            {"X-Amz-Website-Redirect-Location": {"/tin/mot/"}},
		"tin/tuc/atom.xml":           {"Cache-Control": {"public, max-age=300"}},
		"tin/tuc/robots.txt":         {"Content-Encoding": nil},
	} {
		o, found := b.objects[key]
		if !found {
			t.Errorf("%s is not there", key)
			continue
		}
		for name, values := range want {
			if !slices.Equal(o.header[name], values) {
				t.Errorf("%s: %s is %q, want %q", key, name, o.header[name], values)
			}
		}
	}
	if _, found := b.objects["tin/tuc/_headers"]; found {
		t.Error("a table for other hosts is there")
	}
	before := len(b.asked)
	again, _ := deployed(t, dir, exitDone)
	if !strings.Contains(again, "không có gì phải đưa lên") || len(b.asked) != before+1 {
		t.Errorf("%d requests: %s", len(b.asked)-before, again)
	}
	for _, text := range append(b.asked, out, again) {
		if strings.Contains(text, secret) {
			t.Errorf("the secret is in %s", text)
		}
	}
	for key, o := range b.objects {
		if bytes.Contains(o.body, []byte(secret)) {
			t.Errorf("the secret is in %s", key)
		}
	}
	server.Close()
	if _, err := deployed(t, dir, exitWrong, "--list"); cmp.Or(err, "nothing") == "nothing" || strings.Contains(err, secret) {
		t.Errorf("the store is away, and it says %s", err)
	}
}

// TestDeployInterrupted: an interruption says what readers meet, and the next run does
// the rest.
func TestDeployInterrupted(t *testing.T) {
	b, server := openBucket(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "tdkt")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "BIMAT")
	dir := siteFor(t, "kind = \"s3\"\nendpoint = \""+server.URL+"\"\nbucket = \"tdkt\"\npathStyle = true\n")
	for _, test := range []struct {
		puts int // how many objects are put before the interruption; none is an interruption before the first
		want string
	}{
		{0, "Đã dừng. Người đọc ở “chinh” vẫn thấy đúng những gì có từ trước."},
		{9, "Đã dừng. Người đọc ở “chinh” đang thấy trang mới lẫn với trang cũ"},
	} {
		ctx, interrupt := context.WithCancel(t.Context())
		puts := 0
		b.put = func() {
			if puts++; puts > test.puts {
				interrupt()
			}
		}
		var out, err bytes.Buffer
		status := run(ctx, terminal{&out, &err, message.Vietnamese}, []string{"deploy", "-s", dir, "--build", "--quiet"})
		if interrupt(); status != exitInterrupted || !strings.Contains(err.String(), test.want) || out.Len() > 0 {
			t.Errorf("after %d objects: status %d, %s%s", test.puts, status, &out, &err)
		}
	}
	b.put = nil
	if out, _ := deployed(t, dir, exitDone); !strings.Contains(out, "Lần trước lên “chinh” dở chừng; lần này làm nốt: ") || !strings.Contains(out, "đã lên bản 1") {
		t.Error(out)
	}
}
