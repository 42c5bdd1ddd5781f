package content

import (
	"guong/generator/message"
	"guong/generator/value"
)

// removed reads when and why a story was taken down; both must be told.
func (r *frontReader) removed(f value.Field) {
	if f.Value.Kind == value.Null {
		return
	}
	removed, table := &r.front.Removed, f.Value
	for _, f := range r.Table(f) {
		switch f.Key {
		case "date":
			removed.Date = r.Date(f)
		case "reason":
			removed.Reason = r.String(f)
		default:
			r.unknownIn(table, f, removedKeys)
		}
	}
	switch {
	case f.Value.Kind != value.Table: // has been reported
	case !given(f.Value, "date"):
		r.fail(f.Value, message.New("content.removed"), r.Write("date", `"06/07/2021"`))
	case !given(f.Value, "reason"):
		r.fail(f.Value, message.New("content.removed"), r.Write("reason", `"…"`))
	}
}

// consent reads how those whom the story names agreed to it.
func (r *frontReader) consent(f value.Field) {
	consent, table := &r.front.Consent, f.Value
	for _, f := range r.Table(f) {
		switch f.Key {
		case "date":
			consent.Date = r.Date(f)
		case "form":
			consent.Form = r.String(f)
		case "minors":
			consent.Minors = r.Bool(f)
		default:
			r.unknownIn(table, f, consentKeys)
		}
	}
}

// honoreeID takes an id, which becomes the address of the honoree's page.
func (r *frontReader) honoreeID(f value.Field) string {
	return r.partOfAddress(f, "co-giao-lan")
}
