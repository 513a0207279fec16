package reviews

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"laurel/internal/db"
	"laurel/internal/slots"
	"laurel/people"
)

// SelfTold is what a subject is told about their self-assessment, and when.
type SelfTold struct {
	SelfDue
	At time.Time
}

// RehearseSelf lists, in the order of time, what becomes due to the subjects of a cycle that has not come to the
// self-assessment (see SelfDueNow), if nobody sends one and no stage is ended by hand.
func (c *Cycles) RehearseSelf(tx *db.Tx, cycle Cycle, subjects []string) (told []SelfTold, err error) {
	template, err := templateOf(cycle)
	if err != nil {
		return nil, err
	}
	begins, ends, ahead := cycle.window(template, StageSelf)
	if !ahead {
		return nil, nil
	}
	cycle.Stage, cycle.StageEndsAt = StageSelf, ends
	known, err := people.Some(tx, subjects)
	if err != nil {
		return nil, fmt.Errorf("read who assesses themselves: %w", err)
	}
	for _, id := range subjects {
		manager, err := c.readerOf(tx, id)
		if err != nil {
			return nil, err
		}
		for _, t := range c.selfTimes(known[id], begins, ends) {
			t.Cycle, t.Manager = cycle, manager
			told = append(told, t)
		}
	}
	slices.SortStableFunc(told, func(x, y SelfTold) int {
		return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.Subject.ID, y.Subject.ID))
	})
	return told, nil
}

// selfTimes asks selfDue at the beginning of each working day of the stage.
func (c *Cycles) selfTimes(subject people.Person, begins, ends time.Time) (told []SelfTold) {
	zone := subject.Location(c.location())
	row := selfSubjectRow{Stage: StageSelf, State: Open, EndsAt: db.At(ends)}
	for at := slots.NextWorking(begins, zone); at.Before(ends); at = nextMorning(at, zone) {
		kind := c.selfDue(row, subject, at)
		switch kind {
		case SelfAsk:
			row.ToldAt = at.UnixMicro()
		case SelfRemind:
			row.RemindedAt = at.UnixMicro()
		default:
			continue
		}
		told = append(told, SelfTold{SelfDue: SelfDue{Kind: kind, Subject: subject}, At: at})
	}
	return told
}

// PacketTold is whose packet becomes ready for whom, and when.
type PacketTold struct {
	Subject, Manager people.Person
	At               time.Time
}

// RehearsePackets lists which packets the end of the colleagues' stage of a cycle brings, as things are now.
func (c *Cycles) RehearsePackets(tx *db.Tx, cycle Cycle, subjects []string) (told []PacketTold, err error) {
	template, err := templateOf(cycle)
	if err != nil {
		return nil, err
	}
	_, ends, ahead := cycle.window(template, StagePeer)
	if !ahead {
		return nil, nil
	}
	known, err := people.Some(tx, subjects)
	if err != nil {
		return nil, fmt.Errorf("read whose packets there will be: %w", err)
	}
	for _, id := range subjects {
		manager, err := c.readerOf(tx, id)
		if err != nil {
			return nil, err
		}
		if manager.ID != "" {
			told = append(told, PacketTold{Subject: known[id], Manager: manager, At: ends})
		}
	}
	return told, nil
}

// nextMorning is when work begins on a later day than that of t.
func nextMorning(t time.Time, zone *time.Location) time.Time {
	local := t.In(zone)
	return slots.NextWorking(date{local.Year(), local.Month(), local.Day()}.next().at(0, zone), zone)
}
