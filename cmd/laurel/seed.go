package main

import (
	"context"
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
	"laurel/wins"
)

// seeds is the sandbox's company: its people, and what they did in the last half-year.
//
//go:embed seed
var seeds embed.FS

// seedSandbox fills an empty database with the sandbox's company. A database that has people stays as it is.
func seedSandbox(ctx context.Context, d *deployment) error {
	empty := false
	err := d.db.Do(ctx, func(tx *db.Tx) error {
		all, err := people.All(tx)
		if err != nil || len(all) > 0 {
			return err
		}
		empty = true
		return seedPeople(tx)
	})
	if err != nil || !empty {
		return err
	}
	if err := seedWins(ctx, d); err != nil {
		return err
	}
	return seedGoals(ctx, d)
}

// seedGoals sets two goals of Ada's, of which one has begun to show.
func seedGoals(ctx context.Context, d *deployment) error {
	cycles := reviews.Cycles{Location: time.UTC}
	return d.db.Do(ctx, func(tx *db.Tx) error {
		ada, err := people.Get(tx, "U0ADA")
		if err != nil {
			return err
		}
		in := func(days int) string { return tx.Now().AddDate(0, 0, days).Format(time.DateOnly) }
		begun, err := cycles.AddGoal(tx, ada, reviews.GoalText{
			Objective: "Releases of #ranker go out without a hand on them", Category: "deployment",
			Measure: "Releases that somebody sits through", Baseline: "9 of 10", Target: "1 of 10", Deadline: in(24),
			Serves: "Two releases a week",
		})
		if err != nil {
			return err
		}
		if _, err := reviews.NoteGoal(tx, ada.ID, begun.ID, "Canary and rollback run by themselves; the smoke test still needs a hand"); err != nil {
			return err
		}
		_, err = cycles.AddGoal(tx, ada, reviews.GoalText{
			Objective: "Nobody trains on broken exports of #feature-store", Category: "quality",
			Measure: "Broken exports found after training", Baseline: "3 in the last half-year", Target: "none in a quarter", Deadline: in(80),
		})
		return err
	})
}

func seedPeople(tx *db.Tx) error {
	file, err := seeds.Open("seed/people.csv")
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	rows, err := people.ReadCSV(file, "people.csv")
	if err != nil {
		return err
	}
	_, err = people.Import(tx, rows, "people.csv")
	return err
}

// seedWins adds the wins of seed/wins.csv, each at its own time: who, how many days ago, who can see it (or that it is
// pending, which needs a witness), who saw it, and the text.
func seedWins(ctx context.Context, d *deployment) error {
	file, err := seeds.Open("seed/wins.csv")
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return fmt.Errorf("read the wins: %w", err)
	}
	var when time.Time
	past := d.db.ByClock(func() time.Time { return when })
	for i, row := range rows[1:] {
		ago, err := strconv.Atoi(row[1])
		if err != nil {
			return fmt.Errorf("wins.csv line %d: %w", i+2, err)
		}
		when = d.db.Now().AddDate(0, 0, -ago)
		if err := past.Do(ctx, func(tx *db.Tx) error { return seedWin(tx, i, row) }); err != nil {
			return fmt.Errorf("wins.csv line %d: %w", i+2, err)
		}
	}
	return nil
}

func seedWin(tx *db.Tx, n int, row []string) error {
	when := tx.Now()
	person, visibility, witnesses, text := row[0], row[2], strings.Fields(row[3]), row[4]
	if len(witnesses) == 0 {
		_, err := wins.Add(tx, wins.New{
			Person: person, Text: text, Source: wins.SourceCommand, Visibility: visibility,
			OccurredOn: when.Format(time.DateOnly), Location: time.UTC,
		})
		return err
	}
	ts, channel, pending := fmt.Sprintf("%d.%06d", when.Unix(), n+1), "C0MLPLAT", visibility == wins.StatusPending
	if pending { // it was not said in public
		channel = "C0MLINC"
	}
	for j, by := range witnesses {
		_, _, err := wins.Witnessed(tx, wins.Reaction{
			By: by, Emoji: "trophy", EventTS: fmt.Sprintf("%d.%06d", when.Unix()+int64(j), n+1), Author: person, Text: text,
			Where: wins.Where{Channel: channel, TS: ts}, Location: time.UTC, Pending: pending,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
