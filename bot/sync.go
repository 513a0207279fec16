package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"go.uber.org/zap"

	"laurel/internal/db"
	"laurel/people"
)

const (
	// syncEvery is how old the last whole reading of the workspace may become. One that a start asks for is left out when
	// it would come right after another: of replicas that start together the first reads.
	syncEvery = 24 * time.Hour
	syncStart = 10 * time.Minute
	// managerAge is how old what a profile says about a manager may become. user_change makes it due before.
	managerAge = 7 * 24 * time.Hour
	// pagesAtOnce and profilesAtOnce bound one run: Slack takes about 20 users.list and 100 users.profile.get a minute
	// (https://docs.slack.dev/apis/web-api/rate-limits, tiers 2 and 4), and the job is woken each minute.
	pagesAtOnce, profilesAtOnce = 15, 60
	// pageLength is what Slack advises: https://docs.slack.dev/reference/methods/users.list
	pageLength = 200
	// syncTime is what one run may take, syncLease how long others leave it to whoever runs.
	syncTime, syncLease = 40 * time.Second, 2 * time.Minute
)

// managerField remembers which field of Slack's profiles holds the manager.
type managerField struct {
	sync.Mutex
	field string // "" when there is none
	until time.Time
}

// Synced is what reading from Slack did and what is left of it.
type Synced struct {
	People   int           // whose entries were read
	Managers int           // profiles that were asked for a manager
	More     bool          // it is not through yet
	Wait     time.Duration // how long Slack wants to be left alone before the rest
	Taken    bool          // another process is at it: nothing was done
}

// syncPeople reads everybody from Slack once a day and at the start, a part of it each time it is woken: where it has
// come to is in the database, so a restart or a rate limit costs nothing.
func (b *Bot) syncPeople(ctx context.Context) error {
	age := syncEvery
	if b.started.CompareAndSwap(false, true) {
		age = syncStart
	}
	_, err := b.syncOnce(ctx, age)
	return err
}

// SyncPeople reads everybody from Slack now, as the job does, and returns when all is read; told hears how far it has come.
// It needs no connection but the Web API. Errors: ErrTokens, or what went wrong.
func (b *Bot) SyncPeople(ctx context.Context, told func(Synced)) (sum Synced, err error) {
	b.connect()
	me, err := b.api.AuthTestContext(ctx)
	if reason := slackError(err); fatalToken[reason] {
		return sum, ErrTokens{Reason: reason}
	}
	if err != nil {
		return sum, fmt.Errorf("reach Slack (auth.test): %w", err)
	}
	b.identity = identified(me)
	for age := time.Duration(0); ; age = syncEvery {
		part, err := b.syncOnce(ctx, age)
		sum.People, sum.Managers, sum.Taken = sum.People+part.People, sum.Managers+part.Managers, part.Taken
		if err != nil || part.Taken || !part.More {
			return sum, err
		}
		told(Synced{People: sum.People, Managers: sum.Managers, More: true, Wait: part.Wait})
		select {
		case <-time.After(part.Wait):
		case <-ctx.Done():
			return sum, ctx.Err()
		}
	}
}

// syncOnce does one part: pages of people, where a round is going on or the last is older than age, then managers.
func (b *Bot) syncOnce(ctx context.Context, age time.Duration) (done Synced, err error) {
	ctx, cancel := context.WithTimeout(ctx, syncTime)
	defer cancel()
	var round people.Round
	err = b.db.Do(ctx, func(tx *db.Tx) error {
		var mine bool
		round, mine, err = people.TakeRound(tx, syncLease)
		done.Taken = !mine
		if round.BegunAt.IsZero() && tx.Now().Sub(round.EndedAt) >= age {
			round.BegunAt, round.NextPage = tx.Now(), ""
		}
		return err
	})
	if err != nil || done.Taken {
		return done, err
	}
	err = b.syncPart(ctx, &done, round)
	settled := b.db.Do(context.WithoutCancel(ctx), func(tx *db.Tx) error {
		if done.People+done.Managers > 0 {
			if _, err := people.SettleManagers(tx); err != nil {
				return err
			}
		}
		return people.LeaveRound(tx)
	})
	var limited *slack.RateLimitedError
	switch {
	case settled != nil:
		return done, settled
	case errors.As(err, &limited):
		done.More, done.Wait = true, limited.RetryAfter
		return done, nil
	}
	return done, err
}

func (b *Bot) syncPart(ctx context.Context, done *Synced, round people.Round) error {
	for range pagesAtOnce {
		if round.BegunAt.IsZero() {
			break
		}
		n, err := b.syncPage(ctx, &round)
		done.People += n
		if err != nil {
			return err
		}
	}
	if done.More = !round.BegunAt.IsZero(); done.More {
		return nil
	}
	return b.syncManagers(ctx, done)
}

// syncPage reads one page and stores it together with where the next one is.
func (b *Bot) syncPage(ctx context.Context, round *people.Round) (int, error) {
	page := b.api.GetUsersPaginated(slack.GetUsersOptionLimit(pageLength))
	page.Cursor = round.NextPage
	page, err := page.Next(ctx)
	if slackError(err) == "invalid_cursor" { // too old: from the beginning, which only repeats
		round.NextPage = ""
		return 0, b.db.Do(ctx, func(tx *db.Tx) error { return people.SaveRound(tx, *round) })
	}
	if err != nil {
		return 0, fmt.Errorf("read the people of the workspace (users.list): %w", err)
	}
	profiles := make([]people.Profile, len(page.Users))
	for i, user := range page.Users {
		profiles[i] = b.fromSlack(user)
	}
	round.NextPage = page.Cursor
	err = b.db.Do(ctx, func(tx *db.Tx) error {
		if round.NextPage == "" {
			round.BegunAt, round.EndedAt = time.Time{}, tx.Now()
		}
		if err := people.MeetAll(tx, profiles); err != nil {
			return err
		}
		return people.SaveRound(tx, *round)
	})
	return len(profiles), err
}

// syncManagers asks profiles for the manager they name, those that were asked longest ago first.
func (b *Bot) syncManagers(ctx context.Context, done *Synced) error {
	var due []string
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		due, err = people.ManagersDue(tx, tx.Now().Add(-managerAge), profilesAtOnce)
		return err
	})
	if err != nil || len(due) == 0 {
		return err
	}
	field, err := b.managerField(ctx)
	if err != nil || field == "" {
		return err
	}
	found := map[string]string{}
	var broken error
	for _, user := range due {
		if found[user], broken = b.managerOf(ctx, user, field); broken != nil {
			delete(found, user)
			break
		}
	}
	done.Managers, done.More = len(found), len(due) == profilesAtOnce
	err = b.db.Do(context.WithoutCancel(ctx), func(tx *db.Tx) error { return people.SaveSlackManagers(tx, found) })
	return errors.Join(err, broken)
}

// managerField finds the field of profiles that holds the manager: one labelled Manager whose value is a person, and not
// its reverse, the list of reports. "" when the workspace has none, which also ends what such a field said before, and
// when laurel may not read it. It is looked for once an hour.
// https://docs.slack.dev/reference/methods/team.profile.get
func (b *Bot) managerField(ctx context.Context) (string, error) {
	b.manager.Lock()
	defer b.manager.Unlock()
	if b.manager.until.After(b.db.Now()) {
		return b.manager.field, nil
	}
	profile, err := b.api.GetTeamProfileContext(ctx)
	switch reason := slackError(err); {
	case reason == "missing_scope":
		b.log.Warn("managers can't be read from Slack: install the app anew from laurel manifest", zap.String("reason", reason))
		profile = nil
	case err != nil:
		return "", fmt.Errorf("read the fields of profiles (team.profile.get): %w", err)
	}
	b.manager.field, b.manager.until = "", b.db.Now().Add(time.Hour)
	if profile == nil {
		return "", nil
	}
	for _, field := range profile.Fields {
		if field.Type == "user" && strings.EqualFold(strings.TrimSpace(field.Label), "manager") {
			b.manager.field = field.ID
			return field.ID, nil
		}
	}
	return "", b.db.Do(ctx, func(tx *db.Tx) error {
		if gone, err := people.ForgetSlackManagers(tx); err != nil || !gone {
			return err
		}
		_, err := people.SettleManagers(tx)
		return err
	})
}

// managerOf is the id that a profile names as manager, or "". The workspace's own fields are nowhere else: neither in
// users.info nor in users.list. https://docs.slack.dev/reference/methods/users.profile.get
func (b *Bot) managerOf(ctx context.Context, user, field string) (string, error) {
	profile, err := b.api.GetUserProfileContext(ctx, &slack.GetUserProfileParameters{UserID: user})
	if slackError(err) == "user_not_found" {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read whom a profile names as manager (users.profile.get): %w", err)
	}
	value := profile.FieldsMap()[field].Value
	first, _, _ := strings.Cut(value, ",")
	return strings.TrimSpace(first), nil
}
