package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"laurel/internal/db"
	"laurel/people"
)

// peopleCommands is `laurel people …`.
type peopleCommands struct {
	Import peopleImportCommand `cmd:"" help:"Load people from a CSV file; nothing is loaded when a row is bad."`
	List   peopleListCommand   `cmd:"" help:"Print who is known."`
}

type peopleImportCommand struct {
	printing
	File string `arg:"" help:"CSV with the columns slack_id,name,email,role,manager,timezone,team."`
}

// Run loads the file. The second run of the same file changes nothing.
func (c peopleImportCommand) Run(ctx context.Context, p program) error {
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("open the file: %w", err)
	}
	defer func() { _ = file.Close() }()
	name := filepath.Base(c.File)
	rows, err := people.ReadCSV(file, name)
	var bad *people.Bad
	if errors.As(err, &bad); err != nil && bad == nil {
		return err
	}
	conf, err := readConfig(p.Env)
	if err != nil {
		return err
	}
	d, err := openWith(ctx, conf)
	if err != nil {
		return err
	}
	defer d.close()
	var result people.Result
	err = d.db.Do(ctx, func(tx *db.Tx) (err error) {
		if bad != nil {
			return people.Examine(tx, bad)
		}
		result, err = people.Import(tx, rows, name)
		return err
	})
	if err != nil {
		return err
	}
	return c.result(p.Out, fmt.Sprintf("%d people: %d added, %d changed, %d unchanged.\n",
		len(rows), result.Added, result.Changed, result.Unchanged), map[string]any{
		"people": len(rows), "added": result.Added, "changed": result.Changed, "unchanged": result.Unchanged,
	})
}

type peopleListCommand struct{ printing }

// Run prints everybody, by name.
func (c peopleListCommand) Run(ctx context.Context, p program) error {
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer d.close()
	var all []people.Person
	err = d.db.Read(ctx, func(tx *db.Tx) (err error) {
		all, err = people.All(tx)
		return err
	})
	if err != nil {
		return err
	}
	header := []string{"slack id", "name", "function", "manager", "time zone", "team", "status"}
	return c.rows(p.Out, header, len(all), func(i int) ([]string, any) {
		one := all[i]
		status := "member"
		if !people.Member(one) {
			status = "no member"
		}
		object := map[string]any{
			"slack_id": one.ID, "name": one.Name, "email": one.Email, "role": one.Title(), "manager": one.Manager,
			"timezone": one.Timezone, "team": one.Team, "member": people.Member(one),
		}
		return []string{one.ID, one.Name, one.Title(), one.Manager, one.Timezone, one.Team, status}, object
	})
}
