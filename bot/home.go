package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"go.uber.org/zap"

	"laurel/bot/view"
	"laurel/coaching"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
)

// homeOpened draws the Home tab for who opened it. The event comes on every visit:
// https://docs.slack.dev/reference/events/app_home_opened
func (b *Bot) homeOpened(ctx context.Context, inner json.RawMessage) (func(tx *db.Tx) error, error) {
	var e slackevents.AppHomeOpenedEvent
	if err := json.Unmarshal(inner, &e); err != nil {
		return nil, fmt.Errorf("read the event: %w", err)
	}
	if e.Tab != "" && e.Tab != "home" {
		return nothing, nil
	}
	profile, _, err := b.profiles(ctx, e.User, e.User)
	if err != nil {
		return nil, err
	}
	return func(tx *db.Tx) error {
		person, err := b.meet(tx, e.User, profile)
		if err == nil && people.Member(person) {
			tx.AfterCommit(func() { b.homes.open(e.User, b.db.Now()) })
		}
		return err
	}, nil
}

// publishHome draws a person's Home anew. A failure is logged only; the next visit draws it again.
func (b *Bot) publishHome(ctx context.Context, user string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), afterTime)
	defer cancel()
	var home view.Home
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		home, err = b.home(tx, user)
		return err
	})
	if err == nil {
		_, err = b.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: user, View: view.HomeTab(home)})
	}
	if err != nil {
		b.log.Warn("publish Home", zap.String("reason", slackError(err)), zap.Error(err))
	}
}

// homeMonths is how many months Home counts.
const homeMonths = 6

// home reads what Home shows. How many queries that takes does not depend on how many wins there are.
func (b *Bot) home(tx *db.Tx, user string) (view.Home, error) {
	person, err := people.Get(tx, user)
	if err != nil {
		return view.Home{}, err
	}
	zone := b.location(person)
	h := view.Home{Person: person, Now: tx.Now().In(zone), Zone: zone, Emoji: b.emoji()}
	if err := b.homeTasks(tx, &h); err != nil {
		return h, err
	}
	if h.Overview, err = wins.Oversee(tx, user, homeMonths, h.Now); err != nil {
		return h, err
	}
	if h.Wins, err = wins.List(tx, wins.Filter{Person: user, Limit: view.HomeWins}); err != nil {
		return h, err
	}
	if h.Overview.Pending > 0 {
		h.Pending, err = wins.List(tx, wins.Filter{Person: user, Status: wins.StatusPending, Limit: view.HomePending})
		if err != nil {
			return h, err
		}
	}
	if h.Goals, err = reviews.Goals(tx, user); err != nil {
		return h, err
	}
	if h.Settings, err = coaching.SettingsOf(tx, user); err != nil {
		return h, err
	}
	h.Names, err = b.mentioned(tx, slices.Concat(h.Wins, h.Pending)...)
	return h, err
}

// homeTasks gathers what waits for the person: requests to answer, packets to read, wins that name them.
func (b *Bot) homeTasks(tx *db.Tx, h *view.Home) error {
	var err error
	if h.Waiting, err = b.feedbackWaiting(tx, h.Person.ID); err != nil {
		return err
	}
	if h.Given, err = b.feedbackGiven(tx, h.Person.ID); err != nil {
		return err
	}
	if h.Invited, err = b.invitedBy(tx, h.Person.ID); err != nil {
		return err
	}
	if err := b.homeQuestions(tx, h); err != nil {
		return err
	}
	if h.Self, err = b.cycles.SelfWaitingFor(tx, h.Person.ID); err != nil {
		return err
	}
	if h.ToName, err = b.cycles.ToName(tx, h.Person.ID); err != nil {
		return err
	}
	if h.ToApprove, err = b.cycles.ToApprove(tx, h.Person.ID); err != nil {
		return err
	}
	if h.Reviews, h.Reports, err = b.cycles.StatusOf(tx, h.Person.ID); err != nil {
		return err
	}
	h.Packets, err = b.cycles.PacketsOf(tx, h.Person.ID)
	return err
}

// homeQuestions gathers the wins of colleagues that the person is asked about.
func (b *Bot) homeQuestions(tx *db.Tx, h *view.Home) error {
	list, open, err := wins.Questions(tx, h.Person.ID, view.HomeQuestions)
	if err != nil {
		return err
	}
	names, err := b.mentioned(tx, list...)
	if err != nil {
		return err
	}
	h.Asked = open
	for _, w := range list {
		owner, err := people.Get(tx, w.Person)
		if err != nil {
			return err
		}
		h.Questions = append(h.Questions, view.Question{Win: w, Owner: owner, Names: names})
	}
	return nil
}
