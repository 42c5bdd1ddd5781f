package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"guong/generator"
	"guong/generator/deploy"
	"guong/generator/deploy/rounds"
	"guong/generator/diag"
	"guong/generator/message"
)

// How a round ended.
const (
	statusDone        = "done"        // the new edition is live
	statusNothing     = "nothing"     // the target has it already
	statusPlanned     = "planned"     // nothing more was asked for
	statusFailed      = "failed"      // see Result.State for what is live
	statusInterrupted = "interrupted" // the same
)

// outcome is what a round of building and deploying did.
type outcome struct {
	place
	why     rounds.Reason
	status  string
	usage   bool // the command line is what is wrong
	began   time.Time
	took    time.Duration
	report  *generator.Report // of the build; nil without one
	plan    *deploy.Plan      // nil if it was not made
	result  deploy.Result
	touched bool      // Run was called
	list    diag.List // all that there is to say
	refused bool      // trying again helps only after a change
}

func (o *outcome) failed() bool { return o.status == statusFailed }

// round builds the site, if that was asked for, and brings it to its target.
func (d *deployment) round(ctx context.Context, why rounds.Reason) *outcome {
	out := &outcome{why: why, began: d.clock()}
	start := time.Now()
	progress := &progressLine{terminal: d.terminal, start: start}
	d.carry(ctx, out, progress)
	progress.clear()
	out.took = time.Since(start)
	if out.status == "" || out.list.Count(diag.Error) > 0 && out.status != statusDone {
		out.status = statusFailed
	}
	if ctx.Err() != nil && out.status == statusFailed {
		out.status = statusInterrupted
	}
	return out
}

// carry is round step by step. It stops after one that leaves nothing to do; what went
// wrong is in the list then.
func (d *deployment) carry(ctx context.Context, out *outcome, progress *progressLine) {
	var list diag.List
	if out.place, list = d.place(); list.Count(diag.Error) > 0 {
		out.list, out.usage, out.refused = list, usageOf(list), true
		return
	}
	if !d.Build {
		out.list = list // a build says what it is warned of itself
	}
	if d.Build && !d.build(ctx, out, progress) {
		return
	}
	o, leave, list := d.open(ctx, out.place)
	if out.list = append(out.list, list...); leave == nil {
		return
	}
	defer leave()
	plan, err := d.look(ctx, out.place, o)
	if err != nil {
		out.list = append(out.list, explained(ctx, out.Name, err)...)
		return
	}
	out.plan = plan
	switch {
	case plan.Empty():
		out.status, out.result.Edition = statusNothing, plan.Summary().Live
		return
	case d.DryRun:
		out.status, out.result.Edition = statusPlanned, plan.Summary().Live
		return
	}
	o.Progress = d.progress(progress)
	out.result.Edition, out.touched = plan.Summary().Live, true
	result, err := deploy.Run(ctx, o, plan)
	out.result = result
	out.list = append(out.list, result.Notes...)
	if err != nil {
		out.list = append(out.list, explained(ctx, out.Name, err)...)
	} else {
		out.status = statusDone
	}
}

// build builds the site for its target, and reports whether it is fit to be seen.
func (d *deployment) build(ctx context.Context, out *outcome, progress *progressLine) bool {
	o := d.buildOptions(out.place)
	if !d.Quiet && !d.JSON && isTerminal() {
		o.Progress, o.Pictures = progress.show, progress.showPictures
	}
	report, list := generator.Build(ctx, o)
	out.report, out.list = &report, list
	out.refused = list.Count(diag.Error) > 0
	return report.Done && !out.refused
}

// look compares the finished site, or an earlier edition, with the target.
func (d *deployment) look(ctx context.Context, p place, o deploy.Options) (*deploy.Plan, error) {
	if d.To > 0 {
		return deploy.LookBack(ctx, o, int(d.To))
	}
	if _, err := os.Stat(p.destination); err != nil {
		return nil, problem(p, "command.deploy-unbuilt")
	}
	h, err := deploy.ReadHosting(p.destination)
	if err != nil {
		return nil, err
	}
	switch {
	case p.BaseURL != "" && h.BaseURL != p.BaseURL:
		return nil, problem(p, "command.deploy-address", h.BaseURL, p.BaseURL)
	case h.NoIndex && !p.NoIndex:
		return nil, problem(p, "command.deploy-trial")
	case p.NoIndex && !h.NoIndex:
		return nil, problem(p, "command.deploy-no-trial")
	}
	return deploy.Look(ctx, o)
}

// problem is something about the finished site.
func problem(p place, id string, args ...any) error {
	return diag.Diagnostic{
		Position: diag.Position{File: filepath.ToSlash(p.destination)},
		Message:  message.New(id, args...), Hint: message.New("command.deploy-build-hint", p.Name),
	}
}

// outcome tells the loop of rounds when the next one is due.
func (o *outcome) outcome() rounds.Outcome {
	r := rounds.Outcome{Retry: o.failed() && !o.refused}
	if o.report != nil {
		r.Next = o.report.NextChange
	}
	return r
}
