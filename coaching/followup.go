package coaching

import (
	"slices"
	"time"

	"laurel/internal/db"
	"laurel/internal/slots"
	"laurel/people"
	"laurel/wins"
)

// Ages are how many days after a win its author is asked whether it held.
var Ages = []int{30, 60, 90}

const (
	// askedWithin is how many days late a question may be. It is the time from one age to the next, so that after a pause
	// each win has one question at most.
	askedWithin = 30
	// settled is how many days a win must have been left alone: nobody is asked about what they wrote yesterday.
	settled = 7
	// askedAtOnce is how many wins one message asks about. The others wait for the next working day.
	askedAtOnce = 5
)

// What somebody answers to whether a win held.
const (
	AnswerHeld    = "held"
	AnswerChanged = "changed" // what it is now is in the win; it is not asked about again
	AnswerEarly   = "early"   // too early to say
	AnswerStop    = "stop"    // not to be asked about this win again
)

// FollowUp is the question whether one win held.
type FollowUp struct {
	Win        wins.Win
	Days       int    // one of Ages
	Answer     string // "" before there is one
	AnsweredAt time.Time
}

// FollowUps are the questions of one message.
type FollowUps struct {
	Person people.Person
	Day    string // YYYY-MM-DD by the person's clock: with the person it names the message
	List   []FollowUp
}

// FollowUpsDue lists who is to be asked now whether wins held: where it is a working hour, and not the day of the
// weekly question, which would be the second message of that day.
func (c Coach) FollowUpsDue(tx *db.Tx) ([]string, error) {
	everybody, err := members(tx)
	if err != nil {
		return nil, err
	}
	due, err := c.ripe(tx, everybody)
	var ids []string
	for _, p := range everybody {
		if len(due[p.ID]) > 0 {
			ids = append(ids, p.ID)
		}
	}
	return ids, err
}

// TakeFollowUps takes the questions that are due to a person now, those about the oldest wins first: they count as asked,
// provided tx commits. The list is empty when nothing is due, or another replica was first.
func (c Coach) TakeFollowUps(tx *db.Tx, person string) (FollowUps, error) {
	p, err := people.Get(tx, person)
	if err != nil || !people.Member(p) {
		return FollowUps{}, err
	}
	due, err := c.ripe(tx, []people.Person{p})
	if err != nil || len(due) == 0 {
		return FollowUps{}, err
	}
	asked := FollowUps{Person: p, Day: dayIn(tx.Now(), c.zone(p))}
	if first, err := c.takeDay(tx, p, asked.Day); err != nil || !first {
		return FollowUps{}, err
	}
	for _, r := range due[person][:min(len(due[person]), askedAtOnce)] {
		w, err := wins.Get(tx, r.ID)
		if err != nil {
			return FollowUps{}, err
		}
		asked.List = append(asked.List, FollowUp{Win: w, Days: r.days})
		if err := saveAsked(tx, w.ID, r.days, person, asked.Day); err != nil {
			return FollowUps{}, err
		}
	}
	return asked, nil
}

// ripe is a win that is to be asked about, and the age at which.
type ripe struct {
	wins.Ripening
	days int
}

// ripe finds what is due to each of these people, the oldest win first.
func (c Coach) ripe(tx *db.Tx, list []people.Person) (map[string][]ripe, error) {
	list, err := c.reachable(tx, list)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	now := tx.Now()
	oldest := now.AddDate(0, 0, -slices.Max(Ages)-askedWithin-1).Format(time.DateOnly) // a day more: days differ by place
	newest := now.AddDate(0, 0, 1-slices.Min(Ages)).Format(time.DateOnly)
	early, err := wins.Early(tx, idsOf(list), oldest, newest)
	if err != nil {
		return nil, err
	}
	before, err := loadAsked(tx, early)
	zones := map[string]*time.Location{}
	for _, p := range list {
		zones[p.ID] = c.zone(p)
	}
	due := map[string][]ripe{}
	for _, w := range early {
		if days := ageDue(w, now, zones[w.Person]); days > 0 && !askedAlready(before[w.ID], days) {
			due[w.Person] = append(due[w.Person], ripe{w, days})
		}
	}
	return due, err
}

// reachable are those of the people who may be asked at this hour and want to be.
func (c Coach) reachable(tx *db.Tx, list []people.Person) ([]people.Person, error) {
	chosen, err := loadSettings(tx, idsOf(list))
	return slices.DeleteFunc(slices.Clone(list), func(p people.Person) bool {
		s, ok := chosen[p.ID]
		if !ok {
			s = defaults(p.ID)
		}
		zone := c.zone(p)
		weekly := s.Weekly.On && s.Weekly.Day == tx.Now().In(zone).Weekday()
		return !slots.Working(tx.Now(), zone) || !s.FollowUps || weekly || s.quiet(dayIn(tx.Now(), zone))
	}), err
}

// ageDue is the age at which a win is to be asked about now, 0 for none: the latest that has come since it was recorded,
// unless that was long ago or the win was changed lately.
func ageDue(w wins.Ripening, now time.Time, zone *time.Location) int {
	today := dayIn(now, zone)
	age, recorded := daysBetween(w.OccurredOn, today), daysBetween(w.OccurredOn, dayIn(w.CreatedAt, zone))
	if daysBetween(dayIn(w.ChangedAt, zone), today) < settled {
		return 0
	}
	for _, days := range slices.Backward(Ages) {
		if age >= days {
			if age >= days+askedWithin || recorded >= days {
				return 0
			}
			return days
		}
	}
	return 0
}

// askedAlready tells whether a win is not to be asked about at this age: it was at this or a later one, or its author
// has said all there is.
func askedAlready(before []askedRow, days int) bool {
	return slices.ContainsFunc(before, func(a askedRow) bool {
		return a.Days >= days || a.Answer == AnswerStop || a.Answer == AnswerChanged
	})
}

// daysBetween counts the days from one stored date to another; 0 when one is none.
func daysBetween(from, to string) int {
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return 0
	}
	b, err := time.Parse(time.DateOnly, to)
	if err != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}
