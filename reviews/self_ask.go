package reviews

import (
	"fmt"
	"time"

	"laurel/internal/db"
	"laurel/internal/slots"
	"laurel/people"
)

// What is due to a subject about their self-assessment.
const (
	SelfAsk    = "ask"    // the stage has begun
	SelfRemind = "remind" // it ends before the next working day, and nothing was sent
	SelfOver   = "over"   // it has ended: the message that asks has to say so
)

// SelfDue is something that is due to a subject.
type SelfDue struct {
	Kind    string
	Subject people.Person
	Cycle   Cycle
	Manager people.Person // who reads it; zero when there is nobody now
	Sent    bool
}

// SelfDueNow lists what is due (at most limit): messages that ask and remind only in the working hours of their readers.
func (c *Cycles) SelfDueNow(tx *db.Tx, limit int) ([]SelfDue, error) {
	rows, err := selfSubjects(tx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.Subject
	}
	known, err := people.Some(tx, ids)
	if err != nil {
		return nil, fmt.Errorf("read whose self-assessments are due: %w", err)
	}
	var due []SelfDue
	for _, row := range rows {
		subject, ok := known[row.Subject]
		if !ok || len(due) == limit {
			continue
		}
		if kind := c.selfDue(row, subject, tx.Now()); kind != "" {
			due = append(due, SelfDue{Kind: kind, Subject: subject, Cycle: Cycle{ID: row.Cycle}, Sent: row.SentAt > 0})
		}
	}
	return due, nil
}

// TakeSelf takes what is due to a subject: it counts as told, provided tx commits. ok is false when it isn't due any more,
// or another replica was first.
func (c *Cycles) TakeSelf(tx *db.Tx, due SelfDue) (taken SelfDue, ok bool, err error) {
	if _, err := lockSelf(tx, due.Cycle.ID, due.Subject.ID); err != nil {
		return SelfDue{}, false, err
	}
	row, err := selfSubject(tx, due.Cycle.ID, due.Subject.ID)
	if err != nil || c.selfDue(row, due.Subject, tx.Now()) != due.Kind {
		return SelfDue{}, false, err
	}
	if err := markSelf(tx, due); err != nil {
		return SelfDue{}, false, err
	}
	due.Sent = row.SentAt > 0
	if due.Cycle, err = cycleByID(tx, due.Cycle.ID); err != nil {
		return SelfDue{}, false, err
	}
	due.Manager, err = c.readerOf(tx, due.Subject.ID)
	return due, err == nil, err
}

// readerOf is who reads what a cycle has about a subject; zero when there is nobody now.
func (c *Cycles) readerOf(tx *db.Tx, subject string) (people.Person, error) {
	manager, err := presentManager(tx, subject)
	if err != nil || manager == "" {
		return people.Person{}, err
	}
	return people.Get(tx, manager)
}

// selfDue is what is due to a subject, "" for nothing.
func (c *Cycles) selfDue(row selfSubjectRow, subject people.Person, now time.Time) string {
	running := row.State == Open && row.Stage == StageSelf && row.LeftAt == 0
	zone := subject.Location(c.location())
	reached := people.Member(subject) && slots.Working(now, zone)
	switch {
	case !running && row.ToldAt > 0 && row.OverAt == 0:
		return SelfOver
	case running && row.ToldAt == 0 && reached:
		return SelfAsk
	case running && row.ToldAt > 0 && row.RemindedAt == 0 && row.SentAt == 0 && reached && lastDay(now, row.EndsAt.Time, zone) &&
		localDay(time.UnixMicro(row.ToldAt), zone) != localDay(now, zone): // who was asked today knows
		return SelfRemind
	}
	return ""
}

// lastDay tells whether no working hour of another day is left before the end.
func lastDay(now, end time.Time, zone *time.Location) bool {
	local := now.In(zone)
	next := time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, zone)
	for next.Weekday() == time.Saturday || next.Weekday() == time.Sunday {
		next = next.AddDate(0, 0, 1)
	}
	for step := 0; step < 24*4 && !slots.Working(next, zone); step++ {
		next = next.Add(15 * time.Minute)
	}
	return !next.Before(end)
}

func localDay(t time.Time, zone *time.Location) string { return t.In(zone).Format(dateLayout) }

// SelfTold lists the subjects of a cycle who were asked for their self-assessment, with how they stand.
func (c *Cycles) SelfTold(tx *db.Tx, cycleID string) ([]SelfDue, error) {
	cycle, err := cycleByID(tx, cycleID)
	if err != nil {
		return nil, err
	}
	rows, err := selfToldIn(tx, cycleID)
	if err != nil {
		return nil, err
	}
	ids, managed := make([]string, len(rows)), make([]packetSubject, len(rows))
	for i, row := range rows {
		ids[i], managed[i].Subject = row.Subject, row.Subject
	}
	known, err := people.Some(tx, ids)
	if err != nil {
		return nil, fmt.Errorf("read who assesses themselves: %w", err)
	}
	managers, err := managersOf(tx, managed)
	told := make([]SelfDue, len(rows))
	for i, row := range rows {
		subject := known[row.Subject]
		told[i] = SelfDue{Kind: SelfAsk, Subject: subject, Cycle: cycle, Sent: row.SentAt > 0}
		if managers[subject.ID] != "" {
			told[i].Manager = people.Person{ID: subject.Manager, Name: subject.ManagerName}
		}
	}
	return told, err
}
