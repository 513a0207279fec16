package wins

import (
	"errors"
	"slices"
	"time"

	"laurel/internal/db"
)

// What somebody named in a win has said about their part in it.
const (
	ContributionAsked     = "asked" // nothing yet
	ContributionConfirmed = "confirmed"
	ContributionDeclined  = "declined"
)

// AskedADay is how many wins a person is asked about by message within 24 hours, whoever named them. Further ones wait
// on their Home: somebody who writes down half a year in an evening must not ring ten times at a colleague's desk.
const AskedADay = 3

// Contribution is one person named in one win and asked to confirm their part in it.
type Contribution struct {
	Win, Person, State string
	// Withdrawn tells that there is nothing to answer at the moment, and no answer to show: the win was removed or made
	// private, or does not name the person any more.
	Withdrawn  bool
	Told       bool // by a message; else they find it on Home
	Version    int  // of the win, as they were last shown it
	AskedAt    time.Time
	AnsweredAt time.Time // zero: not answered
}

// Asked is a contribution after Ask, and what Ask did to it.
type Asked struct {
	Contribution
	New    bool // asked just now
	Last   bool // New, and the last message about a win within 24 hours
	Redraw bool // what the person was shown is not right any more
}

var (
	// ErrNotAsked is returned to somebody who was never asked about the win, or of whom no such win is known.
	ErrNotAsked = errors.New("this person was not asked about the win")
	// ErrWithdrawn is returned when there is nothing to answer any more: see Contribution.Withdrawn.
	ErrWithdrawn = errors.New("the win asks nothing of this person any more")
	// ErrAnswered is returned for the second answer; the first one counts.
	ErrAnswered = errors.New("the person has answered already")
)

// asks tells whether those named in the win are asked about it. What is pending, removed or private is its owner's alone,
// and a file that moves in from elsewhere names people who have long forgotten.
func (w Win) asks() bool {
	return w.Status == StatusKept && w.Visibility != VisibilityPrivate && w.Source != SourceImport
}

// Ask brings the questions to those named in a win in line with the win as it is now: who can be asked and was not yet is
// asked, once for ever; of whoever is not named any more, or of a win that asks nobody, the question is withdrawn until
// it fits again. It returns everybody who was ever asked. The second call changes nothing.
func Ask(tx *db.Tx, w Win, canBeAsked func(person string) bool) ([]Asked, error) {
	if len(w.Contributors) == 0 && len(w.Contributions) == 0 {
		return nil, nil
	}
	w, err := lockAny(tx, w.ID)
	if err != nil {
		return nil, err
	}
	var all []Asked
	for _, c := range w.Contributions {
		one := Asked{Contribution: c}
		one.Withdrawn = !w.asks() || !slices.Contains(w.Contributors, c.Person)
		one.Redraw = one.Withdrawn != c.Withdrawn ||
			!one.Withdrawn && c.State == ContributionAsked && c.Version != w.Version
		if one.Redraw {
			one.Version = w.Version
			if err := saveContribution(tx, one.Contribution); err != nil {
				return nil, err
			}
		}
		all = append(all, one)
	}
	if !w.asks() {
		return all, nil
	}
	for _, person := range w.Contributors {
		known := slices.ContainsFunc(all, func(a Asked) bool { return a.Person == person })
		if known || !canBeAsked(person) {
			continue
		}
		one, err := askOne(tx, w, person)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

func askOne(tx *db.Tx, w Win, person string) (Asked, error) {
	today, err := countTold(tx, person, tx.Now().Add(-24*time.Hour))
	if err != nil {
		return Asked{}, err
	}
	one := Asked{New: true, Last: today == AskedADay-1, Contribution: Contribution{
		Win: w.ID, Person: person, State: ContributionAsked, Told: today < AskedADay, Version: w.Version, AskedAt: tx.Now(),
	}}
	return one, insertContribution(tx, one.Contribution)
}

// Answer stores what somebody who was asked says about their part. Errors: ErrNotAsked, ErrWithdrawn, ErrAnswered; with
// the last two comes the contribution as it is.
func Answer(tx *db.Tx, person, win string, tookPart bool) (Win, Contribution, error) {
	w, c, err := contribution(tx, person, win)
	if err != nil {
		return w, c, err
	}
	if c.State != ContributionAsked {
		return w, c, ErrAnswered
	}
	c.State, c.AnsweredAt, c.Version = ContributionDeclined, tx.Now(), w.Version
	if tookPart {
		c.State = ContributionConfirmed
	}
	return w, c, saveContribution(tx, c)
}

// Reconsider takes an answer back, so that the question stands open again. One that is open stays as it is. Errors:
// ErrNotAsked, ErrWithdrawn.
func Reconsider(tx *db.Tx, person, win string) (Win, Contribution, error) {
	w, c, err := contribution(tx, person, win)
	if err != nil || c.State == ContributionAsked {
		return w, c, err
	}
	c.State, c.AnsweredAt, c.Version = ContributionAsked, time.Time{}, w.Version
	return w, c, saveContribution(tx, c)
}

func contribution(tx *db.Tx, person, win string) (Win, Contribution, error) {
	w, err := lockAny(tx, win)
	if errors.Is(err, ErrNotFound) {
		return Win{}, Contribution{}, ErrNotAsked
	}
	if err != nil {
		return Win{}, Contribution{}, err
	}
	for _, c := range w.Contributions {
		switch {
		case c.Person != person:
		case c.Withdrawn || !w.asks() || !slices.Contains(w.Contributors, person):
			return w, c, ErrWithdrawn
		default:
			return w, c, nil
		}
	}
	return Win{}, Contribution{}, ErrNotAsked
}

// Questions reads the wins that a person is asked about and has not answered, oldest question first, at most limit; open
// is how many there are in all.
func Questions(tx *db.Tx, person string, limit int) (list []Win, open int, err error) {
	return loadQuestions(tx, person, limit)
}

// Unasked reads the ids of wins, changed since then, with somebody who is named and was never asked, and who it is. They
// may be people who can't be asked.
func Unasked(tx *db.Tx, since time.Time) ([]Unsettled, error) { return loadUnasked(tx, since) }

// Unsettled is one person named in one win.
type Unsettled struct {
	Win    string `db:"win"`
	Person string `db:"person"`
}

// With are the ids of those named in the win who have not said that it was not them, in the order of the text.
func (w Win) With() []string {
	return slices.DeleteFunc(slices.Clone(w.Contributors), func(person string) bool {
		return w.said(person, ContributionDeclined)
	})
}

// Confirmed are the ids of those named in the win who confirmed their part, in the order of the text.
func (w Win) Confirmed() []string {
	return slices.DeleteFunc(slices.Clone(w.Contributors), func(person string) bool {
		return !w.said(person, ContributionConfirmed)
	})
}

func (w Win) said(person, state string) bool {
	return slices.ContainsFunc(w.Contributions, func(c Contribution) bool {
		return c.Person == person && c.State == state
	})
}
