package markup_test

import (
	"html"
	"html/template"
	"strings"
	"testing"

	"guong/generator/markup"
)

// everything holds each byte between others.
func everything() string {
	var b strings.Builder
	for c := range 256 {
		b.WriteString("ă" + string([]byte{byte(c)}) + "x")
	}
	return b.String()
}

// TestAppend escapes every byte by every table.
func TestAppend(t *testing.T) {
	for name, test := range map[string]struct {
		table *markup.Table
		want  *strings.Replacer
	}{
		"HTML":     {markup.HTML, strings.NewReplacer("\x00", "\ufffd", "&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")},
		"Template": {markup.Template, strings.NewReplacer("\x00", "\ufffd", "&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "+", "&#43;")},
		"XML":      {markup.XML, strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")},
	} {
		for _, text := range []string{"", "a", "<", "<>", "=>?", everything()} {
			got := string(markup.Append([]byte("đã có "), text, test.table))
			if want := "đã có " + test.want.Replace(text); got != want {
				t.Errorf("%s: got %q, want %q", name, got, want)
			}
			if again := markup.Append([]byte("đã có "), []byte(text), test.table); string(again) != got {
				t.Errorf("%s: other bytes for a slice", name)
			}
			if n := markup.Len(text, test.table); n != len(got)-len("đã có ") {
				t.Errorf("%s: Len is %d of %q", name, n, got)
			}
			if back := html.UnescapeString(got); back != "đã có "+strings.ReplaceAll(text, "\x00", "\ufffd") && test.table != markup.XML {
				t.Errorf("%s: read back as %q", name, back)
			}
		}
	}
}

// TestTemplateIsHTMLTemplate compares the table with html/template itself.
func TestTemplateIsHTMLTemplate(t *testing.T) {
	var want strings.Builder
	if err := template.Must(template.New("").Parse("{{.}}")).Execute(&want, everything()); err != nil {
		t.Fatal(err)
	}
	if got := string(markup.Append(nil, everything(), markup.Template)); got != want.String() {
		t.Errorf("got %q\nwant %q", got, want.String())
	}
}
