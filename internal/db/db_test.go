package db_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/migrations"
)

// visits makes the test binary another process that closes the SQLite file it names.
const visits = "LAUREL_TEST_BINARY_VISITS"

func TestMain(m *testing.M) {
	if path := os.Getenv(visits); path != "" {
		if err := visit(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	dbtest.Main(m)
}

// visit does what SQLite 3.40 does when it closes a database (3.54 also looks at the log's own locks): whoever
// can lock the file as a whole thinks it is the last one, and removes the log.
func visit(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	shared := syscall.Flock_t{Type: syscall.F_WRLCK, Start: 1<<30 + 2, Len: 510} // SQLite's SHARED bytes
	if err := syscall.FcntlFlock(file.Fd(), syscall.F_SETLK, &shared); err != nil {
		return nil // somebody has the database open
	}
	return errors.Join(os.Remove(path+"-wal"), os.Remove(path+"-shm"))
}

func insertKey(tx *db.Tx, owner string) error {
	return tx.One(`insert into data_keys (owner, id, wrapped, created_at) values (?, ?, ?, ?)`,
		owner, db.NewID(), []byte{0, 1, 255}, db.At(tx.Now()))
}

func TestAWriteThatFailsLeavesNothingAndTellsNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		told := false
		boom := errors.New("boom")
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			tx.AfterCommit(func() { told = true })
			if err := insertKey(tx, "person:U1"); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) || told {
			t.Fatalf("err %v, told %v", err, told)
		}
		var n int
		read(t, b.DB, func(tx *db.Tx) error { return tx.Get(&n, `select count(*) from data_keys`) })
		if n != 0 {
			t.Fatalf("%d rows survived the rollback", n)
		}
	})
}

func TestTimesAndBytesComeBackAsStored(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		if err := b.DB.Do(t.Context(), func(tx *db.Tx) error { return insertKey(tx, "person:U1") }); err != nil {
			t.Fatal(err)
		}
		var row struct {
			Wrapped   []byte  `db:"wrapped"`
			CreatedAt db.Time `db:"created_at"`
		}
		read(t, b.DB, func(tx *db.Tx) error { return tx.Get(&row, `select wrapped, created_at from data_keys`) })
		if string(row.Wrapped) != "\x00\x01\xff" || !row.CreatedAt.Equal(b.Clock.Now()) {
			t.Fatalf("read %v", row)
		}
	})
}

func TestReadersDoNotWaitForAWriter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			if err := insertKey(tx, "person:U1"); err != nil {
				return err
			}
			var n int
			read(t, b.DB, func(other *db.Tx) error { return other.Get(&n, `select count(*) from data_keys`) })
			if n != 0 {
				t.Errorf("a reader saw what is not committed")
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestAnotherProcessThatClosesTheFileTakesNothingAway(t *testing.T) {
	t.Parallel()
	b := dbtest.SQLite(t)
	past := b.DB.ByClock(func() time.Time { return b.Clock.Now().AddDate(-1, 0, 0) })
	write(t, past, func(tx *db.Tx) error { return insertKey(tx, "person:U1") })
	again, err := db.Open(t.Context(), b.URL) // whoever opens it once more must not drop the locks of the first
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	other := exec.Command(os.Args[0])
	other.Env = append(os.Environ(), visits+"="+strings.TrimPrefix(b.URL, "sqlite:"))
	if out, err := other.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	write(t, b.DB, func(tx *db.Tx) error { return insertKey(tx, "person:U2") })
	var owners []string
	read(t, killed(t, b.URL), func(tx *db.Tx) error {
		return tx.Select(&owners, `select owner from data_keys order by owner`)
	})
	if len(owners) != 2 {
		t.Errorf("after the process was killed there are %v", owners)
	}
}

// killed opens what the disk holds of a SQLite database while it is in use: what a process that is killed now would
// find when it starts again.
func killed(t *testing.T, address string) *db.DB {
	t.Helper()
	from, to := strings.TrimPrefix(address, "sqlite:"), filepath.Join(t.TempDir(), "laurel.db")
	for _, end := range []string{"", "-wal"} {
		// Another process copies: see db.Open for why this one must not open the file.
		if out, err := exec.Command("cp", from+end, to+end).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	d, err := db.Open(t.Context(), "sqlite:"+to)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func TestWorkUnderAnotherClockIsOfThatTime(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		when := b.Clock.Now().AddDate(0, 0, -9)
		past := b.DB.ByClock(func() time.Time { return when })
		write(t, past, func(tx *db.Tx) error { return insertKey(tx, "person:U1") })
		write(t, b.DB, func(tx *db.Tx) error { return insertKey(tx, "person:U2") })
		var made []db.Time
		read(t, b.DB, func(tx *db.Tx) error { return tx.Select(&made, `select created_at from data_keys order by owner`) })
		if len(made) != 2 || !made[0].Equal(when) || !made[1].Equal(b.Clock.Now()) {
			t.Errorf("they were made at %v", made)
		}
	})
}

func TestANewFileIsForItsOwnerOnly(t *testing.T) {
	t.Parallel()
	b := dbtest.SQLite(t)
	about, err := os.Stat(strings.TrimPrefix(b.URL, "sqlite:"))
	if err != nil || about.Mode().Perm() != 0o600 {
		t.Errorf("%v: the mode is %v", err, about.Mode())
	}
}

func TestAReaderCannotWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		err := b.DB.Read(t.Context(), func(tx *db.Tx) error { return insertKey(tx, "person:U1") })
		if err == nil {
			t.Fatal("a write inside Read succeeded")
		}
	})
}

func TestListsLongerThanOneStatementAreReadWhole(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		owners := make([]string, 2345)
		err := b.DB.Do(t.Context(), func(tx *db.Tx) error {
			for i := range owners {
				owners[i] = db.NewID()
				if err := insertKey(tx, owners[i]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		read(t, b.DB, func(tx *db.Tx) error {
			return db.SelectIn(tx, &found, `select owner from data_keys where owner in (?) and created_at > ?`, owners, 1)
		})
		if len(found) != len(owners) {
			t.Fatalf("read %d of %d", len(found), len(owners))
		}
	})
}

func TestTheSecondMigrationRunsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		n, err := db.Migrate(t.Context(), b.DB, migrations.Files)
		if err != nil || n != 0 {
			t.Fatalf("ran %d, %v", n, err)
		}
		have, want, err := db.Version(t.Context(), b.DB, migrations.Files)
		if err != nil || have != want || want == 0 {
			t.Fatalf("version %d of %d, %v", have, want, err)
		}
	})
}

func TestAnAddressThatIsNoDatabaseIsNamedWithoutItsPassword(t *testing.T) {
	t.Parallel()
	for address, shown := range map[string]string{
		"mysql://root:secretpw@localhost/x": "mysql:…", "mysql:root:secretpw@h/l": "mysql:…",
		"postgres:u:secretpw@h/l":                   "postgres:…",
		"host=localhost password=secretpw dbname=l": "…", "u:secretpw@h/l": "…", "secretpw:u@h/l": "…", "secretpw": "…",
		"Postgres://u:secretpw@h/l": "Postgres:…", "postgres:/u:secretpw@h/l": "postgres:…", "": "…", "laurel.db": "…",
		"%zz://u:secretpw@h/l": "…", " postgres://u:secretpw@h/l": "…", "password=secretpw://x": "…",
	} {
		_, err := db.Open(t.Context(), address)
		if unknown := (db.UnknownURL{}); !errors.As(err, &unknown) || unknown.URL != shown ||
			strings.Contains(err.Error(), "secretpw") {
			t.Errorf("%s: got %v", address, err)
		}
	}
}

func TestAnOpenOfAnUnreachableDatabaseEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if _, err := db.Open(ctx, "postgres://127.0.0.1:1/x?sslmode=disable"); err == nil {
		t.Fatal("opened")
	}
	if _, err := db.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "no", "folder.db")); err == nil {
		t.Fatal("opened")
	}
}

func read(t *testing.T, d *db.DB, f func(tx *db.Tx) error) {
	t.Helper()
	if err := d.Read(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, d *db.DB, f func(tx *db.Tx) error) {
	t.Helper()
	if err := d.Do(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}
