package check

import (
	"strings"

	"golang.org/x/net/html"

	"guong/generator/diag"
	"guong/generator/markdown"
	"guong/generator/message"
)

// pictures looks at the picture of the front matter and at the figures of the
// body: pictures with room for a caption. One that stands within a sentence has
// none; that a picture of the body has no description, a build says already.
func (t *reader) pictures() {
	if image := t.Image; image.Src != "" {
		at := t.Locate("image", image.Src)
		if strings.TrimSpace(image.Alt) == "" {
			t.report(rulePictureAlt, at, base(image.Src))
		}
		t.caption(at, image.Src, image.Caption, image.Credit)
	}
	from := 0
	for _, f := range figures(t.HTML) {
		var at diag.Diagnostic
		at, from = t.figureAt(f.src, from)
		t.caption(at, f.src, f.caption, "")
	}
}

// caption looks at what stands below a picture.
func (t *reader) caption(at diag.Diagnostic, src, caption, credit string) {
	text := caption
	if credit == "" {
		text, credit = markdown.SplitCredit(caption)
	}
	name := base(src)
	var proposedCredit, proposedCaption string
	if t.Proposed != nil && (strings.TrimSpace(text) == "" || credit == "") {
		proposedCredit, proposedCaption = t.Proposed(src)
	}
	if strings.TrimSpace(text) == "" {
		t.report(rulePictureCaption, at, name)
		t.propose(rulePictureCaption, proposedCaption, message.New("check.picture-caption-proposal", proposedCaption))
	}
	if credit == "" {
		t.report(rulePictureCredit, at, name)
		t.propose(rulePictureCredit, proposedCredit, message.New("check.picture-credit-proposal", proposedCredit))
	}
}

// figureAt returns the place of a picture in the body, from an offset on. The
// page may have another address for it than the body: what stays is its name.
func (t *reader) figureAt(src string, from int) (diag.Diagnostic, int) {
	name := base(src)
	if i := strings.Index(string(t.Body[from:]), name); i >= 0 && name != "" {
		start, end := from+i, from+i+len(name)
		return t.inBody(start, end), end
	}
	if i := strings.Index(string(t.Body[from:]), "!["); i >= 0 {
		return t.inBody(from+i, from+i+2), from + i + 2
	}
	return t.inBody(0, 0), from
}

// base returns the name of a file without its folder.
func base(src string) string { return src[strings.LastIndexByte(src, '/')+1:] }

// figure is a picture with room for a caption.
type figure struct{ src, caption string }

// figures returns the figures of a body's HTML.
func figures(body string) (list []figure) {
	if !strings.Contains(body, "<figure") {
		return nil
	}
	z := html.NewTokenizer(strings.NewReader(body))
	var current *figure
	inCaption := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return list
		case html.TextToken:
			if current != nil && inCaption {
				current.caption += string(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			switch token := z.Token(); token.Data {
			case "figure":
				current = &figure{}
			case "figcaption":
				inCaption = true
			case "img":
				if current != nil {
					current.src = attribute(token, "src")
				}
			}
		case html.EndTagToken:
			switch token := z.Token(); token.Data {
			case "figcaption":
				inCaption = false
			case "figure":
				if current != nil && current.src != "" {
					list = append(list, *current)
				}
				current, inCaption = nil, false
			}
		}
	}
}

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
