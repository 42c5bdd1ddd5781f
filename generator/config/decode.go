package config

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"guong/generator/address"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// The keys of each table, for proposals. TestEveryKey holds them to the code below.
var (
	rootKeys         = []string{"title", "baseURL", "language", "timeZone", "theme", "description", "organisation", "pagination", "permalinks", "markup", "menu", "taxonomies", "search", "check", "params"}
	organisationKeys = []string{"name", "logo", "address", "phone", "email", "licence", "responsible"}
	paginationKeys   = []string{"size"}
	markupKeys       = []string{"rawHTML"}
	menuKeys         = []string{"title", "url", "weight"}
	searchKeys       = []string{"include", "abbreviations"}
	checkKeys        = []string{"off"}
	taxonomyKeys     = []string{"key", "title", "path"}
)

// reader fills a Config from the tree of its file.
type reader struct {
	value.Decoder
	config *Config
	meant  []string // keys that unknown ones were taken for
}

func decode(root value.Node, source value.Source) (*Config, diag.List) {
	r := reader{Decoder: value.Decoder{Source: source}, config: Default("", "")}
	for _, f := range root.Fields {
		r.root(f)
	}
	r.required(root, "title", r.config.Title, `title = "Gương điển hình tiên tiến"`)
	r.required(root, "baseURL", r.config.BaseURL, `baseURL = "https://tdkt.example/"`)
	slices.SortStableFunc(r.config.Menu, func(a, b MenuItem) int { return cmp.Compare(a.Weight, b.Weight) })
	if r.Wrong.Count(diag.Error) > 0 {
		return nil, r.Wrong
	}
	return r.config, r.Wrong
}

func (r *reader) root(f value.Field) {
	c := r.config
	switch f.Key {
	case "title":
		c.Title = r.String(f)
	case "baseURL":
		r.baseURL(f)
	case "language":
		r.oneOf(f, &c.Language, string(message.Vietnamese), string(message.English))
	case "timeZone":
		r.timeZone(f)
	case "theme":
		r.theme(f)
	case "description":
		c.Description = r.String(f)
	case "organisation":
		r.organisation(f)
	case "pagination":
		r.pagination(f)
	case "permalinks":
		r.permalinks(f)
	case "markup":
		r.markup(f)
	case "menu":
		r.menu(f)
	case "taxonomies":
		r.taxonomies(f)
	case "search":
		r.search(f)
	case "check":
		r.check(f)
	case "params":
		if r.Table(f) != nil {
			c.Params, _ = f.Value.Any().(map[string]any)
		}
	default:
		r.meant = append(r.meant, r.Unknown(f, diag.Error, rootKeys))
	}
}

// required reports a key that is missing or empty, unless another was taken for it.
func (r *reader) required(root value.Node, key, got, example string) {
	f, found := find(root, key)
	if got != "" || slices.Contains(r.meant, key) || found && len(r.Wrong) > 0 && r.reported(f) {
		return
	}
	offset := 0
	if found {
		offset = f.Offset
	}
	r.Report(diag.Error, offset, offset, message.New("config.missing", key), message.New("value.write", example))
}

func find(n value.Node, key string) (value.Field, bool) {
	for _, f := range n.Fields {
		if f.Key == key {
			return f, true
		}
	}
	return value.Field{}, false
}

// reported tells whether something was already said about the line of f.
func (r *reader) reported(f value.Field) bool {
	line := r.At(f.Offset, 1).Line
	return slices.ContainsFunc(r.Wrong, func(d diag.Diagnostic) bool { return d.Line == line })
}

// word returns the text of f; ok is false if it is no text, which is reported.
func (r *reader) word(f value.Field) (text string, ok bool) {
	before := len(r.Wrong)
	text = r.String(f)
	return text, len(r.Wrong) == before
}

func (r *reader) baseURL(f value.Field) {
	text, ok := r.word(f)
	if !ok || text == "" {
		return
	}
	normal, ok := normalBaseURL(text)
	if !ok {
		r.fail(f, message.New("config.base-url", text), r.Write("baseURL", `"https://tdkt.example/"`))
	}
	r.config.BaseURL = normal
}

func (r *reader) timeZone(f value.Field) {
	name, ok := r.word(f)
	if !ok {
		return
	}
	location, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		r.fail(f, message.New("config.time-zone", name), r.Write("timeZone", `"`+DefaultTimeZone+`"`))
		return
	}
	r.config.Location = location
}

func (r *reader) theme(f value.Field) {
	name, ok := r.word(f)
	switch {
	case !ok:
	case name == "" || name != vietnamese.Slug(name):
		r.fail(f, message.New("config.theme", name), r.Write("theme", `"`+DefaultTheme+`"`))
	default:
		r.config.Theme = name
	}
}

func (r *reader) organisation(f value.Field) {
	o := &r.config.Organisation
	targets := []*string{&o.Name, &o.Logo, &o.Address, &o.Phone, &o.Email, &o.Licence, &o.Responsible}
	for _, f := range r.Table(f) {
		if i := slices.Index(organisationKeys, f.Key); i >= 0 {
			*targets[i] = r.String(f)
		} else {
			r.Unknown(f, diag.Error, organisationKeys)
		}
	}
}

func (r *reader) pagination(f value.Field) {
	for _, f := range r.Table(f) {
		if f.Key != "size" {
			r.Unknown(f, diag.Error, paginationKeys)
			continue
		}
		before := len(r.Wrong)
		if n := r.Int(f); n >= 1 && n <= 1000 {
			r.config.PageSize = n
		} else if len(r.Wrong) == before {
			r.fail(f, message.New("config.page-size", n), r.Write("size", "20"))
		}
	}
}

func (r *reader) markup(f value.Field) {
	for _, f := range r.Table(f) {
		if f.Key != "rawHTML" {
			r.Unknown(f, diag.Error, markupKeys)
			continue
		}
		text := string(r.config.RawHTML)
		r.oneOf(f, &text, string(RawHTMLEscape), string(RawHTMLSanitise))
		r.config.RawHTML = RawHTML(text)
	}
}

func (r *reader) check(f value.Field) {
	for _, f := range r.Table(f) {
		if f.Key == "off" {
			r.config.Check.Off = r.Strings(f)
		} else {
			r.Unknown(f, diag.Error, checkKeys)
		}
	}
}

func (r *reader) menu(f value.Field) {
	for _, table := range r.Tables(f) {
		var item MenuItem
		before := len(r.Wrong)
		for _, f := range table.Fields {
			switch f.Key {
			case "title":
				item.Title = r.String(f)
			case "url":
				item.URL = r.menuURL(f)
			case "weight":
				item.Weight = r.Int(f)
			default:
				r.Unknown(f, diag.Error, menuKeys)
			}
		}
		if item.Title == "" || item.URL == "" {
			if len(r.Wrong) == before {
				r.Report(diag.Error, table.Offset, table.End, message.New("config.menu-incomplete"), message.New("value.write", "title = \"Giới thiệu\"\nurl = \"/gioi-thieu/\""))
			}
			continue
		}
		r.config.Menu = append(r.config.Menu, item)
	}
}

// menuURL takes an address of another site, or a path of this one.
func (r *reader) menuURL(f value.Field) string {
	url, ok := r.word(f)
	internal := strings.HasPrefix(url, "/") && !strings.HasPrefix(url, "//")
	if ok && !internal && !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		r.fail(f, message.New("config.menu-url", url), r.Write("url", `"/gioi-thieu/"`))
	}
	if ok && internal {
		if fault := address.CheckLocal(url); fault != nil {
			r.fail(f, message.New("config.menu-local", url, fault.Why), r.Write("url", `"/gioi-thieu/"`))
		}
	}
	return url
}

// oneOf takes one of the allowed words.
func (r *reader) oneOf(f value.Field, target *string, allowed ...string) {
	text, ok := r.word(f)
	switch {
	case !ok:
	case slices.Contains(allowed, text):
		*target = text
	default:
		r.fail(f, message.New("config.one-of", f.Key, text), message.New("config.allowed", strings.Join(allowed, ", ")))
	}
}

func (r *reader) fail(f value.Field, text, hint message.Message) {
	r.Report(diag.Error, f.Value.Offset, f.Value.End, text, hint)
}
