package markdown

import (
	"strings"

	"golang.org/x/text/language"

	"guong/generator/vietnamese"
)

// languages are languages as Vietnamese call them, with their codes (ISO 639). The
// first name of each is proposed to writers. "Thái" is the people of the north-west; the
// language of Thailand is "Thái Lan", as "Hán" is that of old writings and "Hàn" that of
// Korea.
var languages = []struct{ code, names string }{
	{"vi", "Việt"}, {"en", "Anh, Mỹ"}, {"fr", "Pháp"}, {"ru", "Nga"}, {"zh", "Trung, Trung Quốc, Hoa"}, {"ja", "Nhật, Nhật Bản"},
	{"ko", "Hàn, Hàn Quốc, Triều Tiên"}, {"lzh", "Hán"}, {"de", "Đức"}, {"es", "Tây Ban Nha"}, {"pt", "Bồ Đào Nha"}, {"it", "Ý"},
	{"la", "La tinh, Latin"}, {"lo", "Lào"}, {"th", "Thái Lan"}, {"km", "Khmer, Khơ Me, Campuchia"}, {"my", "Miến Điện"},
	{"id", "Indonesia"}, {"ms", "Mã Lai"}, {"hi", "Hin-đi"}, {"ar", "Ả Rập"}, {"sa", "Phạn"}, {"pl", "Ba Lan"}, {"cs", "Séc"},
	{"hu", "Hung-ga-ri"}, {"nl", "Hà Lan"}, {"sv", "Thụy Điển"}, {"da", "Đan Mạch"}, {"nb", "Na Uy"}, {"fi", "Phần Lan"},
	{"bg", "Bun-ga-ri"}, {"ro", "Ru-ma-ni"}, {"uk", "U-crai-na"}, {"el", "Hy Lạp"}, {"mn", "Mông Cổ"}, {"he", "Do Thái"},
	{"fa", "Ba Tư"}, {"tr", "Thổ Nhĩ Kỳ"}, {"eo", "Quốc tế ngữ"},

	{"bdq", "Ba Na"}, {"brb", "Brâu"}, {"bru", "Bru, Vân Kiều"}, {"cjm", "Chăm"}, {"cje", "Chu Ru"}, {"crw", "Chơ Ro"}, {"scb", "Chứt"},
	{"kpm", "Cơ Ho, K’Ho, K-Ho"}, {"cnc", "Cống"}, {"ktv", "Cơ Tu"}, {"ium", "Dao"}, {"rad", "Ê Đê"}, {"jra", "Gia Rai, Jrai"},
	{"hni", "Hà Nhì"}, {"hre", "Hrê"}, {"kjm", "Kháng"}, {"kjg", "Khơ Mú"}, {"lbt", "La Chí"}, {"lha", "La Ha"}, {"lhu", "La Hủ"},
	{"khb", "Lự"}, {"cmo", "M’Nông, M-Nông"}, {"zng", "Mảng"}, {"hmn", "Mông, H’Mông, H-Mông"}, {"mww", "Mông Trắng"}, {"mtq", "Mường"},
	{"nut", "Nùng"}, {"tyh", "Ơ Đu"}, {"pha", "Pà Thẻn"}, {"laq", "Pu Péo"}, {"rog", "Ra Glai, Raglai"}, {"rmx", "Rơ Măm"},
	{"mlc", "Sán Chay, Cao Lan"}, {"slt", "Si La"}, {"tth", "Tà Ôi"}, {"tyz", "Tày"}, {"blt", "Thái, Thái Đen"}, {"twh", "Thái Trắng"},
	{"tou", "Thổ"}, {"puo", "Xinh Mun"}, {"sed", "Xơ Đăng"}, {"sti", "Xtiêng, X’Tiêng, X-Tiêng"}, {"pcc", "Giáy"},
}

// known holds the codes of languages by their names, as Vietnamese keys, and by these
// without marks, and the codes themselves.
var known = func() (k struct {
	named, unmarked map[string]string
	codes           map[string]bool
}) {
	k.named, k.unmarked, k.codes = map[string]string{}, map[string]string{}, map[string]bool{}
	ambiguous := map[string]bool{}
	for _, l := range languages {
		k.codes[l.code] = true
		for name := range strings.SplitSeq(l.names, ", ") {
			key := vietnamese.Key(name)
			bare := vietnamese.Fold(key)
			if other, ok := k.unmarked[bare]; ok && other != l.code {
				ambiguous[bare] = true
			}
			k.named[key], k.unmarked[bare] = l.code, l.code
		}
	}
	for bare := range k.unmarked {
		if ambiguous[bare] || len(bare) < 2 { // "han"; "y", which is a word
			delete(k.unmarked, bare)
		}
	}
	return k
}()

// languageWords may stand before the name of a language.
var languageWords = []string{"tiếng ", "tieng ", "chữ ", "chu "}

// languageOf returns the code of a language that is written by its Vietnamese name, with
// or without "tiếng", as the code of one that has such a name ("en", "rad", "zh-hant"), or
// as any code behind "lang=". Marks are right or wholly absent: "ảnh" is not English.
func languageOf(name string) (code string, ok bool) {
	if code, ok = languageInFull(name); !ok {
		code, ok = languageNamed(name)
	}
	return code, ok
}

// languageInFull returns the code of a language that is written in a way that means
// nothing else: "tiếng Anh", "en", "lang=da".
func languageInFull(name string) (code string, ok bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if value, found := strings.CutPrefix(name, "lang"); found && strings.HasPrefix(strings.TrimSpace(value), "=") {
		return coded(strings.Trim(strings.TrimSpace(value)[1:], ` "'“”`))
	}
	for _, word := range languageWords {
		if rest, found := strings.CutPrefix(name, word); found {
			return languageNamed(rest)
		}
	}
	if primary, _, _ := strings.Cut(name, "-"); known.codes[primary] {
		return coded(name)
	}
	return "", false
}

func languageNamed(name string) (code string, ok bool) {
	key := vietnamese.Key(name)
	if code, ok = known.named[key]; !ok {
		code, ok = known.unmarked[key]
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

// nearestLanguage returns how a language is written that a name most plausibly means:
// "tiếng Anh"; as the code of English if none is near.
func nearestLanguage(name string) string {
	if code, ok := coded(strings.ToLower(name)); ok && len(name) == 2 {
		return "lang=" + code
	}
	for _, word := range languageWords {
		name = strings.TrimPrefix(strings.ToLower(name), word)
	}
	var among []string
	for _, l := range languages {
		among = append(among, strings.Split(l.names, ", ")...)
	}
	if near, ok := vietnamese.Nearest(name, among); ok {
		return "tiếng " + near
	}
	return "en"
}
