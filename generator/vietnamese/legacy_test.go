package vietnamese_test

import (
	"strings"
	"testing"

	"guong/generator/vietnamese"
)

// tcvn3Table has the 74 letters of TCVN 5712 with the characters that Latin-1
// shows in their place.
const tcvn3Table = `µ à ¸ á ¶ ả · ã ¹ ạ ¨ ă » ằ ¾ ắ ¼ ẳ ½ ẵ Æ ặ © â Ç ầ Ê ấ È ẩ É ẫ Ë ậ ® đ
	Ì è Ð é Î ẻ Ï ẽ Ñ ẹ ª ê Ò ề Õ ế Ó ể Ô ễ Ö ệ × ì Ý í Ø ỉ Ü ĩ Þ ị
	ß ò ã ó á ỏ â õ ä ọ « ô å ồ è ố æ ổ ç ỗ é ộ ¬ ơ ê ờ í ớ ë ở ì ỡ î ợ
	ï ù ó ú ñ ủ ò ũ ô ụ ` + "\u00AD" + ` ư õ ừ ø ứ ö ử ÷ ữ ù ự ú ỳ ý ý û ỷ ü ỹ þ ỵ ¡ Ă ¢ Â § Đ £ Ê ¤ Ô ¥ Ơ ¦ Ư`

// vniTable has the letters of VNI-Windows.
const vniTable = `aù á aø à aû ả aõ ã aï ạ aâ â aá ấ aà ầ aå ẩ aã ẫ aä ậ aê ă aé ắ aè ằ aú ẳ aü ẵ aë ặ
	eù é eø è eû ẻ eõ ẽ eï ẹ eâ ê eá ế eà ề eå ể eã ễ eä ệ í í ì ì æ ỉ ó ĩ ò ị
	où ó oø ò oû ỏ oõ õ oï ọ oâ ô oá ố oà ồ oå ổ oã ỗ oä ộ ô ơ ôù ớ ôø ờ ôû ở ôõ ỡ ôï ợ
	uù ú uø ù uû ủ uõ ũ uï ụ ö ư öù ứ öø ừ öû ử öõ ữ öï ự yù ý yø ỳ yû ỷ yõ ỹ î ỵ ñ đ Ñ Đ
	AÙ Á Aù Á EÁ Ế OÂ Ô Ô Ơ ÖÙ Ứ YÛ Ỷ Ò Ị`

// latin1 returns the bytes of s in Latin-1.
func latin1(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r))
	}
	return string(b)
}

func TestDecodeTables(t *testing.T) {
	for _, test := range []struct {
		enc     vietnamese.Encoding
		table   string
		letters int
	}{
		{vietnamese.TCVN3, tcvn3Table, 74},
		{vietnamese.VNI, vniTable, 76},
	} {
		fields := strings.Fields(test.table)
		if got := len(fields) / 2; got != test.letters {
			t.Errorf("%v: the table has %d letters, want %d", test.enc, got, test.letters)
		}
		for i := 0; i+1 < len(fields); i += 2 {
			if got := test.enc.Decode(fields[i]); got != fields[i+1] {
				t.Errorf("%v: %q decodes to %q, want %q", test.enc, fields[i], got, fields[i+1])
			}
			if got := test.enc.Decode(latin1(fields[i])); got != fields[i+1] {
				t.Errorf("%v: the raw bytes of %q decode to %q, want %q", test.enc, fields[i], got, fields[i+1])
			}
		}
	}
}

func TestDecodeText(t *testing.T) {
	for _, test := range []struct {
		enc      vietnamese.Encoding
		in, want string
	}{
		{vietnamese.TCVN3, "TiÕng ViÖt rÊt hay", "Tiếng Việt rất hay"},
		{vietnamese.TCVN3, "B¶o Th¾ng", "Bảo Thắng"},
		{vietnamese.TCVN3, "§iÓn h×nh tiªn tiÕn", "Điển hình tiên tiến"},
		{vietnamese.VNI, "Tieáng Vieät raát hay", "Tiếng Việt rất hay"},
		{vietnamese.VNI, "Xin chaøo caùc baïn", "Xin chào các bạn"},
		{vietnamese.VNI, "Ñieån hình tieân tieán, ngöôøi toát vieäc toát", "Điển hình tiên tiến, người tốt việc tốt"},
		{vietnamese.VNI, "COÂNG TAÙC THI ÑUA KHEN THÖÔÛNG", "CÔNG TÁC THI ĐUA KHEN THƯỞNG"},
		{vietnamese.Windows1258, "Ti\xea\xecng Vi\xea\xf2t, \xd0\xd5\xddng 5 \xfe", "Tiếng Việt, ĐƠƯng 5 ₫"},
		{vietnamese.UTF16, "\xff\xfeH\x00\xa3\x1e", "Hả"},
		{vietnamese.UTF16, "\xfe\xff\x00H\x1e\xa3", "Hả"},
		{0, "Hà", "Hà"},
	} {
		if got := test.enc.Decode(test.in); got != test.want {
			t.Errorf("%v: %q decodes to %q, want %q", test.enc, test.in, got, test.want)
		}
	}
}

const (
	tcvn3Text = "Phong trµo thi ®ua yªu n\u00adíc ®· gãp phÇn nªu cao tinh thÇn ®oµn kÕt, chñ ®éng, s¸ng t¹o"
	vniText   = "Phong traøo thi ñua yeâu nöôùc ñaõ goùp phaàn neâu cao tinh thaàn ñoaøn keát, chuû ñoäng, saùng taïo"
)

func TestDetectLegacy(t *testing.T) {
	for _, test := range []struct {
		name, in string
		enc      vietnamese.Encoding
		offset   int
	}{
		{"TCVN3", tcvn3Text, vietnamese.TCVN3, 0},
		{"VNI", vniText, vietnamese.VNI, 0},
		{"TCVN3, a title", "B¶o Th¾ng", vietnamese.TCVN3, 0},
		{"TCVN3, raw bytes", latin1(tcvn3Text), vietnamese.TCVN3, 0},
		{"VNI, raw bytes", latin1(vniText), vietnamese.VNI, 0},
		{"Windows-1258", "C\xf4ng t\xe1c thi \xf0ua, \xf0\xf4\xccng vi\xean, t\xf4\xect", vietnamese.Windows1258, 0},
		{"after correct paragraphs", "Đổi mới thi đua\n\nThi đua\nyêu nước\n\n" + tcvn3Text, vietnamese.TCVN3, 46},
		{"CRLF", "Đổi mới\r\n\r\n" + vniText + "\r\n", vietnamese.VNI, 16},
		{"a key in front of it", "+++\ntitle = \"§iÓn h×nh tiªn tiÕn\"\ndraft = true\n+++\n", vietnamese.TCVN3, 4},
		{"spread over short lines", "Phong\ntrµo\nthi\n®ua", vietnamese.TCVN3, 6},
		{"UTF-16", "\xff\xfeH\x00", vietnamese.UTF16, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			enc, offset, ok := vietnamese.DetectLegacy([]byte(test.in))
			if enc != test.enc || offset != test.offset || !ok {
				t.Errorf("got %v, %d, %v; want %v, %d", enc, offset, ok, test.enc, test.offset)
			}
		})
	}
}

func TestDetectLegacyLetsOtherTextBe(t *testing.T) {
	for name, text := range map[string]string{
		"empty":                 "",
		"ASCII":                 "Xin chao cac ban",
		"Vietnamese":            seedSpaces + "\n" + seedEth,
		"Vietnamese, few marks": "Bà là cô giáo, có ba con, nhà ở xã bên\n\nông bà có cả\n\ncô Hà: á à, là bé thì có",
		"Vietnamese, NFD":       "Bà là cô giáo vùng cao",
		"one pasted word":       "Huyện ủy\n\nthi ®ua\n\ntrong khi",
		"French": "Où êtes-vous allé cet été ? Le château était fermé, hélas ; à la forêt, près du chêne, l’élève a dû rêver à Noël.\n\n" +
			"Là-bas, tôt ou tard, ça ira. «Bien sûr», dît-il, il a vécu né à Huế.\n\nDès tôt\n\nCôté théâtre, le rôle du père",
		"German":         "Für Übungen müssen die Schüler früh aufstehen; süße Äpfel, größere Häuser und schöne Mädchen.\n\nTür zu\n\nÖl und Müll",
		"Icelandic":      "Það er við Reykjavík að Garðarsson sá bæ og læk; ég á hús og þú ert hér. Ísland er fallegt.\n\nBær á Íslandi",
		"Portuguese":     "Não há ninguém aí; são três irmãos, a mãe está à porta, e o avô vê a lição de inglês.\n\nSão João é já\n\nPão e maçã",
		"Spanish":        "El niño comió piña y bebió té; ¿dónde está el señor Núñez? Mañana será otro día. País, baúl, maíz.\n\n¡Olé!",
		"Swedish":        "Så går vi på stan när vi får råd, även då det är kallt; också på hösten må vi bra. Nå, då så!",
		"Danish":         "Når vi så på det, må både børn og voksne få lov at gå ud på øen; også om året.",
		"Italian":        "Così è più facile: la città è già là, perché non c’è più nessuno. Però sì, può.",
		"Czech":          "Příliš žluťoučký kůň úpěl ďábelské ódy, když máš čas, přijď. Já tu už bývám.",
		"signs":          "© 2021 ® ™ § 5 ¶ 3 ± 2 µm × 3 «a» ½ ¼ £5 ¥6",
		"middle dots":    "Tin · Bài · Cao Lan · 3, 1",
		"invalid bytes":  "\xff\xfa\x80 abc \xc3",
		"French, Latin1": latin1("Où êtes-vous allé cet été ? Le château était fermé, près de la forêt."),
	} {
		t.Run(name, func(t *testing.T) {
			if enc, offset, ok := vietnamese.DetectLegacy([]byte(text)); ok {
				t.Errorf("found %v at %d: %q", enc, offset, enc.Decode(text[offset:]))
			}
		})
	}
}

// BenchmarkDetectLegacy reads 7 kB, and 400 kB with the line ends of Windows,
// at the same speed.
func BenchmarkDetectLegacy(b *testing.B) {
	paragraph := strings.Repeat("Phong trào thi đua yêu nước đã góp phần nêu cao. ", 8)
	for name, text := range map[string]string{
		"story": strings.Repeat(paragraph+"\n\n", 16),
		"CRLF":  strings.Repeat(paragraph+"\r\n\r\n", 900),
	} {
		b.Run(name, func(b *testing.B) {
			raw := []byte(text)
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				vietnamese.DetectLegacy(raw)
			}
		})
	}
}
