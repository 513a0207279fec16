package bot

import (
	"context"
	"errors"
	"time"

	"go.uber.org/zap"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/wins"
)

// askContributors sees to it that those named in a win are asked to confirm their part, once, and that what they were
// shown is still right. It is part of whatever saves or changes a win, and returns how each of them stands for the answer
// to the win's owner. Somebody who isn't in the directory yet is asked by askLate.
func (b *Bot) askContributors(tx *db.Tx, owner people.Person, w wins.Win) ([]view.Contributor, error) {
	if len(w.Contributors) == 0 && len(w.Contributions) == 0 {
		return nil, nil
	}
	known, err := people.Some(tx, w.Contributors)
	if err != nil {
		return nil, err
	}
	all, err := wins.Ask(tx, w, func(person string) bool {
		p, there := known[person]
		return there && people.Member(p)
	})
	if err != nil {
		return nil, err
	}
	said := map[string]wins.Contribution{}
	for _, one := range all {
		said[one.Person] = one.Contribution
		if err := b.tellContribution(tx, owner, w, one); err != nil {
			return nil, err
		}
	}
	var stand []view.Contributor
	for _, id := range w.Contributors {
		person, there := known[id]
		if !there {
			person = people.Person{ID: id, Name: id}
		}
		stand = append(stand, view.Contributor{Person: person, Known: there, State: said[id].State})
	}
	return stand, nil
}

// tellContribution sends the question, or redraws it where it doesn't fit any more.
func (b *Bot) tellContribution(tx *db.Tx, owner people.Person, w wins.Win, one wins.Asked) error {
	switch {
	case one.New && one.Told:
		message, err := b.contributionMessage(tx, owner, w, one.Contribution)
		if err != nil {
			return err
		}
		return b.tell(tx, contributionKey(one.Contribution), view.ContributionLast(message, one.Last))
	case one.New:
		b.homeChanges(tx, one.Person)
		return nil
	case one.Redraw:
		return b.retellContribution(tx, owner, w, one.Contribution)
	default:
		return nil
	}
}

func (b *Bot) retellContribution(tx *db.Tx, owner people.Person, w wins.Win, c wins.Contribution) error {
	message, err := b.contributionMessage(tx, owner, w, c)
	if err != nil {
		return err
	}
	b.homeChanges(tx, c.Person)
	key := outbox.Key{Kind: "contribution.asked", Recipient: c.Person, Object: c.Win, Period: db.NewID()}
	return b.retell(tx, contributionKey(c), key, message)
}

func contributionKey(c wins.Contribution) outbox.Key {
	return outbox.Key{Kind: "contribution.ask", Recipient: c.Person, Object: c.Win}
}

func (b *Bot) contributionMessage(tx *db.Tx, owner people.Person, w wins.Win, c wins.Contribution) (view.Message, error) {
	names, err := b.mentioned(tx, w)
	return view.Contribution(view.Question{Win: w, Owner: owner, Contribution: c, Names: names}), err
}

func (b *Bot) contributionConfirm(tx *db.Tx, actor people.Person, a act) (reply, error) {
	w, c, err := wins.Answer(tx, actor.ID, a.Value, true)
	return b.contributionSaid(tx, w, c, err)
}

func (b *Bot) contributionDecline(tx *db.Tx, actor people.Person, a act) (reply, error) {
	w, c, err := wins.Answer(tx, actor.ID, a.Value, false)
	return b.contributionSaid(tx, w, c, err)
}

func (b *Bot) contributionReconsider(tx *db.Tx, actor people.Person, a act) (reply, error) {
	w, c, err := wins.Reconsider(tx, actor.ID, a.Value)
	return b.contributionSaid(tx, w, c, err)
}

// contributionSaid redraws the question after an answer, also on the Home of the win's owner, who gets no message.
func (b *Bot) contributionSaid(tx *db.Tx, w wins.Win, c wins.Contribution, err error) (reply, error) {
	switch {
	case errors.Is(err, wins.ErrNotAsked):
		return say(view.ContributionNotYours()), nil
	case errors.Is(err, wins.ErrWithdrawn):
		return reply{Say: new(view.ContributionOver()), Home: true}, nil
	case errors.Is(err, wins.ErrAnswered):
		return reply{Say: new(view.ContributionAnswered(c.State)), Home: true}, nil
	case err != nil:
		return reply{}, err
	}
	owner, err := people.Get(tx, w.Person)
	if err != nil {
		return reply{}, err
	}
	b.homeChanges(tx, owner.ID)
	return reply{Home: true}, b.retellContribution(tx, owner, w, c)
}

// askLateFor is how long after a win was written those named in it are looked for, and lateLookups how many strangers one
// run asks Slack about.
const (
	askLateFor  = 7 * 24 * time.Hour
	lateLookups = 20
)

// askLate asks those named in a win whom laurel did not know when it was saved. Whom it still doesn't know it looks up.
func (b *Bot) askLate(ctx context.Context) error {
	var unasked []wins.Unsettled
	known := map[string]people.Person{}
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		if unasked, err = wins.Unasked(tx, tx.Now().Add(-askLateFor)); err != nil {
			return err
		}
		var ids []string
		for _, u := range unasked {
			ids = append(ids, u.Person)
		}
		known, err = people.Some(tx, ids)
		return err
	})
	if err != nil {
		return err
	}
	profiles := b.lookUp(ctx, unasked, known)
	for _, u := range unasked {
		if person, there := known[u.Person]; there && !people.Member(person) {
			continue
		}
		if err := b.db.Do(ctx, func(tx *db.Tx) error { return b.askLateOf(tx, u.Win, profiles[u.Person]) }); err != nil {
			return err
		}
	}
	return nil
}

// lookUp reads from Slack who the unknown are. What can't be read now is read by a later run.
func (b *Bot) lookUp(ctx context.Context, unasked []wins.Unsettled, known map[string]people.Person) map[string]*people.Profile {
	found := map[string]*people.Profile{}
	for _, u := range unasked {
		if _, there := known[u.Person]; there || found[u.Person] != nil || len(found) == lateLookups {
			continue
		}
		profile, err := b.profile(ctx, u.Person)
		if err != nil {
			b.log.Warn("read a profile; it is tried again", zap.String("reason", slackError(err)))
			break
		}
		found[u.Person] = &profile
	}
	return found
}

func (b *Bot) askLateOf(tx *db.Tx, win string, profile *people.Profile) error {
	if profile != nil {
		if _, err := people.Meet(tx, *profile); err != nil {
			return err
		}
	}
	w, err := wins.Get(tx, win)
	if err != nil {
		return err
	}
	owner, err := people.Get(tx, w.Person)
	if err != nil {
		return err
	}
	_, err = b.askContributors(tx, owner, w)
	return err
}
