package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/kong"

	"guong/generator/diag"
	"guong/generator/message"
)

// helpNames are the texts that the tags of the command line name.
var helpNames = []string{
	"new", "newsite", "newsitedir", "newsection", "newsectionname", "section", "newarticle", "newpath", "serve", "build", "check", "search", "version",
	"source", "config", "destination", "content", "baseurl", "drafts", "future", "noindex", "fresh", "verify", "clean", "now", "quiet", "verbose", "json",
	"servehost", "serveport", "serveopen", "servefollow", "serveeditor", "servedrafts", "servefuture", "name",
	"checkdrafts", "checkfuture", "checkquiet", "failon", "changed", "checkdestination", "all", "severity",
	"searchquery", "searchdestination", "searchlimit", "searchfilter", "searchnewest",
	"deploy", "deploytarget", "deploydryrun", "deploylist", "deployto", "deploycheck", "deploybuild", "deploywatch", "deploydeletions", "deployrestored", "deployrebuild",
	"deploydestination", "deploynow", "deployverbose", "targetname",
	"folder", "file", "path", "address", "time", "query", "number", "filter",
}

func helpTexts(l message.Language) map[string]string {
	texts := make(map[string]string, len(helpNames))
	for _, name := range helpNames {
		texts[name] = message.New("help." + name).In(l)
	}
	return texts
}

// printHelp writes the help of the program or of one command.
func printHelp(t terminal, k *kong.Context) error {
	word := func(id string) string { return message.New("help." + id).In(t.language) }
	node := k.Selected()
	if node == nil {
		node = k.Model.Node
	}
	var b strings.Builder
	about := node.Help
	if node == k.Model.Node {
		about = k.Model.Help
	}
	fmt.Fprintf(&b, "%s\n\n%s\n", capitalised(about), word("usage"))
	for _, line := range usageLines(t, node) {
		fmt.Fprintf(&b, "  %s\n", line)
	}
	if rows := commandRows(t, node); len(rows) > 0 {
		section(&b, word("commands"), rows)
	}
	var args [][2]string
	for _, p := range node.Positional {
		args = append(args, [2]string{placeholder(t, p), p.Help})
	}
	section(&b, word("arguments"), args)
	var flags, common [][2]string
	for i, group := range node.AllFlags(true) {
		for _, f := range group {
			if f.Name == "help" {
				continue
			}
			row := [2]string{flagForm(f), f.Help}
			if i == 0 && node != k.Model.Node {
				common = append(common, row)
			} else {
				flags = append(flags, row)
			}
		}
	}
	section(&b, word("flags"), flags)
	section(&b, word("common"), append(common, [2]string{"-h, --help", word("help")}))
	if node == k.Model.Node {
		b.WriteString("\n" + word("more") + "\n")
	}
	b.WriteString("\n" + word("status") + "\n")
	_, err := fmt.Fprint(t.out, b.String())
	return err
}

// usageLines returns the ways in which a command is written.
func usageLines(t terminal, node *kong.Node) (lines []string) {
	if node.Type == kong.ApplicationNode || len(node.Children) == 0 {
		return []string{usageLine(t, node)}
	}
	for _, child := range node.Children {
		lines = append(lines, usageLine(t, child))
	}
	return lines
}

// usageLine returns how one command is written.
func usageLine(t terminal, node *kong.Node) string {
	word := func(id string) string { return message.New("help." + id).In(t.language) }
	line := strings.TrimSuffix(node.FullPath(), " article")
	if len(node.Children) > 0 {
		return line + " " + word("verb") + " [" + word("options") + "]"
	}
	for _, p := range node.Positional {
		word := placeholder(t, p)
		if !p.Required {
			word = "[" + word + "]"
		}
		line += " " + word
	}
	return line + " [" + word("options") + "]"
}

// capitalised returns s with a capital first letter.
func capitalised(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// commandRows lists the commands below a node, those below them in their place.
func commandRows(t terminal, node *kong.Node) (rows [][2]string) {
	for _, child := range node.Children {
		if child.Hidden {
			continue
		}
		if len(child.Children) > 0 {
			rows = append(rows, commandRows(t, child)...)
			continue
		}
		name := strings.TrimPrefix(child.FullPath(), "guong ")
		name = strings.TrimSuffix(name, " article")
		for _, p := range child.Positional {
			name += " " + placeholder(t, p)
		}
		rows = append(rows, [2]string{name, child.Help})
	}
	return rows
}

// placeholder returns what stands for an argument, whose tag names a text.
func placeholder(t terminal, p *kong.Positional) string {
	return message.New("help." + strings.Trim(p.Tag.PlaceHolder, "${}")).In(t.language)
}

func flagForm(f *kong.Flag) string {
	form := "    --" + f.Name
	if f.Tag.Negatable != "" {
		form = "    --[no-]" + f.Name
	}
	if f.Short != 0 {
		form = "-" + string(f.Short) + ", --" + f.Name
	}
	if !f.IsBool() {
		form += " " + f.PlaceHolder
	}
	return form
}

// section writes a heading and its rows in two columns.
func section(b *strings.Builder, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	width := 0
	for _, row := range rows {
		width = max(width, utf8.RuneCountInString(row[0]))
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for _, row := range rows {
		fmt.Fprintf(b, "  %s%s  %s\n", row[0], strings.Repeat(" ", width-utf8.RuneCountInString(row[0])), row[1])
	}
}

// parseErrors are what the library says of a wrong command line, and our words.
var parseErrors = []struct {
	pattern *regexp.Regexp
	id      string
}{
	{regexp.MustCompile(`^unknown flag (\S+), did you mean (?:one of )?(.+?)\??$`), "usage-flag-near"},
	{regexp.MustCompile(`^unknown flag (\S+)$`), "usage-flag"},
	{regexp.MustCompile(`^unexpected argument (\S+), did you mean (?:one of )?(.+?)\??$`), "usage-verb-near"},
	{regexp.MustCompile(`^unexpected argument (.+)$`), "usage-argument"},
	{regexp.MustCompile(`^(\S+): not a date: "(.*)"`), "usage-date"},
	{regexp.MustCompile(`^(\S+): not a number: "(.*)"`), "usage-number"},
	{regexp.MustCompile(`^(\S+): not a filter: "(.*)"`), "usage-filter"},
	{regexp.MustCompile(`^(\S+): missing value|^expected .* value.*got "EOL"|^(\S+): .*expected string value`), "usage-value"},
	{regexp.MustCompile(`^(\S+) must be one of (.+) but got "(.*)"$`), "usage-choice"},
	{regexp.MustCompile(`^(\S+) and (\S+) can't be used together$`), "usage-together"},
	{regexp.MustCompile(`^expected `), "usage-missing"},
}

// usage reports a wrong command line.
func usage(t terminal, err error) int {
	text := err.Error()
	hint := message.New("help.usage-hint", "guong "+message.New("help.verb").In(t.language))
	var parse *kong.ParseError
	if errors.As(err, &parse) {
		text = parse.Unwrap().Error()
		if node := parse.Context.Selected(); node != nil {
			hint = message.New("help.usage-hint", usageLine(t, node))
		}
	}
	d := diag.Diagnostic{Message: message.New("help.usage-other", text), Hint: hint}
	for _, known := range parseErrors {
		if m := known.pattern.FindStringSubmatch(text); m != nil {
			args := make([]any, len(m)-1)
			for i, group := range m[1:] {
				args[i] = strings.Trim(group, `"`)
			}
			d.Message = message.New("help."+known.id, args...)
			break
		}
	}
	t.show(diag.List{d})
	return exitUsage
}
