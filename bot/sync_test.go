package bot_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"go.uber.org/zap/zaptest"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/people"
	"laurel/sandbox"
)

// person is somebody's entry in the directory; the zero Person when there is none.
func (s story) person(id string) (p people.Person) {
	s.Helper()
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) (err error) {
		p, err = people.Get(tx, id)
		if errors.Is(err, people.ErrNotFound) {
			return nil
		}
		return err
	}))
	return p
}

// synced lets the jobs run until a person's entry is as it should be.
func (s story) synced(what, id string, is func(p people.Person) bool) {
	s.Helper()
	s.until(what, func() bool {
		s.poke()
		return is(s.person(id))
	})
}

// demo is somebody of the sandbox's cast as they are at the beginning.
func demo(id string) sandbox.User {
	for _, u := range sandbox.DemoTeam().People {
		if u.ID == id {
			return u
		}
	}
	panic("nobody has the id " + id)
}

// leaves deactivates somebody's account and waits until laurel has heard of it.
func (s story) leaves(id string) {
	s.Helper()
	gone := demo(id)
	gone.Deleted = true
	s.w.Change(gone)
	s.until(id+" has left", func() bool { return s.person(id).Deleted })
}

// forgets makes somebody unknown to laurel, as before the workspace was read.
func (s story) forgets(id string) {
	s.Helper()
	s.synced(id+" is read", id, func(p people.Person) bool { return p.ID != "" })
	s.do(func(tx *db.Tx) error {
		if _, err := tx.Exec(`delete from reporting_lines where person = ?`, id); err != nil {
			return err
		}
		_, err := tx.Exec(`delete from people where id = ?`, id)
		return err
	})
}

func TestTheWorkspaceIsReadAtTheStartAndTheFileCountsBeforeIt(t *testing.T) {
	tell(t, func(s story) {
		s.synced("Noa is read, and whom she reports to", "U0NOA", func(p people.Person) bool { return p.Manager == "U0TOM" })
		if noa := s.person("U0NOA"); noa.Name != "Noa Levi" || noa.Timezone != "Asia/Jerusalem" || !people.Member(noa) {
			s.Errorf("Noa: %+v", noa)
		}
		for id, out := range map[string]func(p people.Person) bool{
			"U0GUS": func(p people.Person) bool { return p.Guest }, "U0OLD": func(p people.Person) bool { return p.Deleted },
			"U0EXT":         func(p people.Person) bool { return p.Stranger },
			sandbox.BotUser: func(p people.Person) bool { return p.Bot },
		} {
			if p := s.person(id); !out(p) || people.Member(p) {
				s.Errorf("%s: %+v", id, p)
			}
		}
		mia := demo("U0MIA") // Slack says otherwise than the file, in every field
		mia.RealName, mia.Email, mia.TZ, mia.Manager = "Mimi", "mimi@laurel.example", "Asia/Tokyo", "U0TOM"
		before := s.person("U0MIA").CheckedAt
		s.w.Change(mia)
		s.until("Slack is heard", func() bool { return s.person("U0MIA").CheckedAt.After(before) })
		s.poke()
		if p := s.person("U0MIA"); p.Name != "Mia Torres" || p.Email != "mia@laurel.example" || p.Timezone != "Europe/Berlin" ||
			p.Manager != "U0DAN" {
			s.Errorf("Mia: %+v", p)
		}
	})
}

func TestWhoJoinsOrChangesInSlackIsKnownAtOnce(t *testing.T) {
	tell(t, func(s story) {
		s.w.Join(sandbox.User{ID: "U0KIM", RealName: "Kim Sato", TZ: "Asia/Tokyo", Manager: "U0TOM"})
		s.until("Kim is known", func() bool { return s.person("U0KIM").Name == "Kim Sato" })
		s.synced("and whom Kim reports to", "U0KIM", func(p people.Person) bool { return p.Manager == "U0TOM" })

		kim := sandbox.User{ID: "U0KIM", RealName: "Kim Sato", TZ: "Asia/Tokyo", Manager: "U0MIA"}
		s.w.Change(kim) // of the event only the manager is new, and that is not in it
		s.synced("the manager is read again", "U0KIM", func(p people.Person) bool { return p.ManagerName == "Mia Torres" })

		kim.Deleted = true
		s.w.Change(kim)
		s.until("Kim has left", func() bool { return !people.Member(s.person("U0KIM")) })
	})
}

func TestAnEventThatSaysNothingNewCostsNoCall(t *testing.T) {
	tell(t, func(s story) {
		s.synced("all is read", "U0NOA", func(p people.Person) bool { return p.Manager != "" })
		calls := s.w.Calls("users.info")
		for range 5 {
			s.w.Change(demo("U0BEN")) // as Slack does for each status
		}
		s.w.Join(sandbox.User{ID: "U0KIM", RealName: "Kim Sato"})
		s.until("what came last is done", func() bool { return s.person("U0KIM").Name != "" })
		s.until("the others are, too", func() bool { return len(s.acked("user_change")) >= 5 })
		if n := s.w.Calls("users.info") - calls; n > 1 {
			s.Errorf("%d profiles were read", n)
		}
	})
}

func TestTheWorkspaceIsReadOnceADay(t *testing.T) {
	tell(t, func(s story) {
		s.synced("all is read", "U0NOA", func(p people.Person) bool { return p.Manager != "" })
		lists, profiles := s.w.Calls("users.list"), s.w.Calls("users.profile.get")
		s.poke()
		s.poke()
		if n := s.w.Calls("users.list"); n != lists || n != 1 {
			s.Errorf("users.list was called %d times", n)
		}
		if n := s.w.Calls("users.profile.get"); n != profiles {
			s.Errorf("users.profile.get was called %d more times", n-profiles)
		}
		s.w.Advance(25 * time.Hour)
		s.until("it is read again", func() bool { s.poke(); return s.w.Calls("users.list") == 2 })
		if n := s.w.Calls("users.profile.get"); n != profiles {
			s.Errorf("managers are a day old, and %d were read again", n-profiles)
		}
	})
}

func TestARateLimitOrAFailureOnlyDelaysTheReading(t *testing.T) {
	tell(t, func(s story) {
		s.synced("all is read", "U0NOA", func(p people.Person) bool { return p.Manager != "" })
		s.w.Join(sandbox.User{ID: "U0KIM", RealName: "Kim Sato", Manager: "U0TOM"})
		s.w.FailNext("users.list", 429, "ratelimited", "1")
		s.w.FailNext("users.profile.get", 500, "internal_error", "")
		s.w.FailNext("team.profile.get", 429, "ratelimited", "1")
		before := s.person("U0BEN").CheckedAt
		s.w.Advance(25 * time.Hour)
		s.synced("everybody is read", "U0BEN", func(p people.Person) bool { return p.CheckedAt.Sub(before) > 24*time.Hour })
		s.synced("and managers", "U0KIM", func(p people.Person) bool { return p.Manager == "U0TOM" })
	})
}

func TestAnAppWithoutTheScopeForProfilesReadsPeopleAllTheSame(t *testing.T) {
	tell(t, func(s story) {
		s.synced("all is read", "U0NOA", func(p people.Person) bool { return p.Manager == "U0TOM" })
		s.w.Advance(8 * 24 * time.Hour)
		s.w.FailNext("team.profile.get", 0, "missing_scope", "")
		s.w.Join(sandbox.User{ID: "U0KIM", RealName: "Kim Sato", Manager: "U0TOM"})
		s.until("Kim is known", func() bool { return s.person("U0KIM").Name != "" })
		s.poke()
		if p := s.person("U0NOA"); p.Manager != "U0TOM" {
			s.Errorf("what was known is gone: %+v", p)
		}
	})
}

// crowd is a workspace of n people who report to each other eight by eight.
func crowd(n int) sandbox.Team {
	team := sandbox.DemoTeam()
	for i := range n {
		u := sandbox.User{ID: fmt.Sprintf("U1%05d", i), RealName: fmt.Sprintf("Person %d", i), TZ: "Europe/Berlin"}
		if i > 0 {
			u.Manager = fmt.Sprintf("U1%05d", (i-1)/8)
		}
		team.People = append(team.People, u)
	}
	return team
}

func TestPeopleAreReadPageByPage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := beginWith(t, b, zaptest.NewLogger(t), crowd(190)) // with the cast more than a page
		s.synced("the last one is read, with their manager", "U100189", func(p people.Person) bool {
			return p.ManagerName == "Person 23" || strict() && p.Name != "" // 200 profiles take Slack two minutes
		})
		if n := s.w.Calls("users.list"); n != 2 {
			s.Errorf("%d pages were read", n)
		}
	})
}
