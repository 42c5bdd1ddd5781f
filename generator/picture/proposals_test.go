package picture_test

import (
	"bytes"
	"encoding/binary"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"guong/generator/picture"
	"guong/generator/picture/picturetest"
)

// wordsEXIF is a TIFF structure with texts.
func wordsEXIF(texts ...any) string {
	var values []byte
	order := binary.BigEndian
	b := order.AppendUint16([]byte("MM\x00*\x00\x00\x00\x08"), uint16(len(texts)/2))
	for i := 0; i < len(texts); i += 2 {
		tag, text := texts[i].(int), texts[i+1].(string)
		kind := uint16(2)
		if tag >= 0x9c9b && tag < 0xa000 {
			kind = 1
			var raw []byte
			for _, u := range utf16.Encode([]rune(text)) {
				raw = binary.LittleEndian.AppendUint16(raw, u)
			}
			text = string(raw)
		}
		text += "\x00\x00"
		b = order.AppendUint16(order.AppendUint16(b, uint16(tag)), kind)
		b = order.AppendUint32(b, uint32(len(text)))
		b = order.AppendUint32(b, uint32(8+2+len(texts)/2*12+4+len(values)))
		values = append(values, text...)
	}
	return string(b) + "\x00\x00\x00\x00" + string(values)
}

// photoshop is a resource of IPTC, behind one with a name.
func photoshop(sets ...string) string {
	iptc := "\x1c\x01\x5a\x00\x03\x1b%G"
	for i := 0; i < len(sets); i += 2 {
		iptc += "\x1c\x02" + sets[i] + string(binary.BigEndian.AppendUint16(nil, uint16(len(sets[i+1])))) + sets[i+1]
	}
	return "Photoshop 3.0\x008BIM\x03\xed\x04name\x00\x00\x00\x00\x03abc\x00" +
		"8BIM\x04\x04\x00\x00" + string(binary.BigEndian.AppendUint32(nil, uint32(len(iptc)))) + iptc
}

func xmp(inner string) string {
	return `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">` + inner + `</rdf:RDF></x:xmpmeta>`
}

const xmpHead = "http://ns.adobe.com/xap/1.0/\x00"

func TestPropose(t *testing.T) {
	file := picturetest.JPEG(t, picturetest.Quarters(32, 16))
	lists := xmp(`<rdf:Description photoshop:Credit="TTXVN"><dc:creator><rdf:Seq><rdf:li>Trần B</rdf:li><rdf:li>Lê C</rdf:li></rdf:Seq></dc:creator>` +
		`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The teacher in class</rdf:li><rdf:li xml:lang="vi">Cô giáo trên lớp</rdf:li></rdf:Alt></dc:description>` +
		`<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Báo Hà Nội</rdf:li></rdf:Alt></dc:rights></rdf:Description>`)
	ofXMP := picture.Proposals{Authors: []string{"Trần B", "Lê C"}, Credit: "TTXVN", Copyright: "© Báo Hà Nội", Caption: "Cô giáo trên lớp"}
	exif := wordsEXIF(0x010e, "Co giao tren lop", 0x013b, "Nguye\u0302\u0303n A; Lê C;", 0x8298, " \x00Báo Hà Nội")
	riffs := []byte("RIFF\x00\x00\x00\x00WEBP" + riff("VP8L", lossless) + riff("XMP ", lists) + riff("EXIF", exif))
	for name, c := range map[string]struct {
		file []byte
		want picture.Proposals
	}{
		"nothing":       {file, picture.Proposals{}},
		"EXIF":          {picturetest.WithSegments(file, picturetest.Segment(0xe1, "Exif\x00\x00"+exif)), picture.Proposals{Authors: []string{"Nguyễn A", "Lê C"}, Copyright: "Báo Hà Nội", Caption: "Co giao tren lop"}},
		"EXIF, Windows": {picturetest.WithSegments(file, picturetest.Segment(0xe1, "Exif\x00\x00"+wordsEXIF(0x010e, "C? gi?o", 0x013b, "Nguy?n A", 0x9c9b, "Cô giáo", 0x9c9d, "Nguyễn A"))), picture.Proposals{Authors: []string{"Nguyễn A"}, Caption: "Cô giáo"}},
		"by a camera":   {picturetest.WithSegments(file, picturetest.Segment(0xe1, "Exif\x00\x00"+wordsEXIF(0x010e, "OLYMPUS DIGITAL CAMERA", 0x013b, "   "))), picture.Proposals{}},
		"one word":      {picturetest.WithSegments(file, picturetest.Segment(0xe1, "Exif\x00\x00"+wordsEXIF(0x010e, "dav"))), picture.Proposals{}},
		"IPTC": {picturetest.WithSegments(file, picturetest.Segment(0xed, photoshop("\x50", "Trần B", "\x6e", "TTXVN", "\x74", "© TTXVN", "\x78", "Cô giáo\r\n  trên lớp\x07"))),
			picture.Proposals{Authors: []string{"Trần B"}, Credit: "TTXVN", Copyright: "© TTXVN", Caption: "Cô giáo trên lớp"}},
		"IPTC in Latin-1":   {picturetest.WithSegments(file, picturetest.Segment(0xed, photoshop("\x50", "Ho\xe0ng An"))), picture.Proposals{Authors: []string{"Hoàng An"}}},
		"IPTC, no encoding": {picturetest.WithSegments(file, picturetest.Segment(0xed, photoshop("\x50", "Ho\x81ng An"))), picture.Proposals{}},
		"XMP":               {picturetest.WithSegments(file, picturetest.Segment(0xe1, xmpHead+lists)), ofXMP},
		"XMP before all":    {picturetest.WithSegments(file, picturetest.Segment(0xed, photoshop("\x50", "X")), picturetest.Segment(0xe1, "Exif\x00\x00"+exif), picturetest.Segment(0xe1, xmpHead+lists)), ofXMP},
		"PNG":               {picturetest.WithChunks(picturetest.PNG(t, picturetest.Quarters(32, 16)), picturetest.Chunk("eXIf", exif), picturetest.Chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+lists)), ofXMP},
		"WebP":              {riffs, ofXMP},
		"XMP with a bomb":   {picturetest.WithSegments(file, picturetest.Segment(0xe1, xmpHead+`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>`+xmp(`<rdf:Description><dc:creator>&b;</dc:creator></rdf:Description>`))), picture.Proposals{}},
		"XMP very deep":     {picturetest.WithSegments(file, picturetest.Segment(0xe1, xmpHead+xmp(strings.Repeat("<a>", 10_000)))), picture.Proposals{}},
		"too long":          {picturetest.WithSegments(file, picturetest.Segment(0xed, photoshop("\x50", strings.Repeat("Hà ", 2000)))), picture.Proposals{}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := picture.Propose(c.file); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%+v\nwant %+v", got, c.want)
			}
		})
	}
}

func FuzzPropose(f *testing.F) {
	file := picturetest.JPEG(f, picturetest.Quarters(32, 16))
	f.Add(picturetest.WithSegments(file, picturetest.Segment(0xe1, "Exif\x00\x00"+wordsEXIF(0x010e, "Co giao", 0x9c9d, "Nguyễn A"))))
	f.Add(picturetest.WithSegments(file, picturetest.Segment(0xed, photoshop("\x50", "Trần B", "\x78", "Cô giáo"))))
	f.Add(picturetest.WithSegments(file, picturetest.Segment(0xe1, xmpHead+xmp(`<rdf:Description photoshop:Credit="a"/>`))))
	f.Fuzz(func(t *testing.T, raw []byte) {
		first := picture.Propose(raw)
		if !reflect.DeepEqual(first, picture.Propose(bytes.Clone(raw))) {
			t.Error("two answers")
		}
		for _, s := range append(first.Authors, first.Credit, first.Copyright, first.Caption) {
			if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' }) || strings.TrimSpace(s) != s {
				t.Errorf("%q", s)
			}
		}
	})
}
