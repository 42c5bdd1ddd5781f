package config_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"guong/generator/config"
	"guong/generator/diag"
)

func load(t *testing.T, text string) (*config.Config, diag.List) {
	t.Helper()
	return config.Load(fstest.MapFS{"config.toml": {Data: []byte(text)}}, config.FileName)
}

func mustLoad(t *testing.T, text string) *config.Config {
	t.Helper()
	c, wrong := load(t, text)
	if wrong != nil {
		t.Fatal(wrong)
	}
	return c
}

// compare compares zones by their names.
var compare = cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })

const required = "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n"

func TestOnlyTitleAndBaseURLAreRequired(t *testing.T) {
	got := mustLoad(t, required)
	want0 := config.Default("Gương", "https://tdkt.example/")
	want0.File = config.FileName
	if diff := cmp.Diff(want0, got, compare); diff != "" {
		t.Error(diff)
	}
	want := []config.Taxonomy{
		{Key: "localities", Path: "dia-phuong"}, {Key: "fields", Path: "linh-vuc"}, {Key: "movements", Path: "phong-trao-thi-dua"},
		{Key: "awards", Path: "danh-hieu"}, {Key: "authors", Path: "tac-gia"},
	}
	if diff := cmp.Diff(want, got.Taxonomies); diff != "" {
		t.Error(diff)
	}
	if got.PageSize != 20 || got.Language != "vi" || got.Theme != "tdkt" || got.RawHTML != config.RawHTMLEscape {
		t.Errorf("defaults: %+v", got)
	}
}

func TestEveryKey(t *testing.T) {
	got := mustLoad(t, `title = "Gương điển hình tiên tiến"
baseURL = "https://tdkt.example/tin"
language = "en"
timeZone = "Europe/Berlin"
theme = "xanh"
description = "Mô tả"

[organisation]
name = "Ban"
logo = "/logo.svg"
address = "Số 1"
phone = "024"
email = "a@b.c"
licence = "Giấy phép"
responsible = "Trưởng Ban"

[pagination]
size = 5

[permalinks]
phong-trao = "/:year/:month/:day/:slug/"
guong-sang = "/:section/:slug/"

[markup]
rawHTML = "sanitise"

[[menu]]
title = "Hai"
url = "https://x.example/"
weight = 20

[[menu]]
title = "Một"
url = "/mot/"
weight = 10

[[menu]]
title = "Ba"
url = "/ba/"
weight = 20

[[taxonomies]]
key = "topics"
title = "Chủ đề"

[[taxonomies]]
key = "fields"
title = "Ngành"

[[taxonomies]]
key = "movements"
path = "/thi-dua/"

[search]
include = ["https://haiphong.example/search", "https://haiphong.example/search/", "https://gươngsáng.vn/tin/search/"]

[search.abbreviations]
"TĐKT" = "Thi đua - Khen thưởng"
NTM = "nông thôn mới"
"TP.HCM" = "Thành phố Hồ Chí Minh"

[saved]
offline = true

[check]
off = ["title-long", "phone"]

[files]
publish = ["tai-lieu", "/Văn bản/2026/"]

[pictures]
widths = [400, 900]
quality = 70
original = "keep"
largest = 2400
megapixels = 40

[publish]
fileMode = "0640"

[deploy.chinh]
kind = "s3"
baseURL = "https://www.tdkt.example"
noindex = true
keep = 5
purge = ["xoa", "het"]
notify = "bao"
endpoint = "https://s3.example.vn/"
region = "hn"
bucket = "tdkt"
prefix = "/tin/tuc/"
pathStyle = true
acl = "public-read"
profile = "tdkt"
compress = "gzip"
redirects = "object"
layout = "exact"

[deploy.may-chu]
kind = "sftp"
cloudflareZone = "0123"
path = "/srv/www"
host = "may-chu.example.vn"
port = 2222
user = "lan"
identity = "~/.ssh/id"
knownHosts = "~/.ssh/known"

[deploy.thu-muc]
kind = "dir"
path = "../www"

[params]
colour = "red"
list = [1, true]
`)
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	want := &config.Config{
		Title: "Gương điển hình tiên tiến", Description: "Mô tả", BaseURL: "https://tdkt.example/tin/", Language: "en", Location: berlin, Theme: "xanh",
		Organisation: config.Organisation{Name: "Ban", Logo: "/logo.svg", Address: "Số 1", Phone: "024", Email: "a@b.c", Licence: "Giấy phép", Responsible: "Trưởng Ban"},
		PageSize:     5, RawHTML: config.RawHTMLSanitise,
		Permalinks: []config.Permalink{{Section: "guong-sang", Pattern: "/:section/:slug/"}, {Section: "phong-trao", Pattern: "/:year/:month/:day/:slug/"}},
		Menu:       []config.MenuItem{{"Một", "/mot/", 10}, {"Hai", "https://x.example/", 20}, {"Ba", "/ba/", 20}},
		Taxonomies: []config.Taxonomy{
			{Key: "localities", Path: "dia-phuong"}, {Key: "fields", Title: "Ngành", Path: "linh-vuc"}, {Key: "movements", Path: "thi-dua"},
			{Key: "awards", Path: "danh-hieu"}, {Key: "authors", Path: "tac-gia"}, {Key: "topics", Title: "Chủ đề", Path: "chu-de"},
		},
		Search: config.Search{
			Include:       []string{"https://haiphong.example/search/", "https://xn--gngsng-sta64m3d.vn/tin/search/"},
			Abbreviations: map[string]string{"TĐKT": "Thi đua - Khen thưởng", "NTM": "nông thôn mới", "TP.HCM": "Thành phố Hồ Chí Minh"},
		},
		Saved:    config.Saved{Offline: true},
		Check:    config.Check{Off: []string{"title-long", "phone"}},
		Files:    config.Files{Publish: []string{"tai-lieu", "Văn bản/2026"}},
		Pictures: config.Pictures{Widths: []int{400, 900}, Quality: 70, Original: config.OriginalKeep, Largest: 2400, Pixels: 40},
		Publish:  config.Publish{FileMode: 0o640},
		Deploy: []config.Deploy{
			{
				Name: "chinh", Kind: config.DeployS3, BaseURL: "https://www.tdkt.example/", NoIndex: true, Keep: 5, Purge: []string{"xoa", "het"}, Notify: []string{"bao"},
				Endpoint: "https://s3.example.vn", Region: "hn", Bucket: "tdkt", Prefix: "tin/tuc", ACL: "public-read", Profile: "tdkt", PathStyle: true, Compress: true, Redirects: true, Exact: true,
			},
			{Name: "may-chu", Kind: config.DeploySFTP, Zone: "0123", Path: "/srv/www", Host: "may-chu.example.vn", Port: 2222, User: "lan", Identity: "~/.ssh/id", KnownHosts: "~/.ssh/known"},
			{Name: "thu-muc", Kind: config.DeployFolder, Path: "../www"},
		},
		Params: map[string]any{"colour": "red", "list": []any{1, true}},
		File:   config.FileName,
	}
	if diff := cmp.Diff(want, got, compare); diff != "" {
		t.Error(diff)
	}
}

// TestTarget: places are found by their names.
func TestTarget(t *testing.T) {
	c := mustLoad(t, required+"[deploy.a]\nkind = 'dir'\npath = '/a'\n[deploy.b]\nkieu = 'dir'\nthu_muc = '/b'\n")
	if d, ok := c.Target("b"); !ok || d.Path != "/b" || d.Kind != config.DeployFolder {
		t.Errorf("%+v, %v", d, ok)
	}
	if d, ok := c.Target("c"); ok {
		t.Errorf("%+v", d)
	}
}

func TestBaseURL(t *testing.T) {
	for given, want := range map[string]struct{ url, path string }{
		"https://tdkt.example":            {"https://tdkt.example/", "/"},
		"https://tdkt.example/":           {"https://tdkt.example/", "/"},
		"https://gươngsáng.vn:8080/":      {"https://xn--gngsng-sta64m3d.vn:8080/", "/"},
		"http://127.0.0.1:1313":           {"http://127.0.0.1:1313/", "/"},
		"https://[::1]:8080/x":            {"https://[::1]:8080/x/", "/x/"},
		"https://tdkt.example/tin/tuc//":  {"https://tdkt.example/tin/tuc/", "/tin/tuc/"},
		"HTTPS://TDKT.example/Tin":        {"https://tdkt.example/Tin/", "/Tin/"},
		"https://gươngsáng.vn/":           {"https://xn--gngsng-sta64m3d.vn/", "/"},
		"https://tdkt.example/đường dẫn/": {"https://tdkt.example/%C4%91%C6%B0%E1%BB%9Dng%20d%E1%BA%ABn/", "/%C4%91%C6%B0%E1%BB%9Dng%20d%E1%BA%ABn/"},
		"tdkt.example":                    {},
		"/tin/":                           {},
		"//tdkt.example/":                 {},
		"ftp://tdkt.example/":             {},
		"javascript:alert(1)":             {},
		"https://":                        {},
		"https://lan@tdkt.example/":       {},
		"https://tdkt.example/?a=b":       {},
		"https://tdkt.example/#a":         {},
		"https://tdkt.example:x/":         {},
		"https://gương-.vn/":              {},
		"https://td kt.example/":          {},
	} {
		c, ok := config.Default("", "https://a.example/").WithBaseURL(given)
		if ok != (want.url != "") {
			t.Errorf("%s: %v", given, ok)
		} else if ok && (c.BaseURL != want.url || c.BasePath() != want.path) {
			t.Errorf("%s: %s, %s; want %v", given, c.BaseURL, c.BasePath(), want)
		}
	}
	c := config.Default("Gương", "https://a.example/")
	if changed, _ := c.WithBaseURL("https://b.example"); c.BaseURL != "https://a.example/" || changed.Title != "Gương" {
		t.Error("WithBaseURL changes the original, or loses the rest")
	}
	if path := (&config.Config{BaseURL: "https://a.example"}).BasePath(); path != "/" {
		t.Error(path)
	}
}

func TestTheTextIsPutRight(t *testing.T) {
	got := mustLoad(t, "\ufefftitle = \"Tie\u0302\u0301ng\u00a0Việt\"\r\nbaseURL\u00a0= \"https://tdkt.example/\"\r\n")
	if got.Title != "Tiếng Việt" {
		t.Errorf("%q", got.Title)
	}
}

func TestExpand(t *testing.T) {
	date := time.Date(2021, 7, 6, 10, 11, 0, 0, time.UTC)
	for pattern, want := range map[string]string{
		"/:section/:year/:slug/":       "guong-sang/2021/hai-phong/",
		":slug":                        "hai-phong/",
		"/tin/:year/:month/:day/:slug": "tin/2021/07/06/hai-phong/",
	} {
		if got := (config.Permalink{Pattern: pattern}).Expand("guong-sang", "hai-phong", date); got != want {
			t.Errorf("%s: %s, want %s", pattern, got, want)
		}
	}
}

func TestPermalinkOfTheNearestSection(t *testing.T) {
	c := mustLoad(t, required+"[permalinks]\n\"a\" = \"/:slug/\"\n\"/a/b/\" = \"/:year/:slug/\"\n")
	for section, want := range map[string]string{"a": "/:slug/", "a/x": "/:slug/", "a/b": "/:year/:slug/", "a/b/c/d": "/:year/:slug/", "b": "", "": ""} {
		if got, ok := c.Permalink(section); got.Pattern != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", section, got.Pattern, ok)
		}
	}
}

// TestAddresses: what the configuration says of addresses keeps the one rule for
// them.
func TestAddresses(t *testing.T) {
	for _, test := range []struct {
		line string
		good bool
	}{
		{`menu = [{title = "A", url = "/a/?q=1#x"}]`, true},
		{`menu = [{title = "A", url = "/"}]`, true},
		{`menu = [{title = "A", url = "/a\tb/"}]`, false},
		{`menu = [{title = "A", url = "/../a/"}]`, false},
		{`menu = [{title = "A", url = "/.guong/"}]`, false},
		{`menu = [{title = "A", url = "/a%zz/"}]`, false},
		{`menu = [{title = "A", url = "/a%00/"}]`, false},
		{`taxonomies = [{key = "k", title = "K", path = "chu-de"}]`, true},
		{`taxonomies = [{key = "k", title = "K", path = "con"}]`, false},
		{`taxonomies = [{key = "k", title = "K", path = "assets"}]`, false},
		{`taxonomies = [{key = "k", title = "K", path = "search"}]`, false},
		{`taxonomies = [{key = "k", title = "K", path = "a/b"}]`, false},
		{`taxonomies = [{key = "k", title = "Con"}]`, false},
		{`taxonomies = [{key = "k", title = "K", path = "` + strings.Repeat("a", 255) + `"}]`, true},
		{`taxonomies = [{key = "k", title = "K", path = "` + strings.Repeat("a", 256) + `"}]`, false},
		{`permalinks = {tin = "/bai/:slug/"}`, true},
		{`permalinks = {tin = "/nul/:slug/"}`, false},
		{`permalinks = {tin = "/../:slug/"}`, false},
		{`permalinks = {tin = "/` + strings.Repeat("a", 256) + `/:slug/"}`, false},
	} {
		fsys := fstest.MapFS{"config.toml": {Data: []byte("title = \"G\"\nbaseURL = \"https://x.example/\"\n" + test.line + "\n")}}
		_, wrong := config.Load(fsys, "config.toml")
		if good := wrong.Count(diag.Error) == 0; good != test.good || !good && wrong[0].Line != 3 {
			t.Errorf("%.80s: accepted %v: %v", test.line, good, wrong)
		}
	}
}
