package vietnamese_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"guong/generator/vietnamese"
)

// Two passages of a published article, with the defects that it has: no-break
// spaces and an Icelandic Ð.
const (
	seedSpaces = "Tỷ lệ lao động qua đào tạo đạt 85%... \u00a0\n\nBước sang năm 2021, trong bối cảnh dịch Covid-19 diễn biến phức tạp; \u00a0tổ chức thành công cuộc bầu cử."
	seedEth    = "hành động cách mạng sâu rộng trong toàn Ðảng, toàn dân, toàn quân. Thực hiện tốt Nghị quyết Đại hội Đảng bộ thành phố lần thứ XVI"
)

type fix = vietnamese.Fix

var repairs = []struct {
	name, in, out string
	fixes         []fix
}{
	{"correct text", "Điển hình tiên tiến – “Đổi mới”, 84.016 tỷ ₫…", "Điển hình tiên tiến – “Đổi mới”, 84.016 tỷ ₫…", nil},
	{"empty", "", "", nil},
	{"line ends", "a\r\nb\rc\n\rd\n", "a\nb\nc\n\nd\n", []fix{{1, vietnamese.LineEnd}, {4, vietnamese.LineEnd}, {7, vietnamese.LineEnd}}},

	{"NFD", norm.NFD.String("điển hình"), "điển hình", []fix{{3, vietnamese.Decomposed}, {11, vietnamese.Decomposed}}},
	{"code page 1258: tone apart", "tiê\u0301ng", "tiếng", []fix{{2, vietnamese.Decomposed}}},
	{"marks in wrong order", "Viẹ\u0302t", "Việt", []fix{{2, vietnamese.Decomposed}}},
	{"deprecated tone marks", "ha\u0340 ha\u0341", "hà há", []fix{{1, vietnamese.Decomposed}, {6, vietnamese.Decomposed}}},
	{"offsets after removals count the input", "\u200b\u00a0a\u0300", " à", []fix{{0, vietnamese.Invisible}, {3, vietnamese.Space}, {5, vietnamese.Decomposed}}},
	{"removal lets marks meet", "ti\u00ade\u200b\u0302", "tiê", []fix{{2, vietnamese.Invisible}, {4, vietnamese.Decomposed}, {5, vietnamese.Invisible}}},

	{"eth in the seed", "toàn Ðảng", "toàn Đảng", []fix{{6, vietnamese.Eth}}},
	{"small eth", "ðồng chí", "đồng chí", []fix{{0, vietnamese.Eth}}},
	{"African d", "Ɖảng ɖoàn", "Đảng đoàn", []fix{{0, vietnamese.Eth}, {8, vietnamese.Eth}}},
	{"capitals", "ÐIỂN HÌNH", "ĐIỂN HÌNH", []fix{{0, vietnamese.Eth}}},
	{"abbreviations", "HÐND, NÐ-CP, AHLÐ, Ð.", "HĐND, NĐ-CP, AHLĐ, Đ.", []fix{{1, vietnamese.Eth}, {8, vietnamese.Eth}, {18, vietnamese.Eth}, {22, vietnamese.Eth}}},
	{"currency", "50.000ð, 50 ð", "50.000đ, 50 đ", []fix{{6, vietnamese.Eth}, {13, vietnamese.Eth}}},
	{"eth in NFD", norm.NFD.String("toàn Ðảng"), "toàn Đảng", []fix{{2, vietnamese.Decomposed}, {7, vietnamese.Eth}, {9, vietnamese.Decomposed}}},
	{"words run together", "Ðảngviên", "Đảngviên", []fix{{0, vietnamese.Eth}}},
	{"Icelandic stays", "Garðarsson við Reykjavíð, það", "Garðarsson við Reykjavíð, það", nil},
	{"phonetics stay", "âm /ð/", "âm /ð/", nil},

	{"gha", "Luật Lƣu trữ, văn thƣ, ƢU TIÊN", "Luật Lưu trữ, văn thư, ƯU TIÊN", []fix{{8, vietnamese.Gha}, {26, vietnamese.Gha}, {30, vietnamese.Gha}}},
	{"gha with a tone apart", "trƣ\u0301ng", "trứng", []fix{{2, vietnamese.Gha}, {2, vietnamese.Decomposed}}},
	{"gha elsewhere stays", "qızılƣaz", "qızılƣaz", nil},

	{"spaces", "a\u00a0b\u202fc\u2007d\u3000e\u2003f\u2028g", "a b c d e f g", []fix{
		{1, vietnamese.Space}, {4, vietnamese.Space}, {8, vietnamese.Space}, {12, vietnamese.Space}, {16, vietnamese.Space}, {20, vietnamese.Space}}},
	{"invisible characters", "\ufeffthi\u200b đua\u200c kh\u00aden\u200e", "thi đua khen", []fix{
		{0, vietnamese.Invisible}, {6, vietnamese.Invisible}, {14, vietnamese.Invisible}, {20, vietnamese.Invisible}, {24, vietnamese.Invisible}}},
	{"control characters", "thi\x00 đ\bua\x7f kh\u0086en\t5", "thi đua khen\t5", []fix{
		{3, vietnamese.Invisible}, {7, vietnamese.Invisible}, {10, vietnamese.Invisible}, {14, vietnamese.Invisible}}},
	{"noncharacters", "a\uFDCFb\uFDD0c\uFDEFd\uFDF0e\uFFFDf\uFFFEg\uFFFFh\U0001FFFDi\U0001FFFEj\U0010FFFFk", "a\uFDCFbcd\uFDF0e\uFFFDfgh\U0001FFFDijk", []fix{
		{5, vietnamese.Invisible}, {9, vietnamese.Invisible}, {21, vietnamese.Invisible}, {25, vietnamese.Invisible}, {34, vietnamese.Invisible}, {39, vietnamese.Invisible}}},
	{"Word's line and page breaks", "thi đua\vyêu nước\f", "thi đua yêu nước ", []fix{{8, vietnamese.Space}, {21, vietnamese.Space}}},
	{"a control character among line ends", "a\r\x00\nb", "a\n\nb", []fix{{1, vietnamese.LineEnd}, {2, vietnamese.Invisible}}},
	{"emoji sequences stay", "👩\u200d🏫 cô giáo ❤️\u200d🔥", "👩\u200d🏫 cô giáo ❤️\u200d🔥", nil},
	{"joiners of other scripts stay", "می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष", nil},
	{"joiner without anything to join", "👩\u200d ", "👩 ", []fix{{4, vietnamese.Invisible}}},

	{"not UTF-8", "a\r\n\xff\u00a0", "a\r\n\xff\u00a0", nil},
}

func TestRepair(t *testing.T) {
	for _, test := range repairs {
		t.Run(test.name, func(t *testing.T) {
			out, fixes := vietnamese.Repair([]byte(test.in))
			if diff := cmp.Diff(test.out, string(out)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.fixes, fixes); diff != "" {
				t.Errorf("fixes (-want +got):\n%s", diff)
			}
			if got := vietnamese.RepairString(test.in); got != test.out {
				t.Errorf("RepairString = %q", got)
			}
		})
	}
}

func TestRepairFindsWhatTheSeedHas(t *testing.T) {
	text := seedSpaces + "\n" + seedEth
	out, fixes := vietnamese.Repair([]byte(text))
	first := strings.Index(text, "\u00a0")
	want := []fix{
		{first, vietnamese.Space},
		{strings.LastIndex(text, "\u00a0"), vietnamese.Space},
		{strings.Index(text, "Ð"), vietnamese.Eth},
	}
	if diff := cmp.Diff(want, fixes); diff != "" {
		t.Errorf("fixes (-want +got):\n%s", diff)
	}
	if want := strings.NewReplacer("\u00a0", " ", "Ð", "Đ").Replace(text); string(out) != want {
		t.Errorf("got %q", out)
	}
}

func TestRepairCopiesNothingWithoutNeed(t *testing.T) {
	for _, text := range []string{"Điển hình tiên tiến", "Garðarsson", "日本語", "\xff\r"} {
		in := []byte(text)
		out, fixes := vietnamese.Repair(in)
		if &out[0] != &in[0] || fixes != nil {
			t.Errorf("%q: text was copied, or fixes = %v", text, fixes)
		}
	}
}

func TestFixKindString(t *testing.T) {
	var got []string
	for k := vietnamese.Decomposed; k <= vietnamese.LineEnd+1; k++ {
		got = append(got, k.String())
	}
	want := []string{"decomposed", "eth", "gha", "space", "invisible", "lineend", "unknown"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestInvalidUTF8(t *testing.T) {
	for _, test := range []struct {
		name, in string
		want     int
	}{
		{"correct", "Đổi mới", -1},
		{"correct, other scripts", "日本語 👩 a\u0301\r\n", -1},
		{"U+FFFD is a character", "a\ufffdb", -1},
		{"Latin-1", "caf\xe9 \xe9", 3},
		{"cut short at the end", "Đổi m\xe1\xbb", 8},
		{"cut short inside", "日\xe1\xbbx", 3},
		{"continuation byte", "\x80", 0},
		{"surrogate", "ab\xed\xa0\x80", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := vietnamese.InvalidUTF8([]byte(test.in)); got != test.want {
				t.Errorf("got %d, want %d", got, test.want)
			}
		})
	}
}

func TestInOrder(t *testing.T) {
	for text, want := range map[string]bool{
		"": true,
		"Đổi mới – “thi đua”\t84.016 ₫\n": true,
		"a\r\n":     false,
		"a\u00a0b":  false,
		"a\bb":      false,
		"e\u0302":   false,
		"Ðảng":      false,
		"\xff":      false,
		"m\xe1\xbb": false,
	} {
		if got := vietnamese.InOrder([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func BenchmarkRepair(b *testing.B) {
	seed, _ := vietnamese.Repair([]byte(strings.Repeat(seedSpaces+"\n"+seedEth+"\n", 24)))
	clean := seed[:8192:8192]
	for _, bench := range []struct {
		name string
		text []byte
	}{
		{"clean", clean},
		{"defects", []byte(strings.Repeat(seedSpaces+"\n"+seedEth+"\n", 24))},
		{"crlf", []byte(strings.ReplaceAll(string(seed), "\n", "\r\n"))},
		{"nfd", norm.NFD.Bytes(clean)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.SetBytes(int64(len(bench.text)))
			b.ReportAllocs()
			for b.Loop() {
				vietnamese.Repair(bench.text)
			}
		})
	}
}
