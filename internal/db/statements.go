package db

import (
	"context"
	"sync"

	"github.com/jmoiron/sqlx"
)

// statements keeps prepared statements of one pool, so that a query is read by the database once and not at each use:
// it was a quarter of the time of a small transaction on SQLite, and on Postgres it saves a round trip.
type statements struct {
	pool  *sqlx.DB
	mu    sync.Mutex
	ready map[string]*sqlx.Stmt
}

// mostStatements bounds the cache. Queries are constants of the program, so it is hardly ever reached.
const (
	mostStatements = 1000
	longest        = 2000 // in bytes; longer ones are lists of rows, each length another query
)

func (s *statements) find(query string) *sqlx.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ready[query]
}

// prepare makes queries ready for the next transaction. It must not run inside one: preparing takes a connection, and
// SQLite has only one that writes. A query that can't be prepared stays as it is: it works without.
func (s *statements) prepare(ctx context.Context, queries []string) {
	for _, query := range queries {
		if len(query) > longest || s.find(query) != nil {
			continue
		}
		statement, err := s.pool.PreparexContext(ctx, query)
		if err != nil {
			return
		}
		s.mu.Lock()
		if s.ready[query] != nil || len(s.ready) >= mostStatements {
			_ = statement.Close()
		} else {
			s.ready[query] = statement
		}
		s.mu.Unlock()
	}
}
