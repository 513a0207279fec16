package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"go.uber.org/zap"

	"laurel/bot"
	"laurel/internal/db"
	"laurel/internal/seal"
	"laurel/migrations"
)

// deployment is an open database with its key: what every command but the simplest stands on.
type deployment struct {
	config config
	db     *db.DB
	schema int64 // the version this program needs
	seal   *seal.Sealer
}

// open reads the environment and opens the deployment, which must be there.
func (p program) open(ctx context.Context) (*deployment, error) {
	c, err := readConfig(p.Env)
	if err != nil {
		return nil, err
	}
	if err := c.mustExist(); err != nil {
		return nil, err
	}
	return openWith(ctx, c)
}

// mustExist refuses a SQLite file that is not there: made anew in whatever folder somebody stands in, an empty one would
// answer that there is nothing.
func (c config) mustExist() error {
	path, lite := strings.CutPrefix(c.DatabaseURL, "sqlite:")
	if _, err := os.Stat(path); lite && path != "" && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no database at %s: run laurel serve or laurel migrate first, or name another in DATABASE_URL",
			path)
	}
	return nil
}

// openWith opens the deployment. The schema must be this version's, except that SQLite's file is made if it is absent and
// gets the schema if it is empty: the first start of all needs no second command.
func openWith(ctx context.Context, c config, options ...db.Option) (*deployment, error) {
	d, err := c.database(ctx, options...)
	if err != nil {
		return nil, err
	}
	deployed := &deployment{config: c, db: d}
	if err := deployed.prepare(ctx); err != nil {
		_ = d.Close()
		return nil, err
	}
	return deployed, nil
}

// database opens the database. Its errors name the variable to look at and never hold a password.
func (c config) database(ctx context.Context, options ...db.Option) (*db.DB, error) {
	d, err := db.Open(ctx, c.DatabaseURL, options...)
	var unknown db.UnknownURL
	var network *net.OpError
	const forms = "it takes sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME"
	switch {
	case err == nil:
		return d, nil
	case errors.As(err, &unknown):
		return nil, usage{fmt.Sprintf("DATABASE_URL is %q; %s", unknown.URL, forms)}
	case errors.As(err, new(*url.Error)): // its text is the address, password and all
		return nil, usage{"DATABASE_URL can't be read; " + forms + ", a password's special characters written like %2F"}
	case db.IsPlain(err):
		return nil, errors.New("the database server has no SSL: write ?sslmode=disable at the end of DATABASE_URL if the way to " +
			"it is safe without, as on this machine")
	case errors.As(err, &network):
		return nil, fmt.Errorf("the database can't be reached: check DATABASE_URL and that it runs (%w)", network.Err)
	}
	return nil, fmt.Errorf("the database that DATABASE_URL names can't be opened: %w", err)
}

func (d *deployment) prepare(ctx context.Context) error {
	if err := d.checkSchema(ctx); err != nil {
		return err
	}
	sealer, err := d.config.sealer()
	if err != nil {
		return err
	}
	d.seal = sealer
	if err = d.checkKey(ctx); errors.Is(err, seal.ErrOpen) {
		return errors.New("the key is not the one that this database was sealed with: " +
			"LAUREL_KEY or LAUREL_KEY_FILE must hold the same keyset as before")
	}
	return err
}

// checkKey: the first start seals a key with the keyset; a later start with another keyset can't open it. Only the first
// writes, so that commands that read wait for no writer.
func (d *deployment) checkKey(ctx context.Context) error {
	sealed := false
	err := d.db.Read(ctx, func(tx *db.Tx) (err error) {
		sealed, err = d.seal.Has(tx, "deployment")
		return err
	})
	if err != nil || sealed {
		return err
	}
	return d.db.Do(ctx, func(tx *db.Tx) error {
		_, err := d.seal.Key(tx, "deployment")
		return err
	})
}

func (d *deployment) checkSchema(ctx context.Context) error {
	have, want, err := db.Version(ctx, d.db, migrations.Files)
	if err != nil {
		return err
	}
	d.schema = want
	if have == 0 && !d.db.Postgres() {
		_, err = db.Migrate(ctx, d.db, migrations.Files)
		return err
	}
	return d.db.CheckSchema(ctx, want)
}

// close ends the deployment's connections.
func (d *deployment) close() { _ = d.db.Close() }

// bot makes the bot of this deployment; it is not connected yet.
func (d *deployment) bot(log *zap.Logger) *bot.Bot {
	return bot.New(bot.Options{
		DB: d.db, Schema: d.schema, Seal: d.seal, Log: log, Timezone: d.config.Timezone, Emoji: d.config.Emoji, Admins: d.config.Admins,
		BotToken: d.config.BotToken, AppToken: d.config.AppToken, APIURL: d.config.APIURL,
	})
}

// sealer loads the keyset: from the environment, from a file, or, for SQLite, from a file beside the database that is
// made on the first start.
func (c config) sealer() (*seal.Sealer, error) {
	if c.Key != "" {
		return loadKey(c.Key, "LAUREL_KEY")
	}
	file := c.KeyFile
	path, lite := strings.CutPrefix(c.DatabaseURL, "sqlite:")
	if file == "" && !lite {
		return nil, usage{"LAUREL_KEY or LAUREL_KEY_FILE is needed with Postgres; laurel keys new prints a keyset"}
	}
	if file == "" {
		file = path + ".key"
		if err := makeKeyFile(file); err != nil {
			return nil, err
		}
	}
	text, err := os.ReadFile(file)
	switch {
	case err != nil && c.KeyFile != "":
		return nil, usage{fmt.Sprintf("LAUREL_KEY_FILE names a file that can't be read: %v", err)}
	case err != nil:
		return nil, fmt.Errorf("read the key beside the database: %w", err)
	}
	return loadKey(string(text), file)
}

func loadKey(text, where string) (*seal.Sealer, error) {
	sealer, err := seal.Load(text)
	if err != nil {
		return nil, usage{where + " does not hold a keyset; laurel keys new prints one"}
	}
	return sealer, nil
}

// makeKeyFile writes a fresh keyset, readable for its owner only. It is there whole or not at all, and on the disk before
// anything is sealed with it; a file that is there stays as it is.
func makeKeyFile(name string) error {
	if _, err := os.Stat(name); err == nil {
		return nil
	}
	keyset, err := seal.NewKeyset()
	if err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".new-") // with mode 0600
	if err != nil {
		return fmt.Errorf("make the key file: %w", err)
	}
	defer func() { _ = os.Remove(temporary.Name()) }()
	_, err = temporary.WriteString(keyset + "\n")
	err = errors.Join(err, temporary.Sync(), temporary.Close())
	if err != nil {
		return fmt.Errorf("write the key file: %w", err)
	}
	if err := os.Link(temporary.Name(), name); err != nil && !errors.Is(err, fs.ErrExist) { // somebody else was first
		return fmt.Errorf("put the key file in its place: %w", err)
	}
	folder, err := os.Open(filepath.Dir(name))
	if err != nil {
		return fmt.Errorf("put the key file in its place: %w", err)
	}
	return errors.Join(folder.Sync(), folder.Close())
}
