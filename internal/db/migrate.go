package db

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Migrate brings the schema to the newest version in files and returns how many migrations it ran. Replicas that start
// at once wait for each other (a session lock on Postgres); the second call runs none.
func Migrate(ctx context.Context, d *DB, files fs.FS) (int, error) {
	provider, err := d.provider(files)
	if err != nil {
		return 0, err
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return len(results), fmt.Errorf("migrate the database: %w", err)
	}
	return len(results), nil
}

// Version returns the schema's version and the newest in files. have > want means that a newer laurel was here.
func Version(ctx context.Context, d *DB, files fs.FS) (have, want int64, err error) {
	provider, err := d.provider(files)
	if err != nil {
		return 0, 0, err
	}
	have, want, err = provider.GetVersions(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("read the schema's version: %w", err)
	}
	return have, want, nil
}

func (d *DB) provider(files fs.FS) (*goose.Provider, error) {
	dialect, options := goose.DialectSQLite3, []goose.ProviderOption(nil)
	if d.postgres {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("prepare the migration lock: %w", err)
		}
		dialect, options = goose.DialectPostgres, append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(dialect, d.write.pool.DB, files, options...)
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	return provider, nil
}
