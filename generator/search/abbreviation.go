package search

import (
	_ "embed" // the list of abbreviations

	"github.com/BurntSushi/toml"
)

//go:embed abbreviations.toml
var abbreviationList string

// builtinAbbreviations returns what the abbreviations of the field stand for.
func builtinAbbreviations() map[string]string {
	meanings := map[string]string{}
	if _, err := toml.Decode(abbreviationList, &meanings); err != nil {
		panic(err) // the list is part of the program; any test finds it
	}
	return meanings
}
