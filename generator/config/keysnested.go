package config

import (
	"guong/generator/message"
	"guong/generator/value"
)

// organisationKeys are the keys of the body that publishes the site.
func organisationKeys() []key {
	text := func(name string, vietnamese, foreign []string, meaning message.Message, example string, target func(*Organisation) *string) key {
		k := value.Key{Name: name, Vietnamese: vietnamese, Foreign: foreign, Takes: value.TakesText, Meaning: meaning, Example: example}
		return key{k, func(r *reader, f value.Field) { *target(&r.config.Organisation) = r.String(f) }}
	}
	return []key{
		text("name", []string{"tên", "tên cơ quan"}, nil, message.New("config.key-organisation-name"), `"Ban Thi đua - Khen thưởng"`, func(o *Organisation) *string { return &o.Name }),
		text("logo", []string{"biểu trưng"}, nil, message.New("config.key-organisation-logo"), `"/logo.svg"`, func(o *Organisation) *string { return &o.Logo }),
		text("address", []string{"địa chỉ"}, nil, message.New("config.key-organisation-address"), `"Số 1, phố Minh Họa"`, func(o *Organisation) *string { return &o.Address }),
		text("phone", []string{"điện thoại", "số điện thoại"}, []string{"telephone", "tel"}, message.New("config.key-organisation-phone"), `"0225 000 000"`, func(o *Organisation) *string { return &o.Phone }),
		text("email", []string{"thư điện tử", "thư", "hòm thư"}, []string{"mail"}, message.New("config.key-organisation-email"), `"bientap@tdkt.example"`, func(o *Organisation) *string { return &o.Email }),
		text("licence", []string{"giấy phép"}, []string{"license"}, message.New("config.key-organisation-licence"), `"Giấy phép số …"`, func(o *Organisation) *string { return &o.Licence }),
		text("responsible", []string{"chịu trách nhiệm", "người chịu trách nhiệm"}, nil, message.New("config.key-organisation-responsible"), `"Nguyễn Văn A"`, func(o *Organisation) *string { return &o.Responsible }),
	}
}

func contactKeys() []key {
	return []key{{value.Key{
		Name: "email", Vietnamese: []string{"thư điện tử", "thư", "hòm thư"}, Foreign: []string{"mail"},
		Takes: value.TakesText, Meaning: message.New("config.key-contact-email"), Example: `"gopy@tdkt.example"`,
	}, (*reader).contactEmail}}
}

func paginationKeys() []key {
	return []key{{value.Key{
		Name: "size", Vietnamese: []string{"số bài", "số bài một trang"}, Foreign: []string{"pagerSize", "per_page", "page_size"},
		Takes: value.TakesInt, Meaning: message.New("config.key-pagination-size"), Example: `20`,
	}, (*reader).pageSize}}
}

func markupKeys() []key {
	return []key{{value.Key{
		Name: "rawHTML", Vietnamese: []string{"mã HTML"}, Takes: value.TakesText, OneOf: []string{string(RawHTMLEscape), string(RawHTMLSanitise)},
		Resembling: []string{"unsafe", "html"}, Meaning: message.New("config.key-markup-raw-html"), Example: `"escape"`,
	}, (*reader).rawHTML}}
}

// menuKeys are the keys of an entry in the menu; linkKeys those of a link to another
// site: the same, with what they mean there.
func menuKeys() []key {
	return addressKeys(message.New("config.key-menu-title"), `"Giới thiệu"`, `"/gioi-thieu/"`)
}

func linkKeys() []key {
	return addressKeys(message.New("config.key-link-title"), `"Cổng Thông tin điện tử Chính phủ"`, `"https://chinhphu.vn/"`)
}

func addressKeys(title message.Message, exampleTitle, exampleURL string) []key {
	return []key{
		{value.Key{
			Name: "title", Vietnamese: []string{"tên", "tiêu đề", "tít"}, Foreign: []string{"name", "label", "text"},
			Takes: value.TakesText, Required: true, Meaning: title, Example: exampleTitle,
		}, func(r *reader, f value.Field) { r.item.Title = r.String(f) }},
		{value.Key{
			Name: "url", Vietnamese: []string{"địa chỉ", "liên kết", "đường dẫn"}, Foreign: []string{"link", "href"}, Resembling: []string{"pageRef", "path"},
			Takes: value.TakesText, Required: true, Meaning: message.New("config.key-menu-url"), Example: exampleURL,
		}, func(r *reader, f value.Field) { r.item.URL = r.menuURL(f) }},
		{value.Key{
			Name: "weight", Vietnamese: []string{"thứ tự"}, Foreign: []string{"order"},
			Takes: value.TakesInt, Meaning: message.New("config.key-menu-weight"), Example: `80`,
		}, func(r *reader, f value.Field) { r.item.Weight = r.Int(f) }},
	}
}

func taxonomyKeys() []key {
	return []key{
		{value.Key{
			Name: "key", Vietnamese: []string{"mục", "tên mục"}, Foreign: []string{"name"},
			Takes: value.TakesText, Required: true, Meaning: message.New("config.key-taxonomy-key"), Example: `"topics"`,
		}, func(r *reader, f value.Field) { r.taxonomy.Key = r.String(f) }},
		{value.Key{
			Name: "title", Vietnamese: []string{"tên", "tên hiện"}, Foreign: []string{"label"},
			Takes: value.TakesText, Meaning: message.New("config.key-taxonomy-title"), Example: `"Chủ đề"`,
		}, func(r *reader, f value.Field) { r.taxonomy.Title = r.String(f) }},
		{value.Key{
			Name: "path", Vietnamese: []string{"đường dẫn", "địa chỉ"}, Foreign: []string{"slug", "url"},
			Takes: value.TakesText, Meaning: message.New("config.key-taxonomy-path"), Example: `"chu-de"`,
		}, (*reader).taxonomyPath},
	}
}

func searchKeys() []key {
	return []key{
		{value.Key{
			Name: "include", Vietnamese: []string{"tìm cả ở", "trang khác"},
			Takes: value.TakesTexts, Meaning: message.New("config.key-search-include"), Example: `["https://haiphong.example/search/"]`,
		}, (*reader).include},
		{value.Key{
			Name: "abbreviations", Vietnamese: []string{"chữ viết tắt", "viết tắt"},
			Takes: value.TakesTable, Meaning: message.New("config.key-search-abbreviations"), Example: `{ "TĐKT" = "thi đua khen thưởng" }`,
		}, (*reader).abbreviations},
	}
}

func savedKeys() []key {
	return []key{{value.Key{
		Name: "offline", Vietnamese: []string{"đọc khi mất mạng", "không cần mạng"},
		Takes: value.TakesBool, Meaning: message.New("config.key-saved-offline"), Example: `true`,
	}, func(r *reader, f value.Field) { r.config.Saved.Offline = r.Bool(f) }}}
}

func checkKeys() []key {
	return []key{{value.Key{
		Name: "off", Vietnamese: []string{"tắt", "không xét"}, Foreign: []string{"disable", "disabled"},
		Takes: value.TakesTexts, Meaning: message.New("config.key-check-off"), Example: `["title-long"]`,
	}, func(r *reader, f value.Field) { r.config.Check.Off = r.Strings(f) }}}
}

func filesKeys() []key {
	return []key{{value.Key{
		Name: "publish", Vietnamese: []string{"đăng", "đăng cả"}, Resembling: []string{"include", "static", "passthrough"},
		Takes: value.TakesTexts, Meaning: message.New("config.key-files-publish"), Example: `["tai-lieu"]`,
	}, (*reader).publish}}
}
