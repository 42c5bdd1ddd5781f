package vietnamese_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/vietnamese"
)

func TestParseSyllable(t *testing.T) {
	for in, want := range map[string]vietnamese.Syllable{
		"nghiêng": {Onset: "ngh", Nucleus: "iê", Coda: "ng"},
		"hòa":     {Onset: "h", Glide: "o", Nucleus: "a", Tone: vietnamese.Huyen},
		"hoà":     {Onset: "h", Glide: "o", Nucleus: "a", Tone: vietnamese.Huyen},
		"quyển":   {Onset: "qu", Nucleus: "yê", Coda: "n", Tone: vietnamese.Hoi},
		"quốc":    {Onset: "qu", Nucleus: "ô", Coda: "c", Tone: vietnamese.Sac},
		"của":     {Onset: "c", Nucleus: "ua", Tone: vietnamese.Hoi},
		"già":     {Onset: "gi", Nucleus: "a", Tone: vietnamese.Huyen},
		"giữa":    {Onset: "gi", Nucleus: "ưa", Tone: vietnamese.Nga},
		"gì":      {Onset: "g", Nucleus: "i", Tone: vietnamese.Huyen},
		"gìn":     {Onset: "g", Nucleus: "i", Coda: "n", Tone: vietnamese.Huyen},
		"giếng":   {Onset: "g", Nucleus: "iê", Coda: "ng", Tone: vietnamese.Sac},
		"điện":    {Onset: "đ", Nucleus: "iê", Coda: "n", Tone: vietnamese.Nang},
		"thuở":    {Onset: "th", Glide: "u", Nucleus: "ơ", Tone: vietnamese.Hoi},
		"khuya":   {Onset: "kh", Glide: "u", Nucleus: "ya"},
		"khuỷu":   {Onset: "kh", Glide: "u", Nucleus: "y", Coda: "u", Tone: vietnamese.Hoi},
		"yêu":     {Nucleus: "yê", Coda: "u"},
		"ủy":      {Glide: "u", Nucleus: "y", Tone: vietnamese.Hoi},
		"ỉ":       {Nucleus: "i", Tone: vietnamese.Hoi},
	} {
		got, ok := vietnamese.ParseSyllable(in)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%s: ok = %v (-want +got):\n%s", in, ok, diff)
		}
	}
}

// realSyllables are spelled in the old style. They show every onset and every
// rhyme that the seed article and the names of provinces have, and rare ones.
const realSyllables = `
	hải phòng đổi mới thi đua tạo đà tăng trưởng phát huy truyền thống ái quốc công tác khen thưởng trên địa bàn
	thành phố được lãnh đạo chỉ tổ chức thực hiện đồng bộ khí thế sôi nổi trong các tầng lớp nhân dân phong trào đã
	góp phần nêu cao tinh thần đoàn kết chủ động sáng dân và nỗ lực phấn đấu khắc phục khó khăn quan trọng để thúc
	đẩy kinh tế xã hội triển yêu nước ngày càng ảnh hoàng tích cực qua giải pháp mạnh đảm bảo ninh nhiều quả bà vũ
	hương ban cho biết ngay từ đầu năm nghị tiêu trách nhiệm ủy đảng thiết quán triệt tuyên chủ trương đường luật
	làm chuyển vai vị trí tầm kỳ nghiệp hóa đại đất hoạt máy bước vào nền nếp dung hình hướng việc nghĩ giữ vững
	gấp gần lần huyện cát nông thôn kiểu mẫu nghèo giảm xuống còn tỷ đạt dịch diễn biến phức nguy thuở khuya khuỷu
	ngoằn ngoèo ngoẹo xoong moóc loại hoắc choắt huênh hoang nguyễn huỳnh thúy quỳnh quýt khuyến tuyết quy quơ quẹt
	giặt giêng gì gìn giết giỏi ghi nghe ghế ý yểng yếm ủy uy oai oanh oăm êm ếch ích ôi ơi ưu ước ươm hươu rượu
	lâm đắk lắk đăk nông kạn kon tum gia lai thừa thiên huế thuần tuần luân khuất khuây khuấy tuýp huýt uỵch
	xuề xòa loe hoen toét khoe khỏe ngoảnh loạng choạng loáng xoay ngoáy hoạch khoắng khoét`

func TestRealSyllablesStandAsSpelled(t *testing.T) {
	for _, in := range strings.Fields(realSyllables) {
		s, ok := vietnamese.ParseSyllable(in)
		if !ok {
			t.Errorf("%s is not taken for a syllable", in)
			continue
		}
		if got := s.String(); got != in {
			t.Errorf("%s comes out as %s", in, got)
		}
	}
}

func TestParseSyllableRejects(t *testing.T) {
	for _, in := range strings.Fields(`
		covid facebook tw ubnd tđkt viet duoc email web internet video zalo blog cat dog and with street word king ngi nghang
		ceo gêng kue qả q gh ng đ covid-19 Hòa HÒA hòá hóà vjệt việtt thì́ iên iêu ynh tiêg bôxít krông mátxcơva ôtô nghành
		đhqg cộngsản tiến-bộ 2021 hòa. ngiệp luât viêt chúcmừng`) {
		if s, ok := vietnamese.ParseSyllable(in); ok {
			t.Errorf("%s is taken for the syllable %+v", in, s)
		}
	}
	if _, ok := vietnamese.ParseSyllable(""); ok {
		t.Error("the empty string is taken for a syllable")
	}
}

// TestIsFoldedSyllable holds that whatever a syllable folds to is known, and little
// else.
func TestIsFoldedSyllable(t *testing.T) {
	for _, in := range strings.Fields(realSyllables) {
		if folded := vietnamese.Fold(in); !vietnamese.IsFoldedSyllable(folded) {
			t.Errorf("%s is what %s folds to, and not known", folded, in)
		}
	}
	for _, in := range strings.Fields("tien hoc duong quyen nghieng gi gin gieng yeu uy khuya thuo oan i") {
		if !vietnamese.IsFoldedSyllable(in) {
			t.Errorf("%s is not known", in)
		}
	}
	for _, in := range append(strings.Fields("facebook tw ubnd street email zalo ngo'i b q gh covid 2021 tieng1 Hoc"), "", " ") {
		if vietnamese.IsFoldedSyllable(in) {
			t.Errorf("%q is taken for a folded syllable", in)
		}
	}
}

func TestParseToneless(t *testing.T) {
	for _, in := range strings.Fields(realSyllables) {
		want, ok := vietnamese.ParseSyllable(in)
		if !ok {
			continue
		}
		bare := want.Onset + want.Glide + want.Nucleus + want.Coda
		want.Tone = vietnamese.Ngang
		if got, ok := vietnamese.ParseToneless(bare); !ok || got != want {
			t.Errorf("%s, without its tone %s, is read as %+v, %v", in, bare, got, ok)
		}
	}
	for _, in := range []string{"", "hải", "facebook", "tw", "ngi", "qan", strings.Repeat("nghieng", 3)} {
		if s, ok := vietnamese.ParseToneless(in); ok {
			t.Errorf("%q is read as %+v", in, s)
		}
	}
}

func TestToneStyle(t *testing.T) {
	for _, test := range []struct {
		style     vietnamese.Style
		syllables string
	}{
		{vietnamese.Old, "hòa hóa tỏa khỏe xòe thủy thúy ủy lũy òa ọe"},
		{vietnamese.New, "hoà hoá toả khoẻ xoè thuỷ thuý uỷ luỹ oà oẹ"},
		{vietnamese.Either, "hoàn hoài khoét thuyền quý quả quẻ huệ thuở mía của giá gì việt hoa huy xin covid"},
		{vietnamese.Misplaced, "vịêt qúy qủa gía cuả mịên tòan hóan khủyu"},
	} {
		for _, s := range strings.Fields(test.syllables) {
			if got := vietnamese.ToneStyle(s); got != test.style {
				t.Errorf("ToneStyle(%s) = %d, want %d", s, got, test.style)
			}
		}
	}
}

func TestNewStyle(t *testing.T) {
	for in, want := range map[string]string{"hòa": "hoà", "thủy": "thuỷ", "quý": "quý", "mía": "mía", "vịêt": "việt"} {
		s, _ := vietnamese.ParseSyllable(in)
		if got := s.NewStyle(); got != want {
			t.Errorf("%s in the new style is %s, want %s", in, got, want)
		}
	}
}

func BenchmarkParseSyllable(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		vietnamese.ParseSyllable("trưởng")
	}
}
