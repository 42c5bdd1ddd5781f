package theme

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"

	"guong/generator/diag"
	"guong/generator/message"
)

// Asset is a file of the theme's assets as it is published: minified, with the
// hash of its content in its name, so that browsers may keep it for ever.
type Asset struct {
	Path      string // of the output: "assets/css/tdkt.5f3a9c12d04b7e61.css"
	URL       string // "/assets/css/tdkt.5f3a9c12d04b7e61.css"
	Integrity string // "sha384-…", for style sheets and scripts
	Data      []byte
}

// Assets returns all assets, in the order of their paths.
func (t *Theme) Assets() []*Asset {
	list := make([]*Asset, 0, len(t.assets))
	for _, a := range t.assets {
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b *Asset) int { return strings.Compare(a.Path, b.Path) })
	return list
}

func (t *Theme) loadAssets(bag *diag.Bag) {
	m := minify.New()
	m.AddFunc(".css", css.Minify)
	m.AddFunc(".js", js.Minify)
	m.AddFunc(".json", json.Minify)
	m.AddFunc(".svg", svg.Minify)
	l := assetLoader{theme: t, minifier: m, bag: bag, done: map[string]*Asset{}}
	for _, name := range t.list("assets") {
		l.load(strings.TrimPrefix(name, "assets/"))
	}
	t.assets = map[string]*Asset{}
	for name, a := range l.done {
		if a != nil {
			t.assets[name] = a
		}
	}
}

type assetLoader struct {
	theme    *Theme
	minifier *minify.M
	bag      *diag.Bag
	done     map[string]*Asset // nil while an asset is being loaded
}

// load reads one asset, and before it those that it refers to.
func (l *assetLoader) load(name string) *Asset {
	if a, known := l.done[name]; known {
		return a
	}
	l.done[name] = nil
	raw, file, ok := l.theme.read("assets/" + name)
	if !ok {
		delete(l.done, name)
		return nil
	}
	ext := path.Ext(name)
	data := raw
	if small, err := l.minifier.Bytes(ext, raw); err == nil {
		data = small
	} else if err != minify.ErrNotExist {
		l.bag.Add(assetError(file, raw, err))
	}
	if ext == ".css" {
		data = l.references(name, file, raw, data)
	}
	sum := sha256.Sum256(data)
	a := &Asset{Data: data}
	a.Path = "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:8]) + ext
	a.URL = l.theme.options.BasePath + a.Path
	if ext == ".css" || ext == ".js" {
		strong := sha512.Sum384(data)
		a.Integrity = "sha384-" + base64.StdEncoding.EncodeToString(strong[:])
	}
	l.done[name] = a
	return a
}

var cssURL = regexp.MustCompile(`url\(\s*["']?([^"')]+)["']?\s*\)`)

// references puts the published names into the url(…) of a style sheet.
func (l *assetLoader) references(name, file string, raw, data []byte) []byte {
	return cssURL.ReplaceAllFunc(data, func(match []byte) []byte {
		ref := string(cssURL.FindSubmatch(match)[1])
		if strings.HasPrefix(ref, "data:") || strings.HasPrefix(ref, "#") || strings.Contains(ref, "//") {
			return match
		}
		target := l.load(path.Join(path.Dir(name), ref))
		if target == nil {
			d := diag.At(file, raw, max(bytes.Index(raw, []byte(ref)), 0), len([]rune(ref)))
			d.Message, d.Hint = message.New("theme.no-asset", ref), message.New("theme.no-asset-hint")
			l.bag.Add(d)
			return match
		}
		up := strings.Repeat("../", strings.Count(name, "/"))
		return []byte("url(" + up + strings.TrimPrefix(target.Path, "assets/") + ")")
	})
}

var parsePosition = regexp.MustCompile(`on line (\d+) and column (\d+)`)

func assetError(file string, raw []byte, err error) diag.Diagnostic {
	line, column := 1, 0
	if m := parsePosition.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		column, _ = strconv.Atoi(m[2])
	}
	d := diag.AtLine(file, raw, line, column, 1)
	first, _, _ := strings.Cut(err.Error(), "\n")
	d.Message, d.Hint = message.New("theme.asset-syntax", first), message.New("theme.asset-syntax-hint")
	return d
}
