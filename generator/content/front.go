package content

import (
	"slices"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// The keys of front matter and of its tables, for proposals. TestKeys holds
// them to the code below, and docs/front-matter.md to them.
var (
	frontKeys      = []string{"title", "date", "updated", "publish", "expires", "draft", "author", "summary", "dateline", "slug", "aliases", "image", "honorees", "documents", "related", "corrections", "source", "featured", "weight"}
	imageKeys      = []string{"src", "alt", "caption", "credit"}
	honoreeKeys    = []string{"name", "kind", "role", "unit", "locality", "photo", "awards"}
	awardKeys      = []string{"name", "year", "decision", "by"}
	documentKeys   = []string{"number", "title", "date", "url"}
	correctionKeys = []string{"date", "text"}
	sourceKeys     = []string{"name", "url"}
)

// HonoreeKinds are the kinds of honorees (đối tượng): the law's individuals,
// collectives and households, and the finer ones that stories speak of.
var HonoreeKinds = []string{
	"ca-nhan", "tap-the", "ho-gia-dinh", "doanh-nghiep", "hop-tac-xa", "thon-to-dan-pho", "xa-phuong-dac-khu",
	"dia-phuong", "co-quan-don-vi", "luc-luong-vu-trang", "to-chuc-hoi", "nguoi-nuoc-ngoai",
}

// frontReader fills a Front from the tree of its front matter.
type frontReader struct {
	value.Decoder
	front      *Front
	taxonomies []string // keys whose values are lists of terms
}

func (r *frontReader) read(root value.Node) {
	for _, f := range root.Fields {
		r.field(f)
	}
}

func (r *frontReader) field(f value.Field) {
	a := r.front
	switch f.Key {
	case "title":
		a.Title = r.String(f)
	case "date":
		a.Date = r.Date(f)
	case "updated":
		a.Updated = r.Date(f)
	case "publish":
		a.Publish = r.Date(f)
	case "expires":
		a.Expires = r.Date(f)
	case "draft":
		a.Draft = r.Bool(f)
	case "author", "authors":
		a.Authors = r.Strings(f)
	case "summary", "description":
		a.Summary = r.String(f)
	case "dateline":
		a.Dateline = r.String(f)
	case "slug":
		r.slug(f)
	case "aliases":
		r.aliases(f)
	case "image":
		r.image(f)
	case "honorees":
		r.honorees(f)
	case "documents":
		r.documents(f)
	case "related":
		a.Related = r.Strings(f)
	case "corrections":
		r.corrections(f)
	case "source":
		r.source(f)
	case "featured":
		a.Featured = r.Bool(f)
	case "weight":
		a.Weight = r.Int(f)
	default:
		if slices.Contains(r.taxonomies, f.Key) {
			r.terms(f)
			return
		}
		r.Unknown(f, diag.Warning, append(slices.Clone(frontKeys), r.taxonomies...))
		if a.Params == nil {
			a.Params = map[string]any{}
		}
		a.Params[f.Key] = f.Value.Any()
	}
}

func (r *frontReader) terms(f value.Field) {
	if terms := r.Strings(f); len(terms) > 0 {
		if r.front.Terms == nil {
			r.front.Terms = make(map[string][]string, len(r.taxonomies))
		}
		r.front.Terms[f.Key] = terms
	}
}

func (r *frontReader) slug(f value.Field) {
	slug := r.String(f)
	if good := vietnamese.Slug(slug); slug != "" && slug != good {
		r.fail(f, message.New("content.slug", slug), message.New("value.write", `slug = "`+good+`"`))
		return
	}
	r.front.Slug = slug
}

func (r *frontReader) aliases(f value.Field) {
	for _, alias := range r.Strings(f) {
		if strings.Contains(alias, "://") || strings.HasPrefix(alias, "//") || strings.Contains(alias, "..") || strings.ContainsAny(alias, "\\?#") || strings.Trim(alias, "/") == "" {
			r.fail(f, message.New("content.alias", alias), message.New("value.write", `aliases = ["/dia-chi-cu/"]`))
			continue
		}
		r.front.Aliases = append(r.front.Aliases, "/"+strings.TrimLeft(alias, "/"))
	}
}

func (r *frontReader) image(f value.Field) {
	image := &r.front.Image
	if f.Value.Kind == value.String || f.Value.Kind == value.Plain {
		image.Src = r.String(f)
		return
	}
	for _, f := range r.Table(f) {
		switch f.Key {
		case "src":
			image.Src = r.String(f)
		case "alt":
			image.Alt = r.String(f)
		case "caption":
			image.Caption = r.String(f)
		case "credit":
			image.Credit = r.String(f)
		default:
			r.Unknown(f, diag.Warning, imageKeys)
		}
	}
	if image.Src == "" {
		r.fail(f, message.New("content.image-src"), message.New("value.write", `src = "anh.jpg"`))
	}
}

func (r *frontReader) honorees(f value.Field) {
	for _, table := range r.Tables(f) {
		var h Honoree
		for _, f := range table.Fields {
			switch f.Key {
			case "name":
				h.Name = r.String(f)
			case "kind":
				h.Kind = r.String(f)
				if h.Kind != "" && !slices.Contains(HonoreeKinds, h.Kind) {
					hint := message.New("config.allowed", strings.Join(HonoreeKinds, ", "))
					if near, ok := vietnamese.Nearest(vietnamese.Slug(h.Kind), HonoreeKinds); ok {
						hint = message.New("value.did-you-mean", near)
					}
					r.fail(f, message.New("content.honoree-kind", h.Kind), hint)
				}
			case "role":
				h.Role = r.String(f)
			case "unit":
				h.Unit = r.String(f)
			case "locality":
				h.Locality = r.String(f)
			case "photo":
				h.Photo = r.String(f)
			case "awards":
				h.Awards = r.awards(f)
			default:
				r.Unknown(f, diag.Warning, honoreeKeys)
			}
		}
		if h.Name == "" {
			r.Report(diag.Error, table.Offset, table.End, message.New("content.honoree-name"), message.New("value.write", `name = "Nguyễn Thị Lan"`))
			continue
		}
		r.front.Honorees = append(r.front.Honorees, h)
	}
}

func (r *frontReader) awards(f value.Field) (awards []Award) {
	for _, table := range r.Tables(f) {
		var a Award
		for _, f := range table.Fields {
			switch f.Key {
			case "name":
				a.Name = r.String(f)
			case "year":
				a.Year = r.year(f)
			case "decision":
				a.Decision = r.String(f)
			case "by":
				a.By = r.String(f)
			default:
				r.Unknown(f, diag.Warning, awardKeys)
			}
		}
		if a.Name == "" {
			r.Report(diag.Error, table.Offset, table.End, message.New("content.award-name"), message.New("value.write", `name = "Lao động tiên tiến"`))
			continue
		}
		awards = append(awards, a)
	}
	return awards
}

// year takes 1945 to 2100, in quotation marks or not.
func (r *frontReader) year(f value.Field) int {
	if f.Value.Kind == value.String {
		f.Value.Kind = value.Plain
	}
	before := len(r.Wrong)
	year := r.Int(f)
	if len(r.Wrong) == before && (year < 1945 || year > 2100) {
		r.fail(f, message.New("content.year", f.Value.Text), message.New("value.write", "year = 2025"))
		return 0
	}
	return year
}

func (r *frontReader) documents(f value.Field) {
	for _, table := range r.Tables(f) {
		var d Document
		for _, f := range table.Fields {
			switch f.Key {
			case "number":
				d.Number = r.String(f)
			case "title":
				d.Title = r.String(f)
			case "date":
				d.Date = r.Date(f)
			case "url":
				d.URL = r.url(f)
			default:
				r.Unknown(f, diag.Warning, documentKeys)
			}
		}
		if d.Number == "" && d.Title == "" {
			r.Report(diag.Error, table.Offset, table.End, message.New("content.document"), message.New("value.write", `number = "05-CT/TW"`))
			continue
		}
		r.front.Documents = append(r.front.Documents, d)
	}
}

func (r *frontReader) corrections(f value.Field) {
	for _, table := range r.Tables(f) {
		var c Correction
		for _, f := range table.Fields {
			switch f.Key {
			case "date":
				c.Date = r.Date(f)
			case "text":
				c.Text = r.String(f)
			default:
				r.Unknown(f, diag.Warning, correctionKeys)
			}
		}
		if c.Text == "" || c.Date.IsZero() {
			r.Report(diag.Error, table.Offset, table.End, message.New("content.correction"), message.New("content.correction-hint"))
			continue
		}
		r.front.Corrections = append(r.front.Corrections, c)
	}
	slices.SortStableFunc(r.front.Corrections, func(a, b Correction) int { return b.Date.Compare(a.Date) })
}

func (r *frontReader) source(f value.Field) {
	if f.Value.Kind == value.String || f.Value.Kind == value.Plain {
		r.front.Source.Name = r.String(f)
		return
	}
	for _, f := range r.Table(f) {
		switch f.Key {
		case "name":
			r.front.Source.Name = r.String(f)
		case "url":
			r.front.Source.URL = r.url(f)
		default:
			r.Unknown(f, diag.Warning, sourceKeys)
		}
	}
}

// url takes an address of another site, or a path of this one.
func (r *frontReader) url(f value.Field) string {
	url := r.String(f)
	if url == "" || strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "/") && !strings.HasPrefix(url, "//") {
		return url
	}
	r.fail(f, message.New("content.url", url), message.New("value.write", `url = "https://…"`))
	return ""
}

func (r *frontReader) fail(f value.Field, text, hint message.Message) {
	r.Report(diag.Error, f.Value.Offset, f.Value.End, text, hint)
}
