package main

import (
	"strconv"
	"strings"
	"time"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/scaffold"
	"guong/themes"
)

// newCommand is `guong new …`.
type newCommand struct {
	Site    newSiteCommand    `cmd:"" help:"${newsite}"`
	Section newSectionCommand `cmd:"" help:"${newsection}"`
	Article newArticleCommand `cmd:"" default:"withargs" help:"${newarticle}"`
}

// newSiteCommand is `guong new site DIR`.
type newSiteCommand struct {
	Dir []string `arg:"" placeholder:"${folder}" help:"${newsitedir}"`
}

// Run makes the site.
func (c *newSiteCommand) Run(t terminal, status *int) error {
	if !quoted(t, status, "guong new site", c.Dir, " ") {
		return nil
	}
	if wrong := scaffold.Site(c.Dir[0], t.language, time.Now()); wrong != nil {
		t.show(wrong)
		*status = exitWrong
		return nil
	}
	t.say("new-site", c.Dir[0])
	return nil
}

// newSectionCommand is `guong new section NAME`.
type newSectionCommand struct {
	Name []string `arg:"" placeholder:"${section}" help:"${newsectionname}"`
}

// Run makes the section.
func (c *newSectionCommand) Run(t terminal, line *commandLine, status *int) error {
	if !quoted(t, status, "guong new section", c.Name, " ") {
		return nil
	}
	file, wrong := scaffold.Section(scaffold.SectionOptions{Source: line.Source, Config: line.Config, Name: c.Name[0]})
	t.made("new-section", file, wrong, status)
	return nil
}

// newArticleCommand is `guong new PATH`.
type newArticleCommand struct {
	Path []string `arg:"" placeholder:"${path}" help:"${newpath}"`
}

// Run makes the article.
func (c *newArticleCommand) Run(t terminal, line *commandLine, status *int) error {
	between := "/" // guong new tin-tuc Cô giáo Lan
	if strings.Contains(c.Path[0], "/") {
		between = " "
	}
	if !quoted(t, status, "guong new", c.Path, between) {
		return nil
	}
	file, wrong := scaffold.Article(scaffold.ArticleOptions{
		Source: line.Source, Config: line.Config, Path: c.Path[0], Themes: themes.FS, Now: time.Now(),
	})
	t.made("new-article", file, wrong, status)
	return nil
}

// made tells of a file that was made, or why it was not.
func (t terminal) made(id, file string, wrong diag.List, status *int) {
	t.show(wrong)
	if wrong.Count(diag.Error) > 0 {
		*status = exitWrong
		return
	}
	t.say(id, file)
}

// quoted reports whether a name is one argument. If not, it tells the person how to
// write it: between the first word and the others stands what is given.
func quoted(t terminal, status *int, command string, words []string, between string) bool {
	if len(words) == 1 {
		return true
	}
	rest := strings.Join(words[1:], " ")
	*status = exitUsage
	t.show(diag.List{{
		Message: message.New("command.quote", strings.Join(words, " ")),
		Hint:    message.New("command.quote-hint", command+" "+strconv.Quote(strings.TrimSuffix(words[0], between)+between+rest)),
	}})
	return false
}
