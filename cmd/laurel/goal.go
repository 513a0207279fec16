package main

import (
	"context"
	"strconv"

	"laurel/internal/db"
	"laurel/reviews"
)

// goalCommands is `laurel goal …`.
type goalCommands struct {
	List goalListCommand `cmd:"" help:"Print a person's goals: the open ones by deadline, then the others."`
}

type goalListCommand struct {
	printing
	Person string `required:"" help:"Whose (a Slack id)."`
}

// Run needs the database: whoever runs laurel can read goals, which are not sealed.
func (c goalListCommand) Run(ctx context.Context, p program) error {
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer d.close()
	var list []reviews.Goal
	err = d.db.Read(ctx, func(tx *db.Tx) (err error) {
		list, err = reviews.Goals(tx, c.Person)
		return err
	})
	if err != nil {
		return err
	}
	header := []string{"deadline", "state", "category", "objective", "measure", "baseline", "target", "wins"}
	return c.rows(p.Out, header, len(list), func(i int) ([]string, any) {
		g := list[i]
		return []string{
			g.Deadline, g.State, g.Category, short(g.Objective, 60), short(g.Measure, 40), short(g.Baseline, 20),
			short(g.Target, 20), strconv.Itoa(len(g.Wins)),
		}, g
	})
}
