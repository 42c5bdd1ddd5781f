package feed_test

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"unicode/utf8"

	"guong/generator/feed"
)

// texts are seeds with what has a meaning in some form.
var texts = []string{
	"", "Hải Phòng", "a & b < c > d \"e\" 'f' \\ g", "]]>", "]]]]>>", "]]", "\x00\x01\x1f\t\n\r\x7f\u0085", "\ufffd\ufffe\uffff\uffc0\uffef", "\u2028\u2029",
	strings.Repeat("tám chữ cái", 20) + "\"" + strings.Repeat("x", 9) + "\n", "</script>", "\U0001f338",
}

// FuzzText: whatever a text holds, a reader of JSON gets it as it is, and a
// reader of XML gets it without what XML cannot contain.
func FuzzText(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
		f.Add("1234567" + text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "?")
		}
		var got string
		if err := json.Unmarshal([]byte(feed.JSONText(text)), &got); err != nil || got != text {
			t.Errorf("JSON: %q became %q (%v)", text, got, err)
		}
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff {
				return -1
			}
			return r
		}, text)
		for name, written := range map[string]string{"text": feed.XMLText(text), "CDATA": feed.CDATA(text, text)} {
			var element struct {
				Text string `xml:",chardata"`
			}
			want := want
			if name == "CDATA" {
				want += want
			}
			if err := xml.Unmarshal([]byte("<x>"+written+"</x>"), &element); err != nil || element.Text != want {
				t.Errorf("%s: %q became %q (%v)", name, text, element.Text, err)
			}
		}
		if n := len(feed.XMLText(text)); n > feed.XMLTextLen(text) {
			t.Errorf("%q takes %d bytes, more than %d", text, n, feed.XMLTextLen(text))
		}
	})
}
