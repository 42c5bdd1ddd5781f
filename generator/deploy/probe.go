package deploy

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"guong/generator/deploy/target"
	"guong/generator/diag"
	"guong/generator/message"
)

// probeName begins the folders of probes; the rest is random, so that no cache knows it.
const probeName = "guong-kiem-tra-"

// Probe writes a page and a script, reads them at their public addresses below baseURL,
// asks for a page that is not there, and removes what it wrote. The list says what is
// wrong, or in a note that nothing is. Client may be nil.
func Probe(ctx context.Context, o Options, baseURL string, client *http.Client) diag.List {
	p := &probe{o: &o, link: &link{target: o.Target, options: &o}, client: client, folder: probeName + strings.ToLower(rand.Text())}
	if p.client == nil {
		p.client = &http.Client{Timeout: time.Minute}
	}
	base, err := url.Parse(baseURL)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		p.wrong(diag.Error, "probe-address", baseURL)
		return p.found
	}
	p.base = strings.TrimSuffix(baseURL, "/") + "/"
	if h, err := ReadHosting(o.Public); err == nil && o.BaseURL == "" && h.BaseURL != p.base {
		p.wrong(diag.Warning, "probe-base", p.base, h.BaseURL)
	}
	p.run(ctx)
	if len(p.found) == 0 {
		p.found = diag.List{{Position: diag.Position{File: o.Name}, Severity: diag.Note, Message: message.New("deploy.probe-well", p.base)}}
	}
	return p.found
}

// probe is one look at how a target and its public address go together.
type probe struct {
	o      *Options
	link   *link
	client *http.Client
	base   string // the public address, with a slash
	folder string
	found  diag.List
}

// wrong notes what is wrong.
func (p *probe) wrong(severity diag.Severity, id string, args ...any) {
	d := problem(p.o.Name, id, args...).(diag.Diagnostic)
	d.Severity = severity
	p.found = append(p.found, d)
}

// fault notes what the target says.
func (p *probe) fault(err error) {
	d, ok := explain(p.o.Name, err).(diag.Diagnostic)
	if !ok {
		d = problem(p.o.Name, "failed", err.Error()).(diag.Diagnostic)
	}
	p.found = append(p.found, d)
}

func (p *probe) run(ctx context.Context) {
	const secretText = "{}"
	page := p.file("index.html", "<!doctype html><title>Gương</title><p>"+strings.Repeat("Gương. ", 40))
	script := p.file("a.js", "// "+strings.Repeat("Gương. ", 40))
	secret := stateObject(stateFolder+p.folder+".json", "application/json", int64(len(secretText)))
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUp)
		defer cancel()
		if err := p.link.delete(ctx, []string{page.object.Key, script.object.Key, secret.Key}); err != nil {
			p.fault(err)
		}
	}()
	for _, f := range []probeFile{page, script, {object: secret, stored: []byte(secretText)}} {
		if err := p.link.put(ctx, f.object, bytes.NewReader(f.stored)); err != nil {
			p.fault(err)
			return
		}
	}
	if data, err := p.link.get(ctx, page.object.Key, int64(len(page.stored))); err != nil {
		p.fault(err)
	} else if !bytes.Equal(data, page.stored) {
		p.wrong(diag.Error, "probe-stored", page.object.Key)
	}
	if !p.read(ctx, p.folder+"/", page, true) {
		return
	}
	p.read(ctx, p.folder+"/a.js", script, false)
	if answer, ok := p.ask(ctx, p.folder+"/khong-co/"); ok && answer.status != http.StatusNotFound {
		p.wrong(diag.Warning, "probe-missing", strconv.Itoa(answer.status))
	}
	if answer, ok := p.ask(ctx, secret.Key); ok && answer.status == http.StatusOK && string(answer.body) == secretText {
		p.wrong(diag.Warning, "probe-private", p.base+stateFolder)
	}
}

// probeFile is a file with the bytes that are stored of it.
type probeFile struct {
	object target.Object
	stored []byte
	text   string
}

// file returns a file as the site's are stored.
func (p *probe) file(name, text string) probeFile {
	f := probeFile{text: text, stored: []byte(text)}
	name = p.folder + "/" + name
	f.object = target.Object{Key: keyOf(name, p.o.Layout), Size: int64(len(text))}
	if p.o.Target.Features().Headers {
		f.object.Type, f.object.Caching = typeOf(name), cachingOfOthers
		if zipped := zip(f.stored); p.o.Compress && zipped != nil {
			f.stored, f.object.Encoding, f.object.Size = zipped, "gzip", int64(len(zipped))
		}
	}
	return f
}

// answer is what a reader gets.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// ask asks as a browser does. What cannot be reached is noted.
func (p *probe) ask(ctx context.Context, path string) (a answer, ok bool) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+escaped(path), nil)
	if err == nil {
		var response *http.Response
		if response, err = p.client.Do(request); err == nil {
			defer response.Body.Close()
			a = answer{status: response.StatusCode, header: response.Header}
			a.body, err = io.ReadAll(io.LimitReader(response.Body, answerLimit))
		}
	}
	if err != nil {
		p.wrong(diag.Error, "probe-unreachable", p.base, err.Error())
		return a, false
	}
	return a, true
}

// read reads a file at its public address, and reports whether it is there.
func (p *probe) read(ctx context.Context, path string, f probeFile, page bool) bool {
	a, ok := p.ask(ctx, path)
	if !ok {
		return false
	}
	address := p.base + path
	switch {
	case a.status == http.StatusForbidden || a.status == http.StatusUnauthorized:
		p.wrong(diag.Error, "probe-forbidden", address, strconv.Itoa(a.status))
		return false
	case a.status == http.StatusNotFound && page && p.indexServed(ctx, f):
		id := "probe-index"
		if p.takesFolders(ctx) {
			id = "probe-index-exact"
		}
		p.wrong(diag.Error, id, address)
		return false
	case a.status != http.StatusOK:
		p.wrong(diag.Error, "probe-elsewhere", address, strconv.Itoa(a.status))
		return false
	case string(a.body) != f.text && bytes.Equal(a.body, f.stored):
		p.wrong(diag.Error, "probe-encoding", address)
	case string(a.body) != f.text:
		p.wrong(diag.Error, "probe-other", address)
	}
	wantType := typeOf(pathOf(f.object.Key))
	got, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	if want, _, _ := strings.Cut(wantType, ";"); !sameType(got, want) {
		p.wrong(diag.Error, "probe-type", address, cmp.Or(got, "–"), want)
	}
	if f.object.Caching != "" && a.header.Get("Cache-Control") == "" {
		p.wrong(diag.Warning, "probe-caching", address)
	}
	return true
}

// indexServed reports whether a page is served at the address of its file.
func (p *probe) indexServed(ctx context.Context, f probeFile) bool {
	a, ok := p.ask(ctx, pathOf(f.object.Key))
	return ok && a.status == http.StatusOK
}

// takesFolders reports whether the target takes objects whose keys end with a slash, so
// that the other layout is a remedy.
func (p *probe) takesFolders(ctx context.Context) bool {
	if !p.o.Target.Features().Headers {
		return false
	}
	key := p.folder + "/"
	put := p.link.put(ctx, target.Object{Key: key, Type: "text/html; charset=utf-8"}, bytes.NewReader(nil))
	return errors.Join(put, p.link.delete(ctx, []string{key})) == nil
}

// sameType reports whether two types are one to a browser.
func sameType(a, b string) bool {
	script := func(t string) string {
		if t == "application/javascript" || t == "application/x-javascript" {
			return "text/javascript"
		}
		return t
	}
	return strings.EqualFold(script(strings.TrimSpace(a)), b)
}
