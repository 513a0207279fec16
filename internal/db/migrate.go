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

// Version returns the schema's version, 0 before the first migration, and the newest in files. It only reads.
func Version(ctx context.Context, d *DB, files fs.FS) (have, want int64, err error) {
	provider, err := d.provider(files)
	if err != nil {
		return 0, 0, err
	}
	for _, source := range provider.ListSources() {
		want = max(want, source.Version)
	}
	have, err = d.schema(ctx)
	return have, want, err
}

// OtherSchema is the error about a schema that is not the one this program needs.
type OtherSchema struct{ Have, Want int64 }

func (e OtherSchema) Error() string {
	if e.Have > e.Want {
		return fmt.Sprintf("the database is at version %d, made by a newer laurel than this one, which knows %d", e.Have, e.Want)
	}
	return fmt.Sprintf("the database is at version %d and this laurel needs %d: run laurel migrate", e.Have, e.Want)
}

// CheckSchema compares the schema's version with want, in one small query. Error: OtherSchema.
func (d *DB) CheckSchema(ctx context.Context, want int64) error {
	have, err := d.schema(ctx)
	if err == nil && have != want {
		err = OtherSchema{Have: have, Want: want}
	}
	return err
}

// schema reads goose's table as goose does, without making it. It waits for no writer.
func (d *DB) schema(ctx context.Context) (have int64, err error) {
	err = d.Read(ctx, func(tx *Tx) error {
		tables := `select count(*) from sqlite_master where type = 'table' and name = 'goose_db_version'`
		if d.postgres {
			tables = `select count(*) from pg_class where oid = to_regclass('goose_db_version')`
		}
		var n int
		if err := tx.Get(&n, tables); err != nil || n == 0 {
			return err
		}
		return tx.Get(&have, `select coalesce(max(version_id), 0) from goose_db_version`)
	})
	if err != nil {
		return 0, fmt.Errorf("read the schema's version: %w", err)
	}
	return have, nil
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
