package content

import (
	"slices"
	"strings"

	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// HonoreeKinds are the kinds of honorees (đối tượng): the law's individuals,
// collectives and households, and the finer ones that stories speak of.
var HonoreeKinds = []string{
	"ca-nhan", "tap-the", "ho-gia-dinh", "doanh-nghiep", "hop-tac-xa", "thon-to-dan-pho", "xa-phuong-dac-khu",
	"dia-phuong", "co-quan-don-vi", "luc-luong-vu-trang", "to-chuc-hoi", "nguoi-nuoc-ngoai",
}

// IsCollective reports whether a kind of honorees is none of persons.
func IsCollective(kind string) bool {
	return kind != "ca-nhan" && kind != "nguoi-nuoc-ngoai" && slices.Contains(HonoreeKinds, kind)
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
	r.fields(r.tables.image, table, r.Table(f))
	if table.Kind == value.Table && !r.tables.image.given(table, "src") {
		r.fail(table, message.New("content.image-src"), r.Write("src", `"anh.jpg"`))
	}
}

func (r *frontReader) honorees(f value.Field) {
	r.list = f.Key
	for _, table := range r.Tables(f) {
		h := Honoree{}
		kind, _ := r.tables.honoree.field(table, "kind")
		r.honoree, r.collective = &h, IsCollective(strings.TrimSpace(kind.Value.Text))
		r.fields(r.tables.honoree, table, table.Fields)
		r.judgeLife(table)
		if !r.tables.honoree.given(table, "name") {
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
		f.Key = r.list + "." + f.Key // as the header of the table has to be written
	}
	for _, table := range r.Tables(f) {
		a := Award{}
		r.award = &a
		r.fields(r.tables.award, table, table.Fields)
		if !r.tables.award.given(table, "name") {
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
		r.fail(f.Value, message.New("content.year", f.Value.Text), r.Write(f.Key, "2025"))
		return 0
	}
	return year
}

func (r *frontReader) documents(f value.Field) {
	for _, table := range r.Tables(f) {
		d := Document{}
		r.document = &d
		r.fields(r.tables.document, table, table.Fields)
		if t := r.tables.document; !t.given(table, "number") && !t.given(table, "title") {
			r.fail(table, message.New("content.document"), r.Write("number", `"05-CT/TW"`))
		}
		r.front.Documents = append(r.front.Documents, d)
	}
}

// corrections come out with the latest first.
func (r *frontReader) corrections(f value.Field) {
	for _, table := range r.Tables(f) {
		c := Correction{}
		r.correction = &c
		r.fields(r.tables.correction, table, table.Fields)
		if t := r.tables.correction; !t.given(table, "date") {
			r.fail(table, message.New("content.correction"), r.Write("date", `"06/07/2021"`))
		} else if !t.given(table, "text") {
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
	r.fields(r.tables.source, f.Value, r.Table(f))
}
