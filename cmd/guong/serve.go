package main

import (
	"context"
	"net"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"

	"guong/generator"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/preview"
	"guong/themes"
)

// serveCommand is `guong serve`.
type serveCommand struct {
	Host    string `placeholder:"${address}" default:"127.0.0.1" help:"${servehost}"`
	Port    int    `short:"p" placeholder:"${number}" default:"1313" help:"${serveport}"`
	Open    bool   `help:"${serveopen}"`
	Follow  bool   `help:"${servefollow}"`
	Editor  string `placeholder:"${name}" help:"${serveeditor}"`
	Content string `placeholder:"${folder}" help:"${content}"`
	Drafts  bool   `default:"true" negatable:"" help:"${servedrafts}"`
	Future  bool   `default:"true" negatable:"" help:"${servefuture}"`
	Now     clock  `placeholder:"${time}" help:"${now}"`
}

// Run serves the site until it is interrupted.
func (c *serveCommand) Run(ctx context.Context, t terminal, line *commandLine, status *int) error {
	// The server idles most of its time: less memory, for a little more work.
	debug.SetGCPercent(50)
	address := net.JoinHostPort(c.Host, strconv.Itoa(c.Port))
	if !preview.IsLoopback(address) {
		t.show(diag.List{{Severity: diag.Warning, Message: message.New("command.serve-open", c.Host), Hint: message.New("command.serve-open-hint")}})
	}
	editor, known := preview.Editors[strings.ToLower(c.Editor)]
	if !known {
		editor = c.Editor
	}
	open := openInSystem
	if editor == "none" {
		editor, open = "", nil
	}
	said := &teller{terminal: t}
	wrong := preview.Serve(ctx, preview.Options{
		Generator: generator.Options{
			Source: line.Source, Config: line.Config, Content: c.Content,
			Themes: themes.FS, Drafts: c.Drafts, Future: c.Future,
		},
		Address: address, Language: t.language, Editor: editor, Open: open, Follow: c.Follow, Clock: c.Now.time,
		Ready: func(url string) {
			t.say("serving", url)
			if c.Open {
				_ = openInSystem(url) // the address is said in any case
			}
		},
		Report: said.tell,
		Notice: func(d diag.Diagnostic) { t.show(diag.List{d}) },
	})
	if len(wrong) > 0 {
		t.show(wrong)
		*status = exitWrong
	}
	return nil
}

// teller tells in the terminal what is wrong with the site: each list of errors once.
type teller struct {
	terminal
	mu   sync.Mutex
	last string
}

func (p *teller) tell(list diag.List) {
	var errors diag.List
	var text strings.Builder
	for _, d := range list {
		if d.Severity == diag.Error {
			errors = append(errors, d)
			text.WriteString(d.Brief(p.language) + "\n")
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if text.String() == p.last {
		return
	}
	p.last = text.String()
	if len(errors) == 0 {
		p.say("mended")
		return
	}
	p.show(errors)
}

// openInSystem opens an address or a file in the program that the system has for it.
func openInSystem(target string) error {
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", target)
	case "darwin":
		cmd = exec.Command("open", target)
	default:
		cmd = exec.Command("xdg-open", target)
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }()
	return nil
}
