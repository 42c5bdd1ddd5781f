package content

import (
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/picture/raster"
	"guong/generator/value"
)

// imageKeys are the keys of the picture.
func imageKeys() []key {
	return []key{
		{value.Key{
			Name: "src", Vietnamese: []string{"tệp", "tên tệp", "tệp ảnh", "ảnh", "hình"}, Foreign: []string{"file", "filename", "path", "url"},
			Takes: value.TakesText, Required: true, Meaning: message.New("content.key-image-src"), Example: `"lop-hoc.jpg"`,
		}, func(r *frontReader, f value.Field) { r.front.Image.Src = r.String(f) }},
		{value.Key{
			Name: "alt", Vietnamese: []string{"mô tả", "mô tả ảnh", "lời tả"}, Foreign: []string{"alt_text"},
			Takes: value.TakesText, Meaning: message.New("content.key-image-alt"), Example: `"Cô giáo chỉ lên bảng"`,
		}, func(r *frontReader, f value.Field) { r.front.Image.Alt = r.String(f) }},
		{value.Key{
			Name: "caption", Vietnamese: []string{"chú thích", "chú thích ảnh"}, Foreign: []string{"legend"},
			Takes: value.TakesText, Meaning: message.New("content.key-image-caption"), Example: `"Một giờ học ở Pú Vang"`,
		}, func(r *frontReader, f value.Field) { r.front.Image.Caption = r.String(f) }},
		{value.Key{
			Name: "credit", Vietnamese: []string{"người chụp", "ảnh của", "tác giả ảnh", "nguồn ảnh"}, Foreign: []string{"photographer", "photo_credit"},
			Resembling: []string{"tác giả", "author", "copyright", "nguồn"},
			Takes:      value.TakesText, Meaning: message.New("content.key-image-credit"), Example: `"Hoàng Minh"`,
		}, func(r *frontReader, f value.Field) { r.front.Image.Credit = r.String(f) }},
		{value.Key{
			Name: "focus", Vietnamese: []string{"tiêu điểm", "điểm chính", "tâm ảnh"}, Foreign: []string{"focal_point"},
			Takes: value.TakesText, Meaning: message.New("content.key-image-focus"), Example: `"60% 30%"`,
		}, func(r *frontReader, f value.Field) { r.front.Image.Focus = r.focus(f) }},
	}
}

// focus reads the place that a crop must show.
func (r *frontReader) focus(f value.Field) string {
	text := strings.Join(strings.Fields(r.String(f)), " ")
	if _, ok := raster.ParseFocus(text); !ok && text != "" {
		r.Report(diag.Error, f.Value.Offset, f.Value.End, message.New("content.focus", text), r.Write(f.Key, `"50% 30%"`))
		return ""
	}
	return text
}

func honoreeKeys(awards, milestones *table) []key {
	return []key{
		{value.Key{
			Name: "id", Vietnamese: []string{"mã", "mã điển hình"},
			Takes: value.TakesText, Meaning: message.New("content.key-honoree-id"), Example: `"lo-thi-anh-nam-pang"`,
		}, func(r *frontReader, f value.Field) { r.honoree.ID = r.honoreeID(f) }},
		{value.Key{
			Name: "name", Vietnamese: []string{"tên", "họ tên", "họ và tên", "tên tập thể"}, Foreign: []string{"full_name"},
			Takes: value.TakesText, Required: true, Meaning: message.New("content.key-honoree-name"), Example: `"Lò Thị Ánh"`,
		}, func(r *frontReader, f value.Field) { r.honoree.Name = r.String(f) }},
		{value.Key{
			Name: "kind", Vietnamese: []string{"loại", "loại điển hình", "đối tượng"}, Foreign: []string{"type"},
			Takes: value.TakesText, OneOf: HonoreeKinds, Meaning: message.New("content.key-honoree-kind"), Example: `"ca-nhan"`,
		}, func(r *frontReader, f value.Field) { r.honoree.Kind = r.honoreeKind(f) }},
		{value.Key{
			Name: "role", Vietnamese: []string{"chức vụ", "chức danh", "nghề nghiệp", "công việc", "việc làm"}, Foreign: []string{"position", "job", "job_title", "occupation"},
			Takes: value.TakesText, Meaning: message.New("content.key-honoree-role"), Example: `"Giáo viên tiểu học"`,
		}, func(r *frontReader, f value.Field) { r.honoree.Role = r.String(f) }},
		{value.Key{
			Name: "unit", Vietnamese: []string{"đơn vị", "cơ quan", "nơi công tác"}, Foreign: []string{"organisation", "organization", "employer"},
			Takes: value.TakesText, Meaning: message.New("content.key-honoree-unit"), Example: `"Trường Tiểu học Nậm Pảng"`,
		}, func(r *frontReader, f value.Field) { r.honoree.Unit = r.String(f) }},
		{value.Key{
			Name: "locality", Vietnamese: []string{"địa phương", "tỉnh", "tỉnh thành", "tỉnh thành phố"}, Foreign: []string{"province"},
			Resembling: []string{"quê", "quê quán", "location", "place", "thành phố"},
			Takes:      value.TakesText, Meaning: message.New("content.key-honoree-locality"), Example: `"Điện Biên"`,
		}, func(r *frontReader, f value.Field) { r.honoree.Locality = r.String(f) }},
		{value.Key{
			Name: "photo", Vietnamese: []string{"ảnh", "ảnh chân dung", "chân dung", "ảnh đại diện", "hình", "hình ảnh"}, Foreign: []string{"portrait", "avatar", "picture"},
			Takes: value.TakesText, Meaning: message.New("content.key-honoree-photo"), Example: `"lo-thi-anh.jpg"`,
		}, func(r *frontReader, f value.Field) { r.honoree.Photo = r.String(f) }},
		{value.Key{
			Name: "photoFocus", Vietnamese: []string{"tiêu điểm ảnh", "tiêu điểm"},
			Takes: value.TakesText, Meaning: message.New("content.key-image-focus"), Example: `"50% 20%"`,
		}, func(r *frontReader, f value.Field) { r.honoree.PhotoFocus = r.focus(f) }},
		{value.Key{
			Name: "born", Vietnamese: []string{"sinh", "năm sinh", "ngày sinh"}, Foreign: []string{"birth_date", "birthday", "birth_year"},
			Takes: value.TakesDate, Meaning: message.New("content.key-honoree-born"), Example: `1986`,
		}, func(r *frontReader, f value.Field) { r.honoree.Born = r.lifeDate(f) }},
		{value.Key{
			Name: "died", Vietnamese: []string{"mất", "năm mất", "ngày mất", "hy sinh"}, Foreign: []string{"death_date", "death_year"},
			Takes: value.TakesDate, Meaning: message.New("content.key-honoree-died"), Example: `1968`,
		}, func(r *frontReader, f value.Field) { r.honoree.Died = r.lifeDate(f) }},
		{value.Key{
			Name: "ethnicity", Vietnamese: []string{"dân tộc"}, Foreign: []string{"ethnic_group"},
			Takes: value.TakesText, Meaning: message.New("content.key-honoree-ethnicity"), Example: `"Thái"`,
		}, func(r *frontReader, f value.Field) { r.honoree.Ethnicity = r.String(f) }},
		{value.Key{
			Name: "milestones", Vietnamese: []string{"mốc", "mốc thời gian", "mốc cuộc đời", "cuộc đời"}, Foreign: []string{"timeline"},
			Takes: value.TakesTables, Meaning: message.New("content.key-honoree-milestones"), Example: `[{ when = 2008, text = "Nhận lớp ghép ở Pú Vang" }]`, Keys: milestones.list,
		}, func(r *frontReader, f value.Field) { r.honoree.Milestones = r.milestones(f) }},
		{value.Key{
			Name: "awards", Vietnamese: []string{"danh hiệu", "khen thưởng", "hình thức khen thưởng", "thành tích", "giải thưởng"}, Foreign: []string{"award"},
			Takes: value.TakesTables, Meaning: message.New("content.key-honoree-awards"), Example: `[{ name = "Bằng khen", year = 2024 }]`, Keys: awards.list,
		}, func(r *frontReader, f value.Field) { r.honoree.Awards = r.awards(f) }},
	}
}

func awardKeys() []key {
	return []key{
		{value.Key{
			Name: "name", Vietnamese: []string{"tên", "danh hiệu", "tên danh hiệu", "khen thưởng", "hình thức khen thưởng", "giải thưởng"},
			Takes: value.TakesText, Required: true, Meaning: message.New("content.key-award-name"), Example: `"Nhà giáo ưu tú"`,
		}, func(r *frontReader, f value.Field) { r.award.Name = r.String(f) }},
		{value.Key{
			Name: "year", Vietnamese: []string{"năm", "năm tặng", "năm khen thưởng"},
			Takes: value.TakesInt, Meaning: message.New("content.key-award-year"), Example: `2026`,
		}, func(r *frontReader, f value.Field) { r.award.Year = r.year(f) }},
		{value.Key{
			Name: "decision", Vietnamese: []string{"quyết định", "số quyết định", "theo quyết định"},
			Takes: value.TakesText, Meaning: message.New("content.key-award-decision"), Example: `"2417/QĐ-CTN"`,
		}, func(r *frontReader, f value.Field) { r.award.Decision = r.String(f) }},
		{value.Key{
			Name: "by", Vietnamese: []string{"nơi tặng", "cấp tặng", "cấp", "người tặng"}, Foreign: []string{"given_by", "awarded_by"},
			Takes: value.TakesText, Meaning: message.New("content.key-award-by"), Example: `"Chủ tịch nước"`,
		}, func(r *frontReader, f value.Field) { r.award.By = r.String(f) }},
	}
}

func documentKeys() []key {
	return []key{
		{value.Key{
			Name: "number", Vietnamese: []string{"số", "số hiệu", "ký hiệu", "số ký hiệu"},
			Takes: value.TakesText, Meaning: message.New("content.key-document-number"), Example: `"05-CT/TW"`,
		}, func(r *frontReader, f value.Field) { r.document.Number = r.String(f) }},
		{value.Key{
			Name: "title", Vietnamese: []string{"tên", "tên văn bản", "trích yếu", "tiêu đề", "tít"}, Foreign: []string{"name"},
			Takes: value.TakesText, Meaning: message.New("content.key-document-title"), Example: `"Chỉ thị về đẩy mạnh học tập…"`,
		}, func(r *frontReader, f value.Field) { r.document.Title = r.String(f) }},
		{value.Key{
			Name: "date", Vietnamese: []string{"ngày", "ngày ban hành", "ngày ký"},
			Takes: value.TakesDate, Meaning: message.New("content.key-document-date"), Example: `"15/05/2016"`,
		}, func(r *frontReader, f value.Field) { r.document.Date = r.Date(f) }},
		{value.Key{
			Name: "url", Vietnamese: []string{"địa chỉ", "liên kết", "đường dẫn", "tệp"}, Foreign: []string{"link", "href", "file"},
			Takes: value.TakesText, Meaning: message.New("content.key-document-url"), Example: `"https://vanban.chinhphu.vn/"`,
		}, func(r *frontReader, f value.Field) { r.document.URL = r.fileOrURL(f) }},
	}
}

func correctionKeys() []key {
	return []key{
		{value.Key{
			Name: "date", Vietnamese: []string{"ngày", "ngày cải chính"},
			Takes: value.TakesDate, Required: true, Meaning: message.New("content.key-correction-date"), Example: `"08/07/2021"`,
		}, func(r *frontReader, f value.Field) { r.correction.Date = r.Date(f) }},
		{value.Key{
			Name: "text", Vietnamese: []string{"nội dung", "lời cải chính"}, Foreign: []string{"content", "note"},
			Takes: value.TakesText, Required: true, Meaning: message.New("content.key-correction-text"), Example: `"Số đúng là 10 km."`,
		}, func(r *frontReader, f value.Field) { r.correction.Text = r.String(f) }},
	}
}

func removedKeys() []key {
	return []key{
		{value.Key{
			Name: "date", Vietnamese: []string{"ngày", "ngày gỡ"},
			Takes: value.TakesDate, Required: true, Meaning: message.New("content.key-removed-date"), Example: `"15/09/2025"`,
		}, func(r *frontReader, f value.Field) { r.front.Removed.Date = r.Date(f) }},
		{value.Key{
			Name: "reason", Vietnamese: []string{"lý do", "lí do"},
			Takes: value.TakesText, Required: true, Meaning: message.New("content.key-removed-reason"), Example: `"Theo yêu cầu của nhân vật."`,
		}, func(r *frontReader, f value.Field) { r.front.Removed.Reason = r.String(f) }},
	}
}

func consentKeys() []key {
	return []key{
		{value.Key{
			Name: "date", Vietnamese: []string{"ngày", "ngày đồng ý"},
			Takes: value.TakesDate, Meaning: message.New("content.key-consent-date"), Example: `"01/09/2025"`,
		}, func(r *frontReader, f value.Field) { r.front.Consent.Date = r.Date(f) }},
		{value.Key{
			Name: "form", Vietnamese: []string{"hình thức", "cách đồng ý"},
			Takes: value.TakesText, Meaning: message.New("content.key-consent-form"), Example: `"văn bản"`,
		}, func(r *frontReader, f value.Field) { r.front.Consent.Form = r.String(f) }},
		{value.Key{
			Name: "minors", Vietnamese: []string{"trẻ em", "người chưa thành niên", "vị thành niên"},
			Takes: value.TakesBool, Meaning: message.New("content.key-consent-minors"), Example: `true`,
		}, func(r *frontReader, f value.Field) { r.front.Consent.Minors = r.Bool(f) }},
	}
}

func sourceKeys() []key {
	return []key{
		{value.Key{
			Name: "name", Vietnamese: []string{"tên", "tên nguồn", "báo"},
			Takes: value.TakesText, Meaning: message.New("content.key-source-name"), Example: `"Báo Nhân Dân"`,
		}, func(r *frontReader, f value.Field) { r.front.Source.Name = r.String(f) }},
		{value.Key{
			Name: "url", Vietnamese: []string{"địa chỉ", "liên kết", "đường dẫn"}, Foreign: []string{"link", "href"},
			Takes: value.TakesText, Meaning: message.New("content.key-source-url"), Example: `"https://nhandan.vn/"`,
		}, func(r *frontReader, f value.Field) { r.front.Source.URL = r.url(f) }},
	}
}
