// Command guong makes news sites of exemplary people and collectives (điển hình
// tiên tiến) from Markdown stories.
//
//	guong new site DIR     a site that builds and serves at once
//	guong new section NAME a section with its name
//	guong new PATH         an article from its section's archetype
//	guong serve            live preview at http://127.0.0.1:1313/
//	guong build            the finished site, in public/
//	guong deploy           the finished site to where readers find it
//	guong check            what an editor should look at
//	guong search QUERY     what readers find on the finished site
//	guong clean            removes what builds remember
//	guong version
//
// Every verb has a file of its own here, which turns the command line into a
// call of package generator and what comes back into words. The words are in
// package message, Vietnamese unless GUONG_LANG or the locale asks for English.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"guong/generator/diag"
	"guong/generator/message"
)

// Exit statuses of the command.
const (
	exitDone        = 0
	exitWrong       = 1   // the site has errors
	exitUsage       = 2   // the command line is wrong
	exitInterrupted = 130 // Ctrl-C
)

// commandLine is what can be typed. The help texts are in the catalogues.
type commandLine struct {
	New     newCommand     `cmd:"" help:"${new}"`
	Serve   serveCommand   `cmd:"" help:"${serve}"`
	Build   buildCommand   `cmd:"" help:"${build}"`
	Check   checkCommand   `cmd:"" help:"${check}"`
	Deploy  deployCommand  `cmd:"" help:"${deploy}"`
	Search  searchCommand  `cmd:"" help:"${search}"`
	Clean   cleanCommand   `cmd:"" help:"${clean}"`
	Version versionCommand `cmd:"" help:"${version}"`

	Source string `short:"s" placeholder:"${folder}" default:"." help:"${source}"`
	Config string `placeholder:"${file}" default:"config.toml" help:"${config}"`

	published bool // a build published all, whatever happened afterwards
	told      bool // the command says itself what is live after an interruption
}

// terminal is where a command reads and writes, and in which language.
type terminal struct {
	out, err io.Writer
	language message.Language
}

// say writes a text of the catalogue and a line end to the standard output.
func (t terminal) say(id string, args ...any) {
	_, _ = io.WriteString(t.out, message.New("command."+id, args...).In(t.language)+"\n")
}

// show writes diagnostics to the standard error, and reports whether many of them
// are shown as one.
func (t terminal) show(list diag.List) bool { return list.ShowAll(t.err, t.language) }

// note writes a text of the catalogue to the standard error, below an empty line.
func (t terminal) note(id string) {
	_, _ = io.WriteString(t.err, "\n"+message.New("command."+id).In(t.language)+"\n\n")
}

func main() {
	useHugePages()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	t := terminal{os.Stdout, os.Stderr, message.Environment(os.Getenv)}
	os.Exit(run(ctx, t, os.Args[1:]))
}

// run carries out one command line and returns its exit status.
func run(ctx context.Context, t terminal, args []string) int {
	var line commandLine
	asked := false // for help
	parser, err := kong.New(&line,
		kong.Name("guong"),
		kong.Description(message.New("help.description").In(t.language)),
		kong.Vars(helpTexts(t.language)),
		kong.Help(func(_ kong.HelpOptions, k *kong.Context) error { asked = true; return printHelp(t, k) }),
		kong.Writers(t.out, t.err),
		kong.Exit(func(int) {}),
	)
	if err != nil {
		panic(err) // the tags above are wrong; any test finds it
	}
	switch {
	case len(args) == 0:
		args = []string{"--help"}
	case args[0] == "help":
		args = append(args[1:], "--help")
	case args[0] == "--version":
		args = []string{"version"}
	}
	command, err := parser.Parse(args)
	switch {
	case asked:
		return exitDone
	case err != nil:
		return usage(t, err)
	}
	command.BindTo(ctx, (*context.Context)(nil))
	status := exitDone
	if err := command.Run(t, &line, &status); err != nil {
		panic(err) // commands report by their status
	}
	if ctx.Err() != nil && line.told {
		return exitInterrupted
	}
	if ctx.Err() != nil {
		id := "command.interrupted"
		if line.published {
			id = "command.interrupted-late"
		}
		t.show(diag.List{{Message: message.New(id)}})
		return exitInterrupted
	}
	return status
}
