package s3_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"guong/generator/deploy/s3"
	"guong/generator/deploy/target"
)

// TestRequests: what is asked of a store, and with which headers, is as little as can be.
func TestRequests(t *testing.T) {
	f, server := startFake(t, quirks{acceptsACL: true})
	place := open(t, server.URL, func(o *s3.Options) { o.Prefix, o.ACL = "site", "public-read" })
	o := target.Object{Key: "a/index.html", Size: 3, Type: "text/html; charset=utf-8", Caching: "max-age=60", Encoding: "gzip", Redirect: "/b/"}
	asked := func(want ...string) {
		t.Helper()
		if !slices.Equal(f.log, want) {
			t.Errorf("asked %q, want %q", f.log, want)
		}
		f.log = nil
	}
	if err := place.Put(t.Context(), o, strings.NewReader("abc")); err != nil {
		t.Fatal(err)
	}
	asked("PUT site/a/index.html?")
	header := f.objects["site/a/index.html"].header
	for name, want := range map[string]string{
		"Content-Type": o.Type, "Cache-Control": o.Caching, "Content-Encoding": "gzip",
		"X-Amz-Website-Redirect-Location": "/b/", "X-Amz-Acl": "public-read", "Content-Length": "3",
		"X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD", "If-None-Match": "", "X-Amz-Storage-Class": "",
	} {
		if got := header.Get(name); got != want && name != "Content-Length" {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	plain := target.Object{Key: "b.css", Size: 1, Type: "text/css"}
	if err := place.Put(t.Context(), plain, strings.NewReader("b")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Cache-Control", "Content-Encoding", "X-Amz-Website-Redirect-Location"} {
		if got := f.objects["site/b.css"].header.Values(name); len(got) > 0 {
			t.Errorf("%s is %q without being asked for", name, got)
		}
	}
	f.log = nil
	if _, err := place.Get(t.Context(), "b.css", 10); err != nil {
		t.Fatal(err)
	}
	asked("GET site/b.css?")
	var keys []string
	for i := range 1500 {
		keys = append(keys, strconv.Itoa(i))
	}
	if err := place.Delete(t.Context(), keys); err != nil {
		t.Fatal(err)
	}
	asked("POST ?delete=", "POST ?delete=")
	if err := place.Delete(t.Context(), keys[:1]); err != nil {
		t.Fatal(err)
	}
	asked("DELETE site/0?")
	if err := place.Delete(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	asked()
	for _, err := range place.List(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(f.log) != 1 {
		t.Errorf("one page of keys: asked %q", f.log)
	}
}

// TestTrial: whether a store heeds conditions is tried once, and nothing of it remains.
func TestTrial(t *testing.T) {
	for condition, want := range map[string]int{"": 5, "ignored": 3, "NotImplemented": 1} {
		f, server := startFake(t, quirks{condition: condition})
		place := open(t, server.URL).(target.Exclusive)
		for _, key := range []string{".guong/lock.json", "other"} {
			err := place.PutNew(t.Context(), target.Object{Key: key, Size: 1, Type: "text/plain"}, strings.NewReader("1"))
			if (err == nil) != (condition == "") || err != nil && target.KindOf(err) != target.KindUnsupported {
				t.Errorf("condition %q: %v", condition, err)
			}
		}
		if len(f.log) != want {
			t.Errorf("condition %q: %d requests, want %d: %q", condition, len(f.log), want, f.log)
		}
		for key := range f.objects {
			if strings.Contains(key, "trial") {
				t.Errorf("condition %q: %s remains", condition, key)
			}
		}
	}
}

func TestOptions(t *testing.T) {
	for name, test := range map[string]struct {
		change func(o *s3.Options)
		says   string // "" if it can be opened
	}{
		"host":                {func(o *s3.Options) { o.Endpoint = "s3.example.vn" }, ""},
		"host and port":       {func(o *s3.Options) { o.Endpoint = "s3.example.vn:9000" }, ""},
		"address":             {func(o *s3.Options) { o.Endpoint = "https://s3.example.vn/" }, ""},
		"AWS":                 {func(o *s3.Options) { o.Endpoint, o.PathStyle = "", false }, ""},
		"plain, allowed":      {func(o *s3.Options) { o.Endpoint, o.Insecure = "http://10.0.0.1:9000", true }, ""},
		"plain host, allowed": {func(o *s3.Options) { o.Endpoint, o.Insecure = "10.0.0.1:9000", true }, ""},
		"plain":               {func(o *s3.Options) { o.Endpoint = "http://s3.example.vn" }, "không mã hóa"},
		"path":                {func(o *s3.Options) { o.Endpoint = "https://s3.example.vn/trang-tin" }, "địa chỉ"},
		"query":               {func(o *s3.Options) { o.Endpoint = "https://s3.example.vn?a=b" }, "địa chỉ"},
		"another protocol":    {func(o *s3.Options) { o.Endpoint = "ftp://s3.example.vn" }, "địa chỉ"},
		"no host":             {func(o *s3.Options) { o.Endpoint = "https://" }, "địa chỉ"},
		"secret in address":   {func(o *s3.Options) { o.Endpoint = "https://" + testKey + ":" + testSecret + "@s3.example.vn" }, "địa chỉ"},
		"no bucket":           {func(o *s3.Options) { o.Bucket = "" }, "tên kho chứa"},
		"wrong bucket":        {func(o *s3.Options) { o.Bucket = "Trang_Tin" }, "tên kho chứa"},
	} {
		t.Run(name, func(t *testing.T) {
			o := s3.Options{Endpoint: "s3.example.vn", Bucket: fakeBucket, PathStyle: true}
			test.change(&o)
			place, err := s3.Open(o)
			if test.says == "" {
				if err != nil {
					t.Fatal(err)
				}
				if err := place.Close(); err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v, want %q", err, test.says)
			}
			wellSaid(t, name, err)
		})
	}
}

// TestCredentials: keys come from the environment, else from a profile; what is wrong
// with a file is said without a word of what it holds.
func TestCredentials(t *testing.T) {
	const fileKey = "AKIDTUTEP00001"
	file := "[default]\naws_access_key_id = " + fileKey + "\naws_secret_access_key = " + testSecret +
		"\n[bao]\naws_access_key_id = " + fileKey + "BAO\naws_secret_access_key = " + testSecret + "\naws_session_token = the-tam\n" +
		"[thieu]\naws_access_key_id = " + testKey + "\n"
	write := func(t *testing.T, text string) {
		t.Helper()
		name := filepath.Join(t.TempDir(), "credentials")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Setenv("AWS_SHARED_CREDENTIALS_FILE", name)
	}
	for name, test := range map[string]struct {
		environment, file, profile, variable string
		key, says                            string
	}{
		"environment":             {environment: testKey, key: testKey},
		"environment before file": {environment: testKey, file: file, key: testKey},
		"file":                    {file: file, key: fileKey},
		"profile":                 {file: file, profile: "bao", key: fileKey + "BAO"},
		"profile by variable":     {file: file, variable: "bao", key: fileKey + "BAO"},
		"none":                    {says: "AWS_ACCESS_KEY_ID"},
		"no such profile":         {file: file, profile: "tuyen-giao", says: "tuyen-giao"},
		"half a profile":          {file: file, profile: "thieu", says: "thieu"},
		"a broken file":           {file: "[default]\n" + testSecret + "\n" + testKey + "\n", says: "[default]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("AWS_ACCESS_KEY_ID", test.environment)
			if test.environment == "" {
				t.Setenv("AWS_SECRET_ACCESS_KEY", "")
			}
			t.Setenv("AWS_PROFILE", test.variable)
			if test.file != "" {
				write(t, test.file)
			}
			f, server := startFake(t, quirks{})
			place, err := s3.Open(s3.Options{Endpoint: server.URL, Bucket: fakeBucket, PathStyle: true, Insecure: true, Profile: test.profile})
			if test.says != "" {
				if target.KindOf(err) != target.KindDenied {
					t.Errorf("%v", err)
				}
				wellSaid(t, name, err)
				var fault *target.Fault
				if errors.As(err, &fault) && !strings.Contains(fault.Message.String()+fault.Hint.String(), test.says) {
					t.Errorf("does not say %q: %s %s", test.says, fault.Message, fault.Hint)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			_, err = place.Get(t.Context(), "a", 1)
			if len(f.keys) != 1 || f.keys[0] != test.key {
				t.Errorf("signed with %q, want %q (%v)", f.keys, test.key, err)
			}
		})
	}
}
