package main

import (
	"context"
	"fmt"
	"time"

	"laurel/bot"
	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/reviews"
)

type cycleExtendCommand struct {
	cycleName
	printing
	Until string `required:"" help:"The day on which the present stage ends instead, at 17:00 by the cycle's clock: 2026-12-04."`
}

// Run moves the end of the present stage, later or earlier.
func (c cycleExtendCommand) Run(ctx context.Context, p program) error {
	var cycle reviews.Cycle
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		cycle, err = b.ExtendCycle(tx, c.Name, c.Until)
		return err
	})
	if err != nil {
		return err
	}
	_, object := cycleRow(cycle)
	return c.result(p.Out, fmt.Sprintf("%s: %s ends on %s now.\n", cycle.Name, cycle.StageTitle(cycle.Stage),
		cycle.StageEndsAt.Format(time.RFC1123)), object)
}

type cycleRemindCommand struct {
	cycleName
	printing
}

// Run reminds who still owes something; who that is is told to nobody.
func (c cycleRemindCommand) Run(ctx context.Context, p program) error {
	var cycle reviews.Cycle
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		cycle, err = b.RemindCycle(tx, c.Name)
		return err
	})
	if err != nil {
		return err
	}
	_, object := cycleRow(cycle)
	return c.result(p.Out, fmt.Sprintf("%s: who still owes something in %s is reminded in their working hours.\n", cycle.Name,
		cycle.StageTitle(cycle.Stage)), object)
}

type cycleReopenCommand struct {
	cycleName
	printing
	Reason string `required:"" help:"Why; it stands on record."`
	Until  string `help:"The day on which it ends, at 17:00 by the cycle's clock; without it, the template's days from now."`
}

// Run goes back to the stage before the present one. A stage in which colleagues wrote stays closed.
func (c cycleReopenCommand) Run(ctx context.Context, p program) error {
	var reopened reviews.Reopened
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		reopened, err = b.ReopenCycle(tx, c.Name, c.Reason, c.Until)
		return err
	})
	if err != nil {
		return err
	}
	_, object := cycleRow(reopened.Cycle)
	object["from"], object["to"] = reopened.From, reopened.To
	return c.result(p.Out, fmt.Sprintf("%s: %s is open again until %s.\n", reopened.Cycle.Name,
		reopened.Cycle.StageTitle(reopened.To), reopened.Cycle.StageEndsAt.Format(time.RFC1123)), object)
}

// recordLines are a cycle's record, the latest first.
func recordLines(cycle reviews.Cycle, record []reviews.Event, names map[string]string) string {
	lines := "WHEN (UTC)        WHAT\n"
	for _, e := range record {
		lines += e.At.Format("2006-01-02 15:04") + "  " + view.EventText(cycle, e, names, time.UTC) + "\n"
	}
	return lines
}

func recordObjects(record []reviews.Event) []map[string]any {
	list := make([]map[string]any, len(record))
	for i, e := range record {
		list[i] = map[string]any{
			"at": e.At, "by": e.By, "what": e.Kind, "person": e.Subject, "was": e.Was, "becomes": e.Becomes, "from": e.FromOn,
			"reason": e.Reason,
		}
	}
	return list
}
