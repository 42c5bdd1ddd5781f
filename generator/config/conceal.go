package config

import (
	"regexp"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// conceal leaves lines that may hold a secret out of what is said of the configuration.
// Of syntax, which says nothing of what a line means and proposes how to write it, none of
// a place's lines is shown.
func conceal(list diag.List, text string, syntax bool) {
	if len(list) == 0 {
		return
	}
	lines := secretLines(text)
	for i := range list {
		d := &list[i]
		if d.Line < 1 || d.Line > len(lines) {
			continue
		}
		line := lines[d.Line-1]
		if !line.named && !(syntax && (line.continued || line.place)) {
			continue
		}
		d.Excerpt, d.Skipped = "", 0
		if !syntax {
			continue
		}
		if d.Message.ID != "value.duplicate-key" && d.Message.ID != "value.no-value" && len(d.Message.Args) > 0 {
			d.Message = message.New("value.toml-syntax")
		}
		d.Hint = message.New("value.toml-form")
		if line.named || line.continued {
			d.Hint = message.New("config.deploy-secret-hint")
		}
	}
}

// secretLine is what a line of the configuration may hold.
type secretLine struct {
	named     bool // a value whose key is called as secrets are, or an address with a password
	continued bool // more of the value of such a key
	place     bool // of a table [deploy…]
}

var (
	statement  = regexp.MustCompile(`^\s*(?:\[|[\pL\pN_."' -]+=\s*[^=\s])`)
	inAddress  = regexp.MustCompile(`://[^/\s"']*@`)
	separators = regexp.MustCompile(`[=:{,\[\]]`)
)

// secretLines judges the lines of a configuration, which need not be valid.
func secretLines(text string) []secretLine {
	texts := strings.Split(text, "\n")
	lines := make([]secretLine, len(texts))
	place, secret := false, false
	for i, text := range texts {
		trimmed := strings.TrimSpace(text)
		if strings.HasPrefix(trimmed, "[") && !strings.Contains(trimmed, "=") {
			name, _, _ := strings.Cut(strings.Trim(trimmed, `[ "'`), ".")
			place = strings.HasPrefix(value.FoldKey(name), "deploy")
		}
		line := secretLine{place: place || strings.HasPrefix(trimmed, "deploy.")}
		line.named = inAddress.MatchString(text) || namesSecret(trimmed, line.place)
		if line.named || statement.MatchString(text) {
			secret = line.named
		}
		line.continued = secret && !line.named
		lines[i] = line
	}
	return lines
}

// namesSecret reports whether a line has a key that is called as secrets are, with or
// without what should stand behind it. Taxonomies have a “key” that is no secret.
func namesSecret(line string, place bool) bool {
	parts := separators.Split(line, -1)
	if words := strings.Fields(parts[0]); len(words) > 0 {
		parts = append(parts, words[0])
		if len(words) > 1 {
			parts = append(parts, words[0]+words[1])
		}
	}
	for _, part := range parts {
		for _, name := range strings.Split(part, ".") {
			if name = strings.Trim(name, "\"' \t"); len(name) < 60 && isSecret(name) && (place || value.FoldKey(name) != "key") {
				return true
			}
		}
	}
	return false
}
