package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/reviews"
)

// tellApprover sees to it that a list that waits is in a message of who manages the subject now: one a day, with all
// their people. n may be as anybody sees it.
func (b *Bot) tellApprover(tx *db.Tx, n reviews.Nomination) error {
	manager := n.Subject.Manager
	if manager == "" {
		return b.redrawApprovals(tx, n.ToldTo, n.ToldOn)
	}
	n, err := b.cycles.Nomination(tx, manager, n.Cycle.ID, n.Subject.ID)
	if err != nil {
		return err
	}
	if !n.Waits() {
		b.homeChanges(tx, manager)
		return b.redrawApprovals(tx, n.ToldTo, n.ToldOn)
	}
	reader, err := people.Get(tx, manager)
	if err != nil {
		return err
	}
	at, ok := b.inHours(tx.Now(), n.Cycle.StageEndsAt, reader)
	if !ok { // for a new message it is too late, unless the end is moved: see tellApprovers
		b.homeChanges(tx, manager)
		return b.redrawApprovals(tx, n.ToldTo, n.ToldOn)
	}
	day := at.In(b.location(reader)).Format(time.DateOnly)
	if err := b.cycles.MarkTold(tx, n.Cycle.ID, n.Subject.ID, manager, day); err != nil {
		return err
	}
	if n.ToldTo != manager || n.ToldOn != day { // it moves on to another message
		if err := b.redrawApprovals(tx, n.ToldTo, n.ToldOn); err != nil {
			return err
		}
	}
	message, err := b.approvals(tx, reader, day)
	if err != nil {
		return err
	}
	added, err := b.tellInHours(tx, approvalsKey(manager, day), message, reader, n.Cycle.StageEndsAt)
	if err != nil || added {
		return err
	}
	return b.redrawApprovals(tx, manager, day)
}

// redrawApprovals redraws a manager's message of a day.
func (b *Bot) redrawApprovals(tx *db.Tx, manager, day string) error {
	if manager == "" {
		return nil
	}
	reader, err := people.Get(tx, manager)
	if err != nil {
		return err
	}
	message, err := b.approvals(tx, reader, day)
	if err != nil {
		return err
	}
	key := outbox.Key{Kind: "feedback.nominated.done", Recipient: manager, Object: manager, Period: uuid.NewString()}
	return b.retell(tx, approvalsKey(manager, day), key, message)
}

const approvalsKind = "feedback.nominated"

func approvalsKey(manager, day string) outbox.Key {
	return outbox.Key{Kind: approvalsKind, Recipient: manager, Object: manager, Period: day}
}

// approvals is a manager's message of a day as it stands now.
func (b *Bot) approvals(tx *db.Tx, manager people.Person, day string) (view.Message, error) {
	list, err := b.cycles.ToldOn(tx, manager.ID, day)
	if err != nil {
		return view.Message{}, err
	}
	var ids []string
	for _, n := range list {
		ids = append(ids, n.IDs()...)
	}
	known, err := people.Some(tx, ids)
	return view.NominateApprove(view.Approving{
		Manager: manager.ID, List: list, Names: names(known), Zone: b.location(manager),
	}), err
}

// nominateApprove approves a list as the manager saw it.
func (b *Bot) nominateApprove(tx *db.Tx, actor people.Person, a act) (reply, error) {
	cycle, subject, seen := view.ReadNominateValue(a.Value)
	n, err := b.cycles.Approve(tx, actor.ID, cycle, subject, seen)
	if err != nil {
		return nominateFailed(n, err)
	}
	return reply{Home: true}, b.approved(tx, n, nil)
}

// nominateChange opens a list for the manager to look at and change.
func (b *Bot) nominateChange(tx *db.Tx, actor people.Person, a act) (reply, error) {
	cycle, subject, _ := view.ReadNominateValue(a.Value)
	if subject == actor.ID {
		return nominateFailed(reviews.Nomination{}, reviews.ErrNotFound)
	}
	n, err := b.cycles.Nomination(tx, actor.ID, cycle, subject)
	if err != nil {
		return nominateFailed(n, err)
	}
	draft, err := b.nominateDraft(tx, actor, n)
	if err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(a.User, carried{Cycle: cycle, Subject: subject, Seen: n.NominatedAt.UnixMicro()})
	form := view.NominateChangeForm(draft, metadata)
	return reply{Open: &form}, err
}

// nominateChanged takes that form: the list is approved as it is in it.
func (b *Bot) nominateChanged(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return inPlace(a, view.FormTooOld), nil
	}
	if err := meetAll(tx, a.met); err != nil {
		return reply{}, err
	}
	nominees, never := view.ReadNominees(a.Fields)
	n, out, err := b.cycles.ChangeNominees(tx, actor.ID, form.Cycle, form.Subject, time.UnixMicro(form.Seen), nominees, never)
	var bad reviews.BadNominees
	switch {
	case errors.As(err, &bad):
		return b.badNominees(tx, actor, a, n, bad)
	case errors.Is(err, reviews.ErrListChanged):
		return inPlace(a, view.NominateStaleText(n.Subject.Name)), nil
	case err != nil:
		return nominateFailed(n, err)
	}
	return reply{Home: true}, b.approved(tx, n, out)
}

// approved redraws what both have, and tells the subject only whom of theirs the manager took off the list.
func (b *Bot) approved(tx *db.Tx, n reviews.Nomination, out []string) error {
	if err := b.redrawApprovals(tx, n.ToldTo, n.ToldOn); err != nil {
		return err
	}
	own, err := b.cycles.Nomination(tx, n.Subject.ID, n.Cycle.ID, n.Subject.ID)
	if err != nil {
		return err
	}
	if err := b.renominate(tx, n.Subject, own); err != nil || len(out) == 0 {
		return err
	}
	known, err := people.Some(tx, append(own.IDs(), out...))
	if err != nil {
		return err
	}
	message := view.NominateChanged(view.Nominating{
		Nomination: own, Names: names(known), Zone: b.location(n.Subject),
	}, out)
	key := outbox.Key{
		Kind: "feedback.nominate.changed", Recipient: n.Subject.ID, Object: n.Cycle.ID,
		Period: fmt.Sprint(own.ApprovedAt.UnixMicro()),
	}
	_, err = b.tellInHours(tx, key, message, n.Subject, n.Cycle.StageEndsAt)
	return err
}

// nominationOver redraws all messages about the nominations of a cycle: nothing can be pressed any more. Those that still
// wait for their reader's morning never leave.
func (b *Bot) nominationOver(tx *db.Tx, cycle reviews.Cycle) error {
	subjects, err := b.cycles.Subjects(tx, cycle.ID)
	if err != nil {
		return err
	}
	for _, kind := range []string{nominateKey("", "").Kind, nominateAgainKey("", "").Kind} {
		unsent, err := b.outbox.Unsent(tx, kind, cycle.ID)
		for _, asked := range unsent {
			if err == nil {
				_, err = b.outbox.Cancel(tx, asked)
			}
		}
		if err != nil {
			return err
		}
	}
	for _, subject := range subjects {
		if err := b.renominated(tx, cycle.ID, subject, view.NominateOver(cycle.Name)); err != nil {
			return err
		}
	}
	if err := b.cancelApprovals(tx, cycle.ID); err != nil {
		return err
	}
	return b.redrawAllApprovals(tx, cycle.ID)
}

// nominationClosed redraws one subject's messages: nothing can be named any more. What is unsent never leaves.
func (b *Bot) nominationClosed(tx *db.Tx, cycle reviews.Cycle, subject string) error {
	for _, asked := range []outbox.Key{nominateKey(cycle.ID, subject), nominateAgainKey(cycle.ID, subject)} {
		if _, err := b.outbox.Cancel(tx, asked); err != nil {
			return err
		}
	}
	return b.renominated(tx, cycle.ID, subject, view.NominateOver(cycle.Name))
}

// cancelApprovals takes back the unsent messages to managers in which nothing waits any more.
func (b *Bot) cancelApprovals(tx *db.Tx, cycle string) error {
	told, err := b.cycles.NominatedTo(tx, cycle)
	if err != nil {
		return err
	}
	for manager, days := range told {
		for _, day := range days {
			list, err := b.cycles.ToldOn(tx, manager, day)
			if err == nil && !slices.ContainsFunc(list, reviews.Nomination.Waits) {
				_, err = b.outbox.Cancel(tx, approvalsKey(manager, day))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// redrawAllApprovals redraws the messages of all managers that have nominations of a cycle.
func (b *Bot) redrawAllApprovals(tx *db.Tx, cycle string) error {
	told, err := b.cycles.NominatedTo(tx, cycle)
	if err != nil {
		return err
	}
	for manager, days := range told {
		for _, day := range days {
			if err := b.redrawApprovals(tx, manager, day); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellApprovers tells managers of lists that wait for them and that they have not been told of: those of people who report
// to them since, and those that came too late for a message before the end of the stage was moved.
func (b *Bot) tellApprovers(ctx context.Context) error {
	return eachDue(ctx, b, "tell managers of nominations", b.cycles.Untold, func(tx *db.Tx, n reviews.Nomination) error {
		reader, err := people.Get(tx, n.Subject.Manager)
		if err != nil {
			return err
		}
		if _, ok := b.inHours(tx.Now(), n.Cycle.StageEndsAt, reader); !ok {
			return nil // their Home shows it
		}
		err = b.tellApprover(tx, n)
		if errors.Is(err, reviews.ErrNotFound) || errors.Is(err, reviews.ErrNotOpen) { // it has changed meanwhile
			return nil
		}
		return err
	})
}

// metAtOnce is how many people whom laurel doesn't know yet are looked up for one act.
const metAtOnce = 6

// meetNamed reads from Slack who those are that an act names and laurel doesn't know.
func (b *Bot) meetNamed(ctx context.Context, a *act) {
	ids := namedBy(*a)
	var known map[string]people.Person
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		known, err = people.Some(tx, ids)
		return err
	})
	for _, id := range ids {
		if _, there := known[id]; there || err != nil || len(a.met) == metAtOnce {
			continue
		}
		profile, failed := b.profile(ctx, id)
		if failed != nil {
			return // then it is said that laurel doesn't know them
		}
		a.met = append(a.met, profile)
	}
}

func meetAll(tx *db.Tx, profiles []people.Profile) error {
	for _, profile := range profiles {
		if _, err := people.Meet(tx, profile); err != nil {
			return err
		}
	}
	return nil
}
