package config

import (
	"cmp"
	"slices"
	"strings"

	"guong/generator/address"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
	"guong/generator/vietnamese"
)

// Taxonomy is a way in which stories are classified.
type Taxonomy struct {
	Key   string // of the front matter: "localities"
	Title string // for readers; empty: the theme's word for a taxonomy of this key
	Path  string // "dia-phuong": its page is /dia-phuong/
}

// defaultTaxonomies are the taxonomies of every site.
func defaultTaxonomies() []Taxonomy {
	return []Taxonomy{
		{Key: "localities", Path: "dia-phuong"},
		{Key: "fields", Path: "linh-vuc"},
		{Key: "movements", Path: "phong-trao-thi-dua"},
		{Key: "awards", Path: "danh-hieu"},
		{Key: "authors", Path: "tac-gia"},
	}
}

// ownPaths are the paths that Gương has pages and files of its own at.
var ownPaths = []string{"dien-hinh", "bang-vang", "tim-kiem", "luu-tru", "cai-chinh", "so-do-trang", "nhan-tin", "assets", "search"}

// taxonomies reads the site's own. One with the key of a default replaces it,
// and has its path if it names none.
func (r *reader) taxonomies(f value.Field) {
	list := &r.config.Taxonomies
	own := map[string]bool{}
	for _, table := range r.Tables(f) {
		t, path, ok := r.readTaxonomy(table)
		i := slices.IndexFunc(*list, func(have Taxonomy) bool { return have.Key == t.Key })
		if t.Path == "" && i >= 0 {
			t.Path = (*list)[i].Path
		}
		if t.Path == "" && ok {
			t.Path = vietnamese.Slug(t.Title)
			if fault := address.CheckSlug(t.Path); fault != nil {
				r.Report(diag.Error, path.Offset, path.End, message.New("config.taxonomy-path", t.Path, fault.Why), r.Write("path", `"`+fault.Try+`"`))
				continue
			}
		}
		switch {
		case !ok:
			continue
		case t.Key == "" || t.Path == "":
			r.Report(diag.Error, table.Offset, table.End, message.New("config.taxonomy-incomplete"), message.New("value.write", "key = \"topics\"\ntitle = \"Chủ đề\"\npath = \"chu-de\""))
			continue
		case own[t.Key]:
			r.Report(diag.Error, table.Offset, table.End, message.New("config.taxonomy-twice", t.Key), message.New("value.keep-one"))
			continue
		}
		own[t.Key] = true
		r.checkTaxonomyPath(t, path)
		if i >= 0 {
			(*list)[i] = t
		} else {
			*list = append(*list, t)
		}
	}
}

// readTaxonomy reads one table. Path is where its path stands; ok is false if
// something was reported.
func (r *reader) readTaxonomy(table value.Node) (t Taxonomy, path value.Node, ok bool) {
	before := len(r.Wrong)
	r.taxonomy, r.taxonomyNode = Taxonomy{}, table
	r.fields(r.tables.taxonomy, table.Fields)
	return r.taxonomy, r.taxonomyNode, len(r.Wrong) == before
}

func (r *reader) taxonomyPath(f value.Field) {
	r.taxonomyNode = f.Value
	path := strings.Trim(r.String(f), "/")
	if fault := address.CheckSlug(path); fault != nil {
		r.fail(f, message.New("config.taxonomy-path", path, fault.Why), r.Write(f.Key, `"`+cmp.Or(fault.Try, "chu-de")+`"`))
	}
	r.taxonomy.Path = path
}

// checkTaxonomyPath reports a path that is another taxonomy's, or a page of
// Gương's own.
func (r *reader) checkTaxonomyPath(t Taxonomy, path value.Node) {
	taken := slices.Contains(ownPaths, t.Path)
	for _, other := range r.config.Taxonomies {
		taken = taken || other.Path == t.Path && other.Key != t.Key
	}
	if taken {
		r.Report(diag.Error, path.Offset, path.End, message.New("config.taxonomy-taken", t.Path), message.New("config.taxonomy-taken-hint"))
	}
}
