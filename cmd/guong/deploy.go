package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"os/user"
	"runtime/debug"
	"time"

	"golang.org/x/term"

	"guong/generator/deploy"
	"guong/generator/deploy/rounds"
	"guong/generator/deploy/target"
	"guong/generator/diag"
	"guong/generator/message"
)

// deployCommand is `guong deploy [TARGET]`.
type deployCommand struct {
	Target      string `arg:"" optional:"" placeholder:"${targetname}" help:"${deploytarget}"`
	DryRun      bool   `name:"dry-run" xor:"round" help:"${deploydryrun}"`
	List        bool   `xor:"what,list" help:"${deploylist}"`
	To          limit  `xor:"what,to" placeholder:"${number}" help:"${deployto}"`
	Check       bool   `xor:"what,check" help:"${deploycheck}"`
	Build       bool   `xor:"list,to,check" help:"${deploybuild}"`
	Watch       bool   `xor:"what,round" help:"${deploywatch}"`
	Deletions   limit  `name:"confirm-deletions" placeholder:"${number}" help:"${deploydeletions}"`
	Restore     bool   `name:"confirm-restored" help:"${deployrestored}"`
	Rebuild     bool   `help:"${deployrebuild}"`
	Destination string `short:"d" placeholder:"${folder}" help:"${deploydestination}"`
	Now         clock  `placeholder:"${time}" help:"${deploynow}"`
	Quiet       bool   `short:"q" help:"${quiet}"`
	Verbose     bool   `short:"v" help:"${deployverbose}"`
	JSON        bool   `name:"json" help:"${json}"`
}

// Run brings the site to a target, or does what else was asked about one.
func (c *deployCommand) Run(ctx context.Context, t terminal, line *commandLine, status *int) error {
	if c.Watch {
		c.Build = true
	}
	if c.Build {
		debug.SetGCPercent(45) // see buildCommand
	}
	d := deployment{terminal: t, deployCommand: c, line: line, clock: c.Now.running()}
	var list diag.List
	switch {
	case c.List:
		list = d.list(ctx)
	case c.Check:
		list = d.check(ctx)
	case c.Watch:
		list = d.watch(ctx)
	default:
		out := d.round(ctx, rounds.Start)
		if out.status != statusNothing && out.status != statusPlanned {
			d.notify(ctx, out)
		}
		if d.tell(out); out.failed() {
			*status = exitWrong
		}
		if out.usage {
			*status = exitUsage
		}
		line.told = true
		return nil
	}
	failed := list.Count(diag.Error) > 0
	switch {
	case c.JSON && (failed || c.Check):
		t.writeLine(d.answer(list))
	case c.Check: // the findings are the result
		list.ShowAll(t.out, t.language)
	case !c.JSON:
		t.show(list)
	}
	if failed {
		*status = exitWrong
		if usageOf(list) {
			*status = exitUsage
		}
	}
	line.told = true
	return nil
}

// deployment is a deployment on a terminal.
type deployment struct {
	terminal
	*deployCommand
	line  *commandLine
	clock func() time.Time
}

// reach finds the target in the configuration and opens it. Leave, which closes it, is
// nil if that went wrong.
func (d *deployment) reach(ctx context.Context) (p place, o deploy.Options, leave func(), list diag.List) {
	p, list = d.place()
	if list.Count(diag.Error) > 0 {
		return p, o, nil, list
	}
	o, leave, list = d.open(ctx, p)
	return p, o, leave, list
}

// list shows the editions that are at the target.
func (d *deployment) list(ctx context.Context) diag.List {
	p, o, leave, list := d.reach(ctx)
	if leave == nil {
		return list
	}
	defer leave()
	editions, err := deploy.Editions(ctx, o)
	if err != nil {
		return append(list, explained(ctx, p.Name, err)...)
	}
	if d.JSON {
		d.writeEditions(p, editions)
		return list
	}
	d.sayEditions(p, editions)
	return list
}

// check writes, reads and removes files at the target.
func (d *deployment) check(ctx context.Context) diag.List {
	p, o, leave, list := d.reach(ctx)
	if leave == nil {
		return list
	}
	defer leave()
	return append(list, deploy.Probe(ctx, o, p.address, &http.Client{Timeout: probePatience})...)
}

// probePatience is how long a check waits for an answer of the public address.
const probePatience = 30 * time.Second

// answer returns as JSON what a command found that is no deployment.
func (d *deployment) answer(list diag.List) jsonDeploy {
	line := jsonDeploy{
		Target: d.Target, Status: statusDone, Began: d.clock().Format(time.RFC3339),
		Errors: list.Count(diag.Error), Warnings: list.Count(diag.Warning), Diagnostics: d.diagnostics(list),
	}
	if line.Errors > 0 {
		line.Status = statusFailed
	}
	return line
}

// explained returns an error about a target as diagnostics; none if it is only that ctx
// has ended.
func explained(ctx context.Context, name string, err error) diag.List {
	var list diag.List
	var one diag.Diagnostic
	var fault *target.Fault
	switch {
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		return nil
	case errors.As(err, &list):
		return list
	case errors.As(err, &one):
		return diag.List{one}
	case errors.As(err, &fault) && !fault.Message.IsZero():
		return diag.List{{Position: diag.Position{File: name}, Message: fault.Message, Hint: fault.Hint}}
	}
	return diag.List{{Position: diag.Position{File: name}, Message: message.New("command.deploy-failed", err.Error())}}
}

// isTerminal reports whether a person sees what is written to the standard error.
func isTerminal() bool { return term.IsTerminal(int(os.Stderr.Fd())) }

// progress returns what is called after each object; nil if nobody looks.
func (d *deployment) progress(line *progressLine) func(done, total int, bytes int64) {
	if d.Quiet || d.JSON || !isTerminal() {
		return nil
	}
	return func(done, total int, bytes int64) {
		line.print(message.New("command.deploy-progress", message.Number(done), message.Number(total), message.Size(bytes)))
	}
}

// owner is who deploys, for those whom the lock stops.
func owner() string {
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	who, err := user.Current()
	if err != nil {
		return host
	}
	return who.Username + "@" + host
}
