package reviews_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/slots"
	"laurel/people"
	"laurel/reviews"
)

// TestWhateverHappensNobodyIsAskedTooOften plays the colleagues' stage of any roster, in any zones, from any hour of the
// week, with any answers, declines, wishes to hear of it later, and people who leave.
func TestWhateverHappensNobodyIsAskedTooOften(t *testing.T) {
	for name, open := range map[string]func(testing.TB) dbtest.Base{"sqlite": dbtest.SQLite, "postgres": dbtest.OnPostgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runs := 0
			rapid.Check(t, func(rt *rapid.T) {
				if runs++; runs%10 != 0 && (name == "postgres" || testing.Short()) || runs > 40 {
					return // a database for each is dear
				}
				playAsking(rt, found(t, open(t), anyRoster(rt)))
			})
		})
	}
}

// anyRoster is two teams of people who are somewhere.
func anyRoster(t *rapid.T) string {
	zones := []string{"Europe/Berlin", "America/Los_Angeles", "Asia/Seoul", "Pacific/Auckland", "Asia/Kolkata", "America/Sao_Paulo"}
	roles := []string{"ML Engineer", "MLOps Engineer", "Data Scientist", "Software Engineer", "Product Manager"}
	lines := []string{
		"slack_id,name,email,role,manager,timezone,team", "UDAN,Dana,d@example.com,Director,,UTC,",
		"UM0,Mia,m0@example.com,Engineering Manager,UDAN,Europe/Berlin,a", "UM1,Tom,m1@example.com,Engineering Manager,UDAN,Asia/Seoul,b",
		"UADA,Ada,a@example.com,ML Engineer,UM0,Europe/Berlin,a",
	}
	for i := range rapid.IntRange(8, 14).Draw(t, "colleagues") {
		lines = append(lines, fmt.Sprintf("U%02d,P%d,p%d@example.com,%s,UM%d,%s,%s", i, i, i,
			rapid.SampledFrom(roles).Draw(t, "role"), i%2, rapid.SampledFrom(zones).Draw(t, "zone"), []string{"a", "b"}[i%2]))
	}
	return strings.Join(lines, "\n") + "\n"
}

// asking is a colleagues' stage that is played.
type asking struct {
	*company
	rt    *rapid.T
	cycle reviews.Cycle
	got   map[string]bool // reader and day of each message
}

func playAsking(rt *rapid.T, c *company) {
	a := &asking{company: c, rt: rt, got: map[string]bool{}}
	c.b.Clock.Advance(time.Duration(rapid.IntRange(0, 7*24).Draw(rt, "hour")) * time.Hour)
	opened := c.opens("2026 H2", "ml-engineer")
	a.cycle = opened.Cycle
	a.asks(opened.Requests)
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "what happens"), 0))
	for ended := false; !ended; c.b.Clock.Advance(time.Duration(30+random.IntN(150)) * time.Minute) {
		if random.IntN(12) == 0 { // laurel is down
			c.b.Clock.Advance(time.Duration(random.IntN(40)) * time.Hour)
		}
		ended = a.ends()
		if !ended && random.IntN(3) == 0 {
			a.happens(random)
		}
		for twice := range 2 {
			if told := a.jobs(); told > 0 && twice == 1 {
				rt.Fatalf("run a second time, the job tells %d more", told)
			}
		}
	}
	a.holdsLimits()
}

func (a *asking) asks(requests []feedback.Request) {
	a.do(func(tx *db.Tx) error {
		_, err := a.cycles.PlanAsking(tx, a.cycle.ID, requests)
		return err
	})
}

func (a *asking) all() (all []feedback.Request) {
	a.do(func(tx *db.Tx) (err error) {
		all, err = a.cycles.Feedback.AskedIn(tx, a.cycle.ID)
		return err
	})
	return all
}

func (a *asking) person(id string) (p people.Person) {
	a.do(func(tx *db.Tx) (err error) {
		p, err = people.Get(tx, id)
		return err
	})
	return p
}

// ends ends the stage when its time is up.
func (a *asking) ends() (ended bool) {
	a.do(func(tx *db.Tx) error {
		due, err := a.cycles.DueStages(tx)
		if err != nil || len(due) == 0 {
			return err
		}
		ended = true
		_, err = a.cycles.AdvanceFrom(tx, due[0].Cycle, due[0].Stage)
		return err
	})
	return ended
}

// happens has one giver do something about one request.
func (a *asking) happens(random *rand.Rand) {
	all := a.all()
	if len(all) == 0 {
		return
	}
	r := all[random.IntN(len(all))]
	giver := a.person(r.Giver)
	if giver.Deleted {
		return
	}
	a.do(func(tx *db.Tx) error {
		switch {
		case r.State == feedback.Declined:
			_ = a.cycles.TakeUp(tx, giver, r.ID) // refused where somebody else is asked: nothing is written then
		case r.State != feedback.Open:
		case random.IntN(8) == 0:
			_, err := people.Meet(tx, people.Profile{ID: r.Giver, Name: giver.Name, Timezone: giver.Timezone, Deleted: true})
			return err
		case random.IntN(3) == 0:
			return a.cycles.Decline(tx, r.Giver, r.ID, feedback.Whys[random.IntN(4)], "")
		case random.IntN(2) == 0:
			later := []reviews.Later{reviews.LaterTomorrow, reviews.LaterDays, reviews.LaterEnd}[random.IntN(3)]
			if until, err := a.cycles.PutOff(tx, giver, r.ID, later); err == nil && !until.Before(r.DueAt) {
				a.rt.Fatalf("put off until %v, after the end", until)
			}
		default:
			_, err := a.cycles.Feedback.Answer(tx, r.Giver, r.ID, feedback.Answers{
				feedback.SlotWorked: {CantAssess: true}, feedback.SlotHindered: {CantAssess: true}, feedback.SlotNext: {CantAssess: true},
			})
			return err
		}
		return nil
	})
}

// jobs does what the bot's jobs do, and returns how many messages left.
func (a *asking) jobs() (told int) {
	var gone, cycles, givers []string
	a.do(func(tx *db.Tx) (err error) {
		gone, err = a.cycles.GiversGone(tx)
		return err
	})
	for _, giver := range gone {
		a.do(func(tx *db.Tx) error { return a.cycles.Feedback.WithdrawGiver(tx, giver) })
	}
	a.do(func(tx *db.Tx) (err error) {
		cycles, err = a.cycles.ReplacementsDue(tx)
		return err
	})
	for _, cycle := range cycles {
		var made reviews.Replacement
		a.do(func(tx *db.Tx) (err error) {
			made, err = a.cycles.Replace(tx, cycle)
			return err
		})
		a.asks(made.Requests)
	}
	a.do(func(tx *db.Tx) (err error) {
		givers, err = a.cycles.TellingDue(tx, 1000)
		return err
	})
	for _, giver := range givers {
		a.do(func(tx *db.Tx) error {
			before, err := a.cycles.Feedback.Waiting(tx, giver)
			if err != nil {
				return err
			}
			telling, err := a.cycles.TakeTelling(tx, giver)
			if err == nil && telling.Day != "" && !telling.Redraw {
				told++
				a.arrives(tx, telling, before)
			}
			return err
		})
	}
	return told
}

// arrives holds a message against what was promised; before is what its reader was asked until then.
func (a *asking) arrives(tx *db.Tx, telling reviews.Telling, before []feedback.Request) {
	at := tx.Now().In(telling.Reader.Location(time.UTC))
	if !slots.Working(tx.Now(), telling.Reader.Location(time.UTC)) {
		a.rt.Fatalf("%s got a message at %v", telling.Reader.Name, at)
	}
	if a.got[telling.Reader.ID+telling.Day] || telling.Day != at.Format(time.DateOnly) {
		a.rt.Fatalf("%s got a second message on %s, or one of another day, %v", telling.Reader.Name, telling.Day, at)
	}
	a.got[telling.Reader.ID+telling.Day] = true
	shown, err := a.cycles.Feedback.ShownOn(tx, telling.Reader.ID, telling.Day)
	if err != nil || len(shown) == 0 || telling.Reader.Deleted {
		a.rt.Fatalf("%s got a message about nothing: %v", telling.Reader.Name, err)
	}
	for _, s := range shown {
		at := slices.IndexFunc(before, func(r feedback.Request) bool { return r.ID == s.ID })
		if at < 0 || !s.DueAt.After(tx.Now()) || before[at].QuietUntil.After(tx.Now()) {
			a.rt.Fatalf("%s is told of %+v", telling.Reader.Name, s)
		}
	}
}

// holdsLimits looks at who was asked about whom in the end.
func (a *asking) holdsLimits() {
	about, pairs := map[string]int{}, map[feedback.Pair]bool{}
	standing := map[string]int{}
	for _, r := range a.all() {
		pair := feedback.Pair{Subject: r.Subject, Giver: r.Giver}
		if pairs[pair] || r.Subject == r.Giver || r.State == feedback.Open {
			a.rt.Fatalf("asked twice, or about oneself, or still open: %+v", r)
		}
		pairs[pair] = true
		if r.State != feedback.Withdrawn {
			about[r.Giver]++
		}
		if r.State == feedback.Answered {
			standing[r.Subject]++
		}
		if r.State == feedback.Declined && !r.LookAt.IsZero() {
			a.rt.Fatalf("somebody would be asked after the end: %+v", r)
		}
	}
	for giver, n := range about {
		if n > 4 {
			a.rt.Fatalf("%s was asked about %d people", giver, n)
		}
	}
	for subject, n := range standing {
		if n > 6 {
			a.rt.Fatalf("about %s %d were asked", subject, n)
		}
	}
	if len(pairs) > 0 && len(a.got) == 0 && !slices.ContainsFunc(a.all(), func(r feedback.Request) bool { return r.ToldOn == "" }) {
		a.rt.Fatalf("nobody was told of anything")
	}
}
