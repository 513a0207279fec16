package people_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/people"
)

func TestTheSecondImportOfAFileChangesNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		if got := importFile(t, b, cast); got != (people.Result{Added: 4}) {
			t.Fatalf("first %+v", got)
		}
		b.Clock.Advance(time.Hour)
		meet(t, b, people.Profile{ID: "UADA", Name: "Ada (she)", Email: "a.osei@example.com", Timezone: "Asia/Tokyo"})
		if got := importFile(t, b, cast); got != (people.Result{Unchanged: 4}) {
			t.Fatalf("second %+v", got)
		}
	})
}

func TestAnImportCountsWhatItDid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		file := strings.Replace(cast, "ml engineer,UMIA", "ml engineer,UADA", 1) // another manager
		file = strings.Replace(file, "Data Scientist", "Sr Data Scientist", 1)   // another function
		got := importFile(t, b, file+"URAVI,Ravi,,Software Engineer,ben@example.com,,\n")
		if got != (people.Result{Added: 1, Changed: 2, Unchanged: 2}) {
			t.Fatalf("%+v", got)
		}
		if ben := get(t, b, "UBEN"); ben.Role != people.Other || ben.Title() != "Sr Data Scientist" {
			t.Fatalf("Ben is %q, %q", ben.Role, ben.Title())
		}
		if ravi := get(t, b, "URAVI"); ravi.Manager != "UBEN" {
			t.Fatalf("Ravi's manager is %q", ravi.Manager)
		}
	})
}

func TestPeopleWhoAreNotInTheFileStay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		importFile(t, b, header+"URAVI,Ravi,,,MIA@example.com,,\n")
		if ada, ravi := get(t, b, "UADA"), get(t, b, "URAVI"); ada.Manager != "UMIA" || ravi.Manager != "UMIA" {
			t.Fatalf("Ada %+v, Ravi %+v", ada, ravi)
		}
	})
}

func TestNothingIsImportedWhenOneRowIsBad(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		for name, c := range map[string]struct{ rows, want string }{
			"unknown": {
				"UADA,,,,U0X,,\nUBEN,,,,nobody@example.com,,\n",
				`people.csv line 2: manager "U0X" is not in this file or in the database
people.csv line 3: manager "nobody@example.com" is not in this file or in the database`,
			},
			"own": {
				"UADA,,,,UADA,,\nUBEN,,ben@example.com,,Ben@example.com,,\n",
				"people.csv line 2: UADA is their own manager\npeople.csv line 3: UBEN is their own manager",
			},
			"circles": {
				"UADA,,,,UBEN,,\nUBEN,,,,UCAL,,\nUCAL,,,,UDEB,,\nUDEB,,,,UBEN,,\nUEVE,,,,UFAY,,\nUFAY,,,,UEVE,,\nUGUS,,,,UADA,,\n",
				"people.csv line 3: managers in a circle: UBEN → UCAL → UDEB → UBEN\n" +
					"people.csv line 6: managers in a circle: UEVE → UFAY → UEVE",
			},
		} {
			_, err := tryImport(t, b, header+c.rows)
			if err == nil || err.Error() != c.want {
				t.Errorf("%s: it says\n%v\nwant\n%s", name, err, c.want)
			}
		}
		read(t, b, func(tx *db.Tx) error {
			all, err := people.All(tx)
			if len(all) != 0 {
				t.Errorf("there are %v", ids(all))
			}
			return err
		})
	})
}

func TestACircleThroughThoseInTheDatabaseIsFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		_, err := tryImport(t, b, header+"UMIA,,,,UADA,,\n")
		if err == nil || err.Error() != "people.csv line 2: managers in a circle: UMIA → UADA → UMIA" {
			t.Fatalf("it says %v", err)
		}
		if mia := get(t, b, "UMIA"); mia.Manager != "" || mia.Name != "Mia Wong" {
			t.Fatalf("Mia is %+v", mia)
		}
	})
}

func TestAManagerMayBeNamedByTheAddressThatSlackHas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		meet(t, b, people.Profile{ID: "UMIA", Email: "mia@example.com"})
		importFile(t, b, header+"UADA,,,,Mia@Example.com,,\n")
		if ada := get(t, b, "UADA"); ada.Manager != "UMIA" {
			t.Fatalf("Ada's manager is %q", ada.Manager)
		}
		meet(t, b, people.Profile{ID: "UMIA2", Email: "mia@example.com", Deleted: true})
		_, err := tryImport(t, b, header+"UADA,,,,mia@example.com,,\n")
		want := `people.csv line 2: manager "mia@example.com" is the address of UMIA and UMIA2 in the database; ` +
			`write the slack_id`
		if err == nil || err.Error() != want {
			t.Fatalf("it says %v", err)
		}
	})
}

func TestWhatTheFileSaysCountsAndSlackFillsItsGaps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		met := meet(t, b, people.Profile{ID: "UADA", Name: "Ada", Email: "a@example.com", Timezone: "Asia/Tokyo"})
		if met.Name != "Ada Osei" || met.Email != "ada@example.com" || met.Timezone != "Europe/Lisbon" ||
			met.Role != people.MLOpsEngineer || met.Manager != "UMIA" || met.Team != "platform" ||
			!met.CheckedAt.Equal(b.Clock.Now()) {
			t.Fatalf("met %+v", met)
		}
		juno := meet(t, b, people.Profile{ID: "UJUNO", Name: "J", Timezone: "Asia/Seoul"}) // the file gives no time zone
		if juno.Name != "Juno Park" || juno.Timezone != "Asia/Seoul" {
			t.Fatalf("met %+v", juno)
		}
		b.Clock.Advance(time.Hour)
		again := meet(t, b, people.Profile{ID: "UJUNO", Name: "UJUNO", Timezone: "Mars/Olympus"})
		if again.Name != "Juno Park" || again.Timezone != "Asia/Seoul" || !again.CheckedAt.Equal(b.Clock.Now()) {
			t.Fatalf("what Slack left out is gone: %+v", again)
		}
		meet(t, b, people.Profile{ID: "UMIA", Name: "M. W."})
		if juno := get(t, b, "UJUNO"); juno.ManagerName != "Mia Wong" {
			t.Fatalf("the manager is called %q", juno.ManagerName)
		}
		importFile(t, b, strings.ReplaceAll(cast, "Juno Park,juno@example.com", ","))
		if juno := get(t, b, "UJUNO"); juno.Name != "J" || juno.Email != "" {
			t.Fatalf("with a file that names nobody: %+v", juno)
		}
	})
}

func TestOnlyFullMembersAreMembers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		for _, p := range []people.Profile{
			{ID: "UBEN", Guest: true},
			{ID: "UBEN", Stranger: true},
			{ID: "UBEN", Bot: true},
			{ID: "UBEN", Deleted: true},
		} {
			if met := meet(t, b, p); people.Member(met) || met.Guest != p.Guest || met.Deleted != p.Deleted {
				t.Errorf("%+v is a member", met)
			}
		}
		if met := meet(t, b, people.Profile{ID: "UBEN"}); !people.Member(met) || met.Name != "Ben Ali" {
			t.Errorf("%+v is back", met)
		}
	})
}

func TestAProfileWithOddTextIsStoredClean(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		met := meet(t, b, people.Profile{ID: "UODD", Name: " A\x00d\xffa\u202e\n" + strings.Repeat("é", 300)})
		if want := "Ada" + strings.Repeat("é", 197); met.Name != want {
			t.Fatalf("named %q", met.Name)
		}
		if met := meet(t, b, people.Profile{ID: "UNEW", Name: "UNEW"}); met.Name != "UNEW" {
			t.Fatalf("named %q", met.Name)
		}
	})
}

func meet(t testing.TB, b dbtest.Base, profile people.Profile) (met people.Person) {
	t.Helper()
	write(t, b, func(tx *db.Tx) (err error) {
		met, err = people.Meet(tx, profile)
		return err
	})
	return met
}

func TestAllThatIsBadInAFileIsSaidAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		const rows = "UEVE,,,,UNOBODY,Mars,\nnobody,,,,UMIA,,\nUFAY,,,,UGUS,,\nUGUS,,,,UFAY,,\n"
		_, err := people.ReadCSV(strings.NewReader(header+rows), "people.csv")
		bad := new(people.Bad)
		if !errors.As(err, &bad) {
			t.Fatal(err)
		}
		read(t, b, func(tx *db.Tx) error { err = people.Examine(tx, bad); return nil })
		want := `people.csv line 2: timezone "Mars" is not known; use a name like Europe/Berlin; ` +
			`manager "UNOBODY" is not in this file or in the database
people.csv line 3: slack_id "nobody" is not a Slack user id like U0123ABCD
people.csv line 4: managers in a circle: UFAY → UGUS → UFAY`
		if err == nil || err.Error() != want {
			t.Errorf("it says\n%v\nwant\n%s", err, want)
		}
	})
}
