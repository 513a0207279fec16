package main

import (
	"context"
	"fmt"
	"os"

	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/wins/files"
)

type winsExportCommand struct {
	Person string `required:"" help:"Whose wins (a Slack id)."`
	Format string `default:"md" enum:"md,csv,json,pdf" help:"md, csv, json (a win a line) or pdf."`
	Output string `short:"o" help:"Write to this file instead of standard output."`
}

// Run writes the wins that a person keeps, private ones too, as /win export does for them.
func (c winsExportCommand) Run(ctx context.Context, p program) error {
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer d.close()
	owner, err := d.person(ctx, c.Person)
	if err != nil {
		return err
	}
	book := files.Book{Person: owner.Name, Today: d.db.Now().In(owner.Location(d.config.Timezone))}
	err = d.db.Read(ctx, func(tx *db.Tx) error {
		if book.Wins, err = wins.List(tx, wins.Filter{Person: c.Person}); err != nil {
			return err
		}
		known, err := people.Some(tx, book.People())
		book.Names = map[string]string{}
		for id, one := range known {
			book.Names[id] = one.Name
		}
		return err
	})
	if err != nil {
		return err
	}
	content, err := book.Write(files.Format(c.Format))
	if err != nil {
		return err
	}
	if c.Output == "" {
		_, err = p.Out.Write(content)
		return err
	}
	if err := os.WriteFile(c.Output, content, 0o600); err != nil {
		return fmt.Errorf("write the file: %w", err)
	}
	return nil
}
