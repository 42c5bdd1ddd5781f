package vietnamese_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"guong/generator/vietnamese"
)

// seed adds the texts of all tables.
func seed(f *testing.F) {
	for _, r := range repairs {
		f.Add(r.in)
	}
	for _, t := range folds {
		f.Add(t.in)
	}
	for _, t := range slugs {
		f.Add(t.in)
	}
	for _, row := range sameTerm {
		f.Add(strings.Join(row, ", "))
	}
	for _, o := range orders {
		f.Add(o.want)
	}
	for _, text := range []string{seedSpaces, seedEth, realSyllables, tcvn3Table, vniTable, tcvn3Text, vniText, latin1(tcvn3Text)} {
		f.Add(text)
	}
	for _, letters := range marked {
		f.Add(letters + strings.ToUpper(letters) + norm.NFD.String(letters))
	}
}

func FuzzRepair(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		in := []byte(s)
		out, fixes := vietnamese.Repair(in)
		if string(in) != s {
			t.Fatal("the input was changed")
		}
		if got := vietnamese.RepairString(s); got != string(out) {
			t.Errorf("RepairString gives %q, Repair %q", got, out)
		}
		if again, more := vietnamese.Repair(out); string(again) != string(out) || more != nil {
			t.Errorf("repaired twice: %q, then %q with %v", out, again, more)
		}
		if !utf8.ValidString(s) {
			if string(out) != s || vietnamese.InvalidUTF8(in) < 0 {
				t.Errorf("invalid UTF-8: out = %q, InvalidUTF8 = %d", out, vietnamese.InvalidUTF8(in))
			}
			return
		}
		if at := vietnamese.InvalidUTF8(in); at >= 0 {
			t.Errorf("valid UTF-8 is said to be bad at %d", at)
		}
		if lines := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s); strings.Count(lines, "\n") != bytes.Count(out, []byte("\n")) {
			t.Errorf("number of lines: %q became %q", s, out)
		}
		// What the fast pass lets through has to be in order by slow standards.
		if !norm.NFC.IsNormal(out) {
			t.Errorf("%q is not NFC", out)
		}
		for _, r := range string(out) {
			if unicode.IsControl(r) && r != '\t' && r != '\n' || r > unicode.MaxASCII && unicode.IsSpace(r) || strings.ContainsRune("\u00ad\u200b\u2060\ufeff", r) {
				t.Errorf("%q was left in %q", r, out)
			}
		}
		if vietnamese.InOrder(in) && fixes != nil {
			t.Errorf("%q is said to be in order; fixes %v", s, fixes)
		}
		if (len(fixes) == 0) != (string(out) == s) {
			t.Errorf("%q became %q with fixes %v", s, out, fixes)
		}
		for i, fix := range fixes {
			if fix.Offset < 0 || fix.Offset >= len(s) || !utf8.RuneStart(s[fix.Offset]) || i > 0 && fix.Offset < fixes[i-1].Offset {
				t.Errorf("fixes %v of %q", fixes, s)
			}
		}
	})
}

func FuzzFold(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		fold := vietnamese.Fold(s)
		if again := vietnamese.Fold(fold); again != fold {
			t.Errorf("%q folds to %q, that to %q", s, fold, again)
		}
		for _, r := range fold {
			if 0x0300 <= r && r <= 0x036f || strings.ContainsRune(vietnameseLetters, r) {
				t.Errorf("%q folds to %q with a mark", s, fold)
			}
		}
		nfc, nfd := vietnamese.Fold(norm.NFC.String(s)), vietnamese.Fold(norm.NFD.String(s))
		if nfc != nfd {
			t.Errorf("NFC folds to %q, NFD to %q", nfc, nfd)
		}
		if got := vietnamese.AppendFold([]byte("x"), s); string(got) != "x"+fold {
			t.Errorf("AppendFold gives %q, Fold %q", got, fold)
		}
	})
}

var vietnameseLetters = func() (all string) {
	for _, letters := range marked {
		all += letters + strings.ToUpper(letters)
	}
	return all
}()

func FuzzSlug(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		slug := vietnamese.Slug(s)
		for i := range len(slug) {
			if c := slug[i]; !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' && 0 < i && i < len(slug)-1 && slug[i-1] != '-') {
				t.Fatalf("%q has the slug %q", s, slug)
			}
		}
		if again := vietnamese.Slug(slug); again != slug {
			t.Errorf("%q has the slug %q, that has %q", s, slug, again)
		}
		nfc, nfd := vietnamese.Slug(norm.NFC.String(s)), vietnamese.Slug(norm.NFD.String(s))
		if nfc != nfd {
			t.Errorf("NFC has the slug %q, NFD %q", nfc, nfd)
		}
	})
}

func FuzzKey(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		key := vietnamese.Key(s)
		if again := vietnamese.Key(key); again != key {
			t.Errorf("%q has the key %q, that has %q", s, key, again)
		}
		nfc, nfd := vietnamese.Key(norm.NFC.String(s)), vietnamese.Key(norm.NFD.String(s))
		if nfc != nfd {
			t.Errorf("NFC has the key %q, NFD %q", nfc, nfd)
		}
	})
}

func FuzzParseSyllable(f *testing.F) {
	for _, s := range strings.Fields(realSyllables) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		syllable, ok := vietnamese.ParseSyllable(s)
		if !ok {
			return
		}
		for _, spelling := range []string{syllable.String(), syllable.NewStyle()} {
			if again, ok := vietnamese.ParseSyllable(spelling); !ok || again != syllable {
				t.Errorf("%q is %+v; %q is %+v, %v", s, syllable, spelling, again, ok)
			}
			if vietnamese.Fold(spelling) != vietnamese.Fold(s) {
				t.Errorf("%q is spelled %q", s, spelling)
			}
			if !norm.NFC.IsNormalString(spelling) {
				t.Errorf("%q is not NFC", spelling)
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, s string) {
		enc, offset, ok := vietnamese.DetectLegacy([]byte(s))
		if ok {
			if offset < 0 || offset >= len(s) || offset > 0 && s[offset-1] != '\n' {
				t.Errorf("%q: %v at %d", s, enc, offset)
			}
		}
		for enc := vietnamese.Encoding(0); enc <= vietnamese.UTF16+1; enc++ {
			if got := enc.Decode(s); enc == vietnamese.TCVN3 && !utf8.ValidString(got) {
				t.Errorf("%v: %q decodes to %q", enc, s, got)
			}
		}
	})
}

func FuzzCollate(f *testing.F) {
	f.Add("Hòa Bình", "Hoà Bình")
	f.Add("Nguyễn Văn An", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		c := vietnamese.NewCollator()
		if ab, ba := c.Compare(a, b), c.Compare(b, a); ab != -ba || (ab == 0) != (a == b) {
			t.Errorf("%q, %q compare %d, %d", a, b, ab, ba)
		}
		if bytes.Equal(c.PersonSortKey(a), c.PersonSortKey(b)) != (a == b) {
			t.Errorf("%q and %q have one key", a, b)
		}
	})
}
