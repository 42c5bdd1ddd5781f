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

// A key that Gương does not know may be there to keep a story from the public:
// `published: false` of Jekyll, `status: draft` of WordPress, `hidden`. Such a
// story must not go out because the key was foreign. So the key is an error,
// unless its value says clearly that the story is public.

// withheldNested reports keys within n, the value of an unknown key, that keep
// the story from the public.
func (r *frontReader) withheldNested(n value.Node) (found bool) {
	for _, f := range n.Fields {
		if r.withheld(f, true) {
			found = true
		}
	}
	for _, item := range n.Items {
		if r.withheldNested(item) {
			found = true
		}
	}
	return found
}

// withheld reports an unknown key that keeps the story from the public, or one
// within its value. Nested keys may be those that front matter itself has.
func (r *frontReader) withheld(f value.Field, nested bool) bool {
	folded := value.FoldKey(f.Key)
	way, known := ways[folded]
	if len(folded) <= 3 && !isSwitch(f.Value) {
		known = false // "an" is "ẩn", and much else
	}
	if !known && nested {
		if i, ok := r.tables.front.names.Find(f.Key); ok {
			way, known = ownWays[r.tables.front.keys[i].Name]
		}
	}
	switch {
	case known && way.holds(f.Value):
	case known && way.public(f.Value), !known && !nested && harmless[folded]:
		return r.withheldNested(f.Value)
	case known || r.withheldNested(f.Value):
		return true
	default:
		meant, similar := r.similarWay(f, folded, nested)
		if !similar {
			return false
		}
		way = meant
	}
	r.Report(diag.Error, f.Offset, f.Offset+len(f.Key), message.New("content.withheld", f.Key), r.withheldHint(way.means))
	return true
}

// line writes a key with a value as the text would have it.
func (r *frontReader) line(key, text string) string {
	if !r.YAML {
		return key + " = " + text
	}
	if strings.HasPrefix(text, "{") {
		text = strings.ReplaceAll(text, " = ", ": ")
	}
	return key + ": " + text
}

// withheldHint says what to write for a key of Gương, and what to keep the story
// from the public.
func (r *frontReader) withheldHint(means string) message.Message {
	draft := r.line("draft", "true")
	switch means {
	case "publish":
		return message.New("content.withheld-publish", r.line("publish", `"08/07/2021 - 06:00"`), draft)
	case "expires":
		return message.New("content.withheld-expires", r.line("expires", `"31/12/2021 - 23:59"`), draft)
	case "removed":
		return message.New("content.withheld-removed", r.line("removed", removedExample), draft)
	case "consent":
		return message.New("content.withheld-consent", r.line("consent", consentExample), draft)
	}
	return message.New("content.withheld-draft", draft)
}

// similarWay returns the way that a misspelt or compound key means: "darft",
// "searchHidden".
func (r *frontReader) similarWay(f value.Field, folded string, nested bool) (way, bool) {
	n := f.Value
	if n.Kind == value.Null || n.Text == "" && len(n.Items)+len(n.Fields) == 0 {
		return way{}, false
	}
	yes, clear := truth(n)
	for _, stem := range stems {
		if strings.Contains(folded, stem) && !(clear && !yes) && isSwitch(n) {
			return way{whenTrue, "draft"}, true
		}
	}
	if strings.Contains(folded, "publish") || strings.Contains(folded, "xuatban") {
		return way{whenFalse, "draft"}, clear && !yes
	}
	if nested || utf8.RuneCountInString(folded) < 4 {
		return way{}, false
	}
	if _, own := r.tables.front.names.Find(f.Key); own {
		return way{}, false
	}
	near, ok := vietnamese.Nearest(folded, coreNames)
	if ok {
		// The key may resemble another key of Gương even more.
		if i, proposal, also := r.tables.front.names.Meant(f.Key); also {
			if closer, _ := vietnamese.Nearest(folded, []string{near, value.FoldKey(proposal)}); closer != near {
				_, ok = ownWays[r.tables.front.keys[i].Name]
			}
		}
	}
	if !ok || !(isSlip(folded, near) || isSwitch(n)) {
		return way{}, false
	}
	meant, known := ways[near]
	if !known {
		i, _ := r.tables.front.names.Find(near)
		meant = ownWays[r.tables.front.keys[i].Name]
	}
	return meant, !meant.public(n)
}

// isSlip reports whether two similar words have the same letters, or one has a
// letter more: no other word, as "craft" is for "draft".
func isSlip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	slices.Sort(x)
	slices.Sort(y)
	return len(x) != len(y) || slices.Equal(x, y)
}

// isSwitch reports whether n is a value that keys of this kind have: a truth
// value, a number, a date or a word for a state.
func isSwitch(n value.Node) bool {
	switch n.Kind {
	case value.Bool, value.Integer, value.Time:
		return true
	case value.String, value.Plain:
		if _, clear := truth(n); clear || heldWords[words(n.Text)] || publicWords[words(n.Text)] {
			return true
		}
		_, wrong := value.ParseDate(strings.TrimSpace(n.Text), nil)
		return wrong != value.DateForm
	}
	return false
}

// words returns a text as the tables below have it: "Đã đăng" gives "da dang".
func words(text string) string {
	return strings.ReplaceAll(vietnamese.Slug(text), "-", " ")
}

// truth returns the truth value of n in the words of people; clear is false if n
// is none.
func truth(n value.Node) (yes, clear bool) {
	switch n.Kind {
	case value.Bool:
		return n.Text == "true", true
	case value.String, value.Plain, value.Integer:
		return value.Truth(n.Text)
	}
	return false, false
}

// isBlank reports whether n says nothing.
func isBlank(n value.Node) bool {
	switch n.Kind {
	case value.Null:
		return true
	case value.String, value.Plain:
		return strings.TrimSpace(n.Text) == ""
	case value.List, value.Table:
		return len(n.Items)+len(n.Fields) == 0
	}
	return false
}

// texts returns the texts of n, a text or a list of them.
func texts(n value.Node) []string {
	if n.Kind != value.List {
		return []string{n.Text}
	}
	var list []string
	for _, item := range n.Items {
		list = append(list, item.Text)
	}
	return list
}
