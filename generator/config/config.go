// Package config reads config.toml into a typed, validated [Config].
//
// Only title and baseURL are required. Whatever is wrong (an unknown key, a
// wrong type, a malformed address or zone) is reported at once, with its place
// and a proposal. A Config is immutable and safe for concurrent use.
package config

import (
	"errors"
	"io/fs"
	"net"
	"net/url"
	"strings"
	"time"
	_ "time/tzdata" // zones must be known on any machine
	"unicode/utf8"

	"golang.org/x/net/idna"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// FileName is where a site's configuration stands, in its folder.
const FileName = "config.toml"

// Config is the configuration of a site.
type Config struct {
	Title        string
	Description  string
	Slogan       string // a few words below the site's name
	BaseURL      string // absolute, ends in "/"
	Language     string // "vi" or "en": the language of the finished site
	Location     *time.Location
	Theme        string // name of a folder in the site's themes/ or of a built-in theme
	Organisation Organisation
	PageSize     int            // entries on one page of a list
	Permalinks   []Permalink    // patterns of sections' addresses
	RawHTML      RawHTML        // what happens to HTML in stories
	Menu         []MenuItem     // in the order of weight, then of the file
	Links        []MenuItem     // sites of other bodies, in the same order
	Contact      Contact        // where readers write to
	Taxonomies   []Taxonomy     // the five of every site, then the site's own
	Search       Search         // other sites, and abbreviations
	Saved        Saved          // what is done for stories that readers save
	Check        Check          // what `guong check` leaves out
	Files        Files          // what is published of the content folder
	Pictures     Pictures       // what is made of pictures
	Publish      Publish        // how files are written
	Deploy       []Deploy       // where the site is published, in the order of the file
	Params       map[string]any // the table [params], for themes
	File         string         // the name of the configuration, for messages
}

// Organisation is the body that publishes the site.
type Organisation struct {
	Name, Logo, Address, Phone, Email, Licence, Responsible string
}

// Saved tells what the site does for the stories that readers save on their devices.
type Saved struct {
	Offline bool // browsers keep a copy, for reading without a network
}

// Contact is where readers write to.
type Contact struct {
	Email string // empty: no page asks readers to write
}

// Files tells which files of the content folder are published though nobody refers
// to them.
type Files struct {
	Publish []string // folders of the content folder: "tai-lieu"
}

// Check tells what the editorial check does on this site.
type Check struct {
	Off []string // names of rules that are turned off; package check knows them
}

// RawHTML tells what happens to HTML that stands in a story's text.
type RawHTML string

// HTML in a story is shown as text, or let through as far as it is harmless.
const (
	RawHTMLEscape   RawHTML = "escape"
	RawHTMLSanitise RawHTML = "sanitise"
)

// MenuItem is an entry of the site's menu.
type MenuItem struct {
	Title  string
	URL    string // absolute, or a path from the site's root
	Weight int
}

// BasePath returns the path of BaseURL: "/" or "/tdkt/".
func (c *Config) BasePath() string {
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.EscapedPath()
}

// Default returns a configuration with everything that has a default, for the
// given required values. BaseURL must be absolute and end in "/".
func Default(title, baseURL string) *Config {
	location, err := time.LoadLocation(DefaultTimeZone)
	if err != nil {
		panic(err) // the zones are part of the binary
	}
	return &Config{
		Title: title, BaseURL: baseURL, Language: string(message.Vietnamese), Location: location,
		Theme: DefaultTheme, PageSize: 20, RawHTML: RawHTMLEscape, Taxonomies: defaultTaxonomies(), Pictures: defaultPictures(),
	}
}

// What is used where the configuration says nothing.
const (
	DefaultTimeZone = "Asia/Ho_Chi_Minh"
	DefaultTheme    = "tdkt"
)

// Load reads the configuration name of a site. If the list holds an error, the
// Config is nil.
func Load(site fs.FS, name string) (*Config, diag.List) {
	raw, err := fs.ReadFile(site, name)
	if err != nil {
		d := diag.Diagnostic{Position: diag.Position{File: name}}
		d.Message, d.Hint = message.New("config.unreadable"), message.New("config.unreadable-hint")
		if errors.Is(err, fs.ErrInvalid) {
			d.Message, d.Hint = message.New("content.not-a-file"), message.New("content.not-a-file-hint")
		}
		return nil, diag.List{d}
	}
	if at := vietnamese.InvalidUTF8(raw); at >= 0 {
		d := diag.At(name, raw, at, 1)
		d.Message, d.Hint = message.New("config.not-utf8"), message.New("config.not-utf8-hint")
		return nil, diag.List{d}
	}
	text, _ := vietnamese.Repair(raw)
	source := value.Source{File: name, Line: 1, Text: string(text)}
	root, wrong := value.TOML(source)
	if wrong != nil {
		conceal(wrong, source.Text, true)
		return nil, wrong
	}
	c, wrong := decode(root, source)
	conceal(wrong, source.Text, false)
	return c, wrong
}

// normalBaseURL returns an absolute http(s) address with a slash at its end, or
// false.
func normalBaseURL(s string) (string, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", false
	}
	if u.Host, err = asciiHost(u); err != nil {
		return "", false
	}
	return strings.TrimRight(u.String(), "/") + "/", true
}

// asciiHost returns the host and port of u as programs know it: tiếng-việt.vn is
// xn--ting-vit-….vn to them.
func asciiHost(u *url.URL) (string, error) {
	if !strings.ContainsFunc(u.Host, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return strings.ToLower(u.Host), nil
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if port := u.Port(); port != "" {
		host = net.JoinHostPort(host, port)
	}
	return host, err
}

// WithBaseURL returns a copy of c for another address, as `--base-url` asks; false if
// it is no address.
func (c *Config) WithBaseURL(baseURL string) (*Config, bool) {
	normal, ok := normalBaseURL(baseURL)
	if !ok {
		return nil, false
	}
	changed := *c
	changed.BaseURL = normal
	return &changed, true
}
