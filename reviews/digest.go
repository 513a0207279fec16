package reviews

import (
	"fmt"
	"slices"
	"time"

	"laurel/internal/db"
	"laurel/internal/slots"
	"laurel/people"
	"laurel/wins"
)

// Digest is what a manager is told once a week: what their people recorded, and what waits on the manager.
type Digest struct {
	Manager     string
	From, Until time.Time // wins recorded in [From, Until)
	Reports     int       // people who report to the manager now
	People      []PersonWins
	Wins        int // in all
	Waiting     []Waiting
}

// PersonWins is a report with their wins of the period, oldest first. Who recorded none isn't listed.
type PersonWins struct {
	Person people.Person
	Wins   []wins.Win
}

// The kinds of what waits on a manager: nominees to approve, an evaluation to write, a request for feedback to answer.
const (
	WaitingApprove  = "approve"
	WaitingEvaluate = "evaluate"
	WaitingAnswer   = "answer"
)

// Waiting is one thing that waits on a manager.
type Waiting struct {
	Kind      string
	Cycle     string
	CycleName string
	Subject   string
	Until     time.Time
}

// Empty tells that there is nothing to send.
func (d Digest) Empty() bool { return d.Wins == 0 && len(d.Waiting) == 0 }

// digestReach is how many days before the week a win may have happened: who enters the work of two years at once makes
// no news of it.
const digestReach = 31

// Digest gathers what manager's reports recorded in [from, until) and let the manager see, and what waits on manager.
// What happened more than a month before is left out.
func (c *Cycles) Digest(tx *db.Tx, manager string, from, until time.Time) (Digest, error) {
	digest := Digest{Manager: manager, From: from, Until: until}
	reports, err := people.Reports(tx, manager, tx.Now())
	if err != nil {
		return Digest{}, fmt.Errorf("make a digest: %w", err)
	}
	reports = slices.DeleteFunc(reports, func(p people.Person) bool { return !people.Member(p) })
	digest.Reports = len(reports)
	if err := digest.addWins(tx, reports); err != nil {
		return Digest{}, fmt.Errorf("make a digest: %w", err)
	}
	ids := make([]string, len(reports))
	for i, report := range reports {
		ids[i] = report.ID
	}
	nominations, err := c.ToApprove(tx, manager)
	if err != nil {
		return Digest{}, fmt.Errorf("make a digest: %w", err)
	}
	for _, n := range nominations {
		digest.Waiting = append(digest.Waiting, Waiting{
			Kind: WaitingApprove, Cycle: n.Cycle.ID, CycleName: n.Cycle.Name, Subject: n.Subject.ID, Until: n.Cycle.StageEndsAt,
		})
	}
	evaluations, err := toEvaluate(tx, ids)
	if err != nil {
		return Digest{}, err
	}
	digest.Waiting = append(digest.Waiting, evaluations...)
	requests, err := c.Feedback.Waiting(tx, manager)
	if err != nil {
		return Digest{}, fmt.Errorf("make a digest: %w", err)
	}
	for _, r := range requests {
		digest.Waiting = append(digest.Waiting, Waiting{
			Kind: WaitingAnswer, Cycle: r.Cycle, CycleName: r.CycleName, Subject: r.Subject, Until: r.DueAt,
		})
	}
	return digest, nil
}

func (d *Digest) addWins(tx *db.Tx, reports []people.Person) error {
	ids := make([]string, 0, len(reports)) // never nil: that would be everybody
	for _, report := range reports {
		ids = append(ids, report.ID)
	}
	found, err := wins.List(tx, wins.Filter{
		People: ids, Since: d.From.AddDate(0, 0, -digestReach).Format(dateLayout), Status: wins.StatusKept,
		Visibilities: []string{wins.VisibilityManager, wins.VisibilityFeedback},
	})
	if err != nil {
		return err
	}
	of := map[string][]wins.Win{}
	for _, win := range slices.Backward(found) { // oldest first
		if !win.CreatedAt.Before(d.From) && win.CreatedAt.Before(d.Until) {
			of[win.Person] = append(of[win.Person], win)
			d.Wins++
		}
	}
	for _, report := range reports {
		if len(of[report.ID]) > 0 {
			d.People = append(d.People, PersonWins{Person: report, Wins: of[report.ID]})
		}
	}
	return nil
}

// digestHour is when a week's digest falls due, on Monday by the manager's clock; digestGrace is how late it may be:
// after a long outage, last week is no news any more.
const (
	digestHour  = 9
	digestGrace = 48 * time.Hour
)

// DigestDue is a manager's digest of one week. Week ("2026-W48", ISO, the week in which it is sent) is the period of
// its message's key, which makes it one digest a week whatever the clocks do.
type DigestDue struct {
	Manager     string
	Week        string
	From, Until time.Time // the week before: Monday to Monday, by the manager's clock
}

// Digests lists the digests that are due at now: of everybody who has reports, where it is Monday 09:00 or up to two
// days later. It also lists those that were sent: the message's key knows.
func (c *Cycles) Digests(tx *db.Tx, now time.Time) ([]DigestDue, error) {
	everybody, err := people.All(tx)
	if err != nil {
		return nil, fmt.Errorf("list the digests that are due: %w", err)
	}
	leads := map[string]bool{}
	for _, person := range everybody {
		if person.Manager != "" && people.Member(person) {
			leads[person.Manager] = true
		}
	}
	var due []DigestDue
	for _, person := range everybody {
		if !leads[person.ID] || !people.Member(person) {
			continue
		}
		if d, ok := digestDue(person.ID, now, person.Location(c.location())); ok {
			due = append(due, d)
		}
	}
	return due, nil
}

func digestDue(manager string, now time.Time, zone *time.Location) (DigestDue, bool) {
	local := now.In(zone)
	monday := local.Day() - (int(local.Weekday())+6)%7
	day := func(offset, hour int) (time.Time, bool) { // days are counted in UTC, where none is missing
		date := time.Date(local.Year(), local.Month(), monday+offset, 0, 0, 0, 0, time.UTC)
		return slots.Resolve(date.Year(), date.Month(), date.Day(), hour, 0, zone)
	}
	at, today := day(0, digestHour)
	from, before := day(-7, 0)
	until, exists := day(0, 0)
	if !today || !before || !exists || now.Before(at) || now.Sub(at) > digestGrace {
		return DigestDue{}, false
	}
	return DigestDue{Manager: manager, Week: slots.Week(at, zone), From: from, Until: until}, true
}
