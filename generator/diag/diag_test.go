package diag_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/diag"
	"guong/generator/message"
)

// said is a message that no catalogue knows: it is shown as it is.
func said(text string) message.Message { return message.New(text) }

func show(d diag.Diagnostic, l message.Language) string {
	var b strings.Builder
	d.Show(&b, l)
	return b.String()
}

func TestPositionSaysWhatIsKnown(t *testing.T) {
	for want, p := range map[string]diag.Position{
		"":         {},
		"a.md":     {File: "a.md"},
		"a.md:3":   {File: "a.md", Line: 3},
		"a.md:3:7": {File: "a.md", Line: 3, Column: 7},
		"a.md ":    {File: "a.md ", Column: 7},
	} {
		if got := p.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestAt: offsets are bytes, columns are characters.
func TestAt(t *testing.T) {
	const src = "một\r\nhai “ba”\n\nbốn"
	for _, test := range []struct {
		offset  int
		place   string
		excerpt string
	}{
		{-1, "x:1:1", "một"},
		{0, "x:1:1", "một"},
		{strings.Index(src, "t\r"), "x:1:3", "một"},
		{strings.Index(src, "ba"), "x:2:6", "hai “ba”"},
		{strings.Index(src, "\n\nb"), "x:2:9", "hai “ba”"},
		{strings.Index(src, "\nb"), "x:3:1", ""},
		{strings.Index(src, "n"), "x:4:3", "bốn"},
		{len(src), "x:4:4", "bốn"},
		{len(src) + 9, "x:4:4", "bốn"},
	} {
		d := diag.At("x", []byte(src), test.offset, 2)
		if d.Position.String() != test.place || d.Excerpt != test.excerpt || d.Width != 2 {
			t.Errorf("At %d: %s %q, want %s %q", test.offset, d.Position, d.Excerpt, test.place, test.excerpt)
		}
	}
	if d := diag.At("x", []byte("a\xff\xfeb"), 3, 1); d.Column != 4 || d.Excerpt != "a\uFFFD\uFFFDb" {
		t.Errorf("bytes that are not UTF-8: column %d in %q", d.Column, d.Excerpt)
	}
}

func TestAtLine(t *testing.T) {
	for line, want := range map[int]string{1: "một", 2: "hai", 3: "", 4: "", 0: "một"} {
		d := diag.AtLine("x", []byte("một\r\nhai\n"), line, 2, 1)
		if d.Excerpt != want || d.Line != line || d.Column != 2 {
			t.Errorf("line %d: %+v", line, d)
		}
	}
}

func TestShow(t *testing.T) {
	long := strings.Repeat("đ", 120)
	for name, test := range map[string]struct {
		d    diag.Diagnostic
		want string
	}{
		"all": {
			diag.Diagnostic{Position: diag.Position{"a.md", 3, 1}, Message: message.New("value.unknown-key", "tilte"), Hint: message.New("value.did-you-mean", "title"), Excerpt: `tilte = "Cô giáo Lan"`, Width: 5},
			"a.md:3:1: không có mục “tilte”\n  tilte = \"Cô giáo Lan\"\n  ^^^^^\n  Ý bạn là “title”?\n",
		},
		"warning": {diag.Diagnostic{Severity: diag.Warning, Message: said("x")}, "lưu ý: x\n"},
		"note":    {diag.Diagnostic{Severity: diag.Note, Message: said("x")}, "x\n"},
		"Vietnamese letters before the caret": {
			diag.Diagnostic{Position: diag.Position{"a", 1, 10}, Message: said("x"), Excerpt: "tít phụ: đổi mới", Width: 7},
			"a:1:10: x\n  tít phụ: đổi mới\n           ^^^^^^^\n",
		},
		"combining marks take no room": {
			diag.Diagnostic{Position: diag.Position{"a", 1, 5}, Message: said("x"), Excerpt: "e\u0302\u0301 b"},
			"a:1:5: x\n  e\u0302\u0301 b\n    ^\n",
		},
		"tabs stay tabs": {
			diag.Diagnostic{Position: diag.Position{"a", 1, 4}, Message: said("x"), Excerpt: "\ta\tb"},
			"a:1:4: x\n  \ta\tb\n  \t \t^\n",
		},
		"width ends with the line": {
			diag.Diagnostic{Position: diag.Position{"a", 1, 2}, Message: said("x"), Excerpt: "abc", Width: 50},
			"a:1:2: x\n  abc\n   ^^\n",
		},
		"behind the line": {
			diag.Diagnostic{Position: diag.Position{"a", 1, 4}, Message: said("x"), Excerpt: "abc", Width: 2},
			"a:1:4: x\n  abc\n     ^\n",
		},
		"line alone": {
			diag.Diagnostic{Position: diag.Position{"a", 1, 0}, Message: said("x"), Excerpt: "abc"},
			"a:1: x\n  abc\n",
		},
		"hint of two lines": {
			diag.Diagnostic{Message: said("x"), Hint: said("một\nhai")},
			"x\n  một\n  hai\n",
		},
		"long line, at its beginning": {
			diag.Diagnostic{Position: diag.Position{"a", 1, 3}, Message: said("x"), Excerpt: long},
			"a:1:3: x\n  " + long[:200] + "…\n    ^\n",
		},
		"long line, at its end": {
			diag.Diagnostic{Position: diag.Position{"a", 1, 120}, Message: said("x"), Excerpt: long, Width: 4},
			"a:1:120: x\n  …" + long[:200] + "\n  " + strings.Repeat(" ", 100) + "^\n",
		},
		"long line, in its middle": {
			diag.Diagnostic{Position: diag.Position{"a", 1, 60}, Message: said("x"), Excerpt: long, Width: 2},
			"a:1:60: x\n  …" + long[:200] + "…\n  " + strings.Repeat(" ", 50) + "^^\n",
		},
		"long line alone": {
			diag.Diagnostic{Position: diag.Position{"a", 1, 0}, Message: said("x"), Excerpt: long},
			"a:1: x\n  " + long[:200] + "…\n",
		},
		"nothing for a terminal to obey": {
			diag.Diagnostic{Position: diag.Position{"a", 1, 3}, Message: said("x\x1b[2J"), Excerpt: "\x1b]0;a\x07"},
			"a:1:3: x\uFFFD[2J\n  \uFFFD]0;a\uFFFD\n    ^\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, show(test.d, message.Vietnamese)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestShowInEnglish(t *testing.T) {
	d := diag.Diagnostic{Position: diag.Position{"a.md", 3, 1}, Severity: diag.Warning, Message: message.New("value.unknown-key", "tilte"), Hint: message.New("value.did-you-mean", "title")}
	const want = "a.md:3:1: warning: there is no key “tilte”\n  Do you mean “title”?\n"
	if diff := cmp.Diff(want, show(d, message.English)); diff != "" {
		t.Error(diff)
	}
	if brief := d.Brief(message.English); brief != "a.md:3:1: there is no key “tilte”" {
		t.Error(brief)
	}
	if text := d.Error(); text != "a.md:3:1: không có mục “tilte”" {
		t.Error(text)
	}
	if brief := (diag.Diagnostic{Message: said("x")}).Brief(message.English); brief != "x" {
		t.Error(brief)
	}
}

func TestBagSortsAndKeepsOneOfEach(t *testing.T) {
	at := func(file string, line, column int, severity diag.Severity, text string) diag.Diagnostic {
		return diag.Diagnostic{Position: diag.Position{File: file, Line: line, Column: column}, Severity: severity, Message: said(text)}
	}
	hinted := at("b", 1, 1, diag.Error, "x")
	hinted.Hint = said("z")
	sorted := diag.List{
		at("a", 2, 1, diag.Error, "x"), at("a", 10, 1, diag.Error, "x"), at("b", 1, 0, diag.Error, "x"), at("b", 1, 1, diag.Error, "x"),
		at("b", 1, 1, diag.Error, "y"), at("b", 1, 1, diag.Warning, "x"), at("b", 1, 2, diag.Note, "x"),
	}
	given := append(diag.List{hinted}, sorted...)
	for i := range given {
		var bag diag.Bag
		bag.Add(given[i:]...)
		bag.Add()
		bag.Add(given[:i]...)
		bag.Add(given[len(given)-1])
		if diff := cmp.Diff(sorted, bag.List()); diff != "" {
			t.Fatal(diff)
		}
	}
	if n := []int{sorted.Count(diag.Error), sorted.Count(diag.Warning), sorted.Count(diag.Note)}; !cmp.Equal(n, []int{5, 1, 1}) {
		t.Error(n)
	}
	if text := sorted[:2].Error(); text != "a:2:1: x\na:10:1: x" {
		t.Error(text)
	}
}

func TestBagFailsWithAnError(t *testing.T) {
	var bag diag.Bag
	bag.Add(diag.Diagnostic{Severity: diag.Warning}, diag.Diagnostic{Severity: diag.Note})
	if bag.Failed() {
		t.Error("failed with a warning")
	}
	bag.Add(diag.Diagnostic{Severity: diag.Error})
	if !bag.Failed() {
		t.Error("not failed with an error")
	}
}

func TestBagIsFilledFromManyGoroutines(t *testing.T) {
	var bag diag.Bag
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 50 {
				bag.Add(diag.Diagnostic{Position: diag.Position{File: fmt.Sprint(i), Line: j}, Message: said("x")})
				bag.List()
				bag.Failed()
			}
		})
	}
	all.Wait()
	if n := len(bag.List()); n != 400 {
		t.Error(n)
	}
}
