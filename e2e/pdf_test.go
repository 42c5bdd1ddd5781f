package e2e

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// The parts of PDF 1.4 that Chromium writes: objects in plain sight, streams that
// are deflated, text as hexadecimal codes of glyphs, and for each font a table of
// what they mean (ToUnicode, PDF 1.4, §5.9).
var (
	pdfObject = regexp.MustCompile(`(?s)(\d+) 0 obj\s(.*?)endobj`)
	pdfStream = regexp.MustCompile(`(?s)^(.*?)stream\r?\n(.*)endstream`)
	pdfFont   = regexp.MustCompile(`/(F\d+) (\d+) 0 R`)
	pdfTable  = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)
	pdfShown  = regexp.MustCompile(`/(F\d+) [\d.-]+ Tf|<([0-9A-Fa-f]+)>`)
	pdfBlock  = regexp.MustCompile(`beginbf(char|range)\n((?s:.*?))endbf`)
	pdfCodes  = regexp.MustCompile(`<([0-9A-Fa-f]+)>`)
)

// pdfMeaning is what the codes of a font mean.
type pdfMeaning struct {
	digits int // hexadecimal, of a code
	texts  map[uint64]string
}

// pdfPages returns the texts of the pages of a file that Chromium printed, in the order
// in which they are drawn.
func pdfPages(t *testing.T, file []byte) (pages []string) {
	t.Helper()
	objects, order := map[string][]byte{}, []string{}
	for _, m := range pdfObject.FindAllSubmatch(file, -1) {
		objects[string(m[1])] = m[2]
		order = append(order, string(m[1]))
	}
	fonts := map[string]pdfMeaning{} // by name, as all pages of Chromium's files call them
	for _, number := range order {
		for _, m := range pdfFont.FindAllSubmatch(objects[number], -1) {
			font := objects[string(m[2])]
			if table := pdfTable.FindSubmatch(font); table != nil {
				meaning := pdfMeaning{digits: 4, texts: pdfTexts(inflated(objects[string(table[1])]))}
				if bytes.Contains(font, []byte("/Type3")) { // what becomes of variable fonts
					meaning.digits = 2
				}
				fonts[string(m[1])] = meaning
			}
		}
	}
	for _, number := range order {
		content := inflated(objects[number])
		if !bytes.Contains(content, []byte("BT\n")) {
			continue
		}
		var text strings.Builder
		var font pdfMeaning
		for _, m := range pdfShown.FindAllSubmatch(content, -1) {
			if len(m[1]) > 0 {
				font = fonts[string(m[1])]
				continue
			}
			for code := m[2]; font.digits > 0 && len(code) >= font.digits; code = code[font.digits:] {
				glyph, _ := strconv.ParseUint(string(code[:font.digits]), 16, 16)
				text.WriteString(font.texts[glyph])
			}
		}
		pages = append(pages, text.String())
	}
	if len(strings.Join(pages, "")) == 0 {
		t.Fatalf("no text in a PDF file of %d bytes and %d objects", len(file), len(order))
	}
	return pages
}

// inflated returns the stream of an object, or nothing.
func inflated(object []byte) []byte {
	m := pdfStream.FindSubmatch(object)
	if m == nil || !bytes.Contains(m[1], []byte("FlateDecode")) {
		return nil
	}
	r, err := zlib.NewReader(bytes.NewReader(m[2]))
	if err != nil {
		return nil
	}
	content, _ := io.ReadAll(r)
	return content
}

// pdfTexts reads a ToUnicode table.
func pdfTexts(table []byte) map[uint64]string {
	texts := map[uint64]string{}
	for _, block := range pdfBlock.FindAllSubmatch(table, -1) {
		for line := range strings.Lines(string(block[2])) {
			codes := pdfCodes.FindAllStringSubmatch(line, -1)
			first, last, to := 0, 0, 1
			if string(block[1]) == "range" {
				last, to = 1, 2
			}
			if len(codes) <= to {
				continue
			}
			from, _ := strconv.ParseUint(codes[first][1], 16, 16)
			end, _ := strconv.ParseUint(codes[last][1], 16, 16)
			units := pdfUnits(codes[to][1])
			for code := from; code <= end; code++ {
				texts[code] = string(utf16.Decode(units))
				units[len(units)-1]++
			}
		}
	}
	return texts
}

func pdfUnits(hex string) (units []uint16) {
	for ; len(hex) >= 4; hex = hex[4:] {
		unit, _ := strconv.ParseUint(hex[:4], 16, 16)
		units = append(units, uint16(unit))
	}
	return units
}
