package content

import (
	"slices"
	"strings"

	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// The keys of the tables of front matter, for proposals.
var (
	imageKeys      = []string{"src", "alt", "caption", "credit"}
	honoreeKeys    = []string{"id", "name", "kind", "role", "unit", "locality", "photo", "awards"}
	awardKeys      = []string{"name", "year", "decision", "by"}
	documentKeys   = []string{"number", "title", "date", "url"}
	correctionKeys = []string{"date", "text"}
	removedKeys    = []string{"date", "reason"}
	consentKeys    = []string{"date", "form", "minors"}
	sourceKeys     = []string{"name", "url"}

	tableKeys = map[string][]string{
		"image": imageKeys, "honorees": honoreeKeys, "honorees.awards": awardKeys,
		"documents": documentKeys, "corrections": correctionKeys, "source": sourceKeys,
		"removed": removedKeys, "consent": consentKeys,
	}
)

// HonoreeKinds are the kinds of honorees (đối tượng): the law's individuals,
// collectives and households, and the finer ones that stories speak of.
var HonoreeKinds = []string{
	"ca-nhan", "tap-the", "ho-gia-dinh", "doanh-nghiep", "hop-tac-xa", "thon-to-dan-pho", "xa-phuong-dac-khu",
	"dia-phuong", "co-quan-don-vi", "luc-luong-vu-trang", "to-chuc-hoi", "nguoi-nuoc-ngoai",
}

// image reads the table, or the name of the file alone.
func (r *frontReader) image(f value.Field) {
	image, table := &r.front.Image, f.Value
	switch table.Kind {
	case value.Null:
		return
	case value.String, value.Plain:
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
			r.unknownIn(table, f, imageKeys)
		}
	}
	if table.Kind == value.Table && !given(table, "src") {
		r.fail(table, message.New("content.image-src"), r.Write("src", `"anh.jpg"`))
	}
}

func (r *frontReader) honorees(f value.Field) {
	for _, table := range r.Tables(f) {
		var h Honoree
		for _, f := range table.Fields {
			switch f.Key {
			case "id":
				h.ID = r.honoreeID(f)
			case "name":
				h.Name = r.String(f)
			case "kind":
				h.Kind = r.honoreeKind(f)
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
				r.unknownIn(table, f, honoreeKeys)
			}
		}
		if !given(table, "name") {
			r.fail(table, message.New("content.honoree-name"), r.Write("name", `"Nguyễn Thị Lan"`))
		}
		r.front.Honorees = append(r.front.Honorees, h)
	}
}

func (r *frontReader) honoreeKind(f value.Field) string {
	kind := r.String(f)
	if kind != "" && !slices.Contains(HonoreeKinds, kind) {
		hint := message.New("config.allowed", strings.Join(HonoreeKinds, ", "))
		if near, ok := vietnamese.Nearest(vietnamese.Slug(kind), HonoreeKinds); ok {
			hint = message.New("value.did-you-mean", near)
		}
		r.fail(f.Value, message.New("content.honoree-kind", kind), hint)
	}
	return kind
}

func (r *frontReader) awards(f value.Field) (awards []Award) {
	if !r.YAML {
		f.Key = "honorees.awards" // as the header of the table has to be written
	}
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
				r.unknownIn(table, f, awardKeys)
			}
		}
		if !given(table, "name") {
			r.fail(table, message.New("content.award-name"), r.Write("name", `"Lao động tiên tiến"`))
		}
		awards = append(awards, a)
	}
	return awards
}

// year takes 1945 to 2100, in quotation marks or not.
func (r *frontReader) year(f value.Field) int {
	switch f.Value.Kind {
	case value.Null:
		return 0
	case value.String:
		f.Value.Kind = value.Plain
	}
	before := len(r.Wrong)
	year := r.Int(f)
	if len(r.Wrong) == before && (year < 1945 || year > 2100) {
		r.fail(f.Value, message.New("content.year", f.Value.Text), r.Write("year", "2025"))
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
				r.unknownIn(table, f, documentKeys)
			}
		}
		if !given(table, "number") && !given(table, "title") {
			r.fail(table, message.New("content.document"), r.Write("number", `"05-CT/TW"`))
		}
		r.front.Documents = append(r.front.Documents, d)
	}
}

// corrections come out with the latest first.
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
				r.unknownIn(table, f, correctionKeys)
			}
		}
		if !given(table, "date") {
			r.fail(table, message.New("content.correction"), r.Write("date", `"06/07/2021"`))
		} else if !given(table, "text") {
			r.fail(table, message.New("content.correction"), r.Write("text", `"…"`))
		}
		r.front.Corrections = append(r.front.Corrections, c)
	}
	slices.SortStableFunc(r.front.Corrections, func(a, b Correction) int { return b.Date.Compare(a.Date) })
}

// source reads the table, or the name alone.
func (r *frontReader) source(f value.Field) {
	if f.Value.Kind == value.String || f.Value.Kind == value.Plain {
		r.front.Source.Name = r.String(f)
		return
	}
	table := f.Value
	for _, f := range r.Table(f) {
		switch f.Key {
		case "name":
			r.front.Source.Name = r.String(f)
		case "url":
			r.front.Source.URL = r.url(f)
		default:
			r.unknownIn(table, f, sourceKeys)
		}
	}
}
