package markdown

import "strings"

// AppendText appends the plain text of HTML that this package made: what a reader
// sees, without the numbers of footnotes, where a card leads and what the label of a
// box says. Where a block ends stands a line's end.
func AppendText(dst []byte, html string) []byte {
	for {
		at := strings.IndexByte(html, '<')
		if at < 0 {
			return appendDecoded(dst, html)
		}
		dst = appendDecoded(dst, html[:at])
		html = html[at:]
		if strings.HasPrefix(html, `<sup id="fnref`) {
			if _, after, ok := strings.Cut(html, "</sup>"); ok {
				html = after
				continue
			}
		}
		if strings.HasPrefix(html, watchOpen) {
			if _, after, ok := strings.Cut(html, "</span>"); ok {
				html = after
				continue
			}
		}
		if strings.HasPrefix(html, boxLabelOpen) {
			if _, after, ok := strings.Cut(html, "</p>"); ok {
				html = after
				continue
			}
		}
		end := strings.IndexByte(html, '>')
		if end < 0 {
			return dst
		}
		if !isInlineTag(html[1:end]) {
			dst = append(dst, '\n')
		}
		html = html[end+1:]
	}
}

// isInlineTag reports whether a tag, without its brackets, stands within a line.
func isInlineTag(tag string) bool {
	name := strings.TrimPrefix(tag, "/")
	for i := range len(name) {
		if c := name[i]; c == ' ' || c == '/' {
			name = name[:i]
			break
		}
	}
	switch name {
	case "a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var":
		return true
	}
	return false
}

// appendDecoded appends text whose entities are those that this package and the
// sanitiser write.
func appendDecoded(dst []byte, s string) []byte {
	for {
		at := strings.IndexByte(s, '&')
		if at < 0 {
			return append(dst, s...)
		}
		dst = append(dst, s[:at]...)
		characters, n := unit([]byte(s[at:min(at+40, len(s))]))
		dst = append(dst, characters...)
		s = s[at+n:]
	}
}
