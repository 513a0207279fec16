package outbox_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/internal/dbtest"
	"laurel/internal/outbox"
)

// runReplicas runs several processes until so many messages were accepted, and fails when two are in flight in one
// channel.
func runReplicas(t *testing.T, o *office, replicas, messages int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var mu sync.Mutex
	busy, accepted := map[string]bool{}, 0
	send := func(ctx context.Context, m outbox.Outgoing) (outbox.Sent, error) {
		mu.Lock()
		if busy[m.Channel] {
			t.Errorf("two in flight in %s", m.Channel)
		}
		busy[m.Channel] = true
		mu.Unlock()
		at, err := o.send(ctx, m)
		mu.Lock()
		defer mu.Unlock()
		busy[m.Channel] = false
		if accepted++; accepted == messages {
			stop()
		}
		return at, err
	}
	var running sync.WaitGroup
	for range replicas {
		replica := o.replica()
		running.Go(func() {
			if err := replica.Run(ctx, 4, send, o.find); err != nil {
				t.Error(err)
			}
		})
	}
	running.Wait()
}

func TestWhatIsAddedLeavesAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		run := runUntilSent(t, o)
		for i := range 20 { // with nothing in flight whose end would wake Run
			o.add(t, to("U0ADA", fmt.Sprint(i)))
			run.wait(t, i+1)
		}
		run.end(t)
	})
}

func TestWhatWaitsForItsChannelLeavesWhenThatIsFree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		for i := range 20 {
			o.add(t, to("U0ADA", fmt.Sprint(i)))
		}
		run := runUntilSent(t, o)
		run.wait(t, 20)
		run.end(t)
	})
}

// running is a Run whose twenty messages would take longer than it has if each had to wait to be polled for.
type running struct {
	*office
	ctx   context.Context
	stop  func()
	ended chan error
}

func runUntilSent(t *testing.T, o *office) *running {
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(stop)
	r := &running{office: o, ctx: ctx, stop: stop, ended: make(chan error, 1)}
	go func() { r.ended <- o.store.Run(ctx, 2, o.send, o.find) }()
	return r
}

// wait asks the database until so many messages are written down as sent.
func (r *running) wait(t *testing.T, messages int) {
	t.Helper()
	for r.stats(t).Pending > 0 {
		if r.ctx.Err() != nil {
			t.Fatalf("only %d of %d messages left", len(r.texts()), messages)
		}
	}
	if n := len(r.texts()); n != messages {
		t.Fatalf("%d messages left, not %d", n, messages)
	}
}

func (r *running) end(t *testing.T) {
	t.Helper()
	r.stop()
	if err := <-r.ended; err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsInFlightIsFinishedWhenTheProcessEnds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		o := open(b, quick)
		for i := range 6 {
			o.add(t, to(fmt.Sprint("U", i), fmt.Sprint(i)))
		}
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		var together sync.WaitGroup
		together.Add(3)
		err := o.store.Run(ctx, 3, func(ctx context.Context, m outbox.Outgoing) (outbox.Sent, error) {
			together.Done()
			together.Wait() // all three are in flight
			stop()
			return o.send(ctx, m)
		}, o.find)
		if err != nil {
			t.Fatal(err)
		}
		if stats := o.stats(t); stats.Pending != 3 || len(o.texts()) != 3 {
			t.Fatalf("%+v, Slack shows %v", stats, o.texts())
		}
	})
}

// What Slack, the network and the processes do is drawn at random; in the end all is healed.
func TestWhateverHappensEachMessageArrivesOnceAndInOrder(t *testing.T) {
	t.Parallel()
	base, round := dbtest.SQLite(t), 0
	rapid.Check(t, func(rt *rapid.T) {
		o := open(base, outbox.Limits{})
		round++
		doomed := o.replica(outbox.WithLease(0)) // each of its claims is lost at once
		perChannel, added := map[string][]string{}, 0
		rt.Repeat(map[string]func(*rapid.T){
			"add": func(rt *rapid.T) {
				channel := fmt.Sprintf("U%d-%d", rapid.IntRange(1, 3).Draw(rt, "channel"), round)
				added++
				text := fmt.Sprintf("%d of round %d", added, round)
				o.add(t, to(channel, text))
				perChannel["D"+channel] = append(perChannel["D"+channel], text)
			},
			"deliver": func(rt *rapid.T) {
				o.faults = []fault{drawFault(rt), drawFault(rt)}
				o.finds = []error{rapid.SampledFrom([]error{nil, errRefused, outbox.RetryAfter{}}).Draw(rt, "find")}
				o.step(t)
			},
			"die":  func(rt *rapid.T) { o.faults = []fault{drawFault(rt)}; doomed.Die(t.Context(), 2, o.send, o.find) },
			"wait": func(rt *rapid.T) { o.Clock.Advance(draw(rt, 30)) },
		})
		o.faults, o.finds = nil, nil
		for range 400 { // a long time, in large steps
			o.step(t)
			o.Clock.Advance(draw(rt, 20))
			if o.stats(t).Pending == 0 {
				break
			}
		}
		got := map[string][]string{}
		for _, m := range o.messages {
			got[m.channel] = append(got[m.channel], m.text)
		}
		if stats := o.stats(t); fmt.Sprint(got) != fmt.Sprint(perChannel) || stats.Pending+stats.Dead > 0 {
			rt.Fatalf("Slack shows %v, not %v; %+v", got, perChannel, stats)
		}
	})
}

func drawFault(rt *rapid.T) fault {
	return rapid.SampledFrom([]fault{
		{accept: true},
		{accept: true, err: errLost},
		{err: errLost},
		{err: errRefused},
		{err: outbox.RetryAfter{}},
		{accept: true, panics: "out of memory"},
		{panics: "out of memory"},
		{accept: true, err: context.DeadlineExceeded},
	}).Draw(rt, "fault")
}

func draw(rt *rapid.T, seconds int) time.Duration {
	return time.Duration(rapid.IntRange(1, seconds).Draw(rt, "seconds")) * time.Second
}
