package content

import (
	"slices"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// unknownKey reports a key that the table t, whose value is n, does not have.
func (r *frontReader) unknownKey(t *table, n value.Node, f value.Field) {
	if t != r.tables.front {
		r.unknownIn(t, n, f)
		return
	}
	if r.front.Params == nil {
		r.front.Params = map[string]any{}
	}
	r.front.Params[f.Key] = f.Value.Any()
	folded := value.FoldKey(f.Key)
	i, proposal, similar := t.names.Meant(f.Key)
	switch hint := foreignHints[folded]; {
	case similar && slices.Contains(r.missing, t.keys[i].Name):
		// The key that must be there stands under this name.
		r.meant = append(r.meant, t.keys[i].Name)
		r.UnknownMeaning(f, diag.Error, proposal, nil)
	case r.withheld(f, false):
	case isPublic(folded):
	case hint != "":
		r.Report(diag.Warning, f.Offset, f.Offset+len(f.Key), message.New("value.unknown-key", f.Key), foreignHint(hint, f.Key))
	default:
		r.UnknownMeaning(f, diag.Warning, proposal, value.NamesOf(t.list))
	}
}

// isPublic reports whether a key keeps stories from the public with other
// values than the one that it has.
func isPublic(folded string) bool {
	w, known := ways[folded]
	return known && w.when != whenNo && w.when != whenWord
}

// foreignHints are the hints for keys that no key of Gương stands for.
var foreignHints = foldHints(map[string]string{
	"content.section-hint":  "chuyên mục, mục, thể loại, section, category, categories, folder, collection",
	"content.tags-hint":     "tag, tags, topic, topics, keyword, keywords, thẻ, nhãn, chủ đề, từ khóa, label, labels",
	"content.address-hint":  "url, permalink, path, link, route, uri, địa chỉ",
	"content.redirect-hint": "redirect, redirects, redirect_to",
})

func foreignHint(id, key string) message.Message {
	if id == "content.section-hint" {
		return message.New(id)
	}
	return message.New(id, key)
}

func foldHints(lists map[string]string) map[string]string {
	hints := map[string]string{}
	for hint, list := range lists {
		for name := range strings.SplitSeq(list, ",") {
			hints[value.FoldKey(name)] = hint
		}
	}
	return hints
}

// unknownIn reports a key of a table that the table does not have. Below a
// header of TOML it is probably a key of the front matter that came too late:
// its value would be lost.
func (r *frontReader) unknownIn(t *table, n value.Node, f value.Field) {
	header := r.Header(n)
	i, own := r.tables.front.names.Find(f.Key)
	if header == "" || !own {
		if !r.withheld(f, true) {
			_, proposal, _ := t.names.Meant(f.Key)
			r.UnknownMeaning(f, diag.Warning, proposal, value.NamesOf(t.list))
		}
		return
	}
	r.meant = append(r.meant, r.tables.front.keys[i].Name)
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
