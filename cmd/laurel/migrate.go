package main

import (
	"context"
	"fmt"

	"laurel/internal/db"
	"laurel/migrations"
)

// migrateCommands is `laurel migrate` and `laurel migrate status`.
type migrateCommands struct {
	Up     migrateCommand       `cmd:"" default:"1" help:"Bring the database to this version; \"laurel migrate\" does it too."`
	Status migrateStatusCommand `cmd:"" help:"Say which version the database has."`
}

type migrateCommand struct{}

// Run brings the schema to this version; replicas that do it at once wait for each other.
func (migrateCommand) Run(ctx context.Context, p program) error {
	return p.withSchema(ctx, true, func(d *db.DB) error {
		n, err := db.Migrate(ctx, d, migrations.Files)
		if err != nil {
			return err
		}
		have, _, err := db.Version(ctx, d, migrations.Files)
		if err != nil {
			return err
		}
		if n == 0 {
			_, err = fmt.Fprintf(p.Out, "The database is at version %d already.\n", have)
		} else {
			_, err = fmt.Fprintf(p.Out, "The database is at version %d now (%d steps).\n", have, n)
		}
		return err
	})
}

type migrateStatusCommand struct{ printing }

// Run prints the version and, when it is not this program's, what to do.
func (c migrateStatusCommand) Run(ctx context.Context, p program) error {
	return p.withSchema(ctx, false, func(d *db.DB) error {
		have, want, err := db.Version(ctx, d, migrations.Files)
		if err != nil {
			return err
		}
		advice := "up to date"
		if have < want {
			advice = "run laurel migrate"
		} else if have > want {
			advice = "made by a newer laurel"
		}
		return c.result(p.Out, fmt.Sprintf("version %d of %d: %s\n", have, want, advice),
			map[string]any{"version": have, "wanted": want, "status": advice})
	})
}

// withSchema opens the database whatever its schema is; with mayMake, SQLite's file is made if it is absent.
func (p program) withSchema(ctx context.Context, mayMake bool, f func(*db.DB) error) error {
	c, err := readConfig(p.Env)
	if err != nil {
		return err
	}
	if err := c.mustExist(); err != nil && !mayMake {
		return err
	}
	d, err := c.database(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	return f(d)
}
