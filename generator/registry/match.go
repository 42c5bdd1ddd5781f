package registry

// How tells how well a text names a record.
type How uint8

// How a text names a record.
const (
	Unknown  How = iota // it names none
	Near                // it is misspelt: the record is only a proposal
	Spelling            // by another spelling or an abbreviation
	Former              // by an earlier name
	Exact               // by the name of today; capitals and punctuation do not count
)

// String returns the word for h: "unknown", "near", "spelling", "former", "exact".
func (h How) String() string {
	words := [...]string{"unknown", "near", "spelling", "former", "exact"}
	if int(h) < len(words) {
		return words[h]
	}
	return words[Unknown]
}

// Match is the answer to what record a text names.
type Match[T any] struct {
	Record *T // nil if Unknown
	How    How
	Text   string // the recorded spelling that fits; what to propose if Near
}

// Known reports whether the text names a record, and not only resembles one.
func (m Match[T]) Known() bool { return m.How > Near }

// AwardMatch is the answer to what award a text names.
type AwardMatch struct {
	Match[Award]
	Giver string // who gives it, as far as the text says: "Chủ tịch UBND tỉnh Đồng Tháp"
	Title string // what stands behind the name of a commemorative medal: "Vì sự nghiệp giáo dục"
}

// ProvinceMatch is the answer to what province a text names. Record is the
// present province in any case.
type ProvinceMatch struct {
	Match[Province]
	Former *FormerProvince // the former unit, if the text names one
}

// On returns the former unit that the text means if it was written on day: the
// one that it names, or the old territory of a name that survived. It returns nil
// for the present province.
func (m ProvinceMatch) On(day Day) *FormerProvince {
	if m.Former != nil || m.Record == nil {
		return m.Former
	}
	return m.Record.Territory(day)
}
