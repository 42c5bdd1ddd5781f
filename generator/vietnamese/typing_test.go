package vietnamese

import "testing"

func TestDecodeTyping(t *testing.T) {
	for typed, want := range map[string]string{
		"tieesng": "tiếng", "vieejt": "việt", "ddieenr": "điển", "hinhf": "hình", "dduwowng": "đương", "tieens": "tiến",
		"tie6ng1": "tiếng", "vie6t5": "việt", "d9ien3": "điển", "d9ie6n3": "điển", "hinh2": "hình", "hair": "hải",
		"phongf": "phòng", "thuowngr": "thưởng", "thuong73": "thưởng", "nguwowif": "người", "muwoif": "mười",
		"nuowcs": "nước", "hocj": "học", "khen": "", "search": "", "book": "", "huwu": "hưu", "dded": "", "ddat": "", "ddatj": "đạt",
		"quyeets": "quyết", "quys": "quý", "giuwx": "giữ", "gif": "gì", "w": "", "covid19": "", "h5n1": "", "boss": "",
	} {
		s, ok := DecodeTyping(typed)
		if got := s.String(); ok && got != want || !ok && want != "" {
			t.Errorf("DecodeTyping(%q) = %q, %v, want %q", typed, got, ok, want)
		}
	}
}
