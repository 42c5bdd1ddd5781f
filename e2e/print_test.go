package e2e

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	cdp "github.com/chromedp/cdproto/page"
	"golang.org/x/text/unicode/norm"
)

// TestPrint prints a story to PDF, as a clerk does who files it: agency, title,
// date, the whole text, the address; and nothing that one presses.
func TestPrint(t *testing.T) {
	t.Parallel()
	p := newPage(t, serveSample(t))
	p.open("/guong-sang/co-giao-lo-thi-anh/")
	p.leaf()
	want := eval[[]string](p, `[
		document.querySelector("h1").innerText,
		document.querySelector("main time").innerText,
		document.querySelector(".sapo").innerText,
		...[...document.querySelectorAll("main .text > p, main .text > h2, main .text td")].map(e => e.innerText),
		...[...document.querySelectorAll("main figcaption")].flatMap(e => [...e.childNodes].map(part => part.textContent)),
		...[...document.querySelectorAll("main .person h3, main [rel=author]")].map(e => e.innerText),
	]`)
	want = append(want, "Ban Biên tập Gương (đơn vị minh họa)", "127.0.0.1/guong-sang/co-giao-lo-thi-anh/")
	never := eval[[]string](p, `[...document.querySelectorAll(".sections a, .tools button, .tools a, .skip, footer .menu a, .neighbours a")].map(e => e.textContent)`)
	if len(want) < 15 || len(never) < 10 {
		t.Fatalf("the story has %d parts and %d things to press: the selectors are out of date", len(want), len(never))
	}
	before := squeeze(eval[string](p, `document.querySelector(".story > footer").previousElementSibling.innerText`))
	before = string([]rune(before)[len([]rune(before))-12:]) // what the author follows
	var prints [2]string
	for i, scheme := range []string{"light", "dark"} {
		p.scheme(scheme)
		file := call(p, cdp.PrintToPDF, cdp.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69}).Data
		pages := pdfPages(t, file)
		for n, text := range pages {
			pages[n] = squeeze(text)
			if number := fmt.Sprintf("%d/%d", n+1, len(pages)); !strings.Contains(pages[n], number) {
				t.Errorf("page %s has no number: %s", number, pages[n])
			}
		}
		if last := pages[len(pages)-1]; !strings.Contains(last, before) {
			t.Errorf("the last page has the author alone: %s", last)
		}
		prints[i] = strings.Join(pages, "")
	}
	if prints[0] != prints[1] {
		t.Error("in the dark, something else is printed")
	}
	for _, text := range want {
		if !strings.Contains(prints[0], squeeze(text)) {
			t.Errorf("not printed: %s", text)
		}
	}
	for _, text := range never {
		if text := squeeze(text); len(text) > 3 && strings.Contains(prints[0], text) && !strings.Contains(squeeze(strings.Join(want, "")), text) {
			t.Errorf("printed: %s", text)
		}
	}
}

// squeeze leaves out of a text what layout adds to it: spaces, and the way in which
// marks are encoded.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == 0xAD {
			return -1
		}
		return r
	}, norm.NFC.String(text))
}
