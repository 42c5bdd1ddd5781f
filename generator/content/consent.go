package content

import (
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// How the tables are written, for hints and the manual.
const (
	removedExample = `{ date = "15/09/2025", reason = "Theo yêu cầu của nhân vật." }`
	consentExample = `{ date = "01/09/2025", form = "văn bản", minors = true }`
)

// removed reads when and why a story was taken down; both must be told.
func (r *frontReader) removed(f value.Field) {
	switch yes, clear := truth(f.Value); {
	case f.Value.Kind == value.Null, clear && !yes:
		return
	case f.Value.Kind != value.Table:
		example := removedExample
		if text := strings.TrimSpace(f.Value.Text); isDate(text) {
			example = `{ date = "` + text + `", reason = "…" }`
		}
		r.fail(f.Value, message.New("value.wrong-type", f.Key, message.New("value.type-table"), f.Value.Kind), message.New("value.write", r.line(f.Key, example)))
		return
	}
	t, table := r.tables.removed, f.Value
	r.fields(t, table, table.Fields)
	switch {
	case !t.given(table, "date"):
		r.fail(table, message.New("content.removed"), r.Write("date", `"06/07/2021"`))
	case !t.given(table, "reason"):
		r.fail(table, message.New("content.removed"), r.Write("reason", `"…"`))
	}
}

func isDate(text string) bool {
	_, wrong := value.ParseDate(text, nil)
	return wrong == value.DateOK
}

// cannotBeRemoved reports texts that stay, whatever their front matter says: only
// stories and pages have a notice in their place.
func (r *frontReader) cannotBeRemoved() {
	if r.front.Removed == (Removed{}) {
		return
	}
	for _, f := range r.root.Fields {
		if i, known := r.tables.front.names.Find(f.Key); known && r.tables.front.keys[i].Name == "removed" {
			r.Report(diag.Error, f.Offset, f.Offset+len(f.Key), message.New("content.removed-index"), message.New("content.removed-index-hint", r.line("draft", "true")))
		}
	}
}

// consent reads how those whom the story names agreed to it.
func (r *frontReader) consent(f value.Field) {
	if f.Value.Kind != value.Table && f.Value.Kind != value.Null {
		r.fail(f.Value, message.New("value.wrong-type", f.Key, message.New("value.type-table"), f.Value.Kind), message.New("value.write", r.line(f.Key, consentExample)))
		return
	}
	r.fields(r.tables.consent, f.Value, f.Value.Fields)
}

// honoreeID takes an id, which becomes the address of the honoree's page.
func (r *frontReader) honoreeID(f value.Field) string {
	return r.partOfAddress(f, "co-giao-lan")
}
