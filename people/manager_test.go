package people_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/people"
)

const offices = `slack_id,name,email,role,manager,timezone,team
UDAN,Dana,,Director,,,
UMIA,Mia,,Engineering Manager,UDAN,,
UTOM,Tom,,Engineering Manager,UDAN,,
UADA,Ada,,MLOps Engineer,UMIA,,
`

func imports(t *testing.T, b dbtest.Base, text string) {
	t.Helper()
	does(t, b, func(tx *db.Tx) error {
		rows, err := people.ReadCSV(strings.NewReader(text), "people.csv")
		if err == nil {
			_, err = people.Import(tx, rows, "people.csv")
		}
		return err
	})
}

func does(t *testing.T, b dbtest.Base, f func(tx *db.Tx) error) {
	t.Helper()
	if err := b.DB.Do(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func managerOf(t *testing.T, b dbtest.Base, id string, at time.Time) (manager string) {
	t.Helper()
	does(t, b, func(tx *db.Tx) (err error) {
		manager, err = people.ManagerOf(tx, id, at)
		return err
	})
	return manager
}

func TestAManagerChangesOnItsDayAndTheOneBeforeStaysOnRecord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		imports(t, b, offices)
		begin, day := b.Clock.Now(), b.Clock.Now().Add(72*time.Hour)
		b.Clock.Advance(time.Hour)
		does(t, b, func(tx *db.Tx) error { return people.SetManager(tx, "UADA", "UTOM", day) })
		settle := func(tx *db.Tx) error {
			changed, err := people.SettleManagers(tx)
			if changed != 0 {
				t.Errorf("%d lines were settled", changed)
			}
			return err
		}
		does(t, b, settle)
		if m := managerOf(t, b, "UADA", b.Clock.Now()); m != "UMIA" {
			t.Errorf("before the day it is %s", m)
		}
		b.Clock.Advance(72 * time.Hour)
		does(t, b, settle)
		if m := managerOf(t, b, "UADA", b.Clock.Now()); m != "UTOM" {
			t.Errorf("after it, it is %s", m)
		}
		if m := managerOf(t, b, "UADA", begin); m != "UMIA" {
			t.Errorf("at the beginning it was %s", m)
		}
		does(t, b, func(tx *db.Tx) error {
			lines, err := people.Lines(tx, "UADA")
			if len(lines) != 2 || lines[0].Manager != "UTOM" || !lines[0].From.Equal(day) || !lines[0].Until.IsZero() ||
				lines[1].Manager != "UMIA" || !lines[1].Until.Equal(day) {
				t.Errorf("on record is %+v", lines)
			}
			reports, err2 := people.Reports(tx, "UMIA", tx.Now())
			if len(reports) != 0 {
				t.Errorf("Mia has %+v", reports)
			}
			return errors.Join(err, err2)
		})
	})
}

func TestTheLastWordAboutAPlannedManagerCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		imports(t, b, offices)
		day := b.Clock.Now().Add(72 * time.Hour)
		b.Clock.Advance(time.Hour)
		does(t, b, func(tx *db.Tx) error { return people.SetManager(tx, "UADA", "UTOM", day) })
		does(t, b, func(tx *db.Tx) error { return people.SetManager(tx, "UADA", "UDAN", day.Add(time.Hour)) })
		b.Clock.Advance(time.Hour)
		if m := managerOf(t, b, "UADA", day.Add(2*time.Hour)); m != "UDAN" {
			t.Errorf("of two plans %s counts", m)
		}
		imports(t, b, offices) // the file still says Mia
		if m := managerOf(t, b, "UADA", day.Add(2*time.Hour)); m != "UMIA" {
			t.Errorf("after the import it is %s", m)
		}
		b.Clock.Advance(time.Hour)
		does(t, b, func(tx *db.Tx) error { return people.SetManager(tx, "UADA", "UTOM", tx.Now()) })
		if m := managerOf(t, b, "UADA", b.Clock.Now()); m != "UTOM" {
			t.Errorf("at once it is %s", m)
		}
	})
}

func TestAManagerWhoWouldCloseACircleIsRefusedByName(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		imports(t, b, offices)
		b.Clock.Advance(time.Hour)
		refused := func(id, manager string) (err error) {
			_ = b.DB.Do(context.Background(), func(tx *db.Tx) error {
				err = people.SetManager(tx, id, manager, tx.Now())
				return err
			})
			return err
		}
		var circle people.Circle
		if err := refused("UDAN", "UADA"); !errors.As(err, &circle) || !slices.Equal(circle.People, []string{"UDAN", "UADA", "UMIA"}) {
			t.Errorf("a circle: %v", err)
		}
		does(t, b, func(tx *db.Tx) error { return people.SetManager(tx, "UMIA", "UTOM", tx.Now().Add(time.Hour)) })
		if err := refused("UTOM", "UADA"); !errors.As(err, &circle) {
			t.Errorf("a circle that is planned: %v", err)
		}
		does(t, b, func(tx *db.Tx) error {
			_, err := people.Meet(tx, people.Profile{ID: "UGUS", Name: "Gus", Guest: true})
			return err
		})
		for manager, want := range map[string]error{
			"UADA": people.ErrOwnManager, "UGUS": people.ErrNoMember, "UNONE": people.ErrNotFound, "": people.ErrNotFound,
		} {
			if err := refused("UADA", manager); !errors.Is(err, want) {
				t.Errorf("%q: %v", manager, err)
			}
		}
		if m := managerOf(t, b, "UADA", b.Clock.Now()); m != "UMIA" {
			t.Errorf("it is %s", m)
		}
	})
}
