package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
)

// ErrNotOne is returned by Tx.One when a write that must touch one row touched none or several.
var ErrNotOne = errors.New("the write did not touch exactly one row")

// Tx is one transaction, bound to the context it was begun with and to one moment. Queries use ? on both databases.
// After an error nothing more may be done in it: Postgres has aborted it, and Do rolls back when f returns the error.
type Tx struct {
	ctx      context.Context
	raw      *sqlx.Tx
	now      time.Time
	postgres bool
	readOnly bool
	after    []func()

	statements *statements
	unprepared []string // queries that were not ready yet; they are prepared after the transaction
}

// Now is the application's time, read once when the transaction began: UTC, to the microsecond.
func (tx *Tx) Now() time.Time { return tx.now }

// LeaseNow is the clock that leases are counted by: the database's own where several replicas share one (Postgres),
// this process's where only it can write (SQLite). It ignores WithClock.
func (tx *Tx) LeaseNow() (time.Time, error) {
	if !tx.postgres {
		return time.Now().UTC().Truncate(time.Microsecond), nil
	}
	var micros int64
	err := tx.Get(&micros, `select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)`)
	return time.UnixMicro(micros).UTC(), err
}

// Context is the context that the transaction was begun with.
func (tx *Tx) Context() context.Context { return tx.ctx }

// Postgres tells which database this is, for the few statements that must differ.
func (tx *Tx) Postgres() bool { return tx.postgres }

// AfterCommit has f run once the transaction is committed, in the order given; never when it is rolled back.
func (tx *Tx) AfterCommit(f func()) { tx.after = append(tx.after, f) }

// Get reads one row into dest. No row: sql.ErrNoRows.
func (tx *Tx) Get(dest any, query string, args ...any) error {
	if statement := tx.ready(&query); statement != nil {
		return statement.GetContext(tx.ctx, dest, args...)
	}
	return tx.raw.GetContext(tx.ctx, dest, query, args...)
}

// Select reads all rows into dest, a pointer to a slice, which is empty (never an error) when there are none.
func (tx *Tx) Select(dest any, query string, args ...any) error {
	if statement := tx.ready(&query); statement != nil {
		return statement.SelectContext(tx.ctx, dest, args...)
	}
	return tx.raw.SelectContext(tx.ctx, dest, query, args...)
}

// SelectIn is Select for a query with one list: its first placeholder must be `(?)`, which takes the list in chunks of
// 1,024; args follow it. Rows come chunk by chunk, so an order by holds within a chunk only. An empty list reads nothing.
func SelectIn[R, E any](tx *Tx, dest *[]R, query string, list []E, args ...any) error {
	const chunk = 1024 // SQLite allows 32,766 parameters; a plan with more than a few thousand helps nobody
	for len(list) > 0 {
		n := min(chunk, len(list))
		expanded, bound, err := sqlx.In(query, append([]any{padded(list[:n])}, args...)...)
		if err != nil {
			return fmt.Errorf("expand a list of %d: %w", n, err)
		}
		var rows []R
		if err := tx.Select(&rows, expanded, bound...); err != nil {
			return err
		}
		*dest, list = append(*dest, rows...), list[n:]
	}
	return nil
}

// padded repeats the last element until there are a power of two: a list that has an element twice selects nothing
// twice, and so there are eleven prepared queries instead of a thousand.
func padded[E any](list []E) []E {
	size := 1
	for size < len(list) {
		size *= 2
	}
	list = slices.Clone(list)
	for len(list) < size {
		list = append(list, list[len(list)-1])
	}
	return list
}

// Exec runs a statement and returns how many rows it touched.
func (tx *Tx) Exec(query string, args ...any) (rows int64, err error) {
	var result sql.Result
	if statement := tx.ready(&query); statement != nil {
		result, err = statement.ExecContext(tx.ctx, args...)
	} else {
		result, err = tx.raw.ExecContext(tx.ctx, query, args...)
	}
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// ready writes a query in the database's own placeholders and returns its prepared statement; nil, and the query is
// noted for later, when there is none yet.
func (tx *Tx) ready(query *string) *sqlx.Stmt {
	*query = tx.raw.Rebind(*query)
	statement := tx.statements.find(*query)
	if statement == nil {
		tx.unprepared = append(tx.unprepared, *query)
		return nil
	}
	return tx.raw.StmtxContext(tx.ctx, statement)
}

// One runs a statement that must touch exactly one row; otherwise ErrNotOne.
func (tx *Tx) One(query string, args ...any) error {
	n, err := tx.Exec(query, args...)
	if err == nil && n != 1 {
		err = fmt.Errorf("%w: %d", ErrNotOne, n)
	}
	return err
}

// IsNoRows tells whether err is Get's answer for "there is none".
func IsNoRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }
