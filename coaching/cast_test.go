package coaching_test

import (
	"testing"
	"time"

	"laurel/coaching"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/people"
	"laurel/wins"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// at sets the clock to a local time.
func at(t testing.TB, b dbtest.Base, zone, local string) {
	t.Helper()
	b.Clock.Set(moment(t, zone, local))
}

func moment(t interface {
	Helper()
	Fatal(args ...any)
}, zone, local string,
) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	when, err := time.ParseInLocation("2006-01-02 15:04", local, loc)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

func do(t testing.TB, b dbtest.Base, f func(tx *db.Tx) error) {
	t.Helper()
	if err := b.DB.Do(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// hire has somebody work in a place.
func hire(t testing.TB, b dbtest.Base, id, zone string) {
	t.Helper()
	do(t, b, func(tx *db.Tx) error {
		_, err := people.Meet(tx, people.Profile{ID: id, Name: id, Timezone: zone})
		return err
	})
}

// early is a win whose effect may still show.
const early = "Cut p99 latency of #ranker from 120 ms to 80 ms"

func add(t testing.TB, b dbtest.Base, n wins.New) (w wins.Win) {
	t.Helper()
	if n.Source == "" {
		n.Source = wins.SourceCommand
	}
	if n.Text == "" {
		n.Text = early
	}
	do(t, b, func(tx *db.Tx) (err error) {
		w, err = wins.Add(tx, n)
		return err
	})
	return w
}

// asks takes what is due to everybody, as the job does: whether wins held, by person, and whose week it is.
func asks(t testing.TB, b dbtest.Base) (held map[string][]coaching.FollowUp, weekly map[string]coaching.WeeklyQuestion) {
	t.Helper()
	held, weekly = map[string][]coaching.FollowUp{}, map[string]coaching.WeeklyQuestion{}
	c := coaching.Coach{}
	do(t, b, func(tx *db.Tx) error {
		due, err := c.FollowUpsDue(tx)
		for _, person := range due {
			asked, err := c.TakeFollowUps(tx, person)
			if err != nil {
				return err
			}
			held[person] = asked.List
		}
		return err
	})
	do(t, b, func(tx *db.Tx) error {
		due, err := c.WeeklyDue(tx)
		for _, person := range due {
			q, ok, err := c.TakeWeekly(tx, person)
			if err != nil {
				return err
			}
			if ok {
				weekly[person] = q
			}
		}
		return err
	})
	return held, weekly
}
