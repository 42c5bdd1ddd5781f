package site_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/markdown"
	"guong/generator/site"
)

// TestRelated holds the order of stories to read next.
func TestRelated(t *testing.T) {
	s := read(t, story("tin/a.md", "A", "2024-01-01", `fields = ["Chung", "Hiếm"]`, `related = ["e", "a.md", "nhap", "e.md"]`)+
		story("tin/b.md", "B", "2024-01-05", `fields = ["Chung"]`)+
		story("tin/c.md", "C", "2024-01-04", `fields = ["Chung"]`)+
		story("tin/d.md", "D", "2020-01-01", `fields = ["Hiếm"]`)+
		story("tin/e.md", "E", "2019-01-01")+
		story("tin/nhap.md", "Nháp", "2024-01-01", "draft = true", `fields = ["Hiếm"]`))
	a := s.ArticleAt("tin/a.md")
	tests := []struct {
		n    int
		want string
	}{
		{5, "E, D, B, C"}, // chosen, then the rarer term, then the newer
		{3, "E, D, B"},
		{1, "E"},
		{0, ""},
		{-1, ""},
	}
	for _, test := range tests {
		if got := titles(a.Related(test.n), articleTitle); got != test.want {
			t.Errorf("Related(%d) = %s, want %s", test.n, got, test.want)
		}
	}
	if got := s.ArticleAt("tin/e.md").Related(5); got != nil {
		t.Errorf("a story without terms has related ones: %s", titles(got, articleTitle))
	}
}

// TestRelatedEqualsTheSlowWay compares with every other story of the site, on
// random sites none of whose terms is too common to be looked at whole.
func TestRelatedEqualsTheSlowWay(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 30 {
		in := randomSite(random, 2+random.IntN(120), 1+random.IntN(8))
		s, wrong := site.New(in)
		stop(t, wrong)
		for _, a := range s.Articles {
			n := random.IntN(9)
			want := titles(slowlyRelated(s, a, n), articleTitle)
			if got := titles(a.Related(n), articleTitle); got != want {
				t.Fatalf("%s, %d of %d stories: got %s, want %s", a.Path, n, len(s.Articles), got, want)
			}
		}
	}
}

// slowlyRelated is the definition: the sum of log₂(1 + stories / stories of the
// term), in thousandths, over the terms that two stories share.
func slowlyRelated(s *site.Site, a *site.Article, n int) []*site.Article {
	scores := map[*site.Article]int{}
	for _, other := range s.Articles {
		for _, term := range postings(a) {
			if other != a && slices.Contains(postings(other), term) {
				scores[other] += int(math.Round(1000 * math.Log2(1+float64(len(s.Articles))/float64(len(term.Articles)))))
			}
		}
	}
	var list []*site.Article
	for _, other := range s.Articles {
		if scores[other] > 0 {
			list = append(list, other)
		}
	}
	slices.SortStableFunc(list, func(x, y *site.Article) int { return cmp.Compare(scores[y], scores[x]) })
	return list[:min(n, len(list))]
}

func postings(a *site.Article) []*site.Term {
	terms := slices.Clone(a.Authors)
	for _, t := range a.Terms {
		terms = append(terms, t.Terms...)
	}
	return terms
}

// TestRelatedOfACommonTerm: of a term that too many stories have, those nearest
// in time are looked at, also at both ends.
func TestRelatedOfACommonTerm(t *testing.T) {
	in := randomSite(rand.New(rand.NewPCG(1, 1)), 400, 1)
	for i := range in.Entries {
		in.Entries[i].Front.Terms = map[string][]string{"fields": {"Chung"}}
		in.Entries[i].Front.Authors = nil
		in.Entries[i].Front.Date = time.Date(2020, 1, 1+i, 0, 0, 0, 0, time.UTC)
	}
	s, wrong := site.New(in)
	stop(t, wrong)
	for _, at := range []int{0, 1, 63, 64, 200, 336, 398, 399} {
		got := s.Articles[at].Related(1000)
		if len(got) != 127 || slices.Contains(got, s.Articles[at]) {
			t.Errorf("story %d: %d related", at, len(got))
		}
		first := slices.Index(s.Articles, got[0])
		if want := max(0, min(at-64, 400-128)); first != want && !(at == want && first == want+1) {
			t.Errorf("story %d: the first is story %d, want %d", at, first, want)
		}
	}
}

// randomSite has stories with the terms of a small site.
func randomSite(random *rand.Rand, stories, terms int) site.Input {
	in := site.Input{Config: config.Default("G", "https://x.example/"), Now: now}
	pick := func(kind string, n int) (list []string) {
		for range random.IntN(3) {
			list = append(list, fmt.Sprintf("%s %d", kind, random.IntN(n)))
		}
		return list
	}
	for i := range stories {
		in.Entries = append(in.Entries, entry(fmt.Sprintf("tin/%d.md", i), content.Front{
			Title:   fmt.Sprint(i),
			Date:    time.Date(2020, 1, 1+random.IntN(20), 0, 0, 0, 0, time.UTC),
			Weight:  random.IntN(2),
			Authors: pick("Tác giả", terms),
			Terms:   map[string][]string{"fields": pick("Lĩnh vực", terms), "localities": pick("Nơi", 2*terms)},
		}))
	}
	return in
}

var emptyDocument = &markdown.Document{HTML: "<p>Thân bài.</p>", Excerpt: "Thân bài."}

func entry(path string, front content.Front) site.Entry {
	return site.Entry{
		Article:  &content.Article{Path: path, File: "content/" + path, Front: front},
		Document: func() *markdown.Document { return emptyDocument },
	}
}

// TestSharedTermsStayWithinTheWindow: what a story is compared with does not
// grow with the site, even if all stories share their terms.
func TestSharedTermsStayWithinTheWindow(t *testing.T) {
	in := randomSite(rand.New(rand.NewPCG(5, 5)), 1000, 1)
	s, wrong := site.New(in)
	stop(t, wrong)
	for _, a := range s.Articles {
		if n := len(a.Related(1 << 20)); n > 128*len(postings(a)) {
			t.Fatalf("%s: %d related stories of %d terms", a.Path, n, len(postings(a)))
		}
	}
}

// largeSite has 10,000 stories in the shape of a real site: 34 localities, 10
// fields, 6 movements, 10 awards, 8,500 authors.
func largeSite() site.Input {
	random := rand.New(rand.NewPCG(7, 7))
	in := site.Input{Config: config.Default("G", "https://x.example/"), Now: now}
	family := strings.Fields("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý")
	middle := strings.Fields("Văn Thị Hữu Đức Minh Thanh Ngọc Quang Xuân Hồng Thu Kim Gia Bảo Anh Công")
	given := strings.Fields("An Bình Châu Dũng Đạt Giang Hà Hải Hạnh Hoa Hùng Hương Khánh Lan Linh Long Mai Nam Nga Phúc Quân Sơn Thảo Trang Tuấn Uyên Vân Vinh Yến")
	authors := make([]string, 8500)
	for i := range authors {
		authors[i] = fmt.Sprintf("%s %s %s %d", family[random.IntN(len(family))], middle[random.IntN(len(middle))], given[random.IntN(len(given))], i)
	}
	pick := func(kind string, n, most int) (list []string) {
		for range 1 + random.IntN(most) {
			list = append(list, fmt.Sprintf("%s số %d", kind, random.IntN(n)))
		}
		return list
	}
	sections := []string{"guong-sang", "phong-trao", "tin-tuc", "nguoi-tot-viec-tot"}
	for i := range 10_000 {
		dir := sections[random.IntN(len(sections))]
		front := content.Front{
			Title:   fmt.Sprintf("Điển hình tiên tiến thứ %d trong phong trào thi đua yêu nước", i),
			Summary: "TĐKT - Phát huy sức mạnh toàn dân, thành phố đã đổi mới công tác thi đua, khen thưởng.",
			Date:    time.Date(2015, 1, 1, i, random.IntN(60), 0, 0, time.UTC),
			Authors: []string{authors[random.IntN(len(authors))]},
			Terms: map[string][]string{
				"localities": pick("Tỉnh", 34, 2), "fields": pick("Lĩnh vực", 10, 2),
				"movements": pick("Phong trào", 6, 1), "awards": pick("Danh hiệu", 10, 2),
			},
			Honorees: []content.Honoree{{Name: authors[random.IntN(len(authors))], Kind: "ca-nhan", Role: "Giáo viên", Unit: "Trường Tiểu học",
				Awards: []content.Award{{Name: "Lao động tiên tiến", Year: 2020}}}},
		}
		in.Entries = append(in.Entries, entry(fmt.Sprintf("%s/dien-hinh-%d.md", dir, i), front))
	}
	return in
}

func BenchmarkNew(b *testing.B) {
	in := largeSite()
	b.ReportAllocs()
	for b.Loop() {
		if s, _ := site.New(in); len(s.Articles) != 10_000 {
			b.Fatal(len(s.Articles))
		}
	}
}

// BenchmarkRelated reports the time for one story.
func BenchmarkRelated(b *testing.B) {
	s, _ := site.New(largeSite())
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		s.Articles[i%len(s.Articles)].Related(5)
		i++
	}
}

// BenchmarkViews reports the time to list all pages.
func BenchmarkViews(b *testing.B) {
	s, _ := site.New(largeSite())
	b.ReportAllocs()
	for b.Loop() {
		for range s.Views() {
		}
	}
}

// TestLargeSiteIsDeterministic makes the large site twice.
func TestLargeSiteIsDeterministic(t *testing.T) {
	one, _ := site.New(largeSite())
	two, _ := site.New(largeSite())
	if diff := gocmp.Diff(views(one), views(two)); diff != "" {
		t.Error(diff)
	}
}
