package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"guong/generator"
	"guong/generator/deploy/rounds"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/preview/watch"
)

// watch builds and deploys until ctx is done: at once, after changes, when a moment of
// the content comes, and again after a failure. The list says why it could not begin.
func (d *deployment) watch(ctx context.Context) diag.List {
	p, list := d.place()
	if list.Count(diag.Error) > 0 {
		return list
	}
	folders, files, list := generator.Watched(d.buildOptions(p))
	if list.Count(diag.Error) > 0 {
		return list
	}
	changes := watch.Start(ctx, watch.Options{Roots: folders, Files: files})
	if !d.JSON {
		d.say("deploy-watching", p.Name)
	}
	last, said := "", ""
	rounds.Run(ctx, rounds.Options{
		Changes: changes,
		Now:     d.clock,
		Round: func(ctx context.Context, why rounds.Reason) rounds.Outcome {
			out := d.round(ctx, why)
			if out.Name == "" {
				out.place = p // the configuration cannot be read now
			}
			p = out.place
			failure, recovered := failureOf(out), last != "" && !out.failed()
			if recovered || out.status != statusNothing && (failure == "" || failure != last) {
				d.notify(ctx, out) // a failure that goes on is told once, and its end
			}
			last = failure
			said = d.tellRound(out, said)
			return out.outcome()
		},
		Waiting: func(until time.Time, why rounds.Reason) { d.tellWait(p, until, why) },
	})
	for range changes { // until nothing is left running
	}
	return nil
}

// failureOf returns what went wrong in a round as one text; "" if nothing did.
func failureOf(out *outcome) string {
	if !out.failed() {
		return ""
	}
	var b strings.Builder
	for _, d := range out.list {
		if d.Severity == diag.Error {
			b.WriteString(d.Brief(message.English) + "\n")
		}
	}
	return b.String()
}

// tellRound tells of a round in a line: with its moment, since nobody may have looked
// for days. What there is to say of the site comes before, unless it was said of the
// round before; it is returned.
func (d *deployment) tellRound(out *outcome, before string) (said string) {
	if d.JSON {
		d.writeLine(d.lineOf(out))
		return ""
	}
	for _, found := range out.list {
		said += found.Brief(d.language) + "\n"
	}
	if said != before {
		d.show(out.list)
	}
	if d.Quiet && !out.failed() {
		return said
	}
	var text message.Message
	switch out.status {
	case statusDone:
		s := out.plan.Summary()
		text = message.New("command.deploy-round-done", out.Name, out.result.Edition, phrase{s}, message.Seconds(out.took))
	case statusNothing:
		text = message.New("command.deploy-nothing", out.Name, out.result.Edition)
	default:
		text = out.live()
	}
	fmt.Fprintln(d.out, out.moment(d.clock()), text.In(d.language))
	return said
}

// tellWait tells when the next round begins.
func (d *deployment) tellWait(p place, until time.Time, why rounds.Reason) {
	if d.JSON || d.Quiet || until.IsZero() {
		return
	}
	id := "command.deploy-next"
	if why == rounds.Retry {
		id = "command.deploy-again"
	}
	fmt.Fprintln(d.out, p.moment(d.clock()), message.New(id, p.moment(until)).In(d.language))
}

// moment returns a date and time of day as people write it, in the zone of the site.
func (p place) moment(t time.Time) string { return t.In(p.zone).Format("02/01/2006 15:04:05") }
