package metadata_test

import (
	"encoding/json"
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"guong/generator/metadata"
)

// FuzzText: whatever a text holds, its JSON says the same as that of encoding/json
// and cannot end a script element, and its attribute says the same as the text and
// cannot end the attribute.
func FuzzText(f *testing.F) {
	for _, text := range []string{
		"", "Hải Phòng", `a "b" \ c`, "</script>", "<!-- <script>", "]]>", "\x00\x1f\t\n\r\x7f", "\u2028\u2029\ufffd", "&amp;&#34;", "\xff\xc3", "\U0001f338",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		written := metadata.JSONString(text)
		if strings.ContainsAny(written, "<>&") {
			t.Errorf("%q became %s", text, written)
		}
		standard, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		var got, want string
		if err := json.Unmarshal([]byte(written), &got); err != nil {
			t.Fatalf("%q became %s: %v", text, written, err)
		}
		if err := json.Unmarshal(standard, &want); err != nil || got != want {
			t.Errorf("%q became %s", text, written)
		}
		if !utf8.ValidString(text) {
			return
		}
		attribute := metadata.Attribute(text)
		if strings.ContainsAny(attribute, "<>\"\x00") || html.UnescapeString(attribute) != strings.ReplaceAll(text, "\x00", "\ufffd") {
			t.Errorf("attribute: %q became %s", text, attribute)
		}
	})
}
