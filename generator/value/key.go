package value

import (
	"strings"
	"unicode"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// Key describes one key of a table: how it may be called, what it takes and what
// it means. Readers, messages, the manual and forms are made from it.
type Key struct {
	Name       string          // as the manual spells it: "title"
	Vietnamese []string        // the same in Vietnamese, the usual one first: "tít", "tiêu đề"
	Foreign    []string        // what other programs call the same thing
	Resembling []string        // what others call something else, for which a message proposes this key
	Takes      Takes           // what its value is
	OneOf      []string        // the values that it accepts; nil if any
	Required   bool            // every table must have it
	Meaning    message.Message // one sentence
	Example    string          // a value, as TOML
	Keys       []Key           // of the table, or of each table of a list
}

// Takes is the type of value that a key takes.
type Takes uint8

// A key takes a text, a list of texts (or one), true or false, a whole number, a
// list of them (or one), a date, a table, a table or one text for it, or a list of tables (or one).
const (
	TakesText Takes = iota
	TakesTexts
	TakesBool
	TakesInt
	TakesInts
	TakesDate
	TakesTable
	TakesTableOrText
	TakesTables
)

var takesNames = [...]string{
	TakesText: "takes-text", TakesTexts: "takes-texts", TakesBool: "takes-bool", TakesInt: "takes-int", TakesInts: "takes-ints",
	TakesDate: "takes-date", TakesTable: "takes-table", TakesTableOrText: "takes-table-or-text", TakesTables: "takes-tables",
}

// In returns the name of t in language l.
func (t Takes) In(l message.Language) string { return message.New("value." + takesNames[t]).In(l) }

// FoldKey returns what all spellings of one key have in common: "Tác giả",
// "tac_gia", "tác-giả" and "tacGia" give "tacgia". It allocates nothing for a
// key of lower-case letters.
func FoldKey(key string) string {
	folded := vietnamese.Fold(key)
	if strings.IndexFunc(folded, separates) < 0 {
		return folded
	}
	return strings.Map(func(c rune) rune {
		if separates(c) {
			return -1
		}
		return c
	}, folded)
}

func separates(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }

// Names finds keys by any of their names. It is immutable and safe for
// concurrent use.
type Names struct {
	exact      map[string]int    // as Key.Name spells it
	folded     map[string]int    // every name that means the same
	resembling map[string]int    // every name that means something else
	proposals  map[string]string // folded name → what a message proposes for it
	all        []string          // the folded names, for proposals
}

// NewNames returns the names of keys. Of keys that share a name, the first has it.
func NewNames(keys []Key) *Names {
	n := &Names{exact: map[string]int{}, folded: map[string]int{}, resembling: map[string]int{}, proposals: map[string]string{}}
	add := func(to map[string]int, i int, name, proposal string) {
		folded := FoldKey(name)
		if _, taken := to[folded]; taken {
			return
		}
		to[folded] = i
		if _, taken := n.proposals[folded]; !taken {
			n.proposals[folded] = proposal
			n.all = append(n.all, folded)
		}
	}
	for i, k := range keys {
		if _, taken := n.exact[k.Name]; !taken {
			n.exact[k.Name] = i
		}
		add(n.folded, i, k.Name, k.Name)
	}
	for i, k := range keys {
		for _, name := range k.Vietnamese {
			add(n.folded, i, name, name)
		}
		for _, name := range k.Foreign {
			add(n.folded, i, name, k.Name)
		}
	}
	for i, k := range keys {
		for _, name := range k.Resembling {
			if _, same := n.folded[FoldKey(name)]; !same {
				add(n.resembling, i, name, k.Name)
			}
		}
	}
	return n
}

// Find returns the key that is called name: in any case, with or without marks,
// and whatever separates its words.
func (n *Names) Find(name string) (i int, ok bool) {
	if i, ok = n.exact[name]; ok {
		return i, true
	}
	i, ok = n.folded[FoldKey(name)]
	return i, ok
}

// Meant returns the key that the writer of an unknown name probably meant, and
// the name to propose.
func (n *Names) Meant(name string) (i int, proposal string, ok bool) {
	folded := FoldKey(name)
	if i, ok = n.resembling[folded]; ok {
		return i, n.proposals[folded], true
	}
	near, ok := vietnamese.Nearest(folded, n.all)
	if !ok {
		return 0, "", false
	}
	if i, ok = n.folded[near]; !ok {
		i = n.resembling[near]
	}
	return i, n.proposals[near], true
}

// NamesOf returns the names of keys as the manual spells them.
func NamesOf(keys []Key) []string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.Name
	}
	return names
}

// ReportUnknown reports a key that none of keys is called, and proposes the one
// that it resembles, whose place in keys it returns; -1 if there is none.
func (d *Decoder) ReportUnknown(f Field, severity diag.Severity, keys []Key, names *Names) (meant int) {
	i, proposal, ok := names.Meant(f.Key)
	if !ok {
		i = -1
	}
	d.UnknownMeaning(f, severity, proposal, NamesOf(keys))
	return i
}
