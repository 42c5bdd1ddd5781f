package content

import (
	"slices"
	"strings"
	"unicode/utf8"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// vietnameseNames are what a Vietnamese writer may call a key, as slugs, with
// the keys meant: the first that the table in question has.
var vietnameseNames = map[string][]string{
	"tit": {"title"}, "tieu-de": {"title"}, "tua-de": {"title"}, "ten-bai": {"title"},
	"ngay": {"date"}, "ngay-dang": {"date"}, "ngay-thang": {"date"}, "thoi-gian": {"date"}, "ngay-ban-hanh": {"date"},
	"cap-nhat": {"updated"}, "ngay-cap-nhat": {"updated"}, "ngay-sua": {"updated"},
	"hen-gio": {"publish"}, "hen-gio-dang": {"publish"}, "het-han": {"expires"}, "go-bai": {"expires"}, "ngay-go": {"expires"},
	"nhap": {"draft"}, "ban-nhap": {"draft"}, "bai-nhap": {"draft"},
	"tac-gia": {"author", "credit"}, "but-danh": {"author"}, "nguoi-viet": {"author"},
	"sapo": {"summary"}, "sa-po": {"summary"}, "tom-tat": {"summary"}, "mo-ta": {"summary", "alt"}, "gioi-thieu": {"summary"},
	"duong-dan": {"slug", "url"}, "dia-chi-cu": {"aliases"},
	"anh": {"image", "photo", "src"}, "anh-dai-dien": {"image", "photo"}, "hinh": {"image", "photo", "src"}, "hinh-anh": {"image", "photo", "src"},
	"tep": {"src"}, "ten-tep": {"src"}, "chu-thich": {"caption"}, "nguoi-chup": {"credit"}, "anh-chan-dung": {"photo"},
	"dien-hinh": {"honorees"}, "nhan-vat": {"honorees"}, "guong": {"honorees"},
	"van-ban": {"documents"}, "van-ban-lien-quan": {"documents"},
	"lien-quan": {"related"}, "bai-lien-quan": {"related"}, "tin-lien-quan": {"related"},
	"cai-chinh": {"corrections"}, "nguon": {"source"}, "noi-bat": {"featured"}, "thu-tu": {"weight"},
	"dia-phuong": {"localities", "locality"}, "tinh": {"localities", "locality"}, "tinh-thanh": {"localities", "locality"},
	"linh-vuc": {"fields"}, "nganh": {"fields"}, "phong-trao": {"movements"}, "phong-trao-thi-dua": {"movements"},
	"danh-hieu": {"awards", "name"}, "khen-thuong": {"awards"}, "hinh-thuc-khen-thuong": {"awards"}, "thanh-tich": {"awards"},
	"ten": {"name", "title"}, "ho-ten": {"name"}, "ho-va-ten": {"name"}, "loai": {"kind"}, "doi-tuong": {"kind"},
	"chuc-vu": {"role"}, "chuc-danh": {"role"}, "don-vi": {"unit"}, "co-quan": {"unit"},
	"nam": {"year"}, "quyet-dinh": {"decision"}, "so-quyet-dinh": {"decision"}, "noi-tang": {"by"}, "cap-tang": {"by"}, "cap": {"by"},
	"so": {"number"}, "so-hieu": {"number"}, "ky-hieu": {"number"}, "trich-yeu": {"title"},
	"ly-do": {"reason"}, "hinh-thuc": {"form"}, "go-bo": {"removed"}, "dong-y": {"consent"},
	"dia-chi": {"url"}, "lien-ket": {"url"}, "noi-dung": {"text"},
}

// sectionNames are what a writer may call the section, which no key names.
var sectionNames = []string{"chuyen-muc", "muc", "section", "category", "categories"}

// meantBy returns which of known is meant by key: by its Vietnamese name, or as
// the one that it resembles; "" if there is no telling.
func meantBy(key string, known []string) string {
	for _, name := range vietnameseNames[vietnamese.Slug(key)] {
		if slices.Contains(known, name) {
			return name
		}
	}
	near, _ := vietnamese.Nearest(key, known)
	return near
}

// unknown reports a key of the front matter itself that Gương does not know. It
// is an error where it stands for a key that must be there and is not.
func (r *frontReader) unknown(f value.Field) {
	known := r.known()
	meant := meantBy(f.Key, known)
	switch {
	case slices.Contains(r.missing, meant):
		r.meant = append(r.meant, meant)
		r.UnknownMeaning(f, diag.Error, meant, known)
	case meant == "" && slices.Contains(sectionNames, vietnamese.Slug(f.Key)):
		r.Report(diag.Warning, f.Offset, f.Offset+len(f.Key), message.New("value.unknown-key", f.Key), message.New("content.section-hint"))
	default:
		r.UnknownMeaning(f, diag.Warning, meant, known)
	}
}

// unknownIn reports a key of a table that the table does not have. Below a
// header of TOML it is probably a key of the front matter that came too late:
// its value would be lost.
func (r *frontReader) unknownIn(table value.Node, f value.Field, known []string) {
	header := r.Header(table)
	if header == "" || !isFrontKey(f.Key) && !slices.Contains(r.taxonomies, f.Key) {
		r.UnknownMeaning(f, diag.Warning, meantBy(f.Key, known), known)
		return
	}
	r.meant = append(r.meant, f.Key)
	r.Report(diag.Error, f.Offset, f.Offset+len(f.Key),
		message.New("content.below-table", f.Key, header), message.New("content.below-table-hint", r.firstHeader()))
}

// firstHeader returns the header above which the keys of the article stand.
func (r *frontReader) firstHeader() string {
	for _, f := range r.root.Fields {
		table := f.Value
		if table.Kind == value.List && len(table.Items) > 0 {
			table = table.Items[0]
		}
		if header := r.Header(table); header != "" {
			return header
		}
	}
	return ""
}

func isFrontKey(key string) bool {
	return slices.Contains(frontKeys, key) || key == "authors" || key == "description"
}

// known returns the keys of front matter on this site.
func (r *frontReader) known() []string { return append(slices.Clone(frontKeys), r.taxonomies...) }

// nameKeys says which key is meant where TOML does not take a key for its marks
// or spaces.
func (r *Reader) nameKeys(front value.Source, wrong diag.List) {
	for i := range wrong {
		d := &wrong[i]
		if d.Message.ID != "value.bare-key" {
			continue
		}
		key := placed(*d)
		known, inTable := tableKeys[headerAbove(front, d.Line)]
		if !inTable {
			known = append(slices.Clone(frontKeys), r.taxonomies...)
		}
		if meant := meantBy(key, known); meant != "" {
			d.Message, d.Hint = message.New("value.unknown-key", key), message.New("value.did-you-mean", meant)
		} else if slices.Contains(sectionNames, vietnamese.Slug(key)) {
			d.Message, d.Hint = message.New("value.unknown-key", key), message.New("content.section-hint")
		}
	}
}

// headerAbove returns the name in the last header of a table above a line of the
// file; "" if there is none.
func headerAbove(front value.Source, line int) (name string) {
	number := front.Line
	for text := range strings.SplitSeq(front.Text, "\n") {
		if number >= line {
			break
		}
		if text = strings.TrimSpace(text); strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
			name = strings.Trim(text, "[] ")
		}
		number++
	}
	return name
}

// placed returns the text that d is about.
func placed(d diag.Diagnostic) string {
	rest := d.Excerpt
	for range d.Column - 1 {
		_, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
	}
	end := 0
	for range d.Width {
		_, size := utf8.DecodeRuneInString(rest[end:])
		end += size
	}
	return strings.TrimSpace(rest[:end])
}
