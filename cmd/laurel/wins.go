package main

import (
	"context"
	"strings"
	"time"

	"laurel/internal/db"
	"laurel/wins"
)

// winsCommands is `laurel wins …`.
type winsCommands struct {
	List   winsListCommand   `cmd:"" help:"Print wins, newest first."`
	Story  winsStoryCommand  `cmd:"" help:"Print a project's story: one person's wins of it, along the impact chain, as Markdown."`
	Export winsExportCommand `cmd:"" help:"Write a person's wins as a document: Markdown, PDF, CSV or JSON."`
	Import winsImportCommand `cmd:"" help:"Load a person's wins from a CSV, Markdown or JSON lines file; nothing is loaded when a row is bad."`
}

type winsListCommand struct {
	printing
	Person  string   `help:"Only this person's (a Slack id)."`
	Since   string   `help:"Only from this day on (2026-06-01)."`
	Until   string   `help:"Only up to this day."`
	Project string   `help:"Only of this project, with or without #."`
	Search  []string `help:"Only with this in the text, in any case; may be repeated." sep:"none" placeholder:"WORD"`
	Status  string   `help:"Only kept, pending or removed ones." enum:"any,kept,pending,removed" default:"any"`
}

// Run prints wins of every status unless one is asked for. It needs the database, so it sees private ones too: whoever
// runs laurel can read wins, which are not sealed.
func (c winsListCommand) Run(ctx context.Context, p program) error {
	for _, date := range []string{c.Since, c.Until} {
		if _, err := time.Parse(time.DateOnly, date); date != "" && err != nil {
			return usage{"--since and --until take a day like 2026-06-01"}
		}
	}
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer d.close()
	var list []wins.Win
	err = d.db.Read(ctx, func(tx *db.Tx) (err error) {
		list, err = wins.List(tx, wins.Filter{
			Person: c.Person, Since: c.Since, Until: c.Until, Status: c.Status,
			Project: strings.TrimPrefix(c.Project, "#"), Words: c.Search,
		})
		return err
	})
	if err != nil {
		return err
	}
	header := []string{"date", "person", "status", "source", "project", "win"}
	return c.rows(p.Out, header, len(list), func(i int) ([]string, any) {
		w := list[i]
		return []string{w.OccurredOn, w.Person, w.Status, w.Source, w.Project, short(w.Text, 80)}, w
	})
}
