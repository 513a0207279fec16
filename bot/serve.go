package bot

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/slack-go/slack/socketmode"
	"go.uber.org/zap"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/inbox"
	"laurel/people"
)

const (
	frameWorkers = 32
	// flowTime is what a flow may take. Slack waits 3 s for the ack, for every kind of envelope:
	// https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
	flowTime = 2500 * time.Millisecond
	// profileTime is what asking Slack about a person may take of it, lookTime what looking for a lost commit may take
	// on top: together they stay under the 3 s.
	profileTime = 1500 * time.Millisecond
	lookTime    = 300 * time.Millisecond
	// afterTime is what the calls after the ack may take together.
	afterTime = 10 * time.Second
	// flushTime lets slack-go write the acks that it has queued before the connection closes; it has no signal for it.
	flushTime = 200 * time.Millisecond
)

// serveFrames answers what the sockets take, until working ends and the queue is empty; then it hangs up.
func (b *Bot) serveFrames(working context.Context, hangUp func()) error {
	defer hangUp()
	var workers sync.WaitGroup
	for range frameWorkers {
		workers.Go(func() {
			for {
				select {
				case f := <-b.frames:
					b.serve(f)
				case <-working.Done():
					b.serveRest()
					return
				}
			}
		})
	}
	workers.Wait()
	time.Sleep(flushTime)
	return nil
}

func (b *Bot) serveRest() {
	for {
		select {
		case f := <-b.frames:
			b.serve(f)
		default:
			return
		}
	}
}

// serve is the one place that acks, limits, recovers, logs and turns errors into words.
func (b *Bot) serve(f frame) {
	begun := time.Now()
	defer func() {
		if cause := recover(); cause != nil {
			// The panic's text may hold what somebody wrote: only where it happened is logged.
			b.log.Error("panic", zap.String("envelope", f.Type), zap.String("stack", string(debug.Stack())))
			b.metrics.frames.WithLabelValues("panic").Inc()
		}
	}()
	if f.Type == socketmode.RequestTypeEventsAPI {
		b.storeEvent(f)
		return
	}
	a, ok, err := readAct(f.Request)
	if err != nil || !ok {
		b.log.Warn("unreadable envelope", zap.String("envelope", f.Type), zap.Error(err))
		b.metrics.frames.WithLabelValues("unreadable").Inc()
		b.ack(f, nil)
		return
	}
	b.answer(f, a, begun)
}

func (b *Bot) answer(f frame, a act, begun time.Time) {
	ctx, cancel := context.WithTimeout(context.Background(), flowTime)
	r, err := b.perform(ctx, a)
	late := ctx.Err() != nil
	cancel()
	if err != nil {
		r = b.inWords(a, err, late)
	}
	payload, tell := r.payload(a.Kind)
	b.ack(f, payload)
	b.metrics.flow(a.route(), time.Since(begun), err)
	ctx, cancel = context.WithTimeout(context.Background(), afterTime)
	defer cancel()
	b.finish(ctx, a, r, tell)
}

// errKeep rolls a flow back whose reply is for the person to correct: nothing is stored, and the same form may come again.
var errKeep = errors.New("nothing to store")

// perform runs the flow that the routes name, in one transaction together with the key that makes it happen once.
func (b *Bot) perform(ctx context.Context, a act) (reply, error) {
	run, ok := routes[route{a.Kind, a.Name}]
	if !ok {
		return say(view.Outdated()), nil
	}
	if a.Team != b.identity.team {
		return say(view.OtherWorkspace()), nil
	}
	b.readAhead(ctx, &a)
	r, err := b.attempt(ctx, run, a, nil)
	var stale staleProfile
	if errors.As(err, &stale) && stale.user == a.User { // anybody else must not become the actor
		profile, failed := b.freshProfile(ctx, stale)
		if failed != nil {
			return reply{}, failed
		}
		r, err = b.attempt(ctx, run, a, profile)
	}
	switch {
	case errors.Is(err, errKeep):
		return r, nil
	case errors.Is(err, db.ErrCommit):
		return b.afterBrokenCommit(a, err)
	}
	return r, err
}

// readAhead fetches from Slack what the flow needs, before its transaction is open.
func (b *Bot) readAhead(ctx context.Context, a *act) {
	if read, ok := ahead[route{a.Kind, a.Name}]; ok {
		ctx, cancel := context.WithTimeout(ctx, profileTime)
		defer cancel()
		read(b, ctx, a)
	}
}

// freshProfile reads a profile from Slack. For somebody laurel knows it doesn't insist: an old profile is better than
// no answer.
func (b *Bot) freshProfile(ctx context.Context, stale staleProfile) (*people.Profile, error) {
	ctx, cancel := context.WithTimeout(ctx, profileTime)
	defer cancel()
	profile, err := b.profile(ctx, stale.user)
	if err != nil && stale.known {
		b.log.Warn("read a profile; the stored one is used", zap.String("reason", slackError(err)))
		return anyAge, nil
	}
	return &profile, err
}

// afterBrokenCommit finds out what became of a flow whose commit was not confirmed, by the key it wrote.
func (b *Bot) afterBrokenCommit(a act, cause error) (reply, error) {
	ctx, cancel := context.WithTimeout(context.Background(), lookTime)
	defer cancel()
	kept := false
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		kept, err = inbox.Claimed(tx, a.Key)
		return err
	})
	switch {
	case err != nil:
		return inPlace(a, view.MaybeSavedText(b.trouble("commit", a, errors.Join(cause, err)))), nil
	case kept:
		b.log.Warn("a commit went through though its answer was lost", zap.String("flow", a.route()))
		if a.Kind == submission {
			return reply{Home: true}, nil // the form closes, as it would have
		}
		return say(view.SavedAfterAll()), nil
	}
	return reply{}, cause
}

// inPlace says a sentence where the person is, and leaves a form as it is.
func inPlace(a act, text string) reply {
	if a.Kind == submission && a.firstInput() != "" {
		return reply{Errors: view.FieldErrors{a.firstInput(): text}}
	}
	return say(view.Sentence(text))
}

func (b *Bot) attempt(ctx context.Context, run flow, a act, profile *people.Profile) (r reply, err error) {
	err = b.db.Do(ctx, func(tx *db.Tx) error {
		if !quiet[route{a.Kind, a.Name}] {
			first, err := inbox.Once(tx, a.Key)
			if err != nil || !first {
				return err // the second delivery of an act is acked and does nothing
			}
		}
		actor, err := b.meet(tx, a.User, profile)
		if err != nil {
			return err
		}
		if !people.Member(actor) {
			r = inPlace(a, view.MembersOnlyText)
			return nil // what Slack said about them is kept
		}
		if r, err = run(b, tx, actor, a); err != nil {
			return err
		}
		if len(r.Errors) > 0 || r.Undone {
			return errKeep
		}
		return nil
	})
	return r, err
}

// inWords turns an error nobody foresaw into a sentence with a code that the log carries too. A form keeps its text. late: the
// flow's time was over.
func (b *Bot) inWords(a act, err error, late bool) reply {
	code := b.trouble("answer", a, err)
	text := view.TroubleText(code)
	if late && forManyPeople[a.Name] {
		text = view.TooLongText(code)
	}
	if quiet[route{a.Kind, a.Name}] {
		return reply{}
	}
	return inPlace(a, text)
}

// forManyPeople are the acts that do something for everybody in a cycle: for thousands flowTime is too short.
var forManyPeople = map[string]bool{
	view.ReviewOpen: true, view.ReviewAdvance: true, view.ReviewExtend: true, view.ReviewReopen: true, view.ReviewCancel: true,
}

// trouble logs an error under a short code. Whose act it was is not logged: who answers about whom must not show.
func (b *Bot) trouble(doing string, a act, err error) (code string) {
	code = newCode()
	b.log.Error(doing, zap.String("code", code), zap.String("flow", a.route()), zap.Error(err))
	return code
}

func (b *Bot) ack(f frame, payload any) {
	if err := f.ack(context.Background(), payload); err != nil {
		b.metrics.frames.WithLabelValues("unacked").Inc()
		b.log.Warn("ack", zap.String("envelope", f.Type), zap.Error(err))
	}
}

// newCode makes a code that can be read out on the phone: five letters and digits.
func newCode() string {
	var raw [4]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "00000"
	}
	return base32.StdEncoding.EncodeToString(raw[:])[:5]
}

// staleProfile asks for a person's profile in Slack before the flow can run.
type staleProfile struct {
	user  string
	known bool // there is an older one, to go on with when Slack doesn't answer
}

func (e staleProfile) Error() string {
	return fmt.Sprintf("the profile of %s must be read from Slack", e.user)
}
