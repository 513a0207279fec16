package bot

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
	"go.uber.org/zap"
)

// queueLength bounds the frames that wait for a worker. One more is dropped, unacked and counted: Slack sends events
// again, and a person sees Slack's own failure at once rather than an answer after its time.
const queueLength = 256

// frame is one envelope from Slack and the way to ack it.
type frame struct {
	socketmode.Request
	socket *socket
}

// ack answers the envelope. nil payload: a bare ack. It is called once per envelope: later payloads for the same id
// do nothing (https://github.com/slackapi/python-slack-sdk/issues/1075).
func (f frame) ack(ctx context.Context, payload any) error {
	// While no connection is open slack-go queues 20 acks and then blocks for ever; the limit gives the worker back.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	return f.socket.client.AckCtx(ctx, f.EnvelopeID, payload)
}

// socket is one of the two guarded Socket Mode clients: one is open while the other refreshes, because slack-go closes
// its connection before it opens the next.
type socket struct {
	bot    *Bot
	number int
	client *socketmode.Client
	open   bool
}

func newSocket(b *Bot, number int) *socket {
	// Debug stays off: slack-go would log whole payloads.
	return &socket{bot: b, number: number, client: socketmode.New(b.api)}
}

// run keeps the connection up until lines ends. Once working ends it takes no more frames.
func (s *socket) run(working, lines context.Context) error {
	if s.number > 0 {
		select {
		case <-time.After(time.Duration(s.number) * s.bot.options.SecondSocket):
		case <-working.Done():
			return nil
		}
	}
	ended := make(chan error, 1)
	go func() { ended <- s.client.RunContext(lines) }()
	for {
		select {
		case event := <-s.client.Events:
			s.take(working, event)
		case err := <-ended:
			s.opened(false)
			return s.reason(lines, err)
		}
	}
}

func (s *socket) reason(lines context.Context, err error) error {
	if err == nil || lines.Err() != nil {
		return nil
	}
	if reason := slackError(err); fatalToken[reason] {
		return ErrTokens{Reason: reason}
	}
	return err
}

// opened counts the socket in or out of those that are connected.
func (s *socket) opened(open bool) {
	if open && !s.open {
		s.bot.open.Add(1)
	} else if !open && s.open {
		s.bot.open.Add(-1)
	}
	s.open = open
}

// take moves an event into the queue and nothing else: when slack-go's own buffer of 50 is full it stops answering
// pings and loses the connection.
func (s *socket) take(working context.Context, event socketmode.Event) {
	switch event.Type {
	case socketmode.EventTypeConnected:
		s.opened(true)
		s.bot.log.Info("socket open", zap.Int("socket", s.number))
	case socketmode.EventTypeConnecting:
		s.opened(false)
	case socketmode.EventTypeConnectionError:
		if failed, ok := event.Data.(*slack.ConnectionErrorEvent); ok && working.Err() == nil { // stopping is no trouble
			s.bot.log.Warn("socket not open", zap.Int("socket", s.number), zap.String("reason", slackError(failed.ErrorObj)))
		}
	case socketmode.EventTypeErrorBadMessage:
		s.takeRaw(working, event)
	case socketmode.EventTypeEventsAPI, socketmode.EventTypeSlashCommand, socketmode.EventTypeInteractive:
		s.queue(working, *event.Request)
	}
}

// takeRaw takes an envelope that slack-go could not read, such as an event type it doesn't know: it would stay unacked
// and come again three times. We read the payload ourselves.
func (s *socket) takeRaw(working context.Context, event socketmode.Event) {
	bad, ok := event.Data.(*socketmode.ErrorBadMessage)
	if !ok {
		return
	}
	var request socketmode.Request
	if err := json.Unmarshal(bad.Message, &request); err != nil || request.EnvelopeID == "" {
		s.bot.metrics.frames.WithLabelValues("unreadable").Inc()
		return
	}
	s.queue(working, request)
}

func (s *socket) queue(working context.Context, request socketmode.Request) {
	if working.Err() != nil {
		return // stopping: unacked, so that Slack sends it again to who comes next
	}
	select {
	case s.bot.frames <- frame{Request: request, socket: s}:
	default:
		s.bot.metrics.frames.WithLabelValues("dropped").Inc()
	}
}

// fatalToken holds Slack's errors after which no retry helps: https://docs.slack.dev/reference/methods/auth.test#errors
var fatalToken = map[string]bool{
	"invalid_auth": true, "not_authed": true, "account_inactive": true, "token_revoked": true, "token_expired": true,
	"not_allowed_token_type": true,
}

// slackError is Slack's code for what went wrong, or a short word for what happened on the way.
func slackError(err error) string {
	var answer slack.SlackErrorResponse
	var status slack.StatusCodeError
	var limited *slack.RateLimitedError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &answer):
		return answer.Err
	case errors.As(err, &limited):
		return "ratelimited"
	case errors.As(err, &status):
		return status.Status
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	default:
		return "network"
	}
}
