package value

import (
	"testing"
	"time"
	_ "time/tzdata"
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
		{"6 tháng 7 năm 2021", "", DateForm},
		{"06-07-2021", "", DateForm},
		{"06/07/2021x", "", DateForm},
		{"06/07/202110:11", "", DateForm},
		{"2021-07-06T10:11:00+7", "", DateForm},
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
