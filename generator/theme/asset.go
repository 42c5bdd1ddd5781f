package theme

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	stdjson "encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/parse/v2"

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
	l := assetLoader{theme: t, minifier: m, bag: bag, done: map[string]*Asset{}, loading: map[string]bool{}, bundled: map[string]bool{}}
	for _, name := range t.list(assetsFolder) {
		l.names = append(l.names, strings.TrimPrefix(name, assetsFolder+"/"))
	}
	for _, name := range l.names {
		if !l.bundled[name] {
			l.load(name)
		}
	}
	for name := range l.bundled {
		delete(l.done, name)
	}
	t.assets = l.done
}

// assetsFolder is where assets lie, in a theme and on the finished site.
const assetsFolder = "assets"

type assetLoader struct {
	theme    *Theme
	minifier *minify.M
	bag      *diag.Bag
	names    []string // of all assets, as templates call them
	done     map[string]*Asset
	loading  map[string]bool // assets that are being read
	bundled  map[string]bool // style sheets that stand in others
}

// load reads one asset, and before it those that it refers to. It returns nil
// for an asset that does not exist, and for one that is being loaded.
func (l *assetLoader) load(name string) *Asset {
	if a := l.done[name]; a != nil || l.loading[name] {
		return a
	}
	raw, file, ok := l.theme.read(path.Join(assetsFolder, name))
	if !ok {
		return nil
	}
	l.loading[name] = true
	defer delete(l.loading, name)
	data, ext := raw, path.Ext(name)
	sound := check(ext, raw)
	if ext == ".css" {
		data = l.bundle(name, file, raw)
	}
	if small, err := l.minifier.Bytes(ext, data); err == nil {
		data = small
	} else if err != minify.ErrNotExist && sound == nil {
		sound = err
	}
	if sound != nil {
		l.bag.Add(assetError(file, raw, sound))
	}
	l.done[name] = l.publish(name, ext, data)
	return l.done[name]
}

// publish names an asset by its content.
func (l *assetLoader) publish(name, ext string, data []byte) *Asset {
	sum := sha256.Sum256(data)
	a := &Asset{Data: data}
	a.Path = path.Join(assetsFolder, strings.TrimSuffix(name, ext)+"."+hex.EncodeToString(sum[:8])+ext)
	a.URL = l.theme.options.BasePath + escapedPath(a.Path)
	if ext == ".css" || ext == ".js" {
		strong := sha512.Sum384(data)
		a.Integrity = "sha384-" + base64.StdEncoding.EncodeToString(strong[:])
	}
	return a
}

// escapedPath returns a path as it stands in a URL.
func escapedPath(p string) string { return (&url.URL{Path: p}).EscapedPath() }

// check looks for the mistakes that the minifiers of a format pass over.
func check(ext string, raw []byte) error {
	switch ext {
	case ".json":
		var any any
		return stdjson.Unmarshal(raw, &any)
	case ".svg":
		decoder := xml.NewDecoder(bytes.NewReader(raw))
		for {
			if _, err := decoder.Token(); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}

// assetError places what a parser said about an asset.
func assetError(file string, raw []byte, err error) diag.Diagnostic {
	var d diag.Diagnostic
	text := err.Error()
	var parsed *parse.Error
	var inJSON *stdjson.SyntaxError
	var inXML *xml.SyntaxError
	switch {
	case errors.As(err, &parsed):
		d = diag.AtLine(file, raw, parsed.Line, parsed.Column, 1)
		text = parsed.Message
	case errors.As(err, &inJSON):
		d = diag.At(file, raw, int(inJSON.Offset)-1, 1)
	case errors.As(err, &inXML):
		d = diag.AtLine(file, raw, inXML.Line, 0, 1)
		text = inXML.Msg
	default:
		d.File = file
	}
	d.Message, d.Hint = message.New("theme.asset-syntax", text), message.New("theme.asset-syntax-hint")
	return d
}
