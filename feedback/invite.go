package feedback

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"laurel/internal/db"
	"laurel/writing"
)

// Bounds of an invitation. MaxTopic counts code points.
const (
	MaxInvited = 6
	MaxTopic   = 300
	invitedFor = 14 * 24 * time.Hour
)

// Why an invitation is not sent; see also TopicLong and InvitedAlready. Nothing was stored.
var (
	ErrNobodyInvited = errors.New("nobody is invited")
	ErrManyInvited   = errors.New("too many are invited at once")
	ErrNoTopic       = errors.New("it is not said what the feedback shall be about")
)

// TopicLong says how many code points a topic has, after cleaning.
type TopicLong struct{ Have int }

func (e TopicLong) Error() string { return fmt.Sprintf("the topic has %d characters", e.Have) }

// InvitedAlready lists those whom the same invitation of their colleague still waits for, or did: whether they have
// answered or declined changes nothing.
type InvitedAlready struct{ Givers []string }

func (e InvitedAlready) Error() string { return strings.Join(e.Givers, ", ") + " were invited already" }

// Invitation is a subject's wish for feedback about a topic, outside a cycle, as the subject sees it: nothing in it tells
// who has answered, or whether anybody has.
type Invitation struct {
	ID      string
	Subject string
	Topic   string
	AskedAt time.Time
	EndsAt  time.Time
	Givers  []string // by id
}

// Invited is an invitation as one of its givers sees it. State is Open, Answered, Declined, or Withdrawn when the time has
// run out.
type Invited struct {
	ID      string // of the invitation
	Subject string
	Topic   string
	EndsAt  time.Time
	Giver   string
	State   State
	Asked   int    // how many were invited with the giver, them included
	ToldOn  string // the day of the message that asks, where the giver is: YYYY-MM-DD; "" before it
}

// Invite asks givers for feedback about a subject, until two weeks from now. Whom one may ask is for BarredAnyTime to say.
// Errors: ErrNobodyInvited, ErrManyInvited, ErrNoTopic, TopicLong, InvitedAlready.
func (s *Store) Invite(tx *db.Tx, subject string, givers []string, topic string) (Invitation, error) {
	in := Invitation{
		ID: db.NewID(), Subject: subject, Topic: strings.Join(strings.Fields(writing.Clean(topic)), " "),
		AskedAt: tx.Now(), EndsAt: tx.Now().Add(invitedFor), Givers: slices.Compact(slices.Sorted(slices.Values(givers))),
	}
	switch have := utf8.RuneCountInString(in.Topic); {
	case len(in.Givers) == 0:
		return Invitation{}, ErrNobodyInvited
	case len(in.Givers) > MaxInvited:
		return Invitation{}, ErrManyInvited
	case have == 0:
		return Invitation{}, ErrNoTopic
	case have > MaxTopic:
		return Invitation{}, TopicLong{Have: have}
	}
	if err := s.notInvited(tx, in); err != nil {
		return Invitation{}, err
	}
	key, err := s.Seal.Key(tx, personKey(subject))
	if err != nil {
		return Invitation{}, fmt.Errorf("invite: %w", err)
	}
	sealed, err := key.Seal("feedback_invitations", in.ID, "topic", []byte(in.Topic))
	if err != nil {
		return Invitation{}, fmt.Errorf("invite: %w", err)
	}
	return in, wrapped("invite", insertInvitation(tx, in, sealed))
}

// notInvited returns InvitedAlready for those whom the subject asks already.
func (s *Store) notInvited(tx *db.Tx, in Invitation) error {
	open, err := s.Invitations(tx, in.Subject)
	if err != nil {
		return err
	}
	var already InvitedAlready
	for _, giver := range in.Givers {
		if slices.ContainsFunc(open, func(o Invitation) bool { return slices.Contains(o.Givers, giver) }) {
			already.Givers = append(already.Givers, giver)
		}
	}
	if len(already.Givers) > 0 {
		return already
	}
	return nil
}

// Invitations lists what a subject asks for now, the latest first.
func (s *Store) Invitations(tx *db.Tx, subject string) (all []Invitation, err error) {
	rows, err := invitedBy(tx, subject, tx.Now())
	if err != nil {
		return nil, fmt.Errorf("list invitations: %w", err)
	}
	for _, row := range rows {
		if n := len(all); n > 0 && all[n-1].ID == row.ID {
			all[n-1].Givers = append(all[n-1].Givers, row.Giver)
			continue
		}
		topic, err := s.topic(tx, row)
		if err != nil {
			return nil, err
		}
		all = append(all, Invitation{
			ID: row.ID, Subject: subject, Topic: topic, AskedAt: row.AskedAt.Time, EndsAt: row.EndsAt.Time,
			Givers: []string{row.Giver},
		})
	}
	return all, nil
}

// InvitationsTo lists what a giver is invited to until it ends, answered or not but not declined: by one subject, or with ""
// by whomever. The soonest end comes first.
func (s *Store) InvitationsTo(tx *db.Tx, giver, subject string) ([]Invited, error) {
	rows, err := invitedNow(tx, giver, subject, tx.Now())
	if err != nil {
		return nil, fmt.Errorf("list invitations: %w", err)
	}
	return s.invited(tx, rows)
}

// Invited is one invitation of a giver's, whatever became of it. Error: ErrNotFound.
func (s *Store) Invited(tx *db.Tx, giver, id string) (Invited, error) {
	row, err := loadInvited(tx, giver, id)
	if err != nil {
		return Invited{}, fmt.Errorf("load an invitation: %w", err)
	}
	all, err := s.invited(tx, []invitedRow{row})
	if err != nil {
		return Invited{}, err
	}
	return all[0], nil
}

// Untold lists the givers who are invited and whom no message has told of it yet, by id.
func (s *Store) Untold(tx *db.Tx) ([]string, error) {
	givers, err := untold(tx, tx.Now())
	return givers, wrapped("list who is to be invited", err)
}

// LastTold is the day of the latest message that invites a giver: YYYY-MM-DD, "" when there is none.
func (s *Store) LastTold(tx *db.Tx, giver string) (string, error) {
	day, err := lastTold(tx, giver)
	return day, wrapped("look when somebody was invited", err)
}

// TellOn puts what a giver is invited to, and not told of yet, into their message of a day.
func (s *Store) TellOn(tx *db.Tx, giver, day string) error {
	return wrapped("put invitations into a message", setToldOn(tx, giver, day))
}

// ToldOn lists what a giver's message of a day asks, whatever became of it, in the order of asking.
func (s *Store) ToldOn(tx *db.Tx, giver, day string) ([]Invited, error) {
	rows, err := invitedOn(tx, giver, day)
	if err != nil {
		return nil, fmt.Errorf("list invitations: %w", err)
	}
	return s.invited(tx, rows)
}

// DeclineInvited says no to an invitation; the subject never learns of it. The second call changes nothing. Errors:
// ErrNotFound, ErrAnswered, ErrClosed.
func (s *Store) DeclineInvited(tx *db.Tx, giver, id string) (Invited, error) {
	one, err := s.Invited(tx, giver, id)
	switch {
	case err != nil:
		return one, err
	case one.State == Answered:
		return one, ErrAnswered
	case one.State == Withdrawn:
		return one, ErrClosed
	}
	one.State = Declined
	return one, wrapped("decline an invitation", setInvited(tx, id, giver, Declined))
}

// DueInvitations lists the invitations whose time is up, by id.
func (s *Store) DueInvitations(tx *db.Tx) ([]string, error) {
	ids, err := dueInvitations(tx, tx.Now())
	return ids, wrapped("list the invitations that end", err)
}

// EndInvitation ends an invitation, and returns it as each of its givers sees it now. The second call returns none.
func (s *Store) EndInvitation(tx *db.Tx, id string) (all []Invited, err error) {
	first, err := endInvitation(tx, id)
	if err != nil || !first {
		return nil, wrapped("end an invitation", err)
	}
	rows, err := invitedIn(tx, id)
	if err != nil {
		return nil, fmt.Errorf("end an invitation: %w", err)
	}
	return s.invited(tx, rows)
}

func (s *Store) invited(tx *db.Tx, rows []invitedRow) (all []Invited, err error) {
	for _, row := range rows {
		topic, err := s.topic(tx, row)
		if err != nil {
			return nil, err
		}
		if row.State == Open && !row.EndsAt.After(tx.Now()) {
			row.State = Withdrawn
		}
		all = append(all, Invited{
			ID: row.ID, Subject: row.Subject, Topic: topic, EndsAt: row.EndsAt.Time, Giver: row.Giver, State: row.State,
			Asked: row.Asked, ToldOn: row.ToldOn,
		})
	}
	return all, nil
}

func (s *Store) topic(tx *db.Tx, row invitedRow) (string, error) {
	key, err := s.Seal.Key(tx, personKey(row.Subject))
	if err != nil {
		return "", fmt.Errorf("open an invitation: %w", err)
	}
	topic, err := key.Open("feedback_invitations", row.ID, "topic", row.Topic)
	return string(topic), wrapped("open an invitation", err)
}
