package vietnamese_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"guong/generator/vietnamese"
)

// marked has the 67 marked small letters of Vietnamese by the ASCII letter
// below their marks; with their capitals they are 134.
var marked = map[string]string{
	"a": "àảãáạăằẳẵắặâầẩẫấậ",
	"d": "đ",
	"e": "èẻẽéẹêềểễếệ",
	"i": "ìỉĩíị",
	"o": "òỏõóọôồổỗốộơờởỡớợ",
	"u": "ùủũúụưừửữứự",
	"y": "ỳỷỹýỵ",
}

// TestFoldAtTheEdges: the first and the last letters of the blocks in which
// letters with marks stand.
func TestFoldAtTheEdges(t *testing.T) {
	for r, want := range map[rune]string{'\u00c0': "a", '\u00ff': "y", '\u0100': "a", '\u024f': "y", '\u1e00': "a", '\u1e01': "a", '\u1ef9': "y", '\u1eff': "ỿ"} {
		if got := vietnamese.Fold(string(r)); got != want {
			t.Errorf("Fold(%q) = %q, want %q", r, got, want)
		}
	}
}

func TestFoldAllVietnameseLetters(t *testing.T) {
	count := 0
	for base, letters := range marked {
		for _, r := range letters + strings.ToUpper(letters) {
			count++
			for _, form := range []norm.Form{norm.NFC, norm.NFD} {
				if got := vietnamese.Fold(form.String(string(r))); got != base {
					t.Errorf("Fold(%q) = %q, want %q", r, got, base)
				}
			}
		}
	}
	if count != 134 {
		t.Errorf("the table has %d letters, want 134", count)
	}
}

var folds = []struct{ in, want string }{
	{"", ""},
	{"thi dua", "thi dua"},
	{"Đổi mới", "doi moi"},
	{"ĐIỂN HÌNH TIÊN TIẾN", "dien hinh tien tien"},
	{"Ước mơ của Ðảng ƣu tú", "uoc mo cua dang uu tu"},
	{"“Đẹp – xanh…” 11,22%\n₫", "“dep – xanh…” 11,22%\n₫"},
	{"Café Müller, señor ça Øst Łódź", "cafe muller, senor ca ost lodz"},
	{"Straße ŒUVRE Æsir Þór", "strasse oeuvre aesir thor"},
	{"m² CO₂ ﬁ Ⅷ Ｃｏｖｉｄ－１９", "m2 co2 fi viii covid-19"},
	{"İstanbul ıı", "istanbul ii"},
	{"Ἀθῆναι Ёлка", "αθηναι елка"},
	{"東京 がく 한국 हिन्दी", "東京 がく 한국 हिन्दी"},
	{"a\xffb", "a\ufffdb"},
}

func TestFold(t *testing.T) {
	for _, test := range folds {
		for name, in := range map[string]string{"NFC": test.in, "NFD": norm.NFD.String(test.in)} {
			if got := vietnamese.Fold(in); got != test.want {
				t.Errorf("%s: Fold(%q) = %q, want %q", name, in, got, test.want)
			}
		}
		if got := string(vietnamese.AppendFold([]byte("Đ "), test.in)); got != "Đ "+test.want {
			t.Errorf("AppendFold(%q) = %q", test.in, got)
		}
	}
}

func TestFoldAllocates(t *testing.T) {
	for text, want := range map[string]float64{"thi dua - khen thuong": 0, title: 1} {
		if got := testing.AllocsPerRun(100, func() { vietnamese.Fold(text) }); got > want {
			t.Errorf("Fold(%q) allocates %v times, want %v", text, got, want)
		}
	}
}

// title is an ordinary headline for benchmarks.
const title = "Hải Phòng: Đổi mới thi đua, tạo đà tăng trưởng"

func BenchmarkFold(b *testing.B) {
	b.SetBytes(int64(len(title)))
	b.ReportAllocs()
	for b.Loop() {
		vietnamese.Fold(title)
	}
}

func BenchmarkAppendFold(b *testing.B) {
	text := strings.Repeat(title+". ", 160)
	var room []byte
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		room = vietnamese.AppendFold(room[:0], text)
	}
}
