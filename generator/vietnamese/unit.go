package vietnamese

import (
	"strings"
	"unicode"
)

// Words that stand behind a number. A multiple, as in "84.016 tỷ đồng", may have a unit
// behind it.
var (
	multiples = wordSet("tỷ tỉ triệu nghìn ngàn vạn trăm")
	units     = wordSet(`đồng USD % km m cm mm ha m² m³ km² kg g tấn tạ yến lít khối sào mẫu giờ phút giây ngày tuần tháng năm tuổi người
		hộ em cháu lần lượt bản thôn xã xóm ấp lớp mái bể cây con cuốn chi căn chiếc suất công điểm`)
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// IsUnit reports whether a word is what numbers count or measure: "hộ", "km", "đồng".
func IsUnit(word string) bool { return units[word] }

// IsMultiple reports whether a word is part of a number: "tỷ", "nghìn".
func IsMultiple(word string) bool { return multiples[word] }

// UnitWord returns the letters, and the signs that units have, with which s begins.
func UnitWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '²' && r != '³' && r != '%' })
	if end < 0 {
		return s
	}
	return s[:end]
}
