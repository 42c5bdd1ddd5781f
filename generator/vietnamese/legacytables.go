package vietnamese

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tcvn3Pairs has, for each of the 74 letters of TCVN 5712 that Latin-1 shows
// differently, the character of Latin-1 and the letter. There are no capitals
// with tones: they are set in a font of capitals (.VnTimeH) and come out small.
const tcvn3Pairs = "" +
	"µà¸á¶ả·ã¹ạ¨ă»ằ¾ắ¼ẳ½ẵÆặ©âÇầÊấÈẩÉẫËậ®đ" +
	"ÌèÐéÎẻÏẽÑẹªêÒềÕếÓểÔễÖệ×ìÝíØỉÜĩÞị" +
	"ßòãóáỏâõäọ«ôåồèốæổçỗéộ¬ơêờíớëởìỡîợ" +
	"ïùóúñủòũôụ\u00ADưõừøứöử÷ữùựúỳýýûỷüỹþỵ" +
	"¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư"

// vniPairs has the letters of VNI-Windows that are written with two characters:
// a vowel, the character behind it that draws the mark, and the letter.
const vniPairs = "" +
	"aùáaøàaûảaõãaïạaââaáấaàầaåẩaãẫaäậaêăaéắaèằaúẳaüẵaëặ" +
	"eùéeøèeûẻeõẽeïẹeâêeáếeàềeåểeãễeäệ" +
	"oùóoøòoûỏoõõoïọoâôoáốoàồoåổoãỗoäộ" +
	"ôùớôøờôûởôõỡôïợ" +
	"uùúuøùuûủuõũuïụ" +
	"öùứöøừöûửöõữöïự" +
	"yùýyøỳyûỷyõỹ"

// vniSingles has the letters of VNI-Windows that are written with one character.
const vniSingles = "ôơöưííììæỉóĩòịîỵñđ"

// windows1258Pairs has what differs between code page 1258 and Latin-1. Tones
// are combining marks there.
const windows1258Pairs = "ÃĂÌ\u0300ÐĐÒ\u0309ÕƠÝƯÞ\u0303ãăì\u0301ðđò\u0323õơýưþ₫"

// The tables, filled once and never written again.
var (
	tcvn3       = newSingles(tcvn3Pairs)
	vni         = newSingles(vniSingles)
	vniMarked   = newDoubles(vniPairs)
	windows1258 = newSingles(windows1258Pairs)
)

func newSingles(pairs string) map[rune]rune {
	table := make(map[rune]rune)
	from := rune(0)
	for _, r := range pairs {
		if from == 0 {
			from = r
		} else {
			table[from], from = r, 0
		}
	}
	return table
}

func newDoubles(triples string) map[[2]rune]rune {
	table := make(map[[2]rune]rune)
	runes := []rune(triples)
	for i := 0; i+2 < len(runes); i += 3 {
		table[[2]rune{runes[i], runes[i+1]}] = runes[i+2]
	}
	return table
}

// DecodeTCVN3 returns what s, text for the TCVN3 fonts (.VnTime and others),
// should read: "TiÕng ViÖt" gives "Tiếng Việt". s is as a Unicode program shows
// it, or the raw bytes. Capitals with tones come out small, because TCVN3 has
// none. Correct Unicode text is damaged by decoding: ask [DetectLegacy] first.
func DecodeTCVN3(s string) string {
	return replaceRunes(fromLatin1(s), tcvn3)
}

// decodeWindows1258 returns the raw bytes of code page 1258 as Unicode.
func decodeWindows1258(s string) string {
	return norm.NFC.String(replaceRunes(fromLatin1(s), windows1258))
}

func replaceRunes(s string, table map[rune]rune) string {
	return strings.Map(func(r rune) rune {
		if to, ok := table[r]; ok {
			return to
		}
		return r
	}, s)
}

// DecodeVNI returns what s, text for the VNI fonts, should read: "Tieáng Vieät"
// gives "Tiếng Việt". s is as a Unicode program shows it, or the raw bytes.
// Correct Unicode text is damaged by decoding: ask [DetectLegacy] first.
func DecodeVNI(s string) string {
	s = fromLatin1(s)
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		mark, markSize := utf8.DecodeRuneInString(s[i+size:])
		base := unicode.ToLower(r)
		decoded, ok := vniMarked[[2]rune{base, unicode.ToLower(mark)}]
		if ok {
			size += markSize
		} else if decoded, ok = vni[base]; !ok {
			out.WriteString(s[i : i+size])
			i += size
			continue
		}
		if base != r {
			decoded = unicode.ToUpper(decoded)
		}
		out.WriteRune(decoded)
		i += size
	}
	return out.String()
}
