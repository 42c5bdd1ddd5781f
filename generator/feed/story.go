package feed

import (
	"html"
	"strconv"
	"strings"
	"time"

	"guong/generator/site"
)

// lead returns, as HTML, what a story's page shows above its body: corrections,
// which must not come later than what they correct (Luật Báo chí), the sapo
// unless the body begins with it, and the picture.
func (p *publication) lead(a *site.Article) string {
	var b strings.Builder
	for _, c := range a.Corrections {
		date := c.Date.In(a.Date.Location())
		b.WriteString(`<aside><p><time datetime="` + date.Format(time.RFC3339) + `">` + date.Format("02/01/2006") + `</time>: `)
		b.WriteString(html.EscapeString(c.Text) + "</p></aside>\n")
	}
	if !a.Excerpt && a.Summary != "" {
		b.WriteString("<p><strong>")
		if a.Dateline != "" {
			b.WriteString(html.EscapeString(a.Dateline) + " - ")
		}
		b.WriteString(html.EscapeString(a.Summary) + "</strong></p>\n")
	}
	if i := a.Image; i != nil {
		b.WriteString(`<figure><img src="` + html.EscapeString(p.address(i.URL)) + `" alt="` + html.EscapeString(i.Alt) + `"`)
		if width, height := i.Width(), i.Height(); width > 0 && height > 0 {
			b.WriteString(` width="` + strconv.Itoa(width) + `" height="` + strconv.Itoa(height) + `"`)
		}
		b.WriteString(">")
		if i.Caption != "" || i.Credit != "" {
			b.WriteString("<figcaption>" + html.EscapeString(i.Caption))
			if i.Credit != "" {
				b.WriteString(" <cite>" + html.EscapeString(i.Credit) + "</cite>")
			}
			b.WriteString("</figcaption>")
		}
		b.WriteString("</figure>\n")
	}
	return b.String()
}
