// Package migrations is the schema of laurel's database: one numbered set of steps, forward only, for both databases.
package migrations

import "embed"

// Files holds the steps, NNNNN_what_it_does.sql, in goose's format.
//
//go:embed *.sql
var Files embed.FS
