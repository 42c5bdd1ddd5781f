package main

import (
	"fmt"
	"strings"

	"guong/generator/deploy"
	"guong/generator/diag"
	"guong/generator/message"
)

// tell tells a person, or a program, how a round ended.
func (d *deployment) tell(out *outcome) {
	if d.JSON {
		d.writeLine(d.lineOf(out))
		return
	}
	if d.show(out.list) {
		d.note("grouped-build")
	}
	if r := out.report; r != nil && r.Done && !d.Quiet {
		d.say("built", message.Number(r.Articles), message.Number(r.Pages), message.Seconds(r.Load+r.Search+r.Pictures+r.Render+r.Publish+r.Remember))
	}
	if out.plan != nil && (!d.Quiet || d.DryRun) {
		d.sayPlan(out)
	}
	switch out.status {
	case statusFailed, statusInterrupted:
		if out.Name != "" {
			d.show(diag.List{{Message: out.live()}})
		}
	case statusDone:
		if !d.Quiet {
			r := out.result
			d.say("deploy-done", out.Name, r.Edition, message.Number(r.Uploaded), message.Size(r.Bytes), message.Number(r.Deleted), message.Seconds(out.took))
		}
	}
}

// sayPlan tells what will happen, or would: in one line, or file by file.
func (d *deployment) sayPlan(out *outcome) {
	s := out.plan.Summary()
	if out.plan.Empty() {
		d.say("deploy-nothing", out.Name, s.Live)
		return
	}
	id := "deploy-plan"
	switch {
	case d.To > 0:
		d.say("deploy-back", out.Name, int(d.To), phrase{s}, message.Size(s.Bytes))
		id = ""
	case s.First:
		id = "deploy-first"
	case s.Interrupted:
		id = "deploy-rest"
	}
	if id != "" {
		d.say(id, out.Name, phrase{s}, message.Size(s.Bytes))
	}
	if s.Foreign > 0 {
		d.say("deploy-foreign", message.Number(s.Foreign))
	}
	if d.Verbose {
		for c := range out.plan.Changes() {
			fmt.Fprintln(d.out, signs[c.Action], c.Path)
		}
	}
	if d.DryRun {
		d.say("deploy-dry")
	}
}

// signs stand before the files of a plan.
var signs = map[deploy.Action]string{
	deploy.ActionNew: "+", deploy.ActionChange: "~", deploy.ActionDelete: "-", deploy.ActionWithdraw: "!", deploy.ActionExpire: "-",
}

// phrase is a plan in words: “3 bài mới, 12 trang đổi, 1 bài gỡ”.
type phrase struct{ deploy.Summary }

// In returns the parts that are not zero.
func (p phrase) In(l message.Language) string {
	var parts []string
	for _, part := range []struct {
		count int
		id    string
	}{
		{p.WithdrawnStories, "command.deploy-stories-withdrawn"},
		{p.NewStories, "command.deploy-stories-new"}, {p.ChangedStories, "command.deploy-stories-changed"},
		{p.NewPages, "command.deploy-pages-new"}, {p.ChangedPages, "command.deploy-pages-changed"}, {p.DeletedPages, "command.deploy-pages-deleted"},
		{p.NewFiles, "command.deploy-files-new"}, {p.ChangedFiles, "command.deploy-files-changed"}, {p.DeletedFiles, "command.deploy-files-deleted"},
	} {
		if part.count > 0 {
			parts = append(parts, message.New(part.id, message.Number(part.count)).In(l))
		}
	}
	if len(parts) == 0 {
		return message.New("command.deploy-no-file").In(l)
	}
	return strings.Join(parts, ", ")
}

// live says what readers meet after a deployment that did not end as it should.
func (o *outcome) live() message.Message {
	var parts []message.Message
	if o.status == statusInterrupted {
		parts = append(parts, message.New("command.deploy-stopped"))
	}
	switch r := o.result; {
	case o.touched && r.State == deploy.StateDone:
		parts = append(parts, message.New("command.deploy-live-new", o.Name, r.Edition))
	case o.touched && r.State == deploy.StatePartial:
		parts = append(parts, message.New("command.deploy-live-mixed", o.Name))
		if len(r.Withdrawn) > 0 {
			parts = append(parts, message.New("command.deploy-live-withdrawn", message.Number(len(r.Withdrawn))))
		}
	case r.Edition > 0:
		parts = append(parts, message.New("command.deploy-live-old", o.Name, r.Edition))
	default:
		parts = append(parts, message.New("command.deploy-live-same", o.Name))
	}
	return joined(parts)
}

// joined returns messages as one, with spaces between.
func joined(parts []message.Message) message.Message {
	if len(parts) == 1 {
		return parts[0]
	}
	return message.New("command.deploy-two", parts[0], joined(parts[1:]))
}

// sayEditions lists what is at a target, the newest first.
func (d *deployment) sayEditions(p place, editions []deploy.Edition) {
	if len(editions) == 0 {
		d.say("deploy-no-edition", p.Name)
		return
	}
	for _, e := range editions {
		id := "deploy-edition"
		if e.Live {
			id = "deploy-edition-live"
		}
		d.say(id, e.Number, e.Time.In(p.zone).Format("02/01/2006 15:04"), message.Number(e.Stories), message.Number(e.Files), e.Owner)
	}
	if len(editions) > 1 {
		d.say("deploy-edition-hint", p.Name, editions[1].Number)
	}
}
