package metadata

import "guong/generator/markup"

// JSONString returns s as the JSON-LD of a page has it.
func JSONString(s string) string { return string(appendString(nil, s)) }

// Attribute returns s as an attribute of a page has it.
func Attribute(s string) string { return string(markup.Append(nil, s, markup.HTML)) }
