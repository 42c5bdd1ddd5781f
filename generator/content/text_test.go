package content_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// TestSplit: where front matter ends and the body begins.
func TestSplit(t *testing.T) {
	const front = "title = \"a\"\ndate = 2021-07-06\n"
	for name, test := range map[string]struct {
		text, body string
		line       int
	}{
		"plain":               {"+++\n" + front + "+++\nMột\nHai\n", "Một\nHai\n", 5},
		"BOM":                 {"\ufeff+++\n" + front + "+++\nMột\n", "Một\n", 5},
		"CRLF":                {strings.ReplaceAll("+++\n"+front+"+++\nMột\n", "\n", "\r\n"), "Một\n", 5},
		"CR":                  {strings.ReplaceAll("+++\n"+front+"+++\nMột\n", "\n", "\r"), "Một\n", 5},
		"leading empty lines": {"\n  \n+++\n" + front + "+++\nMột\n", "Một\n", 7},
		"spaces behind":       {"+++ \n" + front + "+++\t\nMột\n", "Một\n", 5},
		"empty body":          {"+++\n" + front + "+++\n", "", 5},
		"no line end":         {"+++\n" + front + "+++", "", 5},
		"marks in the body":   {"+++\n" + front + "+++\n+++\n---\n", "+++\n---\n", 5},
		"other marks inside":  {"+++\n" + front + "# ---\n+++\nMột", "Một", 6},
	} {
		a, body, wrong := read("guong-sang/lan.md", test.text)
		if wrong != nil || string(body) != test.body || a.BodyLine != test.line {
			t.Errorf("%s: %q at line %d, %v", name, body, a.BodyLine, wrong)
		}
	}
}

func TestDashesOfAWordProcessor(t *testing.T) {
	for _, dash := range []string{"—", "——", "—-", "-—", "–-", "-–", "———", "–––", "–"} {
		a, body, wrong := read("guong-sang/lan.md", dash+"\ntitle: a\ndate: 2021-07-06\n"+dash+"\nMột\n")
		if a.Title != "a" || string(body) != "Một\n" || len(wrong) != 2 || wrong.Count(diag.Warning) != 2 {
			t.Errorf("%s: %q, %q, %v", dash, a.Title, body, wrong)
		}
	}
}

// TestEncodings: the encoding that is suspected, and the line where it shows.
func TestEncodings(t *testing.T) {
	const front = "+++\ntitle = \"a\"\ndate = 2021-07-06\n+++\n"
	for name, test := range map[string]struct{ text, want string }{
		"TCVN3 pasted": {
			front + "C«ng t¸c thi ®ua khen th\u00adëng cña huyÖn ®¹t nhiÒu kÕt qu¶.\n",
			"content/a/b.md:5:1: đoạn này có vẻ gõ bằng bảng mã TCVN3, không phải Unicode",
		},
		"VNI pasted": {
			front + "\nCoâng taùc thi ñua khen thöôûng cuûa huyeän ñaït nhieàu keát quaû.\n",
			"content/a/b.md:6:1: đoạn này có vẻ gõ bằng bảng mã VNI, không phải Unicode",
		},
		"Windows-1258": {
			front + "\n\nC\xf4ng t\xe1c thi \xf0ua khen th\xfd\xf5\xd2ng c\xfaa huy\xea\xf2n \xf0a\xf2t nhi\xea\xccu k\xea\xect qua\xd2.\n",
			"content/a/b.md:7: tệp không phải là UTF-8; có lẽ là Windows-1258",
		},
		"UTF-16": {"\xff\xfe+\x00+\x00+\x00\n\x00", "content/a/b.md:1: tệp không phải là UTF-8; có lẽ là UTF-16"},
		"broken": {front + "Một \xff hai\n", "content/a/b.md:5:5: tệp không phải là UTF-8"},
	} {
		a, body, wrong := read("a/b.md", test.text)
		if len(wrong) != 1 || wrong[0].Error() != test.want || body != nil || wrong[0].Severity != diag.Error {
			t.Errorf("%s: %v; want %s", name, wrong, test.want)
		}
		if a == nil {
			t.Errorf("%s: no article", name)
		}
	}
	_, _, wrong := read("a/b.md", front+strings.Repeat("C«ng t¸c thi ®ua khen th\u00adëng cña huyÖn ®¹t nhiÒu kÕt qu¶. ", 3))
	hint := wrong[0].Hint.In(message.English)
	if !strings.HasPrefix(hint, "Convert it to Unicode (Unikey: Ctrl+Shift+F6). The line may read: Công tác thi đua khen thưởng") || !strings.HasSuffix(hint, "…") {
		t.Error(hint)
	}
}

func TestFixes(t *testing.T) {
	a := mustRead(t, "+++\ntitle = \"Ðảng bộ\"\ndate = 2021-07-06\n+++\nMột\u00a0hai\n")
	want := []vietnamese.FixKind{vietnamese.Eth, vietnamese.Space}
	got := []vietnamese.FixKind{}
	for _, fix := range a.Fixes {
		got = append(got, fix.Kind)
	}
	if a.Title != "Đảng bộ" || !cmp.Equal(want, got) {
		t.Errorf("%q, %v", a.Title, a.Fixes)
	}
	if a := mustRead(t, "+++\ntitle = \"Đảng bộ\"\ndate = 2021-07-06\n+++\n"); a.Fixes != nil {
		t.Error(a.Fixes)
	}
}

// TestIndentsOfWord: no-break and other spaces at the beginning of a line of the
// body are dropped, so that they make no computer code; others stay what they
// are. In the front matter indentation means something.
func TestIndentsOfWord(t *testing.T) {
	const front = "---\ntitle: a\ndate: 2021-07-06\nimage:\n\u00a0\u00a0src: a.jpg\n---\n"
	for name, test := range map[string]struct{ body, want string }{
		"no-break spaces":          {"\u00a0\u00a0\u00a0\u00a0Một\n", "Một\n"},
		"one, and an em space":     {"\u00a0Một\n\n\u2003Hai\n", "Một\n\nHai\n"},
		"among ordinary spaces":    {"  \u00a0 \tMột\n", "Một\n"},
		"behind what is invisible": {"\u200b \u00a0\u200b    Một\n", "Một\n"},
		"alone on a line":          {"Một\n\u00a0\nHai\n", "Một\n\nHai\n"},
		"CRLF":                     {"Một\r\n\u00a0\u00a0\u00a0\u00a0Hai\r\n\r\n\u00a0Ba\u00a0bốn", "Một\nHai\n\nBa bốn"},
		"CR":                       {"Một\r\u00a0Hai\r", "Một\nHai\n"},
		"inside a line":            {"Một\u00a0hai\n    mã\n", "Một hai\n    mã\n"},
		"ordinary spaces":          {"    mã\u00a0x\n\tmã\n", "    mã x\n\tmã\n"},
		"the second line only":     {"    mã\n\u00a0\u00a0hai\n  ba", "    mã\nhai\n  ba"},
	} {
		a, body, wrong := read("guong-sang/lan.md", front+test.body)
		if wrong != nil || string(body) != test.want || a.Size != len(body) || a.Image.Src != "a.jpg" {
			t.Errorf("%s: %q, want %q; %v, %+v", name, body, test.want, wrong, a.Image)
		}
	}
	raw := []byte(front + "\u00a0Một\n")
	if _, _, wrong := newReader().Read(content.File{Path: "a/b.md"}, raw); wrong != nil || string(raw) != front+"\u00a0Một\n" {
		t.Errorf("the file's bytes became %q, %v", raw, wrong)
	}
}

// TestControlCharacters never get into the body.
func TestControlCharacters(t *testing.T) {
	a, body, wrong := read("guong-sang/lan.md", "+++\ntitle = \"Thi\b đua\"\ndate = 2021-07-06\n+++\nMột\x00 hai\vba\x1b\n")
	if wrong != nil || a.Title != "Thi đua" || string(body) != "Một hai ba\n" || len(a.Fixes) != 4 {
		t.Errorf("%q, %q, %v, %v", a.Title, body, a.Fixes, wrong)
	}
}
