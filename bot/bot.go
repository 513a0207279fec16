// Package bot is the conversation: it takes what people do in Slack to the domain, and what laurel has to say to them.
// routes.go and jobs.go are its front door: what a person can press or type, and what happens by itself.
package bot

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"
	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	"laurel/coaching"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/inbox"
	"laurel/internal/outbox"
	"laurel/internal/seal"
	"laurel/reviews"
)

// Options is what a Bot is made of. DB and Seal are required; the tokens only to Run.
type Options struct {
	DB       *db.DB
	Schema   int64 // the version of the database that Ready asks for; 0: any
	Seal     *seal.Sealer
	Log      *zap.Logger    // nil: nothing is logged
	Timezone *time.Location // for people whose profile has none; nil: UTC
	Emoji    []string       // reactions that make a win, under any of their names; nil: trophy
	Admins   []string       // Slack ids of those who may open and run cycles

	BotToken, AppToken string
	APIURL             string        // with a trailing slash; "" is Slack's own
	SecondSocket       time.Duration // how much later the second socket opens; 0: ten seconds
	Limits             outbox.Limits // zero: Slack's
}

// Bot answers people and keeps the promises made to them. Make it with New; it does nothing by itself until Run.
type Bot struct {
	options  Options
	db       *db.DB
	log      *zap.Logger
	inbox    *inbox.Store
	outbox   *outbox.Store
	answers  feedback.Store
	cycles   reviews.Cycles
	coach    coaching.Coach
	api      *slack.Client
	http     *http.Client
	sockets  [2]*socket
	open     atomic.Int32 // sockets that are connected
	frames   chan frame
	identity identity
	metrics  *Metrics
	homes    *homes
	started  atomic.Bool // the first reading of people since the start was asked for
	manager  managerField
	pokes    *pokes
	places   *places
}

// identity is who laurel is in this workspace, as auth.test says; url is where the workspace is.
type identity struct{ team, user, url string }

func identified(me *slack.AuthTestResponse) identity {
	return identity{team: me.TeamID, user: me.UserID, url: me.URL}
}

// New makes a bot that can do all that needs no Slack connection: the command line opens cycles with it.
func New(o Options) *Bot {
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	if o.Timezone == nil {
		o.Timezone = time.UTC
	}
	if o.Emoji == nil {
		o.Emoji = []string{"trophy"}
	}
	if o.SecondSocket == 0 {
		o.SecondSocket = 10 * time.Second
	}
	if o.Limits == (outbox.Limits{}) {
		// https://docs.slack.dev/reference/methods/chat.postMessage#rate_limiting: one a second and channel, several
		// hundred a minute and workspace.
		o.Limits = outbox.Limits{PerMinute: 240, PerChannel: time.Second}
	}
	b := &Bot{
		options: o,
		db:      o.DB,
		log:     o.Log,
		inbox:   inbox.New(o.DB, o.Seal, o.Log),
		outbox:  outbox.New(o.DB, o.Seal, o.Log, o.Limits),
		answers: feedback.Store{Seal: o.Seal},
		frames:  make(chan frame, queueLength),
		metrics: newMetrics(),
		homes:   newHomes(),
		pokes:   newPokes(),
		places:  newPlaces(),
	}
	b.coach = coaching.Coach{Location: o.Timezone, Busy: func(tx *db.Tx, person string, from, to time.Time) (bool, error) {
		return b.outbox.Leaves(tx, person, requestKinds, from, to)
	}}
	b.cycles = reviews.Cycles{Feedback: &b.answers, Seal: o.Seal, Location: o.Timezone}
	return b
}

// ErrTokens is returned by Run when Slack doesn't know a token (any more); the reason is Slack's.
type ErrTokens struct{ Reason string }

func (e ErrTokens) Error() string { return "Slack does not accept the token: " + e.Reason }

// Run connects to Slack and works until ctx ends; then it takes nothing new, finishes what it has acked or begun, and
// returns nil. While Slack can't be reached it tries again, at the start too. It returns an error when it can't go on:
// ErrTokens, or what broke.
func (b *Bot) Run(ctx context.Context) error {
	b.connect()
	if err := b.introduce(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	// The sockets outlive ctx: what was taken before the stop must still be acked.
	lines, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	group, working := errgroup.WithContext(ctx)
	for i := range b.sockets {
		group.Go(func() error { return b.sockets[i].run(working, lines) })
	}
	group.Go(func() error { return b.serveFrames(working, hangUp) })
	group.Go(func() error { return b.inbox.Run(working, eventWorkers, b.handleEvent) })
	group.Go(func() error { return b.outbox.Run(working, sendWorkers, b.send, b.find) })
	group.Go(func() error { return b.runJobs(working) })
	group.Go(func() error { return b.drawHomes(working) })
	err := group.Wait()
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return nil
	}
	return err
}

const (
	eventWorkers = 4
	sendWorkers  = 8
	apiTimeout   = 20 * time.Second
)

// connect makes the clients.
func (b *Bot) connect() {
	b.http = &http.Client{Timeout: apiTimeout, Transport: &openSpacing{next: http.DefaultTransport, limiter: newOpenLimiter()}}
	options := []slack.Option{slack.OptionHTTPClient(b.http), slack.OptionAppLevelToken(b.options.AppToken)}
	if b.options.APIURL != "" {
		options = append(options, slack.OptionAPIURL(strings.TrimSuffix(b.options.APIURL, "/")+"/"))
	}
	b.api = slack.New(b.options.BotToken, options...)
	for i := range b.sockets {
		b.sockets[i] = newSocket(b, i)
	}
}

// introduce asks Slack who laurel is, until it answers or ctx ends. Whoever starts laurel during an outage, or before the
// network is up, need not start it again: it is alive and says that it is not ready. Only a token that Slack refuses is
// for a person to mend.
func (b *Bot) introduce(ctx context.Context) error {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		me, err := b.api.AuthTestContext(ctx)
		if err == nil {
			b.identity = identified(me)
			return nil
		}
		reason := slackError(err)
		switch {
		case ctx.Err() != nil:
			return nil
		case fatalToken[reason]:
			return ErrTokens{Reason: reason}
		}
		pause := wait
		if limited := new(slack.RateLimitedError); errors.As(err, &limited) {
			pause = max(wait, limited.RetryAfter)
		}
		b.log.Warn("Slack can't be reached; check the network and SLACK_API_URL; laurel tries again",
			zap.String("reason", reason), zap.Error(err), zap.Duration("in", pause))
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil
		}
	}
}

// Ready says why the bot can't work at the moment, or nil: the database answers, its schema is this program's, and at
// least one socket is open.
func (b *Bot) Ready(ctx context.Context) error {
	if err := b.db.Ping(ctx); err != nil {
		return err
	}
	if b.options.Schema != 0 {
		if err := b.db.CheckSchema(ctx, b.options.Schema); err != nil {
			return err
		}
	}
	if b.open.Load() == 0 {
		return errors.New("no socket to Slack is open")
	}
	return nil
}

func (b *Bot) isAdmin(person string) bool {
	for _, admin := range b.options.Admins {
		if admin == person {
			return true
		}
	}
	return false
}
