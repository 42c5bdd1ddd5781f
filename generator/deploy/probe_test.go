package deploy_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/deploy"
)

// server serves a place as a web server would, with what is wrong with it.
type server struct {
	*place
	noFolders                                                                          bool // the target takes no keys that end with a slash
	noIndex, forbidden, noTypes, noCaching, noEncoding, softMissing, rewrites, private bool
	elsewhere                                                                          string // the folder that is the root
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	key := s.elsewhere + strings.TrimPrefix(r.URL.Path, "/")
	if (key == "" || strings.HasSuffix(key, "/")) && !s.noIndex {
		if _, _, exact := s.Object(key); !exact {
			key += "index.html"
		}
	}
	o, data, ok := s.Object(key)
	switch {
	case s.forbidden:
		w.WriteHeader(http.StatusForbidden)
		return
	case strings.HasPrefix(key, ".") && s.private:
		ok = false
	}
	if !ok {
		if !s.softMissing {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = io.WriteString(w, "<p>Không có trang này")
		return
	}
	w.Header().Set("Content-Type", o.Type)
	if s.noTypes {
		w.Header().Set("Content-Type", "application/octet-stream")
	}
	if !s.noCaching {
		w.Header().Set("Cache-Control", o.Caching)
	}
	if o.Encoding != "" && !s.noEncoding {
		w.Header().Set("Content-Encoding", o.Encoding)
	}
	if s.rewrites && path.Ext(key) == ".html" {
		w.Header().Del("Content-Encoding")
		data = []byte("<script>quảng cáo</script>")
	}
	_, _ = w.Write(data)
}

// TestProbe: each thing that can be wrong between a target and its readers is told by name,
// and nothing is left behind.
func TestProbe(t *testing.T) {
	for _, test := range []struct {
		name   string
		server server
		layout deploy.Layout
		want   []string
	}{
		{"well", server{private: true}, deploy.LayoutIndex, []string{"probe-well"}},
		{"well, exact keys", server{private: true, noIndex: true}, deploy.LayoutExact, []string{"probe-well"}},
		{"records for everybody", server{}, deploy.LayoutIndex, []string{"probe-private"}},
		{"no index documents", server{noIndex: true}, deploy.LayoutIndex, []string{"probe-index-exact"}},
		{"no index documents, no folders as objects", server{noIndex: true, noFolders: true}, deploy.LayoutIndex, []string{"probe-index"}},
		{"not public", server{forbidden: true}, deploy.LayoutIndex, []string{"probe-forbidden"}},
		{"another root", server{elsewhere: "www/"}, deploy.LayoutIndex, []string{"probe-elsewhere"}},
		{"types", server{private: true, noTypes: true}, deploy.LayoutIndex, []string{"probe-type", "probe-type"}},
		{"caching", server{private: true, noCaching: true}, deploy.LayoutIndex, []string{"probe-caching", "probe-caching"}},
		{"encoding", server{private: true, noEncoding: true}, deploy.LayoutIndex, []string{"probe-encoding", "probe-encoding"}},
		{"200 for what is missing", server{private: true, softMissing: true}, deploy.LayoutIndex, []string{"probe-missing"}},
		{"rewritten", server{private: true, rewrites: true}, deploy.LayoutIndex, []string{"probe-other"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.server.place = newPlace()
			s := httptest.NewServer(&test.server)
			defer s.Close()
			o := test.server.options("")
			o.Layout = test.layout
			if test.server.noFolders {
				o.Target = &watched{Target: test.server.Memory, decide: func(_ int, _, what string) outcome {
					if strings.HasSuffix(what, "/") {
						return brokenBefore
					}
					return well
				}}
			}
			var got []string
			for _, d := range deploy.Probe(context.Background(), o, s.URL, s.Client()) {
				got = append(got, strings.TrimPrefix(d.Message.ID, "deploy."))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if keys := test.server.Keys(); len(keys) > 0 {
				t.Errorf("left: %q", keys)
			}
		})
	}
}

// TestProbeTellsFaults: what the target says, and an address that cannot be reached.
func TestProbeTellsFaults(t *testing.T) {
	p := newPlace()
	o := p.options(small(1).publish(t))
	o.Target = &watched{Target: p.Memory, decide: func(int, string, string) outcome { return brokenBefore }}
	list := deploy.Probe(context.Background(), o, "https://tdkt.example/", http.DefaultClient)
	if len(list) == 0 || list[0].Message.ID != "deploy.at-key" || !strings.Contains(list[0].Error(), "quyền") {
		t.Errorf("%v", list)
	}
	o = p.options(small(1).publish(t))
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	list = deploy.Probe(context.Background(), o, closed.URL, closed.Client())
	if len(list) != 2 || list[0].Message.ID != "deploy.probe-base" || list[1].Message.ID != "deploy.probe-unreachable" {
		t.Errorf("%v", list)
	}
	list = deploy.Probe(context.Background(), o, "tdkt.example", nil)
	if len(list) != 1 || list[0].Message.ID != "deploy.probe-address" {
		t.Errorf("%v", list)
	}
	if keys := p.Keys(); len(keys) > 0 {
		t.Errorf("left: %q", keys)
	}
}
