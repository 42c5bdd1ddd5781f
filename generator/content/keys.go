package content

import (
	"slices"

	"guong/generator/config"
	"guong/generator/message"
	"guong/generator/value"
)

// Keys returns every key of front matter with its tables: names, types, meanings
// and examples. The taxonomies of a site of its own are not among them.
func Keys() []value.Key { return newTables(nil).front.list }

// key is a key with the function that reads it.
type key struct {
	value.Key
	read func(*frontReader, value.Field)
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

// tables are the tables of front matter on one site.
type tables struct {
	front, image, honoree, award, milestone, document, correction, removed, consent, source *table
}

// newTables returns the tables for a site with these taxonomies besides those of
// every site.
func newTables(taxonomies []config.Taxonomy) *tables {
	t := &tables{
		image: newTable(imageKeys()), award: newTable(awardKeys()), milestone: newTable(milestoneKeys()), document: newTable(documentKeys()), correction: newTable(correctionKeys()),
		removed: newTable(removedKeys()), consent: newTable(consentKeys()), source: newTable(sourceKeys()),
	}
	t.honoree = newTable(honoreeKeys(t.award, t.milestone))
	t.front = newTable(frontKeys(t, taxonomies))
	return t
}

// frontKeys are the keys of front matter itself.
func frontKeys(t *tables, taxonomies []config.Taxonomy) []key {
	keys := append(textKeys(), tableKeys(t)...)
	keys = append(keys, taxonomyKeys()...)
	for _, own := range taxonomies {
		var titles []string
		if own.Title != "" {
			titles = []string{own.Title}
		}
		if i := slices.IndexFunc(keys, func(k key) bool { return k.Name == own.Key }); i >= 0 {
			keys[i].Vietnamese = append(keys[i].Vietnamese, titles...)
			continue
		}
		k := value.Key{Name: own.Key, Vietnamese: titles, Takes: value.TakesTexts, Meaning: message.New("content.key-own-taxonomy"), Example: `["…"]`}
		keys = append(keys, key{k, (*frontReader).terms})
	}
	return keys
}

func tableKeys(t *tables) []key {
	return []key{
		{value.Key{
			Name: "image", Vietnamese: []string{"ảnh", "ảnh đại diện", "ảnh bìa", "ảnh chính", "hình", "hình ảnh", "hình đại diện"},
			Foreign:    []string{"cover", "cover_image", "featured_image", "feature_image", "hero_image", "main_image", "lead_image", "post_thumbnail"},
			Resembling: []string{"images", "thumbnail", "thumb", "banner", "hero", "og_image", "photo", "photos", "picture", "pictures", "gallery"},
			Takes:      value.TakesTableOrText, Meaning: message.New("content.key-image"), Example: `"lop-hoc.jpg"`, Keys: t.image.list,
		}, (*frontReader).image},
		{value.Key{
			Name: "honorees", Vietnamese: []string{"điển hình", "gương điển hình", "tấm gương", "gương", "nhân vật"},
			Foreign:    []string{"honoree"},
			Resembling: []string{"people", "person", "persons", "cá nhân", "tập thể"},
			Takes:      value.TakesTables, Meaning: message.New("content.key-honorees"), Example: `[{ name = "Lò Thị Ánh" }]`, Keys: t.honoree.list,
		}, (*frontReader).honorees},
		{value.Key{
			Name: "documents", Vietnamese: []string{"văn bản", "văn bản liên quan", "văn bản được nhắc đến"},
			Foreign:    []string{"document"},
			Resembling: []string{"attachments", "files", "references", "tài liệu", "đính kèm", "tệp đính kèm"},
			Takes:      value.TakesTables, Meaning: message.New("content.key-documents"), Example: `[{ number = "05-CT/TW" }]`, Keys: t.document.list,
		}, (*frontReader).documents},
		{value.Key{
			Name: "corrections", Vietnamese: []string{"cải chính", "đính chính"},
			Foreign: []string{"correction", "erratum", "errata"},
			Takes:   value.TakesTables, Meaning: message.New("content.key-corrections"), Example: `[{ date = "08/07/2021", text = "Số đúng là 10 km." }]`, Keys: t.correction.list,
		}, (*frontReader).corrections},
		{value.Key{
			Name: "removed", Vietnamese: []string{"gỡ bài", "gỡ bỏ", "đã gỡ", "bài đã gỡ"},
			Takes: value.TakesTable, Meaning: message.New("content.key-removed"), Example: removedExample, Keys: t.removed.list,
		}, (*frontReader).removed},
		{value.Key{
			Name: "consent", Vietnamese: []string{"đồng ý", "đồng ý đăng", "sự đồng ý", "chấp thuận"},
			Takes: value.TakesTable, Meaning: message.New("content.key-consent"), Example: consentExample, Keys: t.consent.list,
		}, (*frontReader).consent},
		{value.Key{
			Name: "source", Vietnamese: []string{"nguồn", "nguồn tin", "nguồn bài"},
			Foreign:    []string{"original_source"},
			Resembling: []string{"publisher", "canonical", "canonical_url", "original_url", "source_url", "external_url", "via"},
			Takes:      value.TakesTableOrText, Meaning: message.New("content.key-source"), Example: `"Báo Nhân Dân"`, Keys: t.source.list,
		}, (*frontReader).source},
	}
}

func taxonomyKeys() []key {
	return []key{
		{value.Key{
			Name: "localities", Vietnamese: []string{"địa phương", "tỉnh", "tỉnh thành", "tỉnh thành phố"},
			Foreign:    []string{"locality", "province", "provinces"},
			Resembling: []string{"location", "locations", "place", "places", "region", "city", "thành phố", "nơi"},
			Takes:      value.TakesTexts, Meaning: message.New("content.key-localities"), Example: `["Hải Phòng"]`,
		}, (*frontReader).localities},
		{value.Key{
			Name: "fields", Vietnamese: []string{"lĩnh vực", "ngành", "ngành nghề"}, Foreign: []string{"field"},
			Takes: value.TakesTexts, Meaning: message.New("content.key-fields"), Example: `["Giáo dục - đào tạo"]`,
		}, (*frontReader).terms},
		{value.Key{
			Name: "movements", Vietnamese: []string{"phong trào", "phong trào thi đua", "cuộc vận động"}, Foreign: []string{"movement"},
			Takes: value.TakesTexts, Meaning: message.New("content.key-movements"), Example: `["Dạy tốt, học tốt"]`,
		}, (*frontReader).terms},
		{value.Key{
			Name: "awards", Vietnamese: []string{"danh hiệu", "khen thưởng", "hình thức khen thưởng", "thành tích", "giải thưởng"}, Foreign: []string{"award"},
			Takes: value.TakesTexts, Meaning: message.New("content.key-awards"), Example: `["Nhà giáo ưu tú"]`,
		}, (*frontReader).terms},
	}
}
