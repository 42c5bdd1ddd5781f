package config

import (
	"cmp"
	"net/mail"
	"path"
	"slices"
	"strings"
	"time"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// reader fills a Config from the tree of its file.
type reader struct {
	value.Decoder
	config *Config
	tables *tables
	meant  []string // keys that unknown ones were taken for

	// What is being read of a list of tables.
	item         MenuItem
	taxonomy     Taxonomy
	target       Deploy
	taxonomyNode value.Node // where the taxonomy's path stands, or all of it
}

func decode(root value.Node, source value.Source) (*Config, diag.List) {
	r := reader{Decoder: value.Decoder{Source: source}, config: Default("", ""), tables: newTables()}
	r.fields(r.tables.root, slices.DeleteFunc(slices.Clone(root.Fields), func(f value.Field) bool { return r.secret(f, map[int]bool{}) }))
	r.required(root, "title", r.config.Title, `title = "Gương điển hình tiên tiến"`)
	r.required(root, "baseURL", r.config.BaseURL, `baseURL = "https://tdkt.example/"`)
	for _, list := range [][]MenuItem{r.config.Menu, r.config.Links} {
		slices.SortStableFunc(list, func(a, b MenuItem) int { return cmp.Compare(a.Weight, b.Weight) })
	}
	r.offline(root)
	r.config.File = source.File
	if r.Wrong.Count(diag.Error) > 0 {
		return nil, r.Wrong
	}
	return r.config, r.Wrong
}

// required reports a key that is missing or empty, unless another was taken for it.
func (r *reader) required(root value.Node, key, got, example string) {
	f, found := r.find(root, key)
	if got != "" || slices.Contains(r.meant, key) || found && len(r.Wrong) > 0 && r.reported(f) {
		return
	}
	offset := 0
	if found {
		offset = f.Offset
	}
	r.Report(diag.Error, offset, offset, message.New("config.missing", key), message.New("value.write", example))
}

// find returns the field of root that is called key, in any spelling.
func (r *reader) find(root value.Node, key string) (value.Field, bool) {
	names := r.tables.root.names
	want, _ := names.Find(key)
	for _, f := range root.Fields {
		if i, known := names.Find(f.Key); known && i == want {
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

func (r *reader) baseURL(f value.Field) { r.config.BaseURL = r.siteURL(f, `"https://tdkt.example/"`) }

// siteURL returns the address of a site in its normal form; "" if it is none, which is
// reported with an example.
func (r *reader) siteURL(f value.Field, example string) string {
	text, ok := r.plainAddress(f)
	if !ok {
		return ""
	}
	normal, ok := normalBaseURL(text)
	if !ok {
		r.fail(f, message.New("config.base-url", text), r.Write(f.Key, example))
	}
	return normal
}

func (r *reader) timeZone(f value.Field) {
	name, ok := r.word(f)
	if !ok {
		return
	}
	location, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		r.fail(f, message.New("config.time-zone", name), r.Write(f.Key, `"`+DefaultTimeZone+`"`))
		return
	}
	r.config.Location = location
}

func (r *reader) theme(f value.Field) {
	name, ok := r.word(f)
	switch {
	case !ok:
	case name == "" || name != vietnamese.Slug(name):
		r.fail(f, message.New("config.theme", name), r.Write(f.Key, `"`+DefaultTheme+`"`))
	default:
		r.config.Theme = name
	}
}

func (r *reader) pageSize(f value.Field) {
	before := len(r.Wrong)
	if n := r.Int(f); n >= 1 && n <= 1000 {
		r.config.PageSize = n
	} else if len(r.Wrong) == before {
		r.fail(f, message.New("config.page-size", n), r.Write(f.Key, "20"))
	}
}

func (r *reader) rawHTML(f value.Field) {
	text := string(r.config.RawHTML)
	r.oneOf(f, &text, string(RawHTMLEscape), string(RawHTMLSanitise))
	r.config.RawHTML = RawHTML(text)
}

// publish takes folders of the content folder, with or without slashes around them;
// not the content folder itself, which would publish whatever lies about.
func (r *reader) publish(f value.Field) {
	for _, folder := range r.Strings(f) {
		clean := strings.Trim(path.Clean("/"+folder), "/")
		if clean == "" || strings.Contains("/"+folder+"/", "/../") {
			r.fail(f, message.New("config.publish", folder), r.Write(f.Key, `["tai-lieu"]`))
			continue
		}
		r.config.Files.Publish = append(r.config.Files.Publish, clean)
	}
}

// contactEmail takes an address that a mailto: link can lead to.
func (r *reader) contactEmail(f value.Field) {
	email, ok := r.word(f)
	if !ok {
		return
	}
	if parsed, err := mail.ParseAddress(email); err != nil || parsed.Address != email {
		r.fail(f, message.New("config.email", email), r.Write(f.Key, `"gopy@tdkt.example"`))
		return
	}
	r.config.Contact.Email = email
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
