package config

import (
	"slices"
	"strings"
	"unicode"

	"guong/generator/message"
	"guong/generator/value"
)

// Search tells what the search of the site knows besides its texts.
type Search struct {
	Include       []string          // addresses of the indexes of other sites, "https://haiphong.example/search/", that it asks too
	Abbreviations map[string]string // what abbreviations stand for: TĐKT → thi đua khen thưởng
}

// include takes addresses of indexes, each once.
func (r *reader) include(f value.Field) {
	before := len(r.Wrong)
	if r.Strings(f); len(r.Wrong) > before {
		return
	}
	items := []value.Node{f.Value}
	if f.Value.Kind == value.List {
		items = f.Value.Items
	}
	for _, item := range items {
		text := strings.TrimSpace(item.Text)
		normal, ok := normalBaseURL(text)
		if ok && !strings.HasSuffix(normal, "/manifest.json/") {
			if !slices.Contains(r.config.Search.Include, normal) {
				r.config.Search.Include = append(r.config.Search.Include, normal)
			}
			continue
		}
		// In a file with keys in quotation marks the place is that of the list.
		if at := strings.Index(r.Text[item.Offset:item.End], `"`+item.Text+`"`); at > 0 {
			item.Offset += at
			item.End = item.Offset + len(item.Text) + len(`""`)
		}
		r.fail(value.Field{Value: item}, message.New("config.include", text), r.Write(f.Key, `["`+proposedIndex(text)+`"]`))
	}
}

// proposedIndex returns the address of an index that may be meant by one that is
// none: without scheme, or that of a file of the index.
func proposedIndex(text string) string {
	text = strings.TrimSuffix(strings.TrimRight(text, "/"), "/manifest.json")
	if normal, ok := normalBaseURL(text); ok {
		return normal
	}
	if host, _, _ := strings.Cut(text, "/"); strings.Contains(host, ".") {
		if normal, ok := normalBaseURL("https://" + text); ok {
			return strings.TrimSuffix(normal, "search/") + "search/"
		}
	}
	return "https://haiphong.example/search/"
}

func (r *reader) abbreviations(f value.Field) {
	for _, f := range r.Table(f) {
		if f.Value.Kind == value.Table {
			// TP.HCM = "…" is the key HCM of a table TP.
			key, meaning := dotted(f)
			r.fail(f, message.New("config.abbreviation-dot", key), r.Write(`"`+key+`"`, `"`+meaning+`"`))
			continue
		}
		meaning, ok := r.word(f)
		switch {
		case !ok:
		case len(strings.FieldsFunc(meaning, notInWord)) < 2:
			r.fail(f, message.New("config.abbreviation", f.Key, meaning), r.Write(`"`+f.Key+`"`, `"… …"`))
		default:
			if r.config.Search.Abbreviations == nil {
				r.config.Search.Abbreviations = map[string]string{}
			}
			r.config.Search.Abbreviations[f.Key] = meaning
		}
	}
}

// dotted returns the key that is meant by tables within tables, and the value of
// the innermost.
func dotted(f value.Field) (key, text string) {
	key = f.Key
	for f.Value.Kind == value.Table && len(f.Value.Fields) > 0 {
		f = f.Value.Fields[0]
		key += "." + f.Key
	}
	return key, f.Value.Text
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) }
