package db

import (
	"errors"

	"github.com/lib/pq"
	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"
)

// IsBusy tells whether another process kept SQLite's one place for writers for longer than a transaction waits.
func IsBusy(err error) bool {
	lite := new(sqlite.Error)
	return errors.As(err, &lite) && lite.Code()&0xff == sqlitelib.SQLITE_BUSY
}

// IsPlain tells whether a Postgres server was asked for SSL, the driver's default, and has none.
func IsPlain(err error) bool { return errors.Is(err, pq.ErrSSLNotSupported) }
