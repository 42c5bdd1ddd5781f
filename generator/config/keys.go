package config

import (
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// Keys returns every key of config.toml with its tables: names, types, meanings
// and examples.
func Keys() []value.Key { return newTables().root.list }

// key is a key with the function that reads it.
type key struct {
	value.Key
	read func(*reader, value.Field)
}

// table is the keys that one table may have.
type table struct {
	keys  []key
	list  []value.Key
	names *value.Names
}

func newTable(keys []key) *table {
	t := &table{keys: keys, list: make([]value.Key, len(keys))}
	for i, k := range keys {
		t.list[i] = k.Key
	}
	t.names = value.NewNames(t.list)
	return t
}

// tables are the tables of config.toml.
type tables struct {
	root, organisation, contact, pagination, markup, menu, links, taxonomy, search, saved, check, files, pictures, publish, deploy *table
}

func newTables() *tables {
	t := &tables{
		organisation: newTable(organisationKeys()), contact: newTable(contactKeys()), pagination: newTable(paginationKeys()), markup: newTable(markupKeys()), menu: newTable(menuKeys()), links: newTable(linkKeys()),
		taxonomy: newTable(taxonomyKeys()), search: newTable(searchKeys()), saved: newTable(savedKeys()), check: newTable(checkKeys()), files: newTable(filesKeys()), pictures: newTable(picturesKeys()), publish: newTable(publishKeys()), deploy: newTable(deployKeys()),
	}
	t.root = newTable(rootKeys(t))
	return t
}

// fields reads the fields of a table.
func (r *reader) fields(t *table, fields []value.Field) {
	first := map[int]string{}
	for _, f := range fields {
		i, known := t.names.Find(f.Key)
		if !known {
			meant := r.ReportUnknown(f, diag.Error, t.list, t.names)
			if t == r.tables.root && meant >= 0 {
				r.meant = append(r.meant, t.keys[meant].Name)
			}
			continue
		}
		if earlier, twice := first[i]; twice {
			r.Report(diag.Error, f.Offset, f.Offset+len(f.Key), message.New("config.twice", f.Key, earlier), message.New("value.keep-one"))
			continue
		}
		first[i] = f.Key
		t.keys[i].read(r, f)
	}
}

// rootKeys are the keys outside of tables, and the tables.
func rootKeys(t *tables) []key {
	return []key{
		{value.Key{
			Name: "title", Vietnamese: []string{"tên trang", "tên", "tiêu đề"}, Foreign: []string{"site_title", "site_name"}, Resembling: []string{"name"},
			Takes: value.TakesText, Required: true, Meaning: message.New("config.key-title"), Example: `"Gương điển hình tiên tiến"`,
		}, func(r *reader, f value.Field) { r.config.Title = r.String(f) }},
		{value.Key{
			Name: "baseURL", Vietnamese: []string{"địa chỉ", "địa chỉ trang"}, Foreign: []string{"site_url"}, Resembling: []string{"url", "base", "root", "domain", "host", "tên miền"},
			Takes: value.TakesText, Required: true, Meaning: message.New("config.key-base-url"), Example: `"https://tdkt.example/"`,
		}, (*reader).baseURL},
		{value.Key{
			Name: "language", Vietnamese: []string{"ngôn ngữ"}, Foreign: []string{"lang", "languageCode", "default_language"}, Resembling: []string{"defaultContentLanguage", "locale"},
			Takes: value.TakesText, OneOf: []string{string(message.Vietnamese), string(message.English)}, Meaning: message.New("config.key-language"), Example: `"vi"`,
		}, func(r *reader, f value.Field) {
			r.oneOf(f, &r.config.Language, string(message.Vietnamese), string(message.English))
		}},
		{value.Key{
			Name: "timeZone", Vietnamese: []string{"múi giờ"}, Foreign: []string{"tz"},
			Takes: value.TakesText, Meaning: message.New("config.key-time-zone"), Example: `"` + DefaultTimeZone + `"`,
		}, (*reader).timeZone},
		{value.Key{
			Name: "theme", Vietnamese: []string{"giao diện"}, Foreign: []string{"template"},
			Takes: value.TakesText, Meaning: message.New("config.key-theme"), Example: `"` + DefaultTheme + `"`,
		}, (*reader).theme},
		{value.Key{
			Name: "description", Vietnamese: []string{"mô tả", "giới thiệu"}, Foreign: []string{"tagline", "site_description"},
			Takes: value.TakesText, Meaning: message.New("config.key-description"), Example: `"Người tốt, việc tốt khắp mọi miền"`,
		}, func(r *reader, f value.Field) { r.config.Description = r.String(f) }},
		{value.Key{
			Name: "slogan", Vietnamese: []string{"khẩu hiệu", "câu dưới tên trang"}, Foreign: []string{"motto"}, Resembling: []string{"subtitle"},
			Takes: value.TakesText, Meaning: message.New("config.key-slogan"), Example: `"Người thật, việc thật"`,
		}, func(r *reader, f value.Field) { r.config.Slogan = r.String(f) }},
		{value.Key{
			Name: "organisation", Vietnamese: []string{"cơ quan", "cơ quan chủ quản", "đơn vị"}, Foreign: []string{"organization"}, Resembling: []string{"author", "publisher"},
			Takes: value.TakesTable, Meaning: message.New("config.key-organisation"), Example: `{ name = "Ban Thi đua - Khen thưởng" }`, Keys: t.organisation.list,
		}, func(r *reader, f value.Field) { r.fields(r.tables.organisation, r.Table(f)) }},
		{value.Key{
			Name: "pagination", Vietnamese: []string{"phân trang"}, Resembling: []string{"paginate", "paginate_by", "pager"},
			Takes: value.TakesTable, Meaning: message.New("config.key-pagination"), Example: `{ size = 20 }`, Keys: t.pagination.list,
		}, func(r *reader, f value.Field) { r.fields(r.tables.pagination, r.Table(f)) }},
		{value.Key{
			Name: "permalinks", Vietnamese: []string{"mẫu địa chỉ"}, Foreign: []string{"permalink"},
			Takes: value.TakesTable, Meaning: message.New("config.key-permalinks"), Example: `{ guong-sang = "/:section/:year/:slug/" }`,
		}, (*reader).permalinks},
		{value.Key{
			Name: "markup", Vietnamese: []string{"mã HTML"}, Resembling: []string{"markdown", "goldmark"},
			Takes: value.TakesTable, Meaning: message.New("config.key-markup"), Example: `{ rawHTML = "escape" }`, Keys: t.markup.list,
		}, func(r *reader, f value.Field) { r.fields(r.tables.markup, r.Table(f)) }},
		{value.Key{
			Name: "menu", Vietnamese: []string{"trình đơn"}, Foreign: []string{"menus", "navigation"}, Resembling: []string{"nav"},
			Takes: value.TakesTables, Meaning: message.New("config.key-menu"), Example: `[{ title = "Giới thiệu", url = "/gioi-thieu/" }]`, Keys: t.menu.list,
		}, (*reader).menu},
		{value.Key{
			Name: "links", Vietnamese: []string{"liên kết", "liên kết trang", "trang liên kết"}, Foreign: []string{"blogroll"},
			Takes: value.TakesTables, Meaning: message.New("config.key-links"), Example: `[{ title = "Cổng Thông tin điện tử Chính phủ", url = "https://chinhphu.vn/" }]`, Keys: t.links.list,
		}, (*reader).links},
		{value.Key{
			Name: "contact", Vietnamese: []string{"góp ý", "liên hệ"},
			Takes: value.TakesTable, Meaning: message.New("config.key-contact"), Example: `{ email = "gopy@tdkt.example" }`, Keys: t.contact.list,
		}, func(r *reader, f value.Field) { r.fields(r.tables.contact, r.Table(f)) }},
		{value.Key{
			Name: "taxonomies", Vietnamese: []string{"phân loại", "cách phân loại"}, Foreign: []string{"taxonomy"},
			Takes: value.TakesTables, Meaning: message.New("config.key-taxonomies"), Example: `[{ key = "topics", title = "Chủ đề" }]`, Keys: t.taxonomy.list,
		}, (*reader).taxonomies},
		{value.Key{
			Name: "search", Vietnamese: []string{"tìm kiếm"},
			Takes: value.TakesTable, Meaning: message.New("config.key-search"), Example: `{ include = ["https://haiphong.example/search/"] }`, Keys: t.search.list,
		}, func(r *reader, f value.Field) { r.fields(r.tables.search, r.Table(f)) }},
		{value.Key{
			Name: "saved", Vietnamese: []string{"bài đã lưu", "lưu bài"},
			Takes: value.TakesTable, Meaning: message.New("config.key-saved"), Example: `{ offline = true }`, Keys: t.saved.list,
		}, func(r *reader, f value.Field) { r.fields(r.tables.saved, r.Table(f)) }},
		{value.Key{
			Name: "check", Vietnamese: []string{"kiểm tra"},
			Takes: value.TakesTable, Meaning: message.New("config.key-check"), Example: `{ off = ["title-long"] }`, Keys: t.check.list,
		}, func(r *reader, f value.Field) { r.fields(r.tables.check, r.Table(f)) }},
		{value.Key{
			Name: "files", Vietnamese: []string{"tệp"},
			Takes: value.TakesTable, Meaning: message.New("config.key-files"), Example: `{ publish = ["tai-lieu"] }`, Keys: t.files.list,
		}, func(r *reader, f value.Field) { r.fields(r.tables.files, r.Table(f)) }},
		{value.Key{
			Name: "pictures", Vietnamese: []string{"ảnh", "hình ảnh"}, Foreign: []string{"images", "imaging"},
			Takes: value.TakesTable, Meaning: message.New("config.key-pictures"), Example: `{ largest = 1600 }`, Keys: t.pictures.list,
		}, func(r *reader, f value.Field) { r.fields(r.tables.pictures, r.Table(f)) }},
		{value.Key{
			Name: "publish", Vietnamese: []string{"xuất bản"},
			Takes: value.TakesTable, Meaning: message.New("config.key-publish"), Example: `{ fileMode = "0644" }`, Keys: t.publish.list,
		}, func(r *reader, f value.Field) { r.fields(r.tables.publish, r.Table(f)) }},
		{value.Key{
			Name: "deploy", Vietnamese: []string{"đưa lên mạng", "nơi xuất bản"}, Foreign: []string{"deployment", "deployments"},
			Takes: value.TakesTable, Meaning: message.New("config.key-deploy"), Example: `{ chinh = { kind = "dir", path = "/srv/www/tdkt" } }`, Keys: t.deploy.list,
		}, (*reader).deploy},
		{value.Key{
			Name: "params", Vietnamese: []string{"tham số"}, Foreign: []string{"extra"},
			Takes: value.TakesTable, Meaning: message.New("config.key-params"), Example: `{ mau = "do" }`,
		}, (*reader).params},
	}
}

func (r *reader) params(f value.Field) {
	if r.Table(f) != nil {
		r.config.Params, _ = f.Value.Any().(map[string]any)
	}
}
