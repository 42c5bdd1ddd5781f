package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"guong/generator"
	"guong/generator/check"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/themes"
)

// checkCommand is `guong check`.
type checkCommand struct {
	Content   string `placeholder:"${folder}" help:"${content}"`
	BaseURL   string `name:"base-url" placeholder:"${address}" help:"${baseurl}"`
	Drafts    bool   `help:"${checkdrafts}"`
	Future    bool   `help:"${checkfuture}"`
	Now       clock  `placeholder:"${time}" help:"${now}"`
	FailOn    string `name:"fail-on" placeholder:"${severity}" enum:"error,warning,none" default:"error" help:"${failon}"`
	Changed   bool   `help:"${changed}"`
	Published string `name:"destination" short:"d" placeholder:"${folder}" help:"${checkdestination}"`
	All       bool   `help:"${all}"`
	Quiet     bool   `short:"q" help:"${checkquiet}"`
	JSON      bool   `name:"json" help:"${json}"`
}

// Run looks at the site. The findings are the result, so they go to the standard
// output.
func (c *checkCommand) Run(ctx context.Context, t terminal, line *commandLine, status *int) error {
	progress := &progressLine{terminal: t, start: time.Now()}
	o := generator.Options{
		Source: line.Source, Config: line.Config, Content: c.Content, BaseURL: c.BaseURL,
		Destination: c.Published, Changed: c.Changed,
		Themes: themes.FS, Drafts: c.Drafts, Future: c.Future, Now: c.Now.time(),
	}
	if !c.Quiet && !c.JSON && term.IsTerminal(int(os.Stderr.Fd())) {
		o.Progress = progress.show
	}
	report, list := generator.Check(ctx, o)
	progress.clear()
	if ctx.Err() != nil {
		return nil
	}
	failed := list.Count(diag.Error)
	if c.fails(list) {
		*status = exitWrong
	}
	if c.JSON {
		return c.writeFindings(t, report, list)
	}
	if grouped := c.show(t, list); c.Quiet {
		return nil
	} else if grouped {
		_, _ = io.WriteString(t.out, "\n")
		t.say("grouped")
	}
	if c.Changed {
		t.say("changed", message.Number(report.Changed))
	}
	looked := []any{message.Number(report.Articles), message.Number(report.Pages), message.Seconds(time.Since(progress.start))}
	total := message.New("check.clean", looked...)
	if len(list) > 0 {
		warnings := message.Number(list.Count(diag.Warning) + list.Count(diag.Note))
		total = message.New("check.total", append([]any{message.Number(failed), warnings}, looked...)...)
		if !c.Changed {
			_, _ = io.WriteString(t.out, "\n")
		}
	}
	_, err := io.WriteString(t.out, total.In(t.language)+"\n")
	return err
}

// fails reports whether a list makes the command fail.
func (c *checkCommand) fails(list diag.List) bool {
	switch c.FailOn {
	case "none":
		return false
	case "warning":
		return list.Count(diag.Error)+list.Count(diag.Warning) > 0
	}
	return list.Count(diag.Error) > 0
}

// show writes the findings, and reports whether some stand for many.
func (c *checkCommand) show(t terminal, list diag.List) bool {
	if c.All {
		list.ShowEach(t.out, t.language)
		return false
	}
	return list.ShowAll(t.out, t.language)
}

// jsonFindings is what `guong check --json` prints.
type jsonFindings struct {
	Articles int           `json:"articles"`
	Pages    int           `json:"pages"`
	Outputs  int           `json:"outputs"`
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Notes    int           `json:"notes"`
	Seconds  jsonLaps      `json:"seconds"`
	Findings []jsonFinding `json:"findings"`
	Rules    []jsonRule    `json:"rules"`
	Changed  *int          `json:"changed,omitempty"` // texts, if --changed was asked
}

type jsonLaps struct {
	Load  float64 `json:"load"`
	Texts float64 `json:"texts"`
	Walk  float64 `json:"walk"`
}

type jsonFinding struct {
	File     string   `json:"file"`
	Line     int      `json:"line,omitempty"`
	Column   int      `json:"column,omitempty"`
	Rule     string   `json:"rule"`
	Severity string   `json:"severity"`
	Message  string   `json:"message"`
	Why      string   `json:"why,omitempty"`
	Hint     string   `json:"hint,omitempty"`
	Source   []string `json:"source,omitempty"`
}

func (c *checkCommand) writeFindings(t terminal, r generator.CheckReport, list diag.List) error {
	out := jsonFindings{
		Articles: r.Articles, Pages: r.Pages, Outputs: r.Outputs,
		Errors: list.Count(diag.Error), Warnings: list.Count(diag.Warning), Notes: list.Count(diag.Note),
		Seconds:  jsonLaps{r.Load.Seconds(), r.Texts.Seconds(), r.Walk.Seconds()},
		Findings: []jsonFinding{},
		Rules:    jsonRules(list.Tallies(func(i int) string { return r.Findings[i].Rule })),
	}
	if c.Changed {
		out.Changed = &r.Changed
	}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, jsonFinding{
			File: f.File, Line: f.Line, Column: f.Column, Rule: f.Rule, Severity: severityNames[f.Severity],
			Message: f.Message.In(t.language), Why: f.Why.In(t.language), Hint: f.Hint.In(t.language), Source: sourceNames(f.Sources, t.language),
		})
	}
	encoder := json.NewEncoder(t.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(out)
}

var severityNames = map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Note: "note"}

func sourceNames(sources []check.Source, l message.Language) (names []string) {
	for _, s := range sources {
		names = append(names, s.In(l))
	}
	return names
}
