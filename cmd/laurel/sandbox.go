package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	"laurel/bot"
	"laurel/deploy"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/sandbox"
)

// sandboxCommand is `laurel sandbox`.
type sandboxCommand struct {
	Port   int    `default:"8065" help:"The page's port; 0 takes any."`
	Dir    string `help:"Keep the data in this folder; without it, it is gone at the end."`
	Empty  bool   `help:"Seed nobody but one admin: for a look at the first day."`
	Strict bool   `help:"Turn rate limits, shuffling and duplicate events on."`
	NoBot  bool   `help:"Only the workspace; prints the variables with which laurel serve joins it from another process."`
}

// Run starts a workspace and the bot, prints the page's address, and works until Ctrl-C. Somebody on the page may start
// over: then all of it ends and begins anew at the same address.
func (c sandboxCommand) Run(ctx context.Context, p program) error {
	for {
		port, again, err := c.play(ctx, p)
		if err != nil || !again {
			return err
		}
		c.Port, p.Out = port, io.Discard // the address was printed before
	}
}

// play is one round: from the first day until somebody starts over or ctx ends.
func (c sandboxCommand) play(ctx context.Context, p program) (port int, again bool, err error) {
	dir, remove, err := c.folder()
	if err != nil {
		return 0, false, err
	}
	defer remove()
	round, end := context.WithCancel(ctx)
	defer end()
	clock := sandbox.NewClock(nil)
	options := sandbox.Options{
		Addr: fmt.Sprintf("127.0.0.1:%d", c.Port), Manifest: deploy.Manifest, Strict: c.Strict, Clock: clock,
		Team: c.team(), Try: suggestions(c.Empty),
	}
	if c.Dir == "" && !c.NoBot { // what is to be kept, nobody throws away from a page
		options.Restart = end
	}
	// The workspace outlives the bot, which still acks what it took.
	workspace, err := sandbox.Start(context.WithoutCancel(ctx), options)
	if err != nil {
		return 0, false, fmt.Errorf("start the workspace; --port takes another port: %w", err)
	}
	defer func() { _ = workspace.Close() }()
	err = c.work(round, p, dir, clock, workspace)
	return workspace.Port(), round.Err() != nil && ctx.Err() == nil, err
}

// work runs the bot in the workspace until ctx ends.
func (c sandboxCommand) work(
	ctx context.Context, p program, dir string, clock *sandbox.OffsetClock, workspace *sandbox.Workspace,
) error {
	if c.NoBot {
		fmt.Fprintf(p.Out, "The workspace is at %s (Ctrl-C ends it).\n", workspace.URL())
		fmt.Fprintf(p.Out, "SLACK_API_URL=%s\nSLACK_APP_TOKEN=%s\nSLACK_BOT_TOKEN=%s\n",
			workspace.APIURL(), workspace.AppToken(), workspace.BotToken())
		<-ctx.Done()
		return nil
	}
	d, err := openWith(ctx, c.config(dir, workspace), db.WithClock(clock.Now))
	if err != nil {
		return err
	}
	defer d.close()
	if !c.Empty {
		if err := seedSandbox(ctx, d); err != nil {
			return fmt.Errorf("seed the workspace: %w", err)
		}
	}
	b := bot.New(d.sandboxOptions(c.Strict))
	stop := pokeEachMinute(clock, b)
	defer stop()
	workspace.OnJump(func() { settle(ctx, d.db, b) })
	group, working := errgroup.WithContext(ctx)
	group.Go(func() error { return b.Run(working) })
	// Who opens the page at once finds the bot there: without a socket a command fails as it would in Slack.
	if workspace.Until(working, func() bool { return workspace.Sockets() > 0 }) == nil {
		fmt.Fprintf(p.Out, "The sandbox is at %s (Ctrl-C ends it).\n", workspace.URL())
	}
	return group.Wait()
}

// folder is where the data goes, and what becomes of it at the end.
func (c sandboxCommand) folder() (dir string, remove func(), err error) {
	if c.Dir != "" {
		return c.Dir, func() {}, os.MkdirAll(c.Dir, 0o700)
	}
	dir, err = os.MkdirTemp("", "laurel-sandbox-")
	return dir, func() { _ = os.RemoveAll(dir) }, err
}

func (c sandboxCommand) team() sandbox.Team {
	team := sandbox.DemoTeam()
	if c.Empty {
		for _, u := range team.People {
			if u.ID == sandboxAdmins[0] {
				team.People, team.Posts = []sandbox.User{u}, nil
				break
			}
		}
		for i := range team.Channels {
			team.Channels[i].Members = []string{sandboxAdmins[0], sandbox.BotUser}
		}
	}
	return team
}

// sandboxAdmins may open cycles: Dana, the director, and Mia, the manager whose team is reviewed.
var sandboxAdmins = []string{"U0DAN", "U0MIA"}

func (c sandboxCommand) config(dir string, w *sandbox.Workspace) config {
	return config{
		BotToken: w.BotToken(), AppToken: w.AppToken(), APIURL: w.APIURL(),
		DatabaseURL: "sqlite:" + filepath.Join(dir, "laurel.db"),
		Emoji:       []string{"trophy"}, Admins: sandboxAdmins, Timezone: time.UTC,
	}
}

func (d *deployment) sandboxOptions(strict bool) bot.Options {
	o := bot.Options{
		DB: d.db, Seal: d.seal, Log: zap.Must(newLog(config{LogLevel: zap.WarnLevel})),
		Timezone: d.config.Timezone, Emoji: d.config.Emoji,
		Admins: d.config.Admins, BotToken: d.config.BotToken, AppToken: d.config.AppToken, APIURL: d.config.APIURL,
		SecondSocket: time.Second,
	}
	if !strict { // nobody who tries a product wants to wait for the rate limits of another
		o.Limits = outbox.Limits{PerMinute: 6000, PerChannel: time.Millisecond}
	}
	return o
}

// pokeEachMinute has the jobs look for what is due with each minute of the workspace's clock, and at once when somebody
// sets that clock forward.
func pokeEachMinute(clock sandbox.Clock, b *bot.Bot) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var again func()
	again = func() {
		if ctx.Err() == nil {
			b.Poke()
			clock.AfterFunc(time.Minute, again)
		}
	}
	clock.AfterFunc(time.Minute, again)
	return cancel
}

// settleWithin is how long a stop of the clock on its way waits for the jobs and the queue.
const settleWithin = 2 * time.Second

// settle returns when the jobs have looked once and what is due has left, or after a while.
func settle(ctx context.Context, d *db.DB, b *bot.Bot) {
	ctx, cancel := context.WithTimeout(ctx, settleWithin)
	defer cancel()
	select {
	case <-b.Poke():
	case <-ctx.Done():
	}
	for ctx.Err() == nil {
		var queue outbox.Stats
		err := d.Read(ctx, func(tx *db.Tx) (err error) {
			queue, err = b.Queue(tx)
			return err
		})
		if err != nil || queue.Oldest.IsZero() {
			return
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

// suggestions are the things to try on a first visit: each works in one click.
func suggestions(empty bool) []sandbox.Try {
	if empty {
		return []sandbox.Try{{Label: "See what /win does", As: sandboxAdmins[0], Channel: "C0GENERAL", Text: "/win help"}}
	}
	return []sandbox.Try{
		{
			Label: "Save a win as Ada", As: "U0ADA", Channel: "C0MLPLAT",
			Text: "/win Cut p99 latency of #ranker from 120 ms to 80 ms, checkout errors down 18% https://grafana.example/d/1",
		},
		{Label: "Write one to laurel as Ada", As: "U0ADA", Text: "Drift alert on #feature-store fired before training: two bad days saved"},
		{Label: "See Ada's wins", As: "U0ADA", Channel: "C0MLPLAT", Text: "/win list"},
		{Label: "Open a review cycle as Mia", As: "U0MIA", Channel: "C0GENERAL", Text: "/review"},
	}
}
