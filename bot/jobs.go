package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
	"go.uber.org/zap"

	"laurel/internal/db"
)

// job is work that happens by itself. It asks the database what is due now, so running it twice changes nothing, and
// running it late does what was missed.
type job struct {
	Name string
	Line string // when it is woken, in the process's time zone; what is due is decided by the database
	Run  func(b *Bot, ctx context.Context) error
}

// jobs is everything that happens by itself.
var jobs = []job{
	{"cycles.open", "* * * * *", (*Bot).openScheduled},
	{"cycles.advance", "* * * * *", (*Bot).advanceDue},
	{"nominations.tell", "*/5 * * * *", (*Bot).tellApprovers},
	{"cycles.gone", "*/5 * * * *", (*Bot).leaveGone},
	{"packets.compile", "* * * * *", (*Bot).compilePackets},
	{"digests", "*/5 * * * *", (*Bot).sendDigests},
	{"contributions.ask", "* * * * *", (*Bot).askLate},
	{"self", "* * * * *", (*Bot).sendSelf},
	{"feedback.replace", "* * * * *", (*Bot).replaceGivers}, // before the next: they are asked in the same run
	{"feedback.ask", "* * * * *", (*Bot).sendAsked},
	{"feedback.invite", "* * * * *", (*Bot).sendInvited},
	// What may wait comes after what has a deadline, see requestKinds: later in this list, and two minutes later by the clock.
	{"goals", "2-59/5 * * * *", (*Bot).sendGoals},
	{"feedback.invitations", "*/5 * * * *", (*Bot).endInvitations},
	{"followups", "2-59/5 * * * *", (*Bot).sendFollowUps},
	{"weekly", "2-59/5 * * * *", (*Bot).sendWeekly},
	{"clips.hear", "@every 2s", (*Bot).hearClips},
	{"purge", "17 * * * *", (*Bot).purge},
	{"people.sync", "* * * * *", (*Bot).syncPeople}, // last: at the start the others wait for those before them
}

// runJobs wakes the jobs until ctx ends and waits for those that run. They run once at the start: something may have
// become due while nobody was there.
func (b *Bot) runJobs(ctx context.Context) error {
	clock := cron.New()
	running := make([]sync.Mutex, len(jobs)) // no job is started beside itself
	for i, j := range jobs {
		wake := func() {
			if running[i].TryLock() { // one that takes longer than its interval is left to it
				defer running[i].Unlock()
				b.runJob(ctx, j)
			}
		}
		if _, err := clock.AddFunc(j.Line, wake); err != nil {
			return fmt.Errorf("schedule the job %s: %w", j.Name, err)
		}
	}
	all := func() {
		for i, j := range jobs {
			running[i].Lock()
			b.runJob(ctx, j)
			running[i].Unlock()
		}
	}
	all()
	clock.Start()
	for {
		select {
		case <-b.pokes.wake:
			done := b.pokes.take()
			all()
			done()
		case <-ctx.Done():
			<-clock.Stop().Done()
			return nil
		}
	}
}

// Poke has all jobs look for what is due now. It returns at once; the channel closes when each job has run once from
// begin to end after the call: never, if the bot does not run. A second call before they begin is enough for both.
func (b *Bot) Poke() <-chan struct{} { return b.pokes.add() }

// pokes are those who wait for the next run of all jobs.
type pokes struct {
	mu   sync.Mutex
	next chan struct{} // closed when that run has ended; nil while nobody waits
	wake chan struct{}
}

func newPokes() *pokes { return &pokes{wake: make(chan struct{}, 1)} }

func (p *pokes) add() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.next == nil {
		p.next = make(chan struct{})
		p.wake <- struct{}{} // there is room: next is nil only once the last one was taken
	}
	return p.next
}

// take is called for each wake, before the run that ends with done.
func (p *pokes) take() (done func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	next := p.next
	p.next = nil
	return func() { close(next) }
}

func (b *Bot) runJob(ctx context.Context, j job) {
	begun := time.Now()
	defer func() {
		if cause := recover(); cause != nil {
			b.log.Error("panic in a job", zap.String("job", j.Name), zap.Stack("stack"))
		}
	}()
	err := j.Run(b, ctx)
	b.metrics.job(j.Name, time.Since(begun), err)
	if err != nil && ctx.Err() == nil {
		b.log.Error("job", zap.String("job", j.Name), zap.Error(err))
	}
}

// eachDue reads what is due and does each in a transaction of its own: one that fails holds up no other. doing names the
// work in errors.
func eachDue[T any](
	ctx context.Context, b *Bot, doing string, find func(tx *db.Tx) ([]T, error), do func(tx *db.Tx, due T) error,
) error {
	var due []T
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		due, err = find(tx)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: look what is due: %w", doing, err)
	}
	for _, d := range due {
		err = errors.Join(err, b.db.Do(ctx, func(tx *db.Tx) error { return do(tx, d) }))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// inboxKept is how long it is remembered what came in: Slack redelivers for up to 25 hours with Delayed Events on.
const inboxKept = 7 * 24 * time.Hour

// purge forgets what came in long ago.
func (b *Bot) purge(ctx context.Context) error {
	return b.db.Do(ctx, func(tx *db.Tx) error {
		_, err := b.inbox.Purge(tx, tx.Now().Add(-inboxKept))
		return err
	})
}
