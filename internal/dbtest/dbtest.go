// Package dbtest runs one test body over both databases, each time on a fresh, migrated one.
package dbtest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/internal/seal"
	"laurel/migrations"
)

// Base is what a test stands on: an empty, migrated database, its clock, and a keyset of its own.
type Base struct {
	DB    *db.DB
	Clock *Clock
	Seal  *seal.Sealer
	URL   string // as in DATABASE_URL; other processes may open it too
}

// Each runs body as the subtests "sqlite" and "postgres", in parallel. Where Postgres is not installed its subtest is
// skipped with a line that says so, and fails when CI is set. The package's TestMain must call Main.
func Each(t *testing.T, body func(t *testing.T, b Base)) {
	t.Helper()
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		body(t, SQLite(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		body(t, open(t, Postgres(t)))
	})
}

// SQLite opens a fresh SQLite database for a test or benchmark that needs no other.
func SQLite(t testing.TB) Base {
	t.Helper()
	empty, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "laurel.db")
	if err := os.WriteFile(path, empty, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, "sqlite:"+path)
}

// migrated is the file of an empty, migrated SQLite database: to copy it takes a hundredth of making it anew.
var migrated = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "laurel-sqlite-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "laurel.db")
	d, err := db.Open(context.Background(), "sqlite:"+path)
	if err != nil {
		return nil, err
	}
	_, err = db.Migrate(context.Background(), d, migrations.Files)
	if err := errors.Join(err, d.Close()); err != nil { // closed, all of it is in the one file
		return nil, err
	}
	return os.ReadFile(path)
})

// OnPostgres opens a fresh Postgres database for a test or benchmark that needs no other.
func OnPostgres(t testing.TB) Base {
	t.Helper()
	return open(t, Postgres(t))
}

// open opens the database at url, which is migrated.
func open(t testing.TB, url string) Base {
	t.Helper()
	clock := &Clock{now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)}
	d, err := db.Open(t.Context(), url, db.WithClock(clock.Now))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	keyset, err := seal.NewKeyset()
	if err != nil {
		t.Fatal(err)
	}
	sealer, err := seal.Load(keyset)
	if err != nil {
		t.Fatal(err)
	}
	return Base{DB: d, Clock: clock, Seal: sealer, URL: url}
}

// Clock is a clock that moves only when told. It starts on Monday 23 November 2026, 09:00 UTC.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time it was set to.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set moves the clock to t, forward or back.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Advance moves the clock by d.
func (c *Clock) Advance(d time.Duration) { c.Set(c.Now().Add(d)) }
