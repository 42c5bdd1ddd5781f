package markdown

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"guong/generator/vietnamese"
)

// languageNames are languages as Vietnamese call them, as slugs, with their codes
// (ISO 639). "Thái" is the people of the north-west; the language of Thailand is "Thái
// Lan", as "Hán" is that of old writings and "Hàn" that of Korea.
var languageNames = map[string]string{
	"viet": "vi", "anh": "en", "my": "en", "phap": "fr", "nga": "ru", "trung": "zh", "trung-quoc": "zh", "hoa": "zh", "nhat": "ja",
	"nhat-ban": "ja", "han-quoc": "ko", "trieu-tien": "ko", "duc": "de", "tay-ban-nha": "es", "bo-dao-nha": "pt", "y": "it",
	"la-tinh": "la", "latin": "la", "lao": "lo", "thai-lan": "th", "campuchia": "km", "mien-dien": "my", "indonesia": "id",
	"ma-lai": "ms", "hin-di": "hi", "a-rap": "ar", "phan": "sa", "ba-lan": "pl", "sec": "cs", "hung-ga-ri": "hu", "ha-lan": "nl",
	"thuy-dien": "sv", "bun-ga-ri": "bg", "ru-ma-ni": "ro", "u-crai-na": "uk", "hy-lap": "el", "mong-co": "mn", "quoc-te-ngu": "eo",

	"ba-na": "bdq", "brau": "brb", "bru": "bru", "van-kieu": "bru", "cham": "cjm", "chu-ru": "cje", "cho-ro": "crw", "chut": "scb",
	"co-ho": "kpm", "k-ho": "kpm", "cong": "cnc", "co-tu": "ktv", "dao": "ium", "e-de": "rad", "gia-rai": "jra", "jrai": "jra",
	"ha-nhi": "hni", "hre": "hre", "khang": "kjm", "khmer": "km", "kho-me": "km", "kho-mu": "kjg", "la-chi": "lbt", "la-ha": "lha",
	"la-hu": "lhu", "lu": "khb", "m-nong": "cmo", "mnong": "cmo", "mang": "zng", "mong": "hmn", "h-mong": "hmn", "hmong": "hmn",
	"mong-trang": "mww", "muong": "mtq", "nung": "nut", "o-du": "tyh", "pa-then": "pha", "pu-peo": "laq", "ra-glai": "rog",
	"raglai": "rog", "ro-mam": "rmx", "san-chay": "mlc", "cao-lan": "mlc", "si-la": "slt", "ta-oi": "tth", "tay": "tyz", "thai": "blt",
	"thai-den": "blt", "thai-trang": "twh", "tho": "tou", "xinh-mun": "puo", "xo-dang": "sed", "xtieng": "sti", "x-tieng": "sti",
	"giay": "pcc",
}

// markedNames are those that only their marks tell apart.
var markedNames = map[string]string{"hàn": "ko", "hán": "lzh"}

// languageOf returns the code of a language that is written as a code ("en"), with
// "lang=", or by its Vietnamese name, with or without "tiếng". Three letters may be
// both, and are a name then: who writes "anh" means English and not Nend.
func languageOf(name string) (code string, ok bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if value, found := strings.CutPrefix(name, "lang"); found && strings.HasPrefix(strings.TrimSpace(value), "=") {
		return coded(strings.Trim(strings.TrimSpace(value)[1:], ` "'“”`))
	}
	for _, word := range []string{"tiếng ", "tieng ", "chữ "} {
		if rest, found := strings.CutPrefix(name, word); found {
			return languageNamed(strings.TrimSpace(rest))
		}
	}
	if len(name) == 2 {
		if code, ok = coded(name); ok {
			return code, true
		}
	}
	if code, ok = languageNamed(name); ok {
		return code, true
	}
	return coded(name)
}

func languageNamed(name string) (code string, ok bool) {
	if code, ok = markedNames[name]; !ok {
		code, ok = languageNames[vietnamese.Slug(name)]
	}
	return code, ok
}

// coded returns s if it is the code of a language that is registered, perhaps with a
// script or a country behind it: "en", "rad", "zh-hant".
func coded(s string) (code string, ok bool) {
	primary, _, _ := strings.Cut(s, "-")
	if len(primary) < 2 || len(primary) > 3 || primary == "und" || strings.ContainsFunc(s, notInCode) {
		return "", false
	}
	if _, err := language.ParseBase(primary); err != nil {
		return "", false
	}
	if _, err := language.Parse(s); err != nil {
		return "", false
	}
	return s, true
}

func notInCode(r rune) bool { return r != '-' && !('a' <= r && r <= 'z') && !isDigit(r) }

// nearestLanguage returns the Vietnamese name or code of a language that a name most
// plausibly means, or that of English.
func nearestLanguage(name string) string {
	among := make([]string, 0, len(languageNames))
	for known := range languageNames {
		among = append(among, known)
	}
	slices.Sort(among)
	slug := strings.TrimPrefix(vietnamese.Slug(name), "tieng-")
	if near, ok := vietnamese.Nearest(slug, among); ok && len(slug) > 2 {
		return languageNames[near]
	}
	return "en"
}
