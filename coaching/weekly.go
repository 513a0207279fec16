package coaching

import (
	"slices"
	"time"

	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
)

// ignoredAtMost is how many weekly questions in a row somebody may ignore: after that many, they end by themselves.
const ignoredAtMost = 4

const (
	// suggested is how many wins of a kind a weekly question suggests.
	suggested = 3
	// suggestedFrom is how many days back it looks for wins that could be extended.
	suggestedFrom = 30
)

// WeeklyQuestion asks somebody what happened in a week in which they recorded nothing.
type WeeklyQuestion struct {
	Person  people.Person
	Weekly  Weekly
	Week    string     // "2026-W48", ISO, by the person's clock: with the person it names the message
	Last    bool       // they ignored the others, and this is the last one unless they use it
	Pending []wins.Win // that wait for them to keep, the latest first
	Extend  []wins.Win // that stop early and could say more, the latest first
}

// WeeklyDue lists who is to be asked now for their week: the hour that they chose has come, and nothing was added, kept
// or extended since Monday. Who has never recorded a win themselves is asked only if they turned it on.
func (c Coach) WeeklyDue(tx *db.Tx) ([]string, error) {
	everybody, err := members(tx)
	if err != nil {
		return nil, err
	}
	due, err := c.weeklyOf(tx, everybody)
	var ids []string
	for _, d := range due {
		ids = append(ids, d.person.ID)
	}
	return ids, err
}

// TakeWeekly takes the weekly question that is due to a person now: it counts as asked, provided tx commits. ok is false
// when none is due, when another replica was first, and when they ignored so many that the question is turned off, which
// it is then.
func (c Coach) TakeWeekly(tx *db.Tx, person string) (q WeeklyQuestion, ok bool, err error) {
	p, err := people.Get(tx, person)
	if err != nil || !people.Member(p) {
		return q, false, err
	}
	due, err := c.weeklyOf(tx, []people.Person{p})
	if err != nil || len(due) == 0 {
		return q, false, err
	}
	d := due[0]
	if d.ignored >= ignoredAtMost {
		d.settings.Weekly.On, d.settings.Weekly.Chosen = false, false
		return q, false, saveSettings(tx, d.settings)
	}
	if first, err := c.takeDay(tx, p, dayIn(tx.Now(), c.zone(p))); err != nil || !first {
		return q, false, err
	}
	if first, err := saveWeek(tx, person, d.turn.Week); err != nil || !first {
		return q, false, err
	}
	q = WeeklyQuestion{Person: p, Weekly: d.settings.Weekly, Week: d.turn.Week, Last: d.ignored == ignoredAtMost-1}
	return q, true, c.suggest(tx, &q)
}

// dueWeek is a weekly question that is due, and how many before it were ignored in a row.
type dueWeek struct {
	person   people.Person
	settings Settings
	turn     turn
	ignored  int
}

func (c Coach) weeklyOf(tx *db.Tx, list []people.Person) ([]dueWeek, error) {
	chosen, err := loadSettings(tx, idsOf(list))
	if err != nil {
		return nil, err
	}
	var due []dueWeek
	var ids []string
	for _, p := range list {
		s, ok := chosen[p.ID]
		if !ok {
			s = defaults(p.ID)
		}
		if turn, ok := c.turnNow(p, s, tx.Now()); ok {
			due, ids = append(due, dueWeek{person: p, settings: s, turn: turn}), append(ids, p.ID)
		}
	}
	recorded, err := wins.LastRecorded(tx, ids)
	if err != nil {
		return nil, err
	}
	asked, err := loadWeeks(tx, ids, tx.Now().AddDate(-1, 0, 0))
	due = slices.DeleteFunc(due, func(d dueWeek) bool {
		r := recorded[d.person.ID]
		return !r.Self && !d.settings.Weekly.Chosen || !r.At.Before(d.turn.Begins) ||
			slices.ContainsFunc(asked[d.person.ID], func(w weekRow) bool { return w.Week == d.turn.Week })
	})
	for i, d := range due {
		due[i].ignored = ignored(asked[d.person.ID], recorded[d.person.ID].At, d.settings.answeredAt)
	}
	return due, err
}

// ignored counts the weekly questions since somebody last recorded a win or pressed something on one.
func ignored(asked []weekRow, recorded, answered time.Time) (n int) {
	for _, w := range asked {
		if w.At.After(recorded) && w.At.After(answered) {
			n++
		}
	}
	return n
}

// suggest adds the wins that the person has pointed laurel at and not brought to an end.
func (c Coach) suggest(tx *db.Tx, q *WeeklyQuestion) (err error) {
	q.Pending, err = wins.List(tx, wins.Filter{Person: q.Person.ID, Status: wins.StatusPending, Limit: suggested})
	if err != nil {
		return err
	}
	today := dayIn(tx.Now(), c.zone(q.Person))
	from := tx.Now().AddDate(0, 0, -suggestedFrom).Format(time.DateOnly)
	early, err := wins.Early(tx, []string{q.Person.ID}, from, today)
	if err != nil {
		return err
	}
	before, err := loadAsked(tx, early)
	for _, r := range slices.Backward(early) {
		if err != nil || len(q.Extend) == suggested {
			break
		}
		if askedAlready(before[r.ID], slices.Max(Ages)) {
			continue
		}
		var w wins.Win
		w, err = wins.Get(tx, r.ID)
		q.Extend = append(q.Extend, w)
	}
	return err
}
