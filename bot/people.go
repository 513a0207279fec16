package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"laurel/internal/db"
	"laurel/people"
)

// profileAge is how long what Slack said about a person is believed.
const profileAge = 24 * time.Hour

// anyAge has meet take what is stored, however old.
var anyAge = &people.Profile{}

// meet returns the actor. Somebody laurel hasn't met, or not lately, needs a profile from Slack, which can't be fetched
// while the transaction is open: then it asks for one with staleProfile.
func (b *Bot) meet(tx *db.Tx, user string, profile *people.Profile) (people.Person, error) {
	if profile != nil && profile != anyAge {
		return people.Meet(tx, *profile)
	}
	person, err := people.Get(tx, user)
	switch {
	case err == nil && profile == anyAge:
		return person, nil
	case errors.Is(err, people.ErrNotFound):
		return people.Person{}, staleProfile{user: user}
	case err != nil:
		return people.Person{}, err
	case tx.Now().Sub(person.CheckedAt) > profileAge:
		return people.Person{}, staleProfile{user: user, known: true}
	}
	return person, nil
}

// profile asks Slack who somebody is. A person whom Slack doesn't show to us counts as a stranger.
func (b *Bot) profile(ctx context.Context, user string) (people.Profile, error) {
	found, err := b.api.GetUserInfoContext(ctx, user)
	if reason := slackError(err); reason == "user_not_found" || reason == "user_not_visible" {
		return people.Profile{ID: user, Name: user, Stranger: true}, nil
	}
	if err != nil {
		return people.Profile{}, fmt.Errorf("read a profile (users.info): %w", err)
	}
	return b.fromSlack(*found), nil
}

func (b *Bot) fromSlack(u slack.User) people.Profile {
	name := u.Profile.RealName
	for _, other := range []string{u.RealName, u.Profile.DisplayName, u.Name, u.ID} {
		if name == "" {
			name = other
		}
	}
	return people.Profile{
		ID: u.ID, Name: name, Email: u.Profile.Email, Timezone: u.TZ,
		Guest:    u.IsRestricted || u.IsUltraRestricted,
		Stranger: u.IsStranger || u.TeamID != "" && b.identity.team != "" && u.TeamID != b.identity.team,
		Bot:      u.IsBot || u.ID == "USLACKBOT",
		Deleted:  u.Deleted,
	}
}

// location is where a person's clock hangs.
func (b *Bot) location(p people.Person) *time.Location { return p.Location(b.options.Timezone) }

// profiles reads from Slack what is not known, or not lately, about two people; nil for those who are known.
func (b *Bot) profiles(ctx context.Context, users ...string) (one, two *people.Profile, err error) {
	found := make([]*people.Profile, len(users))
	for i, user := range users {
		if user == "" { // a message without an author is another app's
			found[i] = &people.Profile{Bot: true}
			continue
		}
		err := b.db.Read(ctx, func(tx *db.Tx) error {
			_, err := b.meet(tx, user, nil)
			return err
		})
		var stale staleProfile
		if !errors.As(err, &stale) {
			if err != nil {
				return nil, nil, err
			}
			continue
		}
		profile, err := b.profile(ctx, user)
		if err != nil {
			return nil, nil, err
		}
		found[i] = &profile
	}
	return found[0], found[1], nil
}

// profileChanged keeps the directory up to date when somebody joins or changes, or is deactivated. The event is only a
// nudge: events come late and out of order, so what counts is what Slack says now. One that says what is known already
// (Slack sends it for each status, too) costs no call: whatever came after it is told by an event of its own. Whether the
// manager changed is not in the event; the profile is read again by syncPeople.
func (b *Bot) profileChanged(ctx context.Context, inner json.RawMessage) (func(tx *db.Tx) error, error) {
	var e struct {
		User slack.User `json:"user"`
	}
	if err := json.Unmarshal(inner, &e); err != nil {
		return nil, fmt.Errorf("read the event: %w", err)
	}
	if e.User.ID == "" {
		return nothing, nil
	}
	met := false
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		met, err = people.Met(tx, b.fromSlack(e.User))
		return err
	})
	if err != nil {
		return nil, err
	}
	if met {
		return func(tx *db.Tx) error { return people.ManagerMayHaveChanged(tx, e.User.ID) }, nil
	}
	profile, err := b.profile(ctx, e.User.ID)
	if err != nil {
		return nil, err
	}
	return func(tx *db.Tx) error {
		before, err := people.Get(tx, profile.ID)
		known := err == nil
		if err != nil && !errors.Is(err, people.ErrNotFound) {
			return err
		}
		if err := people.MeetAll(tx, []people.Profile{profile}); err != nil {
			return err
		}
		if err := people.ManagerMayHaveChanged(tx, profile.ID); err != nil {
			return err
		}
		after, err := people.Get(tx, profile.ID)
		if err != nil || !known || people.Member(before) == people.Member(after) {
			return err
		}
		_, err = people.SettleManagers(tx) // who isn't a member any more manages nobody whom only Slack says so of
		return err
	}, nil
}
