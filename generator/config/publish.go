package config

import (
	"io/fs"
	"slices"
	"strconv"

	"guong/generator/message"
	"guong/generator/value"
)

// Publish tells how the finished site is written.
type Publish struct {
	FileMode fs.FileMode // permissions of published files; 0: everybody may read
}

// fileModes are the permissions that published files can have: their owner writes
// them, nobody runs them, and not everybody may change them.
var fileModes = []string{"0644", "0640", "0664", "0660"}

func publishKeys() []key {
	return []key{{value.Key{
		Name: "fileMode", Vietnamese: []string{"quyền tệp", "quyền đọc"}, Foreign: []string{"chmod"},
		Takes: value.TakesText, OneOf: fileModes, Meaning: message.New("config.key-publish-file-mode"), Example: `"0644"`,
	}, (*reader).fileMode}}
}

func (r *reader) fileMode(f value.Field) {
	text := ""
	r.oneOf(f, &text, fileModes...)
	if slices.Contains(fileModes, text) {
		mode, _ := strconv.ParseUint(text, 8, 32) // each of the list is a number
		r.config.Publish.FileMode = fs.FileMode(mode)
	}
}
