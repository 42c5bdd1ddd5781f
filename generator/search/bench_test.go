package search_test

import (
	"context"
	"strings"
	"testing"

	"guong/generator/search"
)

func BenchmarkAnalyse(b *testing.B) {
	text := string(search.Story(1, 500).Body(nil))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		search.Analyse(text)
	}
}

func BenchmarkWrite(b *testing.B) {
	const n = 1000
	docs := search.Stories(n, 200)
	size := 0
	b.ReportAllocs()
	for b.Loop() {
		files, err := search.Write(context.Background(), storyOptions, docs)
		if err != nil {
			b.Fatal(err)
		}
		size = 0
		for _, f := range files {
			size += len(f.Data)
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "docs/s")
	b.ReportMetric(float64(size)/n, "B/doc")
}

func BenchmarkSearch(b *testing.B) {
	x := search.Opened(b, search.Written(b, storyOptions, search.Stories(1000, 200)))
	queries := strings.Split("thi dua hai phong/điển hình tiên tiến/84.016 tỷ/TĐKT/phong trào thi đua yêu nước của thành phố Hải Phòng năm 2020/khen thuong", "/")
	at := 0
	b.ReportAllocs()
	for b.Loop() {
		x.Search(search.Request{Query: queries[at%len(queries)]})
		at++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "queries/s")
}
