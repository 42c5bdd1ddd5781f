package vietnamese_test

import (
	"testing"

	"guong/generator/vietnamese"
)

func TestUnitWord(t *testing.T) {
	for _, test := range []struct {
		text, word     string
		unit, multiple bool
	}{
		{"hộ dân", "hộ", true, false},
		{"m², đất", "m²", true, false},
		{"tỷ đồng", "tỷ", false, true},
		{"%", "%", true, false},
		{"hội nghị", "hội", false, false},
		{"", "", false, false},
	} {
		word := vietnamese.UnitWord(test.text)
		if word != test.word || vietnamese.IsUnit(word) != test.unit || vietnamese.IsMultiple(word) != test.multiple {
			t.Errorf("%q: %q, unit %v, multiple %v", test.text, word, vietnamese.IsUnit(word), vietnamese.IsMultiple(word))
		}
	}
}
