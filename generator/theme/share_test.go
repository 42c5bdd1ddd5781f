package theme_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"guong/generator/picture/card"
	"guong/generator/theme"
	"guong/themes"
)

// sharing are options for the theme cua-toi, which extends nen, which extends goc.
// nen has the fonts of tdkt, and the given [share].
func sharing(t *testing.T, own, base string) theme.Options {
	t.Helper()
	o := options(t, "-- themes/cua-toi/theme.toml --\nextends = \"nen\"\n"+own+"-- themes/cua-toi/share/hong.ttf --\nkhông phải phông chữ\n")
	builtin := o.Builtin.(fstest.MapFS)
	builtin["nen/theme.toml"] = &fstest.MapFile{Data: []byte("extends = \"goc\"\n" + base)}
	for _, weight := range []string{"600", "700"} {
		font, err := fs.ReadFile(themes.FS, "tdkt/share/be-vietnam-pro-"+weight+".ttf")
		if err != nil {
			t.Fatal(err)
		}
		builtin["nen/share/"+weight+".ttf"] = &fstest.MapFile{Data: font}
	}
	return o
}

const wholeShare = "[share]\nfont = \"share/700.ttf\"\nsmall = \"share/600.ttf\"\nbackground = \"#ffffff\"\nink = \"#000000\"\naccent = \"#b5121B\"\n"

// TestShareIsInherited: a theme replaces single keys of the one that it extends.
func TestShareIsInherited(t *testing.T) {
	paint := func(own, base string) []byte {
		look, wrong := theme.Load(sharing(t, own, base))
		if len(wrong) > 0 {
			t.Fatal(shown(wrong))
		}
		if look.Share() == nil {
			return nil
		}
		picture, err := look.Share().Draw(nil, card.Card{Title: "Lớp học đêm", Kicker: "Gương sáng"})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range look.Assets() {
			if strings.HasSuffix(a.Path, ".ttf") {
				t.Errorf("%s is published", a.Path)
			}
		}
		return append(picture, look.Version()...)
	}
	if paint("", "") != nil {
		t.Error("a theme without [share] draws cards")
	}
	base := paint("", wholeShare)
	if own := paint(wholeShare, ""); !bytes.Equal(own[:len(own)-32], base[:len(base)-32]) {
		t.Error("an inherited [share] is not what it is in the theme itself")
	}
	for _, own := range []string{"ink = \"#00512e\"", "font = \"share/600.ttf\"", "small = \"share/700.ttf\"", "background = \"#eeeeee\"", "accent = \"#00512e\""} {
		changed := paint("[share]\n"+own+"\n", wholeShare)
		if bytes.Equal(changed[:len(changed)-32], base[:len(base)-32]) {
			t.Errorf("%s changes nothing", own)
		}
		if bytes.Equal(changed[len(changed)-32:], base[len(base)-32:]) {
			t.Errorf("%s: the theme has the same version", own)
		}
	}
	if without := paint("", strings.Replace(wholeShare, "small = \"share/600.ttf\"\n", "", 1)); without == nil {
		t.Error("small must be there")
	}
}

// TestWrongShare reads what is said about mistakes in [share].
func TestWrongShare(t *testing.T) {
	for _, test := range []struct{ own, base, want string }{
		{"[share]\nink = \"đen\"\n", wholeShare, "themes/cua-toi/theme.toml:3:7: “đen” không phải là màu"},
		{"[share]\nink = \"#12345\"\n", wholeShare, "theme.toml:3:7: “#12345” không phải"},
		{"[share]\nink = \"b5121b\"\n", wholeShare, "theme.toml:3:7: “b5121b” không phải"},
		{"[share]\nink = \"#b5121b00\"\n", wholeShare, "theme.toml:3:7: “#b5121b00” không phải"},
		{"[share]\nfont = \"share/900.ttf\"\n", wholeShare, "theme.toml:3:8: giao diện không có tệp phông chữ “share/900.ttf”"},
		{"[share]\nfont = \"theme.toml\"\n", wholeShare, "theme.toml:3:8: giao diện không có tệp phông chữ “theme.toml”"},
		{"[share]\nfont = \"share/../theme.toml\"\n", wholeShare, "theme.toml:3:8: giao diện không có tệp phông chữ"},
		{"[share]\nfont = \"share/hong.ttf\"\n", wholeShare, "theme.toml:3:8: không đọc được phông chữ “share/hong.ttf”"},
		{"[share]\nsmall = \"share/hong.ttf\"\n", wholeShare, "theme.toml:3:9: không đọc được phông chữ “share/hong.ttf”"},
		{"[share]\ninks = \"#000000\"\n", wholeShare, "theme.toml:3:1: không có mục “inks”"},
		{"[share]\nink = \"#000000\"\n", "", "theme.toml:2:2: [share] thiếu mục “font”"},
		{"share = 1\n", wholeShare, "theme.toml:2:9: "},
	} {
		look, wrong := theme.Load(sharing(t, test.own, test.base))
		if look != nil || !strings.Contains(shown(wrong), test.want) {
			t.Errorf("%s: want %s, got\n%s", test.own, test.want, shown(wrong))
		}
	}
}
