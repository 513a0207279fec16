package people_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/people"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

const header = "slack_id,name,email,role,manager,timezone,team\n"

// cast: Mia manages Ada and Juno; Ben is a data scientist without a manager.
const cast = header +
	"UMIA,Mia Wong,mia@example.com,Engineering Manager,,Europe/Berlin,platform\n" +
	"UADA,Ada Osei,ada@example.com,MLOps Engineer,mia@example.com,Europe/Lisbon,platform\n" +
	"UJUNO,Juno Park,juno@example.com,ml engineer,UMIA,,platform\n" +
	"UBEN,Ben Ali,ben@example.com,Data Scientist,,America/New_York,research\n"

func TestAnImportedPersonCanBeReadWithManagerFunctionAndZone(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		want := people.Person{
			ID: "UADA", Name: "Ada Osei", Email: "ada@example.com", Role: people.MLOpsEngineer, RoleText: "MLOps Engineer",
			Timezone: "Europe/Lisbon", Team: "platform", Manager: "UMIA", ManagerName: "Mia Wong",
		}
		got := get(t, b, "UADA")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		if !people.Member(got) || got.Location(nil).String() != "Europe/Lisbon" {
			t.Fatalf("member %v in %v", people.Member(got), got.Location(nil))
		}
	})
}

func TestSomebodyUnknownIsNotFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		read(t, b, func(tx *db.Tx) error {
			if _, err := people.Get(tx, "UNOBODY"); !errors.Is(err, people.ErrNotFound) {
				t.Errorf("Get says %v", err)
			}
			manager, err := people.ManagerOf(tx, "UNOBODY", tx.Now())
			if manager != "" {
				t.Errorf("managed by %q", manager)
			}
			return err
		})
	})
}

func TestTheDirectoryIsSortedByNameWhateverTheCase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, header+"U02,zoë,,,,,\nU01,Zoë,,,,,\nU03,ada,,,,,\nU04,Ben,,,,,\nU05,,,,,,\n")
		read(t, b, func(tx *db.Tx) error {
			all, err := people.All(tx)
			if got := ids(all); got != "U03 U04 U05 U01 U02" {
				t.Errorf("read %s", got)
			}
			return err
		})
	})
}

func TestSomeReadsThoseWhoAreThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		read(t, b, func(tx *db.Tx) error {
			some, err := people.Some(tx, []string{"UADA", "UNOBODY", "UADA", "UMIA", ""})
			if len(some) != 2 || some["UADA"].Manager != "UMIA" || some["UMIA"].Name != "Mia Wong" {
				t.Errorf("read %v", some)
			}
			return err
		})
	})
}

func TestReportingLinesHoldFromWhenTheyWereImported(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		before := b.Clock.Now().Add(-time.Hour)
		monday := b.Clock.Now()
		importFile(t, b, cast)
		b.Clock.Advance(24 * time.Hour)
		tuesday := b.Clock.Now()
		importFile(t, b, strings.Replace(cast, "ml engineer,UMIA", "ml engineer,UBEN", 1))
		b.Clock.Advance(24 * time.Hour)
		importFile(t, b, strings.Replace(cast, "ml engineer,UMIA", "ml engineer,", 1))
		wednesday := b.Clock.Now()
		read(t, b, func(tx *db.Tx) error {
			for _, c := range []struct {
				at   time.Time
				want string
			}{
				{before, ""},
				{monday, "UMIA"},
				{tuesday.Add(-time.Microsecond), "UMIA"},
				{tuesday, "UBEN"},
				{wednesday.Add(-time.Microsecond), "UBEN"},
				{wednesday, ""},
			} {
				got, err := people.ManagerOf(tx, "UJUNO", c.at)
				if err != nil || got != c.want {
					t.Errorf("at %v: %q, %v, want %q", c.at, got, err, c.want)
				}
			}
			old, err := people.Reports(tx, "UMIA", monday)
			if err != nil {
				return err
			}
			present, err := people.Reports(tx, "UMIA", wednesday)
			if ids(old) != "UADA UJUNO" || ids(present) != "UADA" || old[1].Manager != "" {
				t.Errorf("then %v, now %v", old, present)
			}
			return err
		})
	})
}

func TestAManagerCorrectedAtOnceNeverHeld(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		importFile(t, b, strings.Replace(cast, "ml engineer,UMIA", "ml engineer,UBEN", 1))
		read(t, b, func(tx *db.Tx) error {
			reports, err := people.Reports(tx, "UMIA", tx.Now())
			if ids(reports) != "UADA" {
				t.Errorf("Mia has %v", ids(reports))
			}
			return err
		})
		if juno := get(t, b, "UJUNO"); juno.Manager != "UBEN" {
			t.Fatalf("Juno's manager is %q", juno.Manager)
		}
	})
}

func TestAReportingLineSurvivesAClockThatIsSetBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		importFile(t, b, cast)
		b.Clock.Advance(-time.Hour)
		if juno := get(t, b, "UJUNO"); juno.Manager != "" {
			t.Fatalf("an hour before the line began, the manager is %q", juno.Manager)
		}
		importFile(t, b, strings.Replace(cast, "ml engineer,UMIA", "ml engineer,UBEN", 1))
		b.Clock.Advance(2 * time.Hour)
		if juno := get(t, b, "UJUNO"); juno.Manager != "UBEN" {
			t.Fatalf("the manager is %q", juno.Manager)
		}
	})
}

func TestRolesAreReadWhateverTheirCaseSpacesAndHyphens(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]people.Role{
		"ML Engineer": people.MLEngineer, "ml-engineer": people.MLEngineer, "  ml   engineer ": people.MLEngineer,
		"MLOps Engineer": people.MLOpsEngineer, "ml ops engineer": people.MLOpsEngineer,
		"DATA SCIENTIST": people.DataScientist, "data_scientist": people.DataScientist,
		"Software\u00a0Engineer": people.SoftwareEngineer, "Product Manager": people.ProductManager,
		"Engineering Manager": people.EngineeringManager, "director": people.Director,
		"Sr ML Engineer": people.Other, "Astronaut": people.Other, "": "", "  ": "",
	} {
		if got := people.ParseRole(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for _, r := range []people.Role{
		people.MLEngineer, people.MLOpsEngineer, people.DataScientist, people.SoftwareEngineer, people.ProductManager,
		people.EngineeringManager, people.Director, people.Other, "",
	} {
		if people.ParseRole(string(r)) != r || people.ParseRole(r.Title()) != r {
			t.Errorf("%q does not come back from its own name or title %q", r, r.Title())
		}
	}
	if got := (people.Person{Role: people.Other, RoleText: "Sr Astronaut"}).Title(); got != "Sr Astronaut" {
		t.Errorf("titled %q", got)
	}
}

func TestSomebodyWithoutATimeZoneLivesInTheFallback(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, zone := range []string{"", "Local", "Mars/Olympus"} {
		p := people.Person{Timezone: zone}
		if p.Location(berlin) != berlin || p.Location(nil) != time.UTC {
			t.Errorf("%q: %v, %v", zone, p.Location(berlin), p.Location(nil))
		}
	}
}

// bases are for benchmarks, which run on each database in turn.
var bases = map[string]func(testing.TB) dbtest.Base{"sqlite": dbtest.SQLite, "postgres": dbtest.OnPostgres}

func BenchmarkAllOfTenThousand(b *testing.B) {
	for name, open := range bases {
		b.Run(name, func(b *testing.B) {
			base := open(b)
			importFile(b, base, tenThousand())
			for b.Loop() {
				read(b, base, func(tx *db.Tx) error {
					all, err := people.All(tx)
					if len(all) != 10_000 {
						b.Fatalf("read %d", len(all))
					}
					return err
				})
			}
		})
	}
}

func BenchmarkImportOfTenThousandUnchanged(b *testing.B) {
	base := dbtest.SQLite(b)
	file := tenThousand()
	importFile(b, base, file)
	for b.Loop() {
		if result := importFile(b, base, file); result.Unchanged != 10_000 {
			b.Fatal(result)
		}
	}
}

func tenThousand() string {
	var file strings.Builder
	file.WriteString(header)
	for i := range 10_000 {
		manager := ""
		if i > 0 {
			manager = fmt.Sprintf("U%05d", (i-1)/8)
		}
		fmt.Fprintf(&file, "U%05d,Person %d,p%d@example.com,Software Engineer,%s,Europe/Berlin,t%d\n",
			i, i, i, manager, i%100)
	}
	return file.String()
}

func importFile(t testing.TB, b dbtest.Base, file string) people.Result {
	t.Helper()
	result, err := tryImport(t, b, file)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func tryImport(t testing.TB, b dbtest.Base, file string) (result people.Result, err error) {
	t.Helper()
	rows, err := people.ReadCSV(strings.NewReader(file), "people.csv")
	if err != nil {
		return result, err
	}
	return result, b.DB.Do(t.Context(), func(tx *db.Tx) error {
		result, err = people.Import(tx, rows, "people.csv")
		return err
	})
}

func get(t testing.TB, b dbtest.Base, id string) (p people.Person) {
	t.Helper()
	read(t, b, func(tx *db.Tx) (err error) {
		p, err = people.Get(tx, id)
		return err
	})
	return p
}

func read(t testing.TB, b dbtest.Base, f func(tx *db.Tx) error) {
	t.Helper()
	if err := b.DB.Read(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func write(t testing.TB, b dbtest.Base, f func(tx *db.Tx) error) {
	t.Helper()
	if err := b.DB.Do(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func ids(list []people.Person) string {
	all := make([]string, len(list))
	for i, p := range list {
		all[i] = p.ID
	}
	return strings.Join(all, " ")
}
