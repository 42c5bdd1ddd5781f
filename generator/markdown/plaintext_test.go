package markdown_test

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"guong/generator/markdown"
)

func TestAppendText(t *testing.T) {
	for _, test := range []struct{ html, want string }{
		{"", ""},
		{"chữ thường", "chữ thường"},
		{"<p>Một.</p>\n<p>Hai.</p>", "\nMột.\n\n\nHai.\n"},
		{`<h2 id="a">Tít</h2>`, "\nTít\n"},
		{"<ul><li>a</li><li>b</li></ul>", "\n\na\n\nb\n\n"},
		{"một<br>hai<br />ba", "một\nhai\nba"},
		{`<a href="/x/?a=1&amp;b=2" title="a &gt; b">liên <em>kết</em></a>, <strong>đậm</strong><del>cũ</del>`, "liên kết, đậmcũ"},
		{"H<sub>2</sub>O, m<sup>2</sup>", "H2O, m2"},
		{`Có chú thích<sup id="fnref:1"><a href="#fn:1">1</a></sup>.`, "Có chú thích."},
		{"a &amp; b &lt;c&gt; &quot;d&quot; &#39;e&#39; &#x110; &hellip; &nbsp;", "a & b <c> \"d\" 'e' Đ … \u00a0"},
		{"AT&T & co; &khong; &", "AT&T & co; &khong; &"},
		{"<img src=a.jpg alt='không phải chữ'>", "\n"},
		{"cắt ngang <a href", "cắt ngang "},
		{`<div class="box note" role="note"><p class="box-label">Ghi chú</p><p>a</p></div>`, "\n\na\n\n"},
		{`<p class="box-label" lang="vi">Ghi chú</p><p>a</p><span class="watch" lang="vi">Xem</span>`, "\na\n"},
		{`<li><strong class="value"><span class="number">84</span> tỷ<span class="colon">:</span></strong> a</li>`, "\n84 tỷ: a\n"},
		{`cắt ngang <sup id="fnref:1"><a>1`, "cắt ngang 1"},
	} {
		if got := string(markdown.AppendText([]byte("|"), test.html)); got != "|"+test.want {
			t.Errorf("%s\n got %q\nwant %q", test.html, got, "|"+test.want)
		}
	}
}

// TestAppendTextOfTheSample compares with what a browser would show of each text of
// the sample, up to white space.
func TestAppendTextOfTheSample(t *testing.T) {
	c := converter(t, markdown.Sanitise)
	texts := 0
	err := fs.WalkDir(os.DirFS("../../content"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		src, err := os.ReadFile("../../content/" + name)
		if err != nil {
			return err
		}
		document, _ := c.Convert(src, markdown.Origin{File: name, Line: 1})
		page := string(document.Render(resolve))
		got, want := withoutSpace(string(markdown.AppendText(nil, page))), withoutSpace(shown(page))
		if got != want {
			t.Errorf("%s:\n got %.300q\nwant %.300q", name, got, want)
		}
		texts++
		return nil
	})
	if err != nil || texts < 20 {
		t.Errorf("%d texts, %v", texts, err)
	}
}

// shown returns the text of HTML as golang.org/x/net/html reads it, without the
// numbers of footnotes and without where a card leads.
func shown(page string) string {
	var out bytes.Buffer
	z := html.NewTokenizer(strings.NewReader(page))
	left := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.TextToken:
			if !left {
				out.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken:
			token := z.Token()
			switch of := token.Attr; token.Data {
			case "sup":
				left = len(of) > 0 && strings.HasPrefix(of[0].Val, "fnref")
			case "span":
				left = len(of) > 0 && of[0].Val == "watch"
			}
		}
	}
}

func withoutSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
