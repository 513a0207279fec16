// Command laurel is the whole product: the Slack bot, its command line, and a local workspace to try it in.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // time zones in images that have none

	"github.com/alecthomas/kong"
)

// commands is the command line: one field per command, each in the file of its name.
type commands struct {
	Sandbox  sandboxCommand   `cmd:"" help:"The whole product with nothing installed: a local workspace in the browser, and the bot."`
	Serve    serveCommand     `cmd:"" help:"Run the bot against Slack."`
	Migrate  migrateCommands  `cmd:"" help:"Bring the database to this version."`
	Manifest manifestCommand  `cmd:"" help:"Print the Slack app manifest (JSON)."`
	People   peopleCommands   `cmd:"" help:"Who works here: functions, managers, time zones."`
	Cycle    cycleCommands    `cmd:"" help:"Open and run review cycles."`
	Template templateCommands `cmd:"" help:"What a review looks at, who is asked and what; your own file beside the built-in ones."`
	Wins     winsCommands     `cmd:"" help:"Read wins, write them as a document, and load them from one."`
	Goal     goalCommands     `cmd:"" help:"Read goals."`
	Packet   packetCommand    `cmd:"" help:"Print the packet of one person."`
	Keys     keysCommands     `cmd:"" help:"The keyset that seals confidential text."`
	Analyze  analyzeCommand   `cmd:"" help:"Read a text a line from standard input, print a JSON object a line."`
	Help     helpCommand      `cmd:"" help:"Say what a command does."`
}

// Exit statuses, part of the contract with scripts.
const (
	exitDone, exitFailed, exitUsage = 0, 1, 2
)

// program is what a command works with. Tests give it other streams and another environment.
type program struct {
	In       io.Reader
	Out, Err io.Writer
	Env      func(name string) (value string, set bool)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the first signal ends the work in order, a second one at once
	p := program{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Env: os.LookupEnv}
	code := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// run executes one command line and returns the exit status. Errors go to Err as one plain sentence.
func (p program) run(ctx context.Context, args []string) int {
	parser, exited := p.parser()
	if len(args) > 0 && args[0] == "help" {
		args = append(args[1:], "--help")
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if *exited {
		return exitDone
	}
	if err != nil {
		return p.fail(usage{err.Error() + "; laurel help lists the commands, laurel help COMMAND says what one takes"})
	}
	command.BindTo(ctx, (*context.Context)(nil))
	command.Bind(p)
	return p.fail(command.Run())
}

// parser reads command lines. exited turns true when help was printed and nothing is left to do.
func (p program) parser() (parser *kong.Kong, exited *bool) {
	exited = new(bool)
	parser = kong.Must(&commands{}, kong.Name("laurel"),
		kong.Description("Evidence and 360° feedback in Slack, on your own machine."),
		kong.Writers(p.Out, p.Err), kong.Exit(func(int) { *exited = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	return parser, exited
}

// usage is an error of who typed the command line or set a variable.
type usage struct{ sentence string }

func (u usage) Error() string { return u.sentence }

func (p program) fail(err error) int {
	if err == nil {
		return exitDone
	}
	fmt.Fprintln(p.Err, "laurel:", sentence(err))
	if errors.As(err, new(usage)) {
		return exitUsage
	}
	return exitFailed
}

// helpCommand is `laurel help [COMMAND…]`; run turns it into --help before the line is parsed.
type helpCommand struct {
	Command []string `arg:"" optional:"" help:"The command to explain."`
}

// Run does nothing: see run.
func (helpCommand) Run() error { return nil }
