package value

import (
	"testing"
	"time"
	_ "time/tzdata"

	"guong/generator/vietnamese"
)

func TestParseDate(t *testing.T) {
	hcm, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		text  string
		want  string // RFC 3339; empty if wrong
		wrong DateError
	}{
		{"2021-07-06T10:11:00+07:00", "2021-07-06T10:11:00+07:00", DateOK},
		{"2021-07-06T03:11:00Z", "2021-07-06T03:11:00Z", DateOK},
		{"2021-07-06 10:11", "2021-07-06T10:11:00+07:00", DateOK},
		{"2021-07-06T10:11", "2021-07-06T10:11:00+07:00", DateOK},
		{"2021-07-06", "2021-07-06T00:00:00+07:00", DateOK},
		{"06/07/2021 - 10:11", "2021-07-06T10:11:00+07:00", DateOK},
		{"06/07/2021 – 10:11", "2021-07-06T10:11:00+07:00", DateOK},
		{"6/7/2021 9:05", "2021-07-06T09:05:00+07:00", DateOK},
		{"06/07/2021", "2021-07-06T00:00:00+07:00", DateOK},
		{" 6/7/2021 ", "2021-07-06T00:00:00+07:00", DateOK},
		{"06/07/2021, 10:11", "2021-07-06T10:11:00+07:00", DateOK},
		{"29/02/2024", "2024-02-29T00:00:00+07:00", DateOK},
		{"29/02/2023", "", DateCalendar},
		{"31/04/2021", "", DateCalendar},
		{"07/13/2021", "", DateCalendar},
		{"2021-00-10", "", DateCalendar},
		{"06/07/2021 24:01", "", DateClock},
		{"06/07/2021 10:60", "", DateClock},
		{"06/07/21", "", DateForm},
		{"06-07-2021", "2021-07-06T00:00:00+07:00", DateOK},
		{"06.07.2021", "2021-07-06T00:00:00+07:00", DateOK},
		{"06 / 7 / 2021", "2021-07-06T00:00:00+07:00", DateOK},
		{"06-07-2021 10:11", "2021-07-06T10:11:00+07:00", DateOK},
		{"06-07-2021-10:11", "2021-07-06T10:11:00+07:00", DateOK},
		{"2021/07/06", "2021-07-06T00:00:00+07:00", DateOK},
		{"2021-7-6 9:05", "2021-07-06T09:05:00+07:00", DateOK},
		{"2021.07.06 - 10h", "2021-07-06T10:00:00+07:00", DateOK},
		{"6 tháng 7 năm 2021", "2021-07-06T00:00:00+07:00", DateOK},
		{"ngày 06 tháng 7 năm 2021", "2021-07-06T00:00:00+07:00", DateOK},
		{"Ngày 6 Tháng 7, 2021", "2021-07-06T00:00:00+07:00", DateOK},
		{"6 tháng 7/2021", "2021-07-06T00:00:00+07:00", DateOK},
		{"6 thang 7 2021", "2021-07-06T00:00:00+07:00", DateOK},
		{"ngày 6/7/2021", "2021-07-06T00:00:00+07:00", DateOK},
		{"06/07/2021 10h11", "2021-07-06T10:11:00+07:00", DateOK},
		{"06/07/2021 – 10h", "2021-07-06T10:00:00+07:00", DateOK},
		{"06/07/2021 10g5", "2021-07-06T10:05:00+07:00", DateOK},
		{"06/07/2021 10 giờ 11", "2021-07-06T10:11:00+07:00", DateOK},
		{"6 tháng 7 năm 2021, lúc 10 giờ 11 phút", "2021-07-06T10:11:00+07:00", DateOK},
		{"06/07/2021 | 10:11:12", "2021-07-06T10:11:12+07:00", DateOK},
		{"10:11 06/07/2021", "2021-07-06T10:11:00+07:00", DateOK},
		{"10h11, ngày 06/07/2021", "2021-07-06T10:11:00+07:00", DateOK},
		{"10 giờ 11 phút ngày 6 tháng 7 năm 2021", "2021-07-06T10:11:00+07:00", DateOK},
		{"10h - 06/07/2021", "2021-07-06T10:00:00+07:00", DateOK},
		{"31-04-2021", "", DateCalendar},
		{"2021/13/01", "", DateCalendar},
		{"6 tháng 13 năm 2021", "", DateCalendar},
		{"24h11 06/07/2021", "", DateClock},
		{"10h60 06/07/2021", "", DateClock},
		{"06-07/2021", "", DateForm},
		{"06-07-21", "", DateForm},
		{"6 tháng 7", "", DateForm},
		{"6 tháng 7 năm 21", "", DateForm},
		{"tháng 7 năm 2021", "", DateForm},
		{"10h11", "", DateForm},
		{"10 06/07/2021", "", DateForm},
		{"thứ ba, 06/07/2021", "", DateForm},
		{"06/07/2021 10:11 PM", "", DateForm},
		{"06/072021", "", DateForm},
		{"2021/07-06", "", DateForm},
		{"2021-07", "", DateForm},
		{"012/07/2021", "", DateForm},
		{"06/07/2021x", "", DateForm},
		{"06/07/202110:11", "", DateForm},
		{"2021-07-06T10:11:00+7", "2021-07-06T10:11:00+07:00", DateOK},
		{"", "", DateForm},
	} {
		got, wrong := ParseDate(test.text, hcm)
		text := ""
		if wrong == DateOK {
			text = got.Format(time.RFC3339)
		}
		if text != test.want || wrong != test.wrong {
			t.Errorf("ParseDate(%q) = %q, %d; want %q, %d", test.text, text, wrong, test.want, test.wrong)
		}
	}
}

// TestGuessDate: what is proposed for a date that is not written as one.
func TestGuessDate(t *testing.T) {
	for text, want := range map[string]string{
		"06/07/21":                          "06/07/2021",
		"6-7-98 9h5":                        "06/07/1998 - 09:05",
		"6 tháng 7 năm 21":                  "06/07/2021",
		"Thứ ba, 06/07/2021, 10:11 (GMT+7)": "06/07/2021 - 10:11",
		"Chủ nhật - 04/07/2021":             "04/07/2021",
		"T3, 6/7/2021 10:11 GMT+7":          "06/07/2021 - 10:11",
		"06/07/2021 10:11 PM":               "06/07/2021 - 22:11",
		"06/07/2021 12:11 SA":               "06/07/2021 - 00:11",
		"06/07/2021 12:11 CH":               "06/07/2021 - 12:11",
		"mùng 6 tháng 7 năm 2021":           "06/07/2021",
		"Lúc 10h11 ngày 06/07/2021":         "06/07/2021 - 10:11",
		"31/04/21":                          "",
		"07/2021":                           "",
		"06/07":                             "",
		"hôm qua":                           "",
		"(06/07/2021)":                      "",
		"06/07/20210":                       "",
		"06/07/2021 25:11 PM":               "",
		"trước Tết":                         "",
		"":                                  "",
	} {
		if got := guessDate(vietnamese.Fold(text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// FuzzGuessDate: no text makes it panic, and what is guessed is a date.
func FuzzGuessDate(f *testing.F) {
	for _, text := range []string{"06/07/2021 - 10:11", "10h11 ngày 6 tháng 7 năm 2021", "Thứ ba, 6.7.21 10:11 CH (GMT+7)", "2021-07-06T10:11:00+07:00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if guess := guessDate(vietnamese.Fold(text)); guess != "" {
			if _, wrong := ParseDate(guess, time.UTC); wrong != DateOK {
				t.Errorf("%q: guessed %q", text, guess)
			}
		}
	})
}

func BenchmarkParseDate(b *testing.B) {
	for _, text := range []string{"2021-07-06T10:11:00+07:00", "06/07/2021 - 10:11", "10 giờ 11 ngày 6 tháng 7 năm 2021"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParseDate(text, time.UTC)
			}
		})
	}
}
