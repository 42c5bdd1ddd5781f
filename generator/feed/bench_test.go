package feed_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/feed"
	"guong/generator/markdown"
	"guong/generator/site"
	"guong/generator/site/sitetest"
)

// newsSite is a site of n stories of 900 syllables with 17 authors for 20 stories,
// 40 sections and provinces, and a link in every tenth story.
func newsSite(b *testing.B, n int) *site.Site {
	b.Helper()
	c := config.Default("Gương", "https://tdkt.example/")
	converter, err := markdown.New(markdown.Options{Labels: sitetest.Labels})
	if err != nil {
		b.Fatal(err)
	}
	body := strings.Repeat("## Tích cực đổi mới\n\n"+strings.Repeat("Phát huy sức mạnh “toàn dân”, thành phố đã đổi mới công tác thi đua, khen thưởng. ", 5)+"\n\n", 9)
	documents := []*markdown.Document{}
	for _, text := range []string{body, body + "\n[Trang chủ](/)\n"} {
		document, _ := converter.Convert([]byte(text), markdown.Origin{})
		documents = append(documents, document)
	}
	reader := content.NewReader(c, "content")
	in := site.Input{Config: c, Now: now}
	date := time.Date(2021, 7, 6, 10, 11, 0, 0, time.UTC)
	for i := range n {
		file := content.File{Path: fmt.Sprintf("tin-%d/bai-%d.md", i%40, i)}
		raw := fmt.Sprintf("+++\ntitle = \"Hải Phòng: Đổi mới công tác thi đua, khen thưởng %d\"\ndate = %s\nauthor = \"Nguyễn An %d\"\nlocalities = [\"Tỉnh %d\"]\nfields = [\"Y tế\"]\nsummary = \"TĐKT - Phát huy sức mạnh toàn dân, thành phố đã đổi mới công tác thi đua.\"\n+++\n",
			i, date.Add(time.Duration(i)*time.Hour/4).Format(time.RFC3339), i*17/20, i%40)
		article, _, wrong := reader.Read(file, []byte(raw))
		stop(b, wrong)
		document := documents[0]
		if i%10 == 0 {
			document = documents[1]
		}
		in.Entries = append(in.Entries, site.Entry{Article: article, Document: func() *markdown.Document { return document }})
	}
	s, wrong := site.New(in)
	stop(b, wrong)
	return s
}

// BenchmarkOutputs makes and renders all outputs of a site of 10,000 stories:
// some 26,000 feeds and the sitemaps.
func BenchmarkOutputs(b *testing.B) {
	s := newsSite(b, 10000)
	var out bytes.Buffer
	total, count := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		total, count = 0, 0
		for _, o := range outputs(s) {
			out.Reset()
			if err := o.Render(&out, nil); err != nil {
				b.Fatal(err)
			}
			total += out.Len()
			count++
		}
	}
	b.ReportMetric(float64(total)/1e6, "MB")
	b.ReportMetric(float64(count), "files")
}

// BenchmarkTable makes the table of outputs without rendering any.
func BenchmarkTable(b *testing.B) {
	s := newsSite(b, 10000)
	b.ReportAllocs()
	for b.Loop() {
		outputs(s)
	}
}

// BenchmarkFeeds renders one feed of twenty stories in each form.
func BenchmarkFeeds(b *testing.B) {
	s := newsSite(b, 100)
	for _, o := range outputs(s)[:3] {
		b.Run(o.Path, func(b *testing.B) {
			var out bytes.Buffer
			b.ReportAllocs()
			for b.Loop() {
				out.Reset()
				_ = o.Render(&out, nil)
			}
			b.SetBytes(int64(out.Len()))
		})
	}
}

// BenchmarkText writes the text of a story in JSON and in CDATA.
func BenchmarkText(b *testing.B) {
	text := strings.Repeat("<p>Phát huy sức mạnh “toàn dân”, thành phố đã <a href=\"/tin/\">đổi mới</a> công tác thi đua, khen thưởng.</p>\n", 60)
	for _, form := range []struct {
		name  string
		write func(*bytes.Buffer, ...string)
	}{{"JSON", feed.WriteJSONText}, {"CDATA", feed.WriteCDATA}} {
		b.Run(form.name, func(b *testing.B) {
			var out bytes.Buffer
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				out.Reset()
				form.write(&out, text)
			}
		})
	}
}
