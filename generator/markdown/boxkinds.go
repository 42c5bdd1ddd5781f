package markdown

import (
	"maps"
	"slices"
	"strings"

	"guong/generator/vietnamese"
)

// boxForm is how a box is written.
type boxForm uint8

const (
	plainBox    boxForm = iota
	noteBox             // has a word above it that tells what it is: "Lưu ý"
	pullQuote           // repeats, or lifts out, what somebody says
	figuresBox          // figures in large type, each with what it counts
	timelineBox         // moments, each with what happened
	languageBox         // text in another language
)

// boxKind is a kind of box.
type boxKind struct {
	name  string // as it is proposed to writers
	form  boxForm
	class string
	label func(*labels) string // of a noteBox
	also  []string             // the other names, as slugs
}

// boxKinds are the boxes that a quotation may be which begins with "[!name]". The
// names that GitHub gives them are among the others.
var boxKinds = []boxKind{
	{"hộp", plainBox, "box", nil, []string{"hop-thong-tin", "khung", "thong-tin", "boi-canh", "box", "info"}},
	{"trích", pullQuote, "pull", nil, []string{"trich-dan", "cau-noi", "quote", "pull", "pullquote", "pull-quote"}},
	{"số liệu", figuresBox, "figures", nil, []string{"con-so", "nhung-con-so", "so", "figures", "figure", "stats"}},
	{"mốc", timelineBox, "timeline", nil, []string{"cac-moc", "moc-thoi-gian", "dong-thoi-gian", "tieu-su", "timeline"}},
	{"ghi chú", noteBox, "box note", func(l *labels) string { return l.note }, []string{"note"}},
	{"mẹo", noteBox, "box tip", func(l *labels) string { return l.tip }, []string{"goi-y", "tip", "hint"}},
	{"quan trọng", noteBox, "box important", func(l *labels) string { return l.important }, []string{"important"}},
	{"lưu ý", noteBox, "box warning", func(l *labels) string { return l.warning }, []string{"chu-y", "warning", "attention"}},
	{"cảnh báo", noteBox, "box caution", func(l *labels) string { return l.caution }, []string{"than-trong", "caution", "danger"}},
}

// boxNames holds the kinds by all their names, as slugs.
var boxNames = func() map[string]*boxKind {
	byName := map[string]*boxKind{}
	for i := range boxKinds {
		k := &boxKinds[i]
		for _, name := range append(slices.Clone(k.also), vietnamese.Slug(k.name)) {
			byName[name] = k
		}
	}
	return byName
}()

// nearestBox returns the name of the kind of box, or of the language, that a name most
// plausibly means; ok is false if none is near.
func nearestBox(name string) (near string, ok bool) {
	if _, named := languageNamed(name); named { // without "tiếng"
		return nearestLanguage(name), true
	}
	near, ok = vietnamese.Nearest(strings.ReplaceAll(name, "-", " "), proposed.names)
	return proposed.of[near], ok
}

// proposed are the names that a box or a language may be near to, in their order, and
// what is proposed for each.
var proposed = func() (p struct {
	names []string
	of    map[string]string
}) {
	names := map[string]string{}
	for slug, kind := range boxNames {
		names[strings.ReplaceAll(slug, "-", " ")] = kind.name
	}
	for _, k := range boxKinds {
		names[k.name] = k.name
	}
	for _, l := range languages {
		for language := range strings.SplitSeq(l.names, ", ") {
			names["tiếng "+language] = "tiếng " + language
		}
	}
	p.names, p.of = slices.Sorted(maps.Keys(names)), names
	return p
}()
