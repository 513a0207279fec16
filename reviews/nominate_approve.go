package reviews

import (
	"fmt"
	"slices"
	"time"

	"laurel/internal/db"
	"laurel/people"
)

// Approve approves a subject's list as the manager saw it: seen is its NominatedAt. Only who manages the subject now may.
// Errors: ErrNotFound, ErrNotOpen, ErrListChanged, ErrApproved.
func (c *Cycles) Approve(tx *db.Tx, manager, cycleID, subject string, seen time.Time) (Nomination, error) {
	n, _, err := c.approvable(tx, manager, cycleID, subject, seen)
	switch {
	case err != nil:
		return n, err
	case !n.ApprovedAt.IsZero():
		return n, ErrApproved
	}
	if err := markApproved(tx, cycleID, subject, manager); err != nil {
		return n, err
	}
	return c.Nomination(tx, manager, cycleID, subject)
}

// ChangeNominees stores the list as the manager wants it and approves that, with whom the manager asks not to ask. It
// returns those whom the subject had named and who are no longer on it. Errors: ErrNotFound, ErrNotOpen, ErrListChanged,
// BadNominees.
func (c *Cycles) ChangeNominees(
	tx *db.Tx, manager, cycleID, subject string, seen time.Time, nominees, never []string,
) (Nomination, []string, error) {
	n, circle, err := c.approvable(tx, manager, cycleID, subject, seen)
	if err != nil {
		return n, nil, err
	}
	nominees, never = once(nominees), once(never)
	if err := circle.check(n, nominees, never); err != nil {
		return n, nil, err
	}
	var list []Nominee
	var out []string
	for _, nominee := range n.Nominees { // the subject's order stays
		switch {
		case slices.Contains(nominees, nominee.Person):
			list = append(list, nominee)
		case nominee.AddedBy == "":
			out = append(out, nominee.Person)
		}
	}
	for _, id := range nominees {
		if !slices.ContainsFunc(list, func(x Nominee) bool { return x.Person == id }) {
			list = append(list, Nominee{Person: id, AddedBy: manager})
		}
	}
	if err := saveNominees(tx, cycleID, subject, list); err != nil {
		return n, nil, err
	}
	if err := saveNever(tx, n, manager, never); err != nil {
		return n, nil, err
	}
	if err := markApproved(tx, cycleID, subject, manager); err != nil {
		return n, nil, err
	}
	n, err = c.Nomination(tx, manager, cycleID, subject)
	return n, out, err
}

// approvable is a nomination that a manager decides about, as it was seen.
func (c *Cycles) approvable(
	tx *db.Tx, manager, cycleID, subject string, seen time.Time,
) (Nomination, circle, error) {
	if err := holdNomination(tx, cycleID); err != nil {
		return Nomination{}, circle{}, err
	}
	if manager == subject { // nobody approves their own list
		return Nomination{}, circle{}, ErrNotFound
	}
	n, circle, err := c.nomination(tx, manager, cycleID, subject)
	if err == nil && (n.NominatedAt.IsZero() || n.NominatedAt.UnixMicro() != seen.UnixMicro()) {
		err = ErrListChanged
	}
	return n, circle, err
}

// ToName lists the open nominations of which a person is the subject and has not said anything yet.
func (c *Cycles) ToName(tx *db.Tx, subject string) ([]Nomination, error) {
	list, err := selectNominations(tx, []string{subject}, openNominations)
	list = slices.DeleteFunc(list, func(n Nomination) bool { return !n.NominatedAt.IsZero() })
	return list, c.describe(tx, list, err)
}

// ToApprove lists what waits for a manager: the lists of people whom they manage now, soonest due first.
func (c *Cycles) ToApprove(tx *db.Tx, manager string) ([]Nomination, error) {
	reports, err := people.Reports(tx, manager, tx.Now())
	if err != nil {
		return nil, fmt.Errorf("list whose nominees wait: %w", err)
	}
	var ids []string
	for _, report := range reports {
		if people.Member(report) {
			ids = append(ids, report.ID)
		}
	}
	list, err := selectNominations(tx, ids, openNominations)
	list = slices.DeleteFunc(list, func(n Nomination) bool { return !n.Waits() })
	return list, c.describe(tx, list, err)
}

// ToldOn lists the nominations that are in a manager's message of a day, whatever became of them, in the order in which
// they were made. Of who has another manager now, only that is told: Subject.Manager.
func (c *Cycles) ToldOn(tx *db.Tx, manager, day string) ([]Nomination, error) {
	list, err := selectNominations(tx, []string{manager}, toldNominations, day)
	if err := c.describe(tx, list, err); err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Subject.Manager != manager {
			list[i].Nominees = nil
		}
	}
	return list, nil
}

// Untold lists the nominations that wait for a manager who has not been told.
func (c *Cycles) Untold(tx *db.Tx) ([]Nomination, error) {
	list, err := waitingNominations(tx)
	if err := c.describe(tx, list, err); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(list, func(n Nomination) bool {
		return !n.Waits() || n.Subject.Manager == "" || n.Subject.Manager == n.ToldTo
	}), nil
}

// OwnNominations lists the nominations of a cycle in its nomination stage, each as its subject sees it. Whom they asked not
// to ask is left out.
func (c *Cycles) OwnNominations(tx *db.Tx, cycleID string) ([]Nomination, error) {
	subjects, err := subjectsOf(tx, cycleID)
	if err != nil {
		return nil, err
	}
	list, err := selectNominations(tx, subjects, openNominations+` and c.id = ?`, cycleID)
	for i := range list {
		list[i].Most = list[i].Cycle.MayName()
		list[i].Nominees = slices.DeleteFunc(list[i].Nominees, func(x Nominee) bool { return x.AddedBy != "" })
	}
	return list, c.describe(tx, list, err)
}

// NominatedTo lists whose messages have nominations of a cycle: for each manager the days.
func (c *Cycles) NominatedTo(tx *db.Tx, cycleID string) (map[string][]string, error) {
	return toldIn(tx, cycleID)
}

// MarkTold notes whose message has a nomination, and of which day.
func (c *Cycles) MarkTold(tx *db.Tx, cycleID, subject, manager, day string) error {
	return markTold(tx, cycleID, subject, manager, day)
}

// describe fills in who the subjects are, with the managers whom they have now and who work here.
func (c *Cycles) describe(tx *db.Tx, list []Nomination, err error) error {
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(list))
	for _, n := range list {
		ids = append(ids, n.Subject.ID)
	}
	subjects, err := people.Some(tx, ids)
	if err != nil {
		return fmt.Errorf("read the subjects of nominations: %w", err)
	}
	ids = ids[:0]
	for _, subject := range subjects {
		ids = append(ids, subject.Manager)
	}
	leads, err := people.Some(tx, ids)
	if err != nil {
		return fmt.Errorf("read the managers of nominations: %w", err)
	}
	for i, n := range list {
		subject := subjects[n.Subject.ID]
		if lead, known := leads[subject.Manager]; !known || !people.Member(lead) {
			subject.Manager, subject.ManagerName = "", ""
		}
		list[i].Subject = subject
	}
	return nil
}
