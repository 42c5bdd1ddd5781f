package generator_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"guong/generator/vietnamese"
)

// corpus is a site of generated stories, much like those of a newsroom: 900 syllables
// each of words that are rare or frequent, 300 bylines, as many honorees, provinces,
// fields, movements. Two corpora of one size are the same.
type corpus struct {
	dir  string
	next int // number of the next story
}

const (
	corpusLength = 900 // syllables of a story
	corpusPeople = 300
	corpusHours  = 20 * 365 * 24 // from the oldest to the newest story, for any number of them
)

// newCorpus writes a site of n stories, unless the folder has one.
func newCorpus(tb testing.TB, dir string, n int) *corpus {
	tb.Helper()
	c := &corpus{dir: dir, next: n}
	if _, err := os.Stat(filepath.Join(dir, "config.toml")); err == nil {
		return c
	}
	for i := range n {
		c.write(tb, corpusName(i), corpusStory(i, i))
	}
	c.write(tb, "config.toml", "title = \"Gương\"\nbaseURL = \"https://tdkt.example/\"\n")
	return c
}

func (c *corpus) write(tb testing.TB, name, text string) {
	tb.Helper()
	file := filepath.Join(c.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		tb.Fatal(err)
	}
}

func corpusName(i int) string {
	return fmt.Sprintf("content/%s/bai-%d.md", []string{"guong-sang", "phong-trao", "khen-thuong", "tap-the"}[i%4], i)
}

// corpusStory returns story i, with the text of an edition of it.
func corpusStory(i, edition int) string {
	r := rand.New(rand.NewPCG(uint64(i), uint64(edition)))
	pick := func(list string) string {
		all := strings.Split(list, "; ")
		return all[r.IntN(len(all))]
	}
	var b strings.Builder
	date := time.Date(2006, 1, 2, 8, 0, 0, 0, time.UTC).Add(time.Duration(i*17%corpusHours) * time.Hour)
	fmt.Fprintf(&b, "+++\ntitle = \"%s %d\"\ndate = %s\n", corpusSentence(r, 6), edition, date.Format("2006-01-02T15:04:05Z"))
	fmt.Fprintf(&b, "author = [\"%s\"]\nsummary = \"%s\"\n", corpusPerson(r), corpusSentence(r, 30))
	fmt.Fprintf(&b, "localities = [\"%s\"]\nfields = [\"%s\"]\n", pick("Hải Phòng; Lào Cai; Huế; Cần Thơ; Đồng Tháp; Nghệ An; Điện Biên; Hà Nội; Cà Mau"), pick("Giáo dục - đào tạo; Y tế; Nông nghiệp"))
	if i%3 == 0 {
		fmt.Fprintf(&b, "movements = [\"%s\"]\n", pick("Dạy tốt, học tốt"))
	}
	for range r.IntN(3) {
		fmt.Fprintf(&b, "[[honorees]]\nname = \"%s\"\nkind = \"ca-nhan\"\nawards = [{ name = \"Lao động tiên tiến\", year = %d }]\n", corpusPerson(r), 2006+r.IntN(20))
	}
	b.WriteString("+++\n\n")
	for written := 0; written < corpusLength; {
		n := 40 + r.IntN(80)
		if r.IntN(4) == 0 {
			fmt.Fprintf(&b, "## %s\n\n", corpusSentence(r, 5))
		}
		b.WriteString(corpusSentence(r, n) + ".\n\n")
		written += n
	}
	return b.String()
}

// corpusPerson returns a name, a few of them often.
func corpusPerson(r *rand.Rand) string {
	n := int(corpusPeople * math.Pow(r.Float64(), 2))
	return corpusSyllable(n%17) + " " + corpusSyllable(n%29+40) + " " + corpusSyllable(n+100)
}

// corpusSentence returns n syllables, few of them often and most of them seldom.
func corpusSentence(r *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		s := corpusSyllable(int(float64(len(corpusSyllables())) * math.Pow(r.Float64(), 3)))
		if i == 0 {
			s = capital(s)
		}
		b.WriteString(s)
	}
	return b.String()
}

// capital returns a word with a capital first letter.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// corpusSyllable returns a syllable that Vietnamese could have.
func corpusSyllable(n int) string {
	all := corpusSyllables()
	return all[n%len(all)]
}

var corpusSyllables = sync.OnceValue(func() (all []string) {
	onsets := strings.Fields("b c d g h kh l m n ng nh ph r s t th tr v x đ")
	rhymes := strings.Fields("an án àng ảnh ao ay âm ân ấn ăn e é em ên i ìn inh o ó oa oàn ôi ông ơ ới ờn u ú ung ươi ướng ường uyên uyết iên iều ước ượt uân ơm ập ặc ỏi ổ")
	for i := range len(onsets) * len(rhymes) {
		s := onsets[i%len(onsets)] + rhymes[i/len(onsets)]
		if _, ok := vietnamese.ParseSyllable(s); ok {
			all = append(all, s)
		}
	}
	return all
})
