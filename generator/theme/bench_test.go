package theme_test

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"guong/generator/site"
)

// benchmarkPage renders one page of the built-in theme again and again, with what
// is cached of it already rendered, as for all pages of a build but the first.
func benchmarkPage(b *testing.B, layout string, count int) {
	look := builtin(b)
	benchmarkRender(b, func(w io.Writer, v *site.View) error { return look.Render(context.Background(), w, v) }, layout, count)
}

// benchmarkInterpreted is benchmarkPage for html/template without programs.
func benchmarkInterpreted(b *testing.B, layout string, count int) {
	benchmarkRender(b, builtin(b).Interpreted().Remember().RenderInterpreted, layout, count)
}

func benchmarkRender(b *testing.B, render func(io.Writer, *site.View) error, layout string, count int) {
	s := read(b, manyStories(count))
	var v *site.View
	for v = range s.Views() {
		if v.Layout == layout {
			break
		}
	}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := render(&out, v); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "bytes/page")
}

func BenchmarkArticle(b *testing.B) { benchmarkPage(b, site.LayoutArticle, 60) }

func BenchmarkSection(b *testing.B) { benchmarkPage(b, site.LayoutSection, 60) }

func BenchmarkTerm(b *testing.B) { benchmarkPage(b, site.LayoutTerm, 60) }

func BenchmarkInterpretedArticle(b *testing.B) { benchmarkInterpreted(b, site.LayoutArticle, 60) }

func BenchmarkInterpretedSection(b *testing.B) { benchmarkInterpreted(b, site.LayoutSection, 60) }

func BenchmarkInterpretedTerm(b *testing.B) { benchmarkInterpreted(b, site.LayoutTerm, 60) }

// BenchmarkLoad reports the time to load the built-in theme.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		builtin(b)
	}
}

// manyStories is a site of stories with what most stories have.
func manyStories(n int) string {
	var archive strings.Builder
	date := time.Date(2021, 7, 6, 10, 11, 0, 0, time.UTC)
	for i := range n {
		archive.WriteString("-- content/tin/bai-" + string(rune('a'+i/26)) + string(rune('a'+i%26)) + ".md --\n+++\ntitle = \"Hải Phòng: Đổi mới công tác thi đua, khen thưởng\"\ndate = " +
			date.AddDate(0, 0, i).Format(time.RFC3339) + "\nauthor = \"Nguyễn An\"\nlocalities = [\"Hải Phòng\"]\nfields = [\"Y tế\", \"Giáo dục\"]\nmovements = [\"Cả nước thi đua\"]\n" +
			"image = { src = \"/anh.jpg\", alt = \"Ảnh\", caption = \"Chú thích\" }\nsummary = \"TĐKT - Phát huy sức mạnh toàn dân, thành phố đã đổi mới công tác thi đua.\"\n" +
			"[[honorees]]\nname = \"Lò Thị Ánh\"\nrole = \"Giáo viên\"\n+++\n" + strings.Repeat("Thân bài dài. ", 100) + "\n")
	}
	return archive.String() + "-- content/anh.jpg --\n"
}
