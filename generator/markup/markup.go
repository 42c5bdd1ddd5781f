// Package markup escapes text for HTML and XML.
package markup

// Table tells what stands for the characters of text that markup gives a meaning to.
// All of them are ASCII up to ">"; those without an entry stand for themselves.
type Table ['>' + 1]string

// The tables. Text that was escaped by one of them can stand between tags and in
// attributes in quotation marks.
var (
	// HTML is for HTML that Gương writes itself.
	HTML = &Table{0: "\ufffd", '&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;"}
	// Template escapes as html/template does, byte for byte.
	Template = &Table{0: "\ufffd", '&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;", '+': "&#43;"}
	// XML is for XML 1.0. What XML cannot contain is for the caller to leave out.
	XML = &Table{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;"}
)

// Append appends text that is escaped by a table.
func Append[T string | []byte](out []byte, text T, table *Table) []byte {
	from := 0
	for i := range len(text) {
		c := text[i]
		if c > '>' || table[c] == "" {
			continue
		}
		out = append(out, text[from:i]...)
		out = append(out, table[c]...)
		from = i + 1
	}
	return append(out, text[from:]...)
}

// Len returns how many bytes Append appends.
func Len(text string, table *Table) int {
	n := len(text)
	for i := range len(text) {
		if c := text[i]; c <= '>' && table[c] != "" {
			n += len(table[c]) - 1
		}
	}
	return n
}
