package main

import (
	"time"

	"guong/generator/diag"
	"guong/generator/scaffold"
	"guong/themes"
)

// newCommand is `guong new …`.
type newCommand struct {
	Site    newSiteCommand    `cmd:"" help:"${newsite}"`
	Article newArticleCommand `cmd:"" default:"withargs" help:"${newarticle}"`
}

// newSiteCommand is `guong new site DIR`.
type newSiteCommand struct {
	Dir string `arg:"" placeholder:"${folder}" help:"${newsitedir}"`
}

// Run makes the site.
func (c *newSiteCommand) Run(t terminal, status *int) error {
	if wrong := scaffold.Site(c.Dir, t.language, time.Now()); wrong != nil {
		t.show(wrong)
		*status = exitWrong
		return nil
	}
	t.say("new-site", c.Dir)
	return nil
}

// newArticleCommand is `guong new PATH`.
type newArticleCommand struct {
	Path string `arg:"" placeholder:"${path}" help:"${newpath}"`
}

// Run makes the article.
func (c *newArticleCommand) Run(t terminal, line *commandLine, status *int) error {
	file, wrong := scaffold.Article(scaffold.ArticleOptions{
		Source: line.Source, Config: line.Config, Path: c.Path, Themes: themes.FS, Now: time.Now(),
	})
	t.show(wrong)
	if wrong.Count(diag.Error) > 0 {
		*status = exitWrong
		return nil
	}
	t.say("new-article", file)
	return nil
}
