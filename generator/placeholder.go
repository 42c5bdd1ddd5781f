package generator

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"guong/generator/check"
	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/diag"
	"guong/generator/scaffold"
	"guong/generator/theme"
)

// placeholdersOf returns the sentences that a writer finds in a new article or a new
// site. They are read from the archetypes of the theme and from the site that
// `guong new site` makes, so that they are always those that people meet.
func placeholdersOf(look *theme.Theme) (p check.Placeholders) {
	reader := content.NewReader(config.Default("", ""), "content")
	texts := look.Archetypes()
	for _, site := range scaffold.Skeletons() {
		texts = append(texts, textsOf(site)...)
	}
	for _, text := range texts {
		article, body, _ := reader.Read(content.File{Name: "tin/bai.md", Path: "tin/bai.md"}, text)
		if article != nil {
			p.Add(article, body)
		}
	}
	return p
}

// textsOf returns the stories and pages of a new site. What names its sections may well
// stay as it is.
func textsOf(site fs.FS) (texts [][]byte) {
	_ = fs.WalkDir(site, contentFolder, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".md" && path.Base(name) != "_index.md" {
			text, err := fs.ReadFile(site, name)
			texts = append(texts, text)
			return err
		}
		return err
	})
	return texts
}

// unchanged reports the values of the configuration that are those of a new site: its
// address, and the name of the organisation.
func unchanged(c *config.Config, file string, text []byte, linter *check.Linter) (found []check.Finding) {
	for _, site := range scaffold.Skeletons() {
		from, _ := config.Load(site, config.FileName)
		if from == nil {
			continue
		}
		for _, value := range [][2]string{{from.BaseURL, c.BaseURL}, {from.Organisation.Name, c.Organisation.Name}} {
			if value[0] == "" || value[0] != value[1] {
				continue
			}
			at := bytes.Index(text, []byte(strings.TrimSuffix(value[0], "/")))
			found = append(found, linter.Configuration(diag.At(file, text, at, utf8.RuneCountInString(value[0])), value[0])...)
		}
	}
	return found
}
