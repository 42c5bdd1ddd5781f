package message_test

import (
	"math"
	"testing"
	"time"

	"guong/generator/message"
)

func TestWordsInBothLanguages(t *testing.T) {
	m := message.New("value.wrong-type", "date", message.New("value.type-date"), message.Number(84016))
	for l, want := range map[message.Language]string{
		message.Vietnamese: "“date” phải là ngày, không phải 84.016",
		message.English:    "“date” must be a date, not 84,016",
		"fr":               "“date” phải là ngày, không phải 84.016",
	} {
		if got := m.In(l); got != want {
			t.Errorf("%s: %s", l, got)
		}
	}
	if m.String() != m.In(message.Vietnamese) {
		t.Error(m.String())
	}
}

func TestMessagesWithoutWords(t *testing.T) {
	if m := (message.Message{}); !m.IsZero() || m.In(message.English) != "" {
		t.Error("the zero message says something")
	}
	if m := message.New("no.such-text", "a", 1); m.IsZero() || m.In(message.English) != "no.such-text a 1" {
		t.Error(m)
	}
	if m := message.New("no.such-text"); m.In(message.English) != "no.such-text" {
		t.Error(m)
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[message.Number][2]string{
		0: {"0", "0"}, 7: {"7", "7"}, 999: {"999", "999"}, 1000: {"1.000", "1,000"}, 84016: {"84.016", "84,016"}, 1234567: {"1.234.567", "1,234,567"},
		-5: {"-5", "-5"}, -123: {"-123", "-123"}, -1000: {"-1.000", "-1,000"}, math.MinInt64: {"-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"},
	} {
		if vi, en := n.In(message.Vietnamese), n.In(message.English); vi != want[0] || en != want[1] {
			t.Errorf("%d: %s, %s", int(n), vi, en)
		}
	}
}

func TestSeconds(t *testing.T) {
	for d, want := range map[time.Duration][2]string{
		0: {"0,00 giây", "0.00 s"}, 30 * time.Millisecond: {"0,03 giây", "0.03 s"}, 1640 * time.Millisecond: {"1,6 giây", "1.6 s"}, 90 * time.Second: {"90,0 giây", "90.0 s"},
	} {
		if vi, en := message.Seconds(d).In(message.Vietnamese), message.Seconds(d).In(message.English); vi != want[0] || en != want[1] {
			t.Errorf("%v: %s, %s", d, vi, en)
		}
	}
}

func TestSize(t *testing.T) {
	for size, want := range map[message.Size][2]string{
		0: {"0 kB", "0 kB"}, 1: {"1 kB", "1 kB"}, 1000: {"1 kB", "1 kB"}, 640_001: {"641 kB", "641 kB"}, 999_000: {"999 kB", "999 kB"}, 999_001: {"1,0 MB", "1.0 MB"},
		1_000_000: {"1,0 MB", "1.0 MB"}, 12_345_678: {"12,3 MB", "12.3 MB"},
	} {
		if vi, en := size.In(message.Vietnamese), size.In(message.English); vi != want[0] || en != want[1] {
			t.Errorf("%d: %s, %s", size, vi, en)
		}
	}
}

func TestEnvironment(t *testing.T) {
	for _, test := range []struct {
		variables map[string]string
		want      message.Language
	}{
		{nil, message.Vietnamese},
		{map[string]string{"GUONG_LANG": "en", "LC_ALL": "vi_VN.UTF-8"}, message.English},
		{map[string]string{"GUONG_LANG": "EN"}, message.English},
		{map[string]string{"GUONG_LANG": "vi", "LANG": "en_US.UTF-8"}, message.Vietnamese},
		{map[string]string{"GUONG_LANG": "fr", "LANG": "en_US.UTF-8"}, message.Vietnamese},
		{map[string]string{"LANG": "en_US.UTF-8"}, message.English},
		{map[string]string{"LANG": "vi_VN.UTF-8"}, message.Vietnamese},
		{map[string]string{"LANG": "C"}, message.Vietnamese},
		{map[string]string{"LANG": "de_DE.UTF-8"}, message.Vietnamese},
		{map[string]string{"LC_ALL": "C", "LANG": "en_US.UTF-8"}, message.Vietnamese},
		{map[string]string{"LC_ALL": "vi_VN.UTF-8", "LANG": "en_US.UTF-8"}, message.Vietnamese},
		{map[string]string{"LC_MESSAGES": "en_GB.UTF-8", "LANG": "vi_VN.UTF-8"}, message.English},
	} {
		if got := message.Environment(func(name string) string { return test.variables[name] }); got != test.want {
			t.Errorf("%v: %s", test.variables, got)
		}
	}
}
