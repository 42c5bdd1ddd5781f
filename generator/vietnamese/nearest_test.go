package vietnamese_test

import (
	"slices"
	"testing"

	"guong/generator/vietnamese"
)

var frontMatter = []string{
	"title", "date", "updated", "publish", "expires", "draft", "author", "summary", "dateline", "slug",
	"aliases", "image", "localities", "fields", "movements", "awards", "honorees", "documents", "related",
	"corrections", "source", "featured", "weight",
}

func TestNearest(t *testing.T) {
	places := []string{"Hà Nam", "Há Nám", "Hải Dương", "Hải Phòng", "Hà Tĩnh", "Hà Nội", "Hà Giang"}
	for _, test := range []struct {
		name, word string
		among      []string
		want       string
	}{
		{"swapped letters", "tilte", frontMatter, "title"},
		{"letter left out", "auhor", frontMatter, "author"},
		{"letter too many", "datee", frontMatter, "date"},
		{"plural", "honoree", frontMatter, "honorees"},
		{"capitals", "Title", frontMatter, "title"},
		{"two slips in a long word", "localitys", frontMatter, "localities"},
		{"another word", "tieu_de", frontMatter, ""},
		{"short word, one slip", "dat", frontMatter, "date"},
		{"one letter", "a", []string{"b"}, ""},
		{"two letters, one slip", "ab", []string{"ac"}, ""},
		{"two letters, capitals and marks", "Đà", []string{"da"}, "da"},
		{"three letters, one slip", "abc", []string{"abd"}, "abd"},
		{"three letters, two slips", "abc", []string{"ade"}, ""},
		{"five letters, one slip", "abcde", []string{"abcdx"}, "abcdx"},
		{"five letters, two slips", "abcde", []string{"abcxy"}, ""},
		{"six letters, two slips", "abcdef", []string{"abcdxy"}, "abcdxy"},
		{"six letters, three slips", "abcdef", []string{"abcxyz"}, ""},
		{"nine letters, two slips", "abcdefghi", []string{"abcdefgxy"}, "abcdefgxy"},
		{"nine letters, three slips", "abcdefghi", []string{"abcdefxyz"}, ""},
		{"ten letters, three slips", "abcdefghij", []string{"abcdefgxyz"}, "abcdefgxyz"},
		{"ten letters, four slips", "abcdefghij", []string{"abcdefwxyz"}, ""},
		{"twenty letters, three slips", "abcdefghijklmnopqrst", []string{"abcdefghijklmnopqxyz"}, "abcdefghijklmnopqxyz"},
		{"twenty letters, four slips", "abcdefghijklmnopqrst", []string{"abcdefghijklmnopwxyz"}, ""},
		{"one letter more", "abc", []string{"abcd"}, "abcd"},
		{"two letters more", "abc", []string{"abcde"}, ""},
		{"one letter less", "abcd", []string{"bcd"}, "bcd"},
		{"three letters less", "abcdefghij", []string{"abcdefg"}, "abcdefg"},
		{"four letters less", "abcdefghij", []string{"abcdef"}, ""},
		{"swapped at the beginning", "bacdef", []string{"abcdef"}, "abcdef"},
		{"swapped twice", "badcef", []string{"abcdef"}, "abcdef"},
		{"swapped counts one", "bac", []string{"abc"}, "abc"},
		{"swapped and exchanged", "bacx", []string{"abcd"}, ""},
		{"nearer one wins", "abcdef", []string{"abcdxy", "abcdex"}, "abcdex"},
		{"short word, two slips", "dta", frontMatter, ""},
		{"two letters are too few to tell", "dt", frontMatter, ""},
		{"empty word", "", frontMatter, ""},
		{"nothing to choose from", "title", nil, ""},
		{"without marks", "hai duong", places, "Hải Dương"},
		{"slip without marks", "hai duog", places, "Hải Dương"},
		{"marks decide between equals", "Há Nam", []string{"Há Nám", "Hà Nam", "Há Nậm"}, "Hà Nam"},
		{"NFD", "Ha\u0300 Nam", places, "Hà Nam"},
		{"byte order decides the rest", "abcx", []string{"abcz", "abcy"}, "abcy"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, ok := vietnamese.Nearest(test.word, test.among)
			if got != test.want || ok != (test.want != "") {
				t.Errorf("got %q, %v; want %q", got, ok, test.want)
			}
			reversed := slices.Clone(test.among)
			slices.Reverse(reversed)
			if again, _ := vietnamese.Nearest(test.word, reversed); again != got {
				t.Errorf("with the list reversed %q, not %q", again, got)
			}
		})
	}
}

func BenchmarkNearest(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		vietnamese.Nearest("localitys", frontMatter)
	}
}
