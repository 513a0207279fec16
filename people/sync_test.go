package people_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
	"pgregory.net/rapid"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/people"
)

// slackManagers has Slack name managers, "person manager" each, and settles who holds.
func slackManagers(t testing.TB, b dbtest.Base, pairs ...string) (changed int) {
	t.Helper()
	managers := map[string]string{}
	for _, pair := range pairs {
		person, manager, _ := strings.Cut(pair, " ")
		managers[person] = manager
	}
	write(t, b, func(tx *db.Tx) (err error) {
		if err := people.SaveSlackManagers(tx, managers); err != nil {
			return err
		}
		changed, err = people.SettleManagers(tx)
		return err
	})
	return changed
}

func TestSlacksManagerCountsOnlyWhereTheFileNamesNone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		meet(t, b, people.Profile{ID: "UNEW", Name: "Noa Levi"})
		b.Clock.Advance(time.Hour)
		if n := slackManagers(t, b, "UADA UBEN", "UBEN UMIA", "UNEW UBEN"); n != 2 {
			t.Errorf("%d lines changed", n)
		}
		for id, want := range map[string]string{"UADA": "UMIA", "UBEN": "UMIA", "UNEW": "UBEN", "UMIA": ""} {
			if got := get(t, b, id).Manager; got != want {
				t.Errorf("%s has %q, want %q", id, got, want)
			}
		}
		if n := slackManagers(t, b, "UBEN UMIA"); n != 0 {
			t.Errorf("the second time %d lines changed", n)
		}

		// The file speaks, and is silent again.
		b.Clock.Advance(time.Hour)
		importFile(t, b, cast+"UNEW,,,,UMIA,,\n")
		if got := get(t, b, "UNEW").Manager; got != "UMIA" {
			t.Errorf("the file's manager does not count: %q", got)
		}
		b.Clock.Advance(time.Hour)
		importFile(t, b, cast+"UNEW,,,,,,\n")
		if got := get(t, b, "UNEW").Manager; got != "UBEN" {
			t.Errorf("Slack's manager is not back: %q", got)
		}
	})
}

func TestSlacksManagerMustBeAMemberAndCloseNoCircle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		meet(t, b, people.Profile{ID: "UGUS", Guest: true})
		for _, id := range []string{"UONE", "UTWO", "UTRI"} {
			meet(t, b, people.Profile{ID: id})
		}
		slackManagers(t, b, "UBEN UGUS", "UMIA UADA", "UONE UTWO", "UTWO UTRI", "UTRI UONE")
		for id, want := range map[string]string{"UBEN": "", "UMIA": "", "UONE": "UTWO", "UTRI": "UONE", "UTWO": ""} {
			if got := get(t, b, id).Manager; got != want {
				t.Errorf("%s has %q, want %q", id, got, want)
			}
		}
		slackManagers(t, b, "UBEN UNOBODY", "UADA UADA")
		meet(t, b, people.Profile{ID: "UNOBODY"}) // was named before they were known
		slackManagers(t, b)
		if got := get(t, b, "UBEN").Manager; got != "UNOBODY" {
			t.Errorf("Ben has %q", got)
		}
		// The file's own manager is never kept out by what Slack says.
		importFile(t, b, cast+"UTWO,,,,UTRI,,\n")
		if one, two := get(t, b, "UTRI").Manager, get(t, b, "UTWO").Manager; two != "UTRI" || one != "UONE" && one != "" {
			t.Errorf("UTRI has %q, UTWO %q", one, two)
		}
	})
}

func TestManagersNeverFormACircle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		var ids []string
		for i := range 8 {
			ids = append(ids, fmt.Sprintf("U%02d", i))
			meet(t, b, people.Profile{ID: ids[i]})
		}
		rapid.Check(t, func(rt *rapid.T) {
			var pairs []string
			for _, id := range ids {
				pairs = append(pairs, id+" "+rapid.SampledFrom(append(ids, "")).Draw(rt, id))
			}
			slackManagers(t, b, pairs...)
			for _, id := range ids {
				var way []string
				for at := id; at != ""; at = get(t, b, at).Manager {
					if slices.Contains(way, at) {
						rt.Fatalf("%v: a circle %v", pairs, append(way, at))
					}
					way = append(way, at)
				}
			}
		})
	})
}

func TestManagersAreDueOnceAWeekAndForMembersOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast) // Slack has not told about them
		meet(t, b, people.Profile{ID: "UADA"})
		meet(t, b, people.Profile{ID: "UBEN"})
		meet(t, b, people.Profile{ID: "UGUS", Guest: true})
		meet(t, b, people.Profile{ID: "UNEW"})
		due := func(limit int) (ids string) {
			read(t, b, func(tx *db.Tx) error {
				list, err := people.ManagersDue(tx, tx.Now().Add(-7*24*time.Hour), limit)
				ids = strings.Join(list, " ")
				return err
			})
			return ids
		}
		if got := due(10); got != "UBEN UNEW" {
			t.Errorf("due: %s", got)
		}
		slackManagers(t, b, "UBEN ")
		if got := due(10); got != "UNEW" {
			t.Errorf("due: %s", got)
		}
		slackManagers(t, b, "UNEW UBEN")
		write(t, b, func(tx *db.Tx) error { return people.ManagerMayHaveChanged(tx, "UNEW") })
		if got := due(10); got != "UNEW" {
			t.Errorf("after it may have changed: %s", got)
		}
		b.Clock.Advance(8 * 24 * time.Hour)
		if got := due(1); got != "UNEW" {
			t.Errorf("a week later: %s", got)
		}
		write(t, b, func(tx *db.Tx) error {
			_, err := people.ForgetSlackManagers(tx)
			if err == nil {
				_, err = people.SettleManagers(tx)
			}
			return err
		})
		if got := get(t, b, "UNEW").Manager; got != "" {
			t.Errorf("the field is gone, and its manager is %q", got)
		}
	})
}

func TestOneReaderTakesTheRoundAtATime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		take := func() (r people.Round, mine bool) {
			write(t, b, func(tx *db.Tx) (err error) {
				r, mine, err = people.TakeRound(tx, time.Minute)
				return err
			})
			return r, mine
		}
		first, mine := take()
		if !mine || !first.BegunAt.IsZero() || !first.EndedAt.IsZero() {
			t.Fatalf("%v %+v", mine, first)
		}
		if _, mine := take(); mine {
			t.Error("two have it")
		}
		first.BegunAt, first.NextPage = b.Clock.Now(), "dXNlcjpV"
		write(t, b, func(tx *db.Tx) error {
			if err := people.SaveRound(tx, first); err != nil {
				return err
			}
			return people.LeaveRound(tx)
		})
		if again, mine := take(); !mine || again.NextPage != "dXNlcjpV" || !again.BegunAt.Equal(first.BegunAt) {
			t.Errorf("%v %+v", mine, again)
		}
	})
}

func TestManyProfilesAreStoredAtOnceAndWhatWasHeardBeforeIsTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		list := make([]people.Profile, 0, 450)
		for i := range 450 {
			list = append(list, people.Profile{ID: fmt.Sprintf("U%04d", i%449), Name: fmt.Sprint("Person ", i), Timezone: "UTC"})
		}
		for range 2 {
			write(t, b, func(tx *db.Tx) error { return people.MeetAll(tx, list) })
		}
		if got := get(t, b, "U0000").Name; got != "Person 449" {
			t.Errorf("of two the first counts: %s", got)
		}
		read(t, b, func(tx *db.Tx) error {
			all, err := people.All(tx)
			if len(all) != 449 {
				t.Errorf("%d people", len(all))
			}
			for p, want := range map[people.Profile]bool{
				{ID: "U0001", Name: " Person 1\x00", Timezone: "UTC"}: true, {ID: "U0001"}: true,
				{ID: "U0001", Name: "Person 2"}: false, {ID: "U0001", Deleted: true}: false, {ID: "UNEW"}: false,
			} {
				if met, err := people.Met(tx, p); met != want || err != nil {
					t.Errorf("%+v: %v %v", p, met, err)
				}
			}
			return err
		})
	})
}

func TestEachFactNamesItsSource(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		meet(t, b, people.Profile{ID: "UJUNO", Name: "J", Timezone: "Asia/Seoul"})
		meet(t, b, people.Profile{ID: "UNEW", Email: "noa@example.com"})
		slackManagers(t, b, "UNEW UBEN")
		read(t, b, func(tx *db.Tx) error {
			found, err := people.AllSources(tx)
			for id, want := range map[string]people.Sources{
				"UJUNO": {Name: "file", Email: "file", Timezone: "slack", Manager: "file", Role: "file", Team: "file"},
				"UNEW":  {Email: "slack", Manager: "slack"},
				"UMIA":  {Name: "file", Email: "file", Timezone: "file", Role: "file", Team: "file"},
			} {
				if found[id] != want {
					t.Errorf("%s: %+v", id, found[id])
				}
			}
			return err
		})
	})
}

func BenchmarkSettleTenThousand(b *testing.B) {
	for name, open := range bases {
		b.Run(name, func(b *testing.B) {
			base := open(b)
			importFile(b, base, tenThousand())
			for b.Loop() {
				if n := slackManagers(b, base); n != 0 {
					b.Fatal(n)
				}
			}
		})
	}
}

func TestManyAndSingleProfilesAreStoredAtOnceWithoutADeadlock(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		list := make([]people.Profile, 200)
		for i := range list {
			list[i] = people.Profile{ID: fmt.Sprintf("U%04d", i), Name: "Somebody"}
		}
		var all errgroup.Group
		for worker := range 4 {
			all.Go(func() error {
				for i := range 25 {
					err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
						if worker == 0 {
							return people.MeetAll(tx, list)
						}
						for _, n := range []int{150 + worker, worker*10 + i} { // against the order of the others
							if _, err := people.Meet(tx, list[n]); err != nil {
								return err
							}
						}
						return nil
					})
					if err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err := all.Wait(); err != nil {
			t.Error(err)
		}
	})
}
