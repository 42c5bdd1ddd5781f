package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
)

// fileExtensions are those of files that people attach to stories. A dead address
// with one of them is a missing file; all others are pages, or names with a dot.
var fileExtensions = strings.Fields(`.pdf .doc .docx .docm .dot .dotx .odt .rtf .txt .csv .tsv .xls .xlsx .xlsm .xlsb .ods .ppt .pptx
	.pps .ppsx .odp .pub .epub .djvu .ps .eps .ai .cdr .psd .dwg .dxf .vsd .vsdx .jpg .jpeg .png .gif .webp .avif .svg .bmp .tif .tiff
	.heic .ico .mp3 .m4a .wav .ogg .oga .opus .flac .aac .wma .mp4 .m4v .mov .avi .wmv .mkv .webm .ogv .mpg .mpeg .flv .3gp .vtt .srt
	.zip .rar .7z .gz .tar .tgz .bz2 .xz .iso .exe .msi .apk .dmg .ttf .otf .woff .woff2 .kml .kmz .gpx .ics .vcf .p7s .p7m`)

// isFile reports whether an address looks like that of a file, not of a page.
func isFile(address string) bool {
	return slices.Contains(fileExtensions, strings.ToLower(path.Ext(address)))
}

// findDocuments gives every text the addresses of the documents that its front
// matter names.
func (b *builder) findDocuments() {
	for a := range b.site.eachText() {
		b.resolveDocuments(a)
	}
}

// resolveDocuments resolves the addresses of an article's documents: a file or text
// of the content folder, beside the article or from the root, or an address as it
// stands.
func (b *builder) resolveDocuments(a *Article) {
	for i := range a.Documents {
		if to := a.entry.Front.Documents[i].URL; to != "" {
			a.Documents[i].URL = b.documentURL(a, to)
		}
	}
}

func (b *builder) documentURL(a *Article, to string) string {
	s := b.site
	address, rest := splitAddress(to)
	if file := s.fileMeant(a.entry.Dir(), a.URL, address); file != nil {
		return file.URL + rest
	}
	if strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://") {
		return to
	}
	at := a.entry.Locate("documents", to)
	if isMarkdown(address) {
		p := contentPath(a.entry.Dir(), address)
		if target := s.byPath[p]; target != nil {
			return target.URL + rest
		}
		if section, hidden := s.hidden[p]; hidden {
			b.report(at, diag.Warning, message.New("site.link-hidden", to), message.New("site.link-hidden-hint"))
			return section
		}
		b.report(at, diag.Error, message.New("site.link", to), s.proposeText(a.entry.Dir(), address, "site.link-path-hint"))
		return ""
	}
	if isFile(address) || !strings.HasPrefix(to, "/") {
		b.report(at, diag.Error, message.New("site.file", to), s.proposeFile(a.entry.Dir(), address, "site.document-hint"))
		return ""
	}
	return s.Local(to)
}

func (b *builder) report(d diag.Diagnostic, severity diag.Severity, what, hint message.Message) {
	d.Severity, d.Message, d.Hint = severity, what, hint
	b.wrong.Add(d)
}

// splitAddress parts an address from its query and fragment, and decodes it.
func splitAddress(to string) (address, rest string) {
	address = to
	if i := strings.IndexAny(to, "?#"); i >= 0 {
		address, rest = to[:i], to[i:]
	}
	if decoded, err := url.PathUnescape(address); err == nil {
		address = decoded
	}
	return address, rest
}
