package registry

// AwardKind is the form of an award: Điều 9 and 19-20 of Luật Thi đua, khen
// thưởng 06/2022/QH15.
type AwardKind string

// The kinds of awards.
const (
	EmulationTitle AwardKind = "danh-hieu-thi-dua"
	Order          AwardKind = "huan-chuong"
	Medal          AwardKind = "huy-chuong"
	StateTitle     AwardKind = "danh-hieu-vinh-du"
	Prize          AwardKind = "giai-thuong"
	Commemorative  AwardKind = "ky-niem-chuong"
	Commendation   AwardKind = "bang-khen"
	Certificate    AwardKind = "giay-khen"
	OtherAward     AwardKind = "khac" // outside the list of the law
)

var awardKinds = []string{
	string(EmulationTitle), string(Order), string(Medal), string(StateTitle), string(Prize),
	string(Commemorative), string(Commendation), string(Certificate), string(OtherAward),
}

// Level is who awards, for filters (cấp khen).
type Level string

// The levels of awards.
const (
	StateLevel      Level = "nha-nuoc"  // Chủ tịch nước
	GovernmentLevel Level = "chinh-phu" // Thủ tướng Chính phủ
	MinistryLevel   Level = "bo-nganh-tw-doan-the"
	ProvinceLevel   Level = "tinh"
	UnitLevel       Level = "so-nganh-don-vi"
	DistrictLevel   Level = "huyen" // until 30/6/2025
	CommuneLevel    Level = "xa"
	EnterpriseLevel Level = "doanh-nghiep"
	ForcesLevel     Level = "luc-luong-vu-trang"
	SocietyLevel    Level = "to-chuc-hoi"
)

var levels = []string{
	string(StateLevel), string(GovernmentLevel), string(MinistryLevel), string(ProvinceLevel), string(UnitLevel),
	string(DistrictLevel), string(CommuneLevel), string(EnterpriseLevel), string(ForcesLevel), string(SocietyLevel),
}

// honoreeKinds are the kinds of honorees (đối tượng) that awards are for.
var honoreeKinds = []string{
	"ca-nhan", "tap-the", "ho-gia-dinh", "doanh-nghiep", "hop-tac-xa", "thon-to-dan-pho", "xa-phuong-dac-khu",
	"dia-phuong", "co-quan-don-vi", "luc-luong-vu-trang", "to-chuc-hoi", "nguoi-nuoc-ngoai",
}

// Award is an emulation title or a form of commendation.
type Award struct {
	Entry
	Period           // when it could be awarded, as far as is known
	Kind   AwardKind // form of the award
	Level  Level     // "" for a general award whose giver could be any
	Rank   int       // lower is higher: see data/awards.toml
	For    []string  // kinds of honorees: "ca-nhan", "tap-the", "ho-gia-dinh"…
	By     []Decider // who decides, in the order of time
	Class  string    // "hạng Nhất"
	Of     string    // id of the award that this one is a class or a level of

	General    bool // says less than the law does: its class or giver is missing
	Historical bool // no longer in the law, still met in texts
	NeedsGiver bool // has to be told with the body that gives it

	heads  []string // beginnings of texts that go on with a giver
	givers []string // ids of the groups of givers; none: any other giver
}

// Decider is who decides on an award, and when.
type Decider struct {
	Who string
	Period
}

// DecidedBy returns who decides on the award on day, "" if that is not known.
func (a *Award) DecidedBy(day Day) string {
	for _, by := range a.By {
		if by.ValidOn(day) {
			return by.Who
		}
	}
	return ""
}
