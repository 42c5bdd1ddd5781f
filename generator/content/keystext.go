package content

import (
	"guong/generator/message"
	"guong/generator/value"
)

// textKeys are the keys of front matter whose values are texts, dates and the like.
func textKeys() []key {
	return []key{
		{value.Key{
			Name: "title", Vietnamese: []string{"tít", "tiêu đề", "tựa đề", "tựa", "tên bài", "tít bài", "đầu đề"},
			Foreign:    []string{"headline", "post_title"},
			Resembling: []string{"name", "tên", "linkTitle", "meta_title", "seo_title", "short_title", "nav_title"},
			Takes:      value.TakesText, Required: true, Meaning: message.New("content.key-title"), Example: `"Cô giáo Lan mở lớp học đêm"`,
		}, func(r *frontReader, f value.Field) { r.front.Title = r.String(f) }},
		{value.Key{
			Name: "date", Vietnamese: []string{"ngày", "ngày đăng", "ngày tháng", "ngày giờ", "thời gian", "đăng ngày"},
			Foreign:    []string{"post_date"},
			Resembling: []string{"created", "created_at", "created_date", "date_created", "creation_date", "post_date_gmt", "time", "timestamp", "day", "ngày tạo", "ngày viết", "ngày gửi"},
			Takes:      value.TakesDate, Required: true, Meaning: message.New("content.key-date"), Example: `"06/07/2021 - 10:11"`,
		}, func(r *frontReader, f value.Field) { r.front.Date = r.Date(f) }},
		{value.Key{
			Name: "updated", Vietnamese: []string{"cập nhật", "ngày cập nhật", "cập nhật lúc", "ngày sửa", "sửa lần cuối"},
			Foreign: []string{"lastmod", "modified", "modified_at", "modified_date", "last_modified", "last_modified_at", "date_modified", "post_modified",
				"updated_at", "updated_date", "date_updated", "last_updated", "last_update", "update_date", "changed", "revised"},
			Takes: value.TakesDate, Meaning: message.New("content.key-updated"), Example: `"07/07/2021 - 09:00"`,
		}, func(r *frontReader, f value.Field) { r.front.Updated = r.Date(f) }},
		{value.Key{
			Name: "publish", Vietnamese: []string{"hẹn giờ", "hẹn giờ đăng", "hẹn đăng", "hẹn ngày đăng", "ngày hẹn đăng", "giờ đăng", "đăng lúc", "ngày xuất bản", "xuất bản lúc", "lên lịch đăng"},
			Foreign: []string{"publishDate", "publish_at", "publish_on", "publish_up", "publish_from", "publish_time", "published", "published_at", "published_on",
				"published_date", "published_time", "date_published", "date_publish", "publication_date", "pub_date", "scheduled_at", "scheduled_for", "schedule_date",
				"go_live", "go_live_at", "visible_from", "available_from", "valid_from"},
			Takes: value.TakesDate, Meaning: message.New("content.key-publish"), Example: `"08/07/2021 - 06:00"`,
		}, (*frontReader).publish},
		{value.Key{
			Name: "expires", Vietnamese: []string{"hết hạn", "ngày hết hạn", "hết hạn lúc", "hạn đăng", "đăng đến", "đăng đến ngày", "tự gỡ lúc", "gỡ lúc"},
			Foreign: []string{"expire", "expiry", "expiry_date", "expire_date", "expire_at", "expires_at", "expires_on", "expiration", "expiration_date", "date_expires",
				"unpublish_date", "unpublish_on", "unpublish_at", "publish_down", "publish_until", "publish_to", "visible_until", "available_until", "valid_until", "valid_to", "valid_through"},
			Takes: value.TakesDate, Meaning: message.New("content.key-expires"), Example: `"31/12/2021 - 23:59"`,
		}, (*frontReader).expires},
		{value.Key{
			Name: "draft", Vietnamese: []string{"nháp", "bản nháp", "bài nháp", "là nháp", "lưu nháp", "để nháp"},
			Foreign: []string{"is_draft"},
			Takes:   value.TakesBool, Meaning: message.New("content.key-draft"), Example: `true`,
		}, (*frontReader).draft},
		{value.Key{
			Name: "author", Vietnamese: []string{"tác giả", "các tác giả", "bút danh", "người viết", "nhóm tác giả"},
			Foreign:    []string{"authors", "byline", "by", "writer", "creator", "post_author"},
			Resembling: []string{"author_name", "contributors", "editor", "phóng viên", "biên tập", "người đăng"},
			Takes:      value.TakesTexts, Meaning: message.New("content.key-author"), Example: `["Minh Hà", "Hoàng Minh"]`,
		}, (*frontReader).authors},
		{value.Key{
			Name: "summary", Vietnamese: []string{"sapo", "tóm tắt", "mô tả", "giới thiệu", "lời dẫn"},
			Foreign: []string{"description", "desc", "excerpt", "post_excerpt", "custom_excerpt", "lead", "lede", "abstract", "teaser", "intro", "introduction",
				"standfirst", "synopsis", "blurb"},
			Resembling: []string{"subtitle", "deck", "meta_description", "seo_description", "og_description"},
			Takes:      value.TakesText, Meaning: message.New("content.key-summary"), Example: `"Cô Lan dạy chữ cho gần hai trăm phụ nữ."`,
		}, func(r *frontReader, f value.Field) { r.front.Summary = r.String(f) }},
		{value.Key{
			Name: "dateline", Vietnamese: []string{"chữ đầu sapo", "đầu sapo", "cơ quan đưa tin"},
			Takes: value.TakesText, Meaning: message.New("content.key-dateline"), Example: `"TĐKT"`,
		}, func(r *frontReader, f value.Field) { r.front.Dateline = r.String(f) }},
		{value.Key{
			Name: "layout", Vietnamese: []string{"kiểu trang", "kiểu bài", "bố cục"},
			Takes: value.TakesText, Meaning: message.New("content.key-layout"), Example: `"chum-anh"`,
		}, func(r *frontReader, f value.Field) { r.front.Layout = r.String(f) }},
		{value.Key{
			Name: "language", Vietnamese: []string{"ngôn ngữ", "tiếng"}, Foreign: []string{"lang"}, Resembling: []string{"locale"},
			Takes: value.TakesText, OneOf: Languages, Meaning: message.New("content.key-language"), Example: `"en"`,
		}, (*frontReader).language},
		{value.Key{
			Name: "translations", Vietnamese: []string{"bản dịch", "bản ngôn ngữ khác"}, Foreign: []string{"translation"}, Resembling: []string{"translationKey"},
			Takes: value.TakesTexts, Meaning: message.New("content.key-translations"), Example: `["gioi-thieu.md"]`,
		}, func(r *frontReader, f value.Field) { r.front.Translations = r.Strings(f) }},
		{value.Key{
			Name: "slug", Vietnamese: []string{"đường dẫn", "tên đường dẫn", "đuôi địa chỉ"},
			Foreign:    []string{"post_name", "basename"},
			Resembling: []string{"url", "permalink", "path", "link", "route", "handle", "uri", "địa chỉ"},
			Takes:      value.TakesText, Meaning: message.New("content.key-slug"), Example: `"co-giao-lan"`,
		}, (*frontReader).slug},
		{value.Key{
			Name: "aliases", Vietnamese: []string{"địa chỉ cũ", "đường dẫn cũ", "liên kết cũ"},
			Foreign:    []string{"alias", "redirect_from", "old_url", "old_urls", "previous_url"},
			Resembling: []string{"redirect", "redirects", "redirect_to"},
			Takes:      value.TakesTexts, Meaning: message.New("content.key-aliases"), Example: `["/tin-cu/bai-so-1/"]`,
		}, (*frontReader).aliases},
		{value.Key{
			Name: "related", Vietnamese: []string{"liên quan", "bài liên quan", "tin liên quan"},
			Foreign: []string{"related_posts", "related_articles", "related_pages", "see_also"},
			Takes:   value.TakesTexts, Meaning: message.New("content.key-related"), Example: `["guong-sang/hai-phong.md"]`,
		}, func(r *frontReader, f value.Field) { r.front.Related = r.Strings(f) }},
		{value.Key{
			Name: "featured", Vietnamese: []string{"nổi bật", "bài nổi bật", "tin nổi bật", "tin chính"},
			Foreign: []string{"is_featured", "sticky", "pinned"},
			Takes:   value.TakesBool, Meaning: message.New("content.key-featured"), Example: `true`,
		}, func(r *frontReader, f value.Field) { r.front.Featured = r.Bool(f) }},
		{value.Key{
			Name: "weight", Vietnamese: []string{"thứ tự", "thứ tự sắp xếp"},
			Foreign: []string{"order", "ordering", "sort_order", "nav_order", "menu_order"},
			Takes:   value.TakesInt, Meaning: message.New("content.key-weight"), Example: `10`,
		}, func(r *frontReader, f value.Field) { r.front.Weight = r.Int(f) }},
		{value.Key{
			Name: "unchecked", Vietnamese: []string{"không kiểm tra", "bỏ kiểm tra", "không xét"},
			Takes: value.TakesTexts, Meaning: message.New("content.key-unchecked"), Example: `["summary-long"]`,
		}, func(r *frontReader, f value.Field) { r.front.Unchecked = r.Strings(f) }},
	}
}
