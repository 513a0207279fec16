package bot

import (
	"context"
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
	{"packets.compile", "* * * * *", (*Bot).compilePackets},
	{"digests", "*/5 * * * *", (*Bot).sendDigests},
	{"purge", "17 * * * *", (*Bot).purge},
}

// runJobs wakes the jobs until ctx ends and waits for those that run. They run once at the start: something may have
// become due while nobody was there.
func (b *Bot) runJobs(ctx context.Context) error {
	clock := cron.New()
	wake := func(j job) func() {
		running := new(sync.Mutex) // a job that takes longer than its interval is not started again beside itself
		return func() {
			if running.TryLock() {
				defer running.Unlock()
				b.runJob(ctx, j)
			}
		}
	}
	wakes := make([]func(), len(jobs))
	for i, j := range jobs {
		wakes[i] = wake(j)
		if _, err := clock.AddFunc(j.Line, wakes[i]); err != nil {
			return fmt.Errorf("schedule the job %s: %w", j.Name, err)
		}
	}
	all := func() {
		for _, wake := range wakes {
			wake()
		}
	}
	all()
	clock.Start()
	for {
		select {
		case <-b.poke:
			all()
		case <-ctx.Done():
			<-clock.Stop().Done()
			return nil
		}
	}
}

// Poke has all jobs look for what is due now. It returns at once; a second call while they run is enough for both.
func (b *Bot) Poke() {
	select {
	case b.poke <- struct{}{}:
	default:
	}
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

// inboxKept is how long it is remembered what came in: Slack redelivers for up to 25 hours with Delayed Events on.
const inboxKept = 7 * 24 * time.Hour

// purge forgets what came in long ago.
func (b *Bot) purge(ctx context.Context) error {
	return b.db.Do(ctx, func(tx *db.Tx) error {
		_, err := b.inbox.Purge(tx, tx.Now().Add(-inboxKept))
		return err
	})
}
