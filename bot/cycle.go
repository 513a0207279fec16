package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.uber.org/zap"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/internal/slots"
	"laurel/people"
	"laurel/reviews"
)

// OpenCycle opens a cycle and queues the messages that ask, in the caller's transaction. Errors: those of reviews.Cycles.Open.
func (b *Bot) OpenCycle(tx *db.Tx, n reviews.New) (reviews.Opened, error) {
	opened, err := b.cycles.Open(tx, n)
	if err != nil {
		return opened, err
	}
	return opened, b.opened(tx, opened)
}

// opened queues what the opening of a cycle brings.
func (b *Bot) opened(tx *db.Tx, o reviews.Opened) error {
	switch o.Cycle.Stage {
	case reviews.StageNomination:
		return b.askNominees(tx, o.Cycle, o.Subjects)
	case reviews.StagePeer:
		return b.askAll(tx, o.Cycle.ID, o.Requests)
	}
	return nil
}

// AdvanceCycle ends the present stage of a cycle now and queues what follows from it. Errors: those of
// reviews.Cycles.Advance.
func (b *Bot) AdvanceCycle(tx *db.Tx, name string) (reviews.Advanced, error) {
	advanced, err := b.cycles.Advance(tx, name)
	if err != nil {
		return advanced, err
	}
	return advanced, b.advanced(tx, advanced)
}

func (b *Bot) advanced(tx *db.Tx, a reviews.Advanced) error {
	if a.From == reviews.StageNomination {
		if err := b.nominationOver(tx, a.Cycle); err != nil {
			return err
		}
	}
	if a.From == reviews.StagePeer {
		if err := b.askedNoMore(tx, a.Cycle); err != nil {
			return err
		}
	}
	if a.To == reviews.StagePeer {
		if err := b.askAll(tx, a.Cycle.ID, a.Requests); err != nil {
			return err
		}
	}
	if a.Again || a.To == reviews.StageSelf { // messages of before say another day, or that it is over
		if err := b.redated(tx, a.Cycle); err != nil {
			return err
		}
	}
	return b.packetsReady(tx, a.Packets)
}

// CancelCycle ends a cycle without packets; nobody is asked any more. Errors: those of reviews.Cycles.Cancel.
func (b *Bot) CancelCycle(tx *db.Tx, name string) (reviews.Cycle, error) {
	return b.cancelCycle(tx, reviews.ByCommand, name)
}

func (b *Bot) cancelCycle(tx *db.Tx, actor, name string) (reviews.Cycle, error) {
	cycle, err := b.cycles.As(actor).Cancel(tx, name)
	if err != nil {
		return cycle, err
	}
	return cycle, b.askedNoMore(tx, cycle)
}

// askedNoMore redraws the message of everybody who was asked: Answer buttons disappear with the stage.
func (b *Bot) askedNoMore(tx *db.Tx, cycle reviews.Cycle) error {
	if cycle.Stage == reviews.StageNomination {
		return b.nominationOver(tx, cycle)
	}
	return b.reaskAll(tx, cycle.ID)
}

// catchUp is how far back a cycle's schedule is looked at: one that was due while laurel was down is opened when it is
// up again, within this time.
const catchUp = 72 * time.Hour

// openScheduled opens the cycles whose schedule has come.
func (b *Bot) openScheduled(ctx context.Context) error {
	var schedules []reviews.Schedule
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		schedules, err = b.cycles.Schedules(tx)
		return err
	})
	if err != nil {
		return fmt.Errorf("read the schedules: %w", err)
	}
	for _, s := range schedules {
		if err := b.openDue(ctx, s); err != nil {
			b.log.Error("open a scheduled cycle", zap.String("schedule", s.ID), zap.Error(err))
		}
	}
	return nil
}

// openDue opens the latest slot of a schedule that is due and not done; older ones are left out.
func (b *Bot) openDue(ctx context.Context, s reviews.Schedule) error {
	line, err := slots.Parse(s.Cron)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(s.Timezone)
	if err != nil {
		return fmt.Errorf("time zone of the schedule: %w", err)
	}
	now := b.db.Now()
	after := now.Add(-catchUp)
	if s.AddedAt.After(after) {
		after = s.AddedAt
	}
	due := line.Due(after, now, zone)
	if len(due) == 0 {
		return nil
	}
	slot := due[len(due)-1].ID
	err = b.db.Do(ctx, func(tx *db.Tx) error {
		won, err := slots.Claim(tx, "cycle:"+s.ID, slot)
		if err != nil || !won {
			return err
		}
		opened, err := b.cycles.OpenScheduled(tx, s, slot)
		switch {
		case errors.Is(err, reviews.ErrSlotDone):
			return nil
		case refusedSchedule(err): // it would be refused at each later look too
			return b.tellAdmins(tx, s, slot, err)
		case err != nil:
			return err
		}
		return b.opened(tx, opened)
	})
	return err
}

// refusedSchedule tells whether a scheduled cycle can't be opened as it is: nothing was written.
func refusedSchedule(err error) bool {
	return errors.As(err, new(reviews.Refused)) || errors.Is(err, reviews.ErrNameTaken) ||
		errors.Is(err, reviews.ErrNoSubjects) || errors.Is(err, reviews.ErrLongName) || errors.Is(err, reviews.ErrNoName)
}

// tellAdmins says once per slot that a scheduled cycle was not opened, and why.
func (b *Bot) tellAdmins(tx *db.Tx, s reviews.Schedule, slot string, cause error) error {
	var refused reviews.Refused
	errors.As(cause, &refused)
	names, err := refusedNames(tx, refused.Refusals)
	if err != nil {
		return err
	}
	message := view.ScheduleRefused(s, errors.Is(cause, reviews.ErrNameTaken), refused.Refusals, names)
	for _, admin := range b.options.Admins {
		key := outbox.Key{Kind: "schedule.refused", Recipient: admin, Object: s.ID, Period: slot}
		if err := b.tell(tx, key, message); err != nil {
			return err
		}
	}
	return nil
}

// advanceDue ends the stages whose time is over, each by itself: one cycle that can't go on holds up no other.
func (b *Bot) advanceDue(ctx context.Context) error {
	return eachDue(ctx, b, "end stages", b.cycles.DueStages, func(tx *db.Tx, d reviews.Due) error {
		a, err := b.cycles.As(reviews.ByClock).AdvanceFrom(tx, d.Cycle, d.Stage)
		if errors.Is(err, reviews.ErrNotOpen) { // another replica was first
			return nil
		}
		if err != nil {
			return err
		}
		return b.advanced(tx, a)
	})
}

// packetsAtOnce is how many packets one run of the job looks for; the next run is a minute later.
const packetsAtOnce = 500

// compilePackets makes the packets that are due, each by itself: one that can't be made holds up no other.
func (b *Bot) compilePackets(ctx context.Context) error {
	return eachDue(ctx, b, "compile packets", func(tx *db.Tx) ([]reviews.DuePacket, error) {
		return b.cycles.DuePackets(tx, packetsAtOnce)
	}, func(tx *db.Tx, d reviews.DuePacket) error {
		packet, made, err := b.cycles.CompilePacket(tx, d)
		if err != nil || !made {
			return err
		}
		return b.packetsReady(tx, []reviews.Packet{packet})
	})
}

// packetsReady tells managers that packets are there: one message per person and version, and none at night.
func (b *Bot) packetsReady(tx *db.Tx, packets []reviews.Packet) error {
	for _, p := range packets {
		if p.Manager == "" {
			continue
		}
		key := outbox.Key{
			Kind: "packet.ready", Recipient: p.Manager, Object: p.Cycle + "/" + p.Subject, Period: fmt.Sprint(p.Version),
		}
		manager, err := people.Get(tx, p.Manager)
		if err != nil {
			return err
		}
		if _, err := b.tellAt(tx, key, view.PacketReady(p, tx.Now()), b.byDay(tx.Now(), manager)); err != nil {
			return err
		}
	}
	return nil
}

// CloseCycle ends a cycle. Errors: those of reviews.Cycles.Close.
func (b *Bot) CloseCycle(tx *db.Tx, name string) (reviews.Cycle, error) {
	cycle, err := b.cycles.Close(tx, name)
	if err != nil {
		return cycle, err
	}
	return cycle, b.askedNoMore(tx, cycle)
}

// Cycles is the domain behind the cycle commands.
func (b *Bot) Cycles() *reviews.Cycles { return &b.cycles }
