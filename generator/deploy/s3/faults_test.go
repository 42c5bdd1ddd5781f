package s3_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"guong/generator/deploy/s3"
	"guong/generator/deploy/target"
	"guong/generator/message"
)

// operations are all that can fail at a target.
var operations = map[string]func(ctx context.Context, place target.Target) error{
	"get": func(ctx context.Context, place target.Target) error {
		_, err := place.Get(ctx, "a/index.html", 100)
		return err
	},
	"put": func(ctx context.Context, place target.Target) error {
		return place.Put(ctx, target.Object{Key: "a/index.html", Size: 3, Type: "text/html"}, strings.NewReader("abc"))
	},
	"put new": func(ctx context.Context, place target.Target) error {
		return place.(target.Exclusive).PutNew(ctx, target.Object{Key: "lock", Size: 3, Type: "text/html"}, strings.NewReader("abc"))
	},
	"delete": func(ctx context.Context, place target.Target) error {
		return place.Delete(ctx, []string{"a/index.html"})
	},
	"delete many": func(ctx context.Context, place target.Target) error {
		return place.Delete(ctx, []string{"a/index.html", "b/index.html"})
	},
	"list": func(ctx context.Context, place target.Target) error {
		for _, err := range place.List(ctx, "") {
			return err
		}
		return nil
	},
}

// secret reports whether a text shows credentials.
func secret(text string) bool {
	return strings.Contains(text, testKey) || strings.Contains(text, testSecret)
}

// wellSaid tests that a fault has its words in both languages, and no credentials in
// them, however it is printed.
func wellSaid(t *testing.T, doing string, err error) {
	t.Helper()
	var f *target.Fault
	if !errors.As(err, &f) {
		t.Errorf("%s: %v is no fault", doing, err)
		return
	}
	for _, language := range []message.Language{message.Vietnamese, message.English} {
		for _, said := range []string{f.Message.In(language), f.Hint.In(language)} {
			if said == "" || strings.Contains(said, "%!") || strings.Contains(said, "s3-") {
				t.Errorf("%s: says %q", doing, said)
			}
		}
	}
	for _, text := range []string{err.Error(), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", *f), fmt.Sprintf("%+v", f.Err)} {
		if secret(text) {
			t.Errorf("%s: shows credentials: %s", doing, text)
		}
	}
}

// TestFaults: what stores refuse is a fault of its kind in all operations, with what the
// operator has to do.
func TestFaults(t *testing.T) {
	type want struct {
		kind target.Kind
		says string // part of the message or the hint
	}
	for name, test := range map[string]struct {
		quirks
		change func(o *s3.Options)
		want   want
	}{
		"wrong region, told":     {quirks: quirks{region: "hn-2"}, want: want{target.KindRegion, `region = "hn-2"`}},
		"wrong region, not told": {quirks: quirks{region: "hn-2", keepsRegion: true}, want: want{target.KindRegion, fakeRegion}},
		"moved":                  {quirks: quirks{code: "PermanentRedirect"}, want: want{target.KindRegion, "endpoint"}},
		"late clock":             {quirks: quirks{clock: 23 * time.Minute}, want: want{target.KindClock, "chậm 23 phút"}},
		"early clock":            {quirks: quirks{clock: -3 * time.Hour}, want: want{target.KindClock, "nhanh 180 phút"}},
		"clock, not told":        {quirks: quirks{code: "RequestTimeTooSkewed"}, want: want{target.KindClock, "NTP"}},
		"no bucket":              {change: func(o *s3.Options) { o.Bucket = "khong-co" }, want: want{target.KindNoPlace, "khong-co"}},
		"access list":            {change: func(o *s3.Options) { o.ACL = "public-read" }, want: want{target.KindUnsupported, "public-read"}},
		"unknown key":            {quirks: quirks{code: "InvalidAccessKeyId"}, want: want{target.KindDenied, "AWS_ACCESS_KEY_ID"}},
		"wrong secret":           {quirks: quirks{code: "SignatureDoesNotMatch"}, want: want{target.KindDenied, "AWS_SECRET_ACCESS_KEY"}},
		"expired":                {quirks: quirks{code: "ExpiredToken"}, want: want{target.KindDenied, "AWS_SESSION_TOKEN"}},
		"denied":                 {quirks: quirks{code: "AccessDenied", always: 0}, want: want{target.KindDenied, fakeBucket}},
		"403 of a proxy":         {quirks: quirks{always: 403}, want: want{target.KindDenied, "quyền"}},
		"quota":                  {quirks: quirks{code: "QuotaExceeded"}, want: want{target.KindFull, "hạn mức"}},
		"507":                    {quirks: quirks{always: 507}, want: want{target.KindFull, "hạn mức"}},
		"slow down":              {quirks: quirks{code: "SlowDown"}, want: want{target.KindTemporary, "quá tải"}},
		"damaged":                {quirks: quirks{code: "BadDigest"}, want: want{target.KindTemporary, "hỏng"}},
		"429":                    {quirks: quirks{always: 429}, want: want{target.KindTemporary, "quá tải"}},
		"503":                    {quirks: quirks{always: 503}, want: want{target.KindTemporary, "quá tải"}},
		"500":                    {quirks: quirks{always: 500}, want: want{target.KindTemporary, "500"}},
		"502":                    {quirks: quirks{always: 502}, want: want{target.KindTemporary, "502"}},
		"408":                    {quirks: quirks{always: 408}, want: want{target.KindTemporary, "không trả lời kịp"}},
		"broken":                 {quirks: quirks{breaks: 1}, want: want{target.KindTemporary, "mất kết nối"}},
		"418":                    {quirks: quirks{always: 418}, want: want{target.KindOther, "từ chối"}},
	} {
		t.Run(name, func(t *testing.T) {
			for doing, do := range operations {
				if name == "access list" && !strings.HasPrefix(doing, "put") {
					continue // nothing else sends one
				}
				_, server := startFake(t, test.quirks)
				place := open(t, server.URL, func(o *s3.Options) {
					if test.change != nil {
						test.change(o)
					}
				})
				err := do(t.Context(), place)
				if name == "access list" && doing == "put new" {
					if target.KindOf(err) != target.KindUnsupported {
						t.Errorf("%s: %v", doing, err)
					}
					continue // the condition is what it tries first
				}
				if target.KindOf(err) != test.want.kind {
					t.Errorf("%s: kind %d, want %d: %v", doing, target.KindOf(err), test.want.kind, err)
				}
				wellSaid(t, doing, err)
				var f *target.Fault
				if errors.As(err, &f) {
					if said := f.Message.String() + "\n" + f.Hint.String(); !strings.Contains(said, test.want.says) {
						t.Errorf("%s: does not say %q: %s", doing, test.want.says, said)
					}
					if test.always != 0 && f.After != 7*time.Second {
						t.Errorf("%s: asks to wait for %v, want 7 s", doing, f.After)
					}
				}
			}
		})
	}
}

// TestUnreachable: servers that are not there, not trusted, or say nothing.
func TestUnreachable(t *testing.T) {
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := nobody.Close(); err != nil {
		t.Fatal(err)
	}
	half := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		w.Header().Set("Last-Modified", "Sat, 28 Nov 2026 00:00:00 GMT")
		if _, err := w.Write([]byte("<half")); err != nil {
			return
		}
		panic(http.ErrAbortHandler)
	}))
	t.Cleanup(half.Close)
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = quiet
	secure.StartTLS()
	t.Cleanup(secure.Close)
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	https := func(address string) string { return "https://" + address[strings.LastIndex(address, "/")+1:] }
	for name, test := range map[string]struct {
		endpoint string
		kind     target.Kind
		only     string
	}{
		"nobody listens":      {"http://" + nobody.Addr().String(), target.KindTemporary, ""},
		"no such host":        {"https://kho.invalid", target.KindNoPlace, ""},
		"says nothing":        {holding(t), target.KindTemporary, ""},
		"breaks off":          {half.URL, target.KindTemporary, "get"},
		"unknown certificate": {secure.URL, target.KindUntrusted, ""},
		"no https":            {https(plain.URL), target.KindUntrusted, ""},
	} {
		t.Run(name, func(t *testing.T) {
			for doing, do := range operations {
				if test.only != "" && doing != test.only {
					continue
				}
				err := do(t.Context(), open(t, test.endpoint, func(o *s3.Options) {
					o.Insecure = strings.HasPrefix(test.endpoint, "http://")
					if name == "says nothing" {
						o.Stall = 200 * time.Millisecond
					}
					if name == "no such host" {
						o.Transport = &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
							return nil, &net.DNSError{Err: "no such host", Name: "kho.invalid", IsNotFound: true}
						}}
					}
				}))
				if target.KindOf(err) != test.kind {
					t.Errorf("%s: kind %d, want %d: %v", doing, target.KindOf(err), test.kind, err)
				}
				wellSaid(t, doing, err)
			}
		})
	}
}

// TestStalledBody: a store that does not read on is given up.
func TestStalledBody(t *testing.T) {
	place := open(t, holding(t), func(o *s3.Options) { o.Stall = 300 * time.Millisecond })
	body := bytes.NewReader(make([]byte, 32<<20)) // more than buffers between here and there hold
	err := place.Put(t.Context(), target.Object{Key: "a", Size: body.Size(), Type: "video/mp4"}, body)
	if !target.Temporary(err) {
		t.Errorf("a store that stops reading: %v", err)
	}
}

// holding returns the address of a server that takes connections, and neither reads nor
// says anything.
func holding(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
		}
	}()
	t.Cleanup(func() {
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
		<-ended
	})
	return "http://" + listener.Addr().String()
}
