package db_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/migrations"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

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
	_, err := db.Open(t.Context(), "mysql://root:secret@localhost/x")
	if unknown := (db.UnknownURL{}); !errors.As(err, &unknown) || unknown.URL != "mysql://root:xxxxx@localhost/x" {
		t.Fatalf("got %v", err)
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
