package check

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/BurntSushi/toml"

	"guong/generator/message"
)

// Source is a text of law, or a standard, that asks for what a rule looks for.
type Source struct {
	ID         string // "luat-91-2025-16"
	vietnamese citation
	english    citation
}

// citation is how a source is named in one language.
type citation struct {
	Title   string
	Article string // "Điều 16"; may be empty
}

// In returns the source's name in language l.
func (s Source) In(l message.Language) string {
	c := s.vietnamese
	if l == message.English {
		c = s.english
	}
	if c.Article == "" {
		return c.Title
	}
	return c.Title + ", " + c.Article
}

// sourceList are sources in a row.
type sourceList []Source

// In returns the names of the sources in language l.
func (list sourceList) In(l message.Language) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = s.In(l)
	}
	return strings.Join(names, "; ")
}

// legalSource is an entry of legal.toml.
type legalSource struct {
	ID          string
	Vietnamese  citation `toml:"vi"`
	English     citation `toml:"en"`
	From, Until string   // days, both included; empty: without end
	Rules       []string
}

//go:embed legal.toml
var legalData string

// legal are the entries of legal.toml. It is part of the binary, and a test reads
// it all, so that a user cannot meet its panic.
var legal = sync.OnceValue(func() []legalSource {
	var file struct{ Source []legalSource }
	if _, err := toml.Decode(legalData, &file); err != nil {
		panic(fmt.Errorf("legal.toml: %w", err))
	}
	return file.Source
})

// hanoi is the zone in which Vietnamese law comes into force.
var hanoi = time.FixedZone("+07", 7*60*60)

// sourcesAt returns the sources that are in force at t, by the names of the rules
// that they belong to.
func sourcesAt(t time.Time) map[string][]Source {
	day := t.In(hanoi).Format(time.DateOnly)
	byRule := map[string][]Source{}
	for _, s := range legal() {
		if day < s.From || s.Until != "" && s.Until < day {
			continue
		}
		for _, name := range s.Rules {
			byRule[name] = append(byRule[name], Source{s.ID, s.Vietnamese, s.English})
		}
	}
	return byRule
}
