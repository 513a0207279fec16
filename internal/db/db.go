// Package db opens laurel's one database, SQLite or Postgres, and runs transactions in which one SQL text serves both.
package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"  // driver "postgres"
	_ "modernc.org/sqlite" // driver "sqlite"
)

// DB is an open database. Writes and reads have a pool each: SQLite allows one writer at a time, and a second
// connection for writing would only turn waiting into SQLITE_BUSY; readers see a snapshot and never wait for it.
type DB struct {
	write, read *statements
	postgres    bool
	now         func() time.Time
}

// Option changes how Open sets a database up.
type Option func(*DB)

// WithClock replaces the clock that Tx.Now reads. Leases don't use it: see Tx.LeaseNow.
func WithClock(now func() time.Time) Option { return func(d *DB) { d.now = now } }

// ErrCommit is returned by Do when the commit failed: the connection may have broken before or after it, so the work is
// there or it isn't. Who must know looks for the key that the transaction wrote.
var ErrCommit = errors.New("commit")

// UnknownURL is returned by Open for an address that names neither database. URL is its scheme, or nothing of it: it may
// hold a password.
type UnknownURL struct{ URL string }

func (e UnknownURL) Error() string {
	return fmt.Sprintf("the database address %q is neither sqlite:PATH nor postgres://…", e.URL)
}

// Open opens "sqlite:PATH" (made if absent, mode 0600) or "postgres://…" and checks that it answers. The schema is
// not touched: see Migrate. Errors: UnknownURL, or what the driver said, wrapped.
//
// A SQLite file that is there is never opened but by SQLite, here or anywhere else in the process: POSIX drops all locks
// that a process holds on a file when it closes any descriptor of it, and then another process that closes the database
// thinks it is the last one and removes the write-ahead log under us, with what was committed after
// (https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
func Open(ctx context.Context, address string, options ...Option) (*DB, error) {
	d := &DB{now: time.Now}
	for _, option := range options {
		option(d)
	}
	var err error
	switch {
	case strings.HasPrefix(address, "sqlite:"):
		err = d.openSQLite(strings.TrimPrefix(address, "sqlite:"))
	case strings.HasPrefix(address, "postgres://"), strings.HasPrefix(address, "postgresql://"):
		err = d.openPostgres(address)
	default:
		return nil, UnknownURL{URL: redact(address)}
	}
	if err != nil {
		return nil, err
	}
	if err := d.Ping(ctx); err != nil {
		_ = d.Close()
		return nil, err
	}
	return d, nil
}

// Close closes both pools. Transactions that are open finish first.
func (d *DB) Close() error {
	err := d.write.pool.Close()
	if d.read != d.write {
		if readErr := d.read.pool.Close(); err == nil {
			err = readErr
		}
	}
	return err
}

// Ping asks the database for an answer.
func (d *DB) Ping(ctx context.Context) error {
	if err := d.write.pool.PingContext(ctx); err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	return nil
}

// Postgres tells whether this is Postgres; otherwise it is SQLite.
func (d *DB) Postgres() bool { return d.postgres }

// Now reads the application's clock, in UTC to the microsecond: what Tx.Now returns in a transaction begun now.
func (d *DB) Now() time.Time { return d.now().UTC().Truncate(time.Microsecond) }

// ByClock is the same database, with the same connections, under another clock: for work that belongs to another time.
// Only the original is closed.
func (d *DB) ByClock(now func() time.Time) *DB {
	other := *d
	other.now = now
	return &other
}

// Do runs f in one transaction that may write, and commits when f returns nil. The functions that f gave to
// Tx.AfterCommit run after the commit. f must not use the pool: on SQLite it would wait for itself.
func (d *DB) Do(ctx context.Context, f func(tx *Tx) error) error {
	tx, err := d.run(ctx, d.write, nil, f)
	if err != nil {
		return err
	}
	for _, after := range tx.after {
		after()
	}
	return nil
}

// Read runs f over one snapshot and always rolls back. On SQLite it doesn't wait for a writer.
func (d *DB) Read(ctx context.Context, f func(tx *Tx) error) error {
	options := &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	if !d.postgres {
		options = nil // modernc.org/sqlite knows no isolation levels; its read pool is query_only by pragma
	}
	_, err := d.run(ctx, d.read, options, func(tx *Tx) error {
		tx.readOnly = true
		return f(tx)
	})
	return err
}

func (d *DB) run(ctx context.Context, on *statements, options *sql.TxOptions, f func(tx *Tx) error) (*Tx, error) {
	raw, err := on.pool.BeginTxx(ctx, options)
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = raw.Rollback() }() // after a commit this does nothing; after a panic it frees the connection
	tx := &Tx{ctx: ctx, raw: raw, now: d.Now(), postgres: d.postgres, statements: on}
	if err := f(tx); err != nil {
		return nil, err
	}
	if tx.readOnly {
		_ = raw.Rollback() // there is nothing to keep
	} else if err := raw.Commit(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCommit, err)
	}
	if len(tx.unprepared) > 0 {
		on.prepare(ctx, tx.unprepared)
	}
	return tx, nil
}

func (d *DB) openSQLite(path string) error {
	if path == "" {
		return UnknownURL{URL: "sqlite:"}
	}
	if err := createFile(path); err != nil {
		return err
	}
	// busy_timeout: a wait for another process ignores the context, and whoever pressed a button is answered within 2.5 s.
	// synchronous(FULL): with WAL, NORMAL may lose the last commits when the power goes, and acked means stored.
	const pragmas = "_pragma=busy_timeout(1500)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)"
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + pragmas
	write, err := sqlx.Open("sqlite", dsn+"&_txlock=immediate")
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	write.SetMaxOpenConns(1)
	read, err := sqlx.Open("sqlite", dsn+"&_pragma=query_only(1)")
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	read.SetMaxOpenConns(4)
	read.SetMaxIdleConns(4)
	d.write, d.read = prepared(write), prepared(read)
	return nil
}

// createFile makes the file for its owner only, which SQLite would not. One that is there is not opened: see Open.
func createFile(path string) error {
	file, err := os.OpenFile(filepath.Clean(path), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		if about, err := os.Stat(path); err == nil && about.IsDir() {
			return fmt.Errorf("open the database file: %s is a directory", path)
		}
		return nil
	}
	if err != nil {
		return fmt.Errorf("make the database file: %w", err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("make the database file: %w", err)
	}
	return nil
}

func (d *DB) openPostgres(address string) error {
	pool, err := sqlx.Open("postgres", address)
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	pool.SetMaxOpenConns(12)
	pool.SetMaxIdleConns(6)
	pool.SetConnMaxLifetime(2 * time.Minute) // sheds connections to a node that failed over
	d.write, d.postgres = prepared(pool), true
	d.read = d.write
	return nil
}

func prepared(pool *sqlx.DB) *statements {
	return &statements{pool: pool, ready: map[string]*sqlx.Stmt{}}
}

// redact keeps passwords out of errors and logs: of an address that is no database's, only a scheme that many know is
// shown. What stands before the first colon of any other text may be a part of a secret.
func redact(address string) string {
	scheme, _, found := strings.Cut(address, ":")
	if found && slices.Contains(known, strings.ToLower(scheme)) {
		return scheme + ":…"
	}
	return "…"
}

// known are schemes that people may try.
var known = []string{
	"sqlite", "sqlite3", "file", "postgres", "postgresql", "pg", "mysql", "mariadb", "sqlserver", "mssql", "oracle",
	"mongodb", "redis", "http", "https", "jdbc",
}
