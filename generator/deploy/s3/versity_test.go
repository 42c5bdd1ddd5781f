package s3_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"guong/generator/deploy/deploytest"
	"guong/generator/deploy/s3"
	"guong/generator/deploy/target"
)

// TestVersity: what holds for our fake holds for a real store.
func TestVersity(t *testing.T) {
	store := deploytest.StartStore(t, testKey, testSecret)
	at := func(bucket string) func(o *s3.Options) {
		return func(o *s3.Options) { o.Endpoint, o.Region, o.Bucket = store.Address, store.Region, bucket }
	}
	t.Run("conform", func(t *testing.T) {
		var buckets atomic.Int64
		deploytest.Conform(t, func(t *testing.T) target.Target {
			bucket := "b" + strconv.FormatInt(buckets.Add(1), 10) + "-trang-tin"
			store.MakeBucket(t, bucket, false)
			return open(t, "", at(bucket))
		})
	})
	t.Run("readers", func(t *testing.T) {
		store.MakeBucket(t, "doc-gia", true)
		testReaders(t, store, open(t, "", at("doc-gia")))
	})
	t.Run("parts", func(t *testing.T) {
		store.MakeBucket(t, "phim", true)
		testParts(t, open(t, "", at("phim")))
	})
	t.Run("refusals", func(t *testing.T) { testRefusals(t, store, at) })
}

// testReaders: what a reader gets over HTTP is what was put, with its headers.
func testReaders(t *testing.T, store *deploytest.Store, place target.Target) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	page := strings.Repeat("<p>Cô giáo Lan mở lớp học đêm.</p>\n", 200)
	if _, err := io.WriteString(w, page); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, o := range []target.Object{
		{Key: "guong-sang/co-giao-lan/index.html", Type: "text/html; charset=utf-8", Caching: "max-age=60, stale-while-revalidate=600", Encoding: "gzip"},
		{Key: "ảnh/Cô giáo + học trò 100%.html", Type: "text/html; charset=utf-8"},
		{Key: "cu/index.html", Type: "text/html; charset=utf-8", Redirect: "/moi/"},
	} {
		body := []byte(page)
		if o.Encoding == "gzip" {
			body = packed.Bytes()
		}
		o.Size = int64(len(body))
		if err := place.Put(t.Context(), o, bytes.NewReader(body)); err != nil {
			t.Fatal(err)
		}
		address := url.URL{Scheme: "http", Host: store.Address, Path: "/doc-gia/" + o.Key}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address.String(), nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", "gzip")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || response.StatusCode != http.StatusOK || !bytes.Equal(got, body) {
			t.Errorf("%s: %s, %d bytes, want %d; %v", o.Key, response.Status, len(got), len(body), err)
		}
		for name, want := range map[string]string{"Content-Type": o.Type, "Cache-Control": o.Caching, "Content-Encoding": o.Encoding} {
			if got := response.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", o.Key, name, got, want)
			}
		}
		stored, err := place.Get(t.Context(), o.Key, o.Size)
		if err != nil || !bytes.Equal(stored, body) {
			t.Errorf("%s: got %d bytes, want %d as they are stored: %v", o.Key, len(stored), len(body), err)
		}
	}
}

// testRefusals: a real store's refusals are understood.
func testRefusals(t *testing.T, store *deploytest.Store, at func(bucket string) func(o *s3.Options)) {
	store.MakeBucket(t, "tu-choi", false)
	list := func(place target.Target) error {
		for _, err := range place.List(t.Context(), "") {
			return err
		}
		return nil
	}
	kinds := func(doing string, place target.Target, want target.Kind) {
		t.Helper()
		_, err := place.Get(t.Context(), "index.html", 10)
		if target.KindOf(err) != want {
			t.Errorf("%s: get: %v", doing, err)
		}
		if err := list(place); target.KindOf(err) != want {
			t.Errorf("%s: list: %v", doing, err)
		}
		err = place.Put(t.Context(), target.Object{Key: "a/b", Size: 1, Type: "text/plain"}, strings.NewReader("1"))
		if target.KindOf(err) != want {
			t.Errorf("%s: put: %v", doing, err)
		}
		if err := place.Delete(t.Context(), []string{"a/b", "c"}); target.KindOf(err) != want {
			t.Errorf("%s: delete: %v", doing, err)
		}
	}
	kinds("another bucket", open(t, "", at("khong-co")), target.KindNoPlace)
	kinds("another region", open(t, "", at("tu-choi"), func(o *s3.Options) { o.Region = "xa-lam-1" }), target.KindRegion)
	t.Setenv("AWS_SECRET_ACCESS_KEY", testSecret+"x")
	kinds("a wrong secret", open(t, "", at("tu-choi")), target.KindDenied)
	t.Setenv("AWS_ACCESS_KEY_ID", testKey+"X")
	kinds("an unknown key", open(t, "", at("tu-choi")), target.KindDenied)
}

// TestVersityBehindProxy: what a proxy says in place of the store is a fault of the
// moment.
func TestVersityBehindProxy(t *testing.T) {
	store := deploytest.StartStore(t, testKey, testSecret)
	store.MakeBucket(t, "dut", false)
	var broken atomic.Bool
	proxy := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL.Scheme, r.Out.URL.Host = "http", store.Address
			r.Out.Host = r.In.Host
		},
		ModifyResponse: func(*http.Response) error {
			if broken.Load() {
				return context.DeadlineExceeded
			}
			return nil
		},
		ErrorLog: quiet,
	})
	t.Cleanup(proxy.Close)
	place := open(t, proxy.URL, func(o *s3.Options) { o.Region, o.Bucket = store.Region, "dut" })
	put := func(text string) error {
		return place.Put(t.Context(), target.Object{Key: "a", Size: int64(len(text)), Type: "text/plain"}, strings.NewReader(text))
	}
	broken.Store(true)
	if err := put("one"); !target.Temporary(err) {
		t.Errorf("an answer of 502: %v", err)
	}
	broken.Store(false)
	if err := put("two"); err != nil {
		t.Error(err)
	}
	if got, err := place.Get(t.Context(), "a", 10); err != nil || string(got) != "two" {
		t.Errorf("%q, %v", got, err)
	}
}
