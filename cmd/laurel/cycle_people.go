package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"laurel/bot"
	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

type cycleJoinCommand struct {
	cycleName
	printing
	Person string `required:"" help:"Slack id."`
}

// Run adds somebody to an open cycle, in the stage in which it is.
func (c cycleJoinCommand) Run(ctx context.Context, p program) error {
	var joined reviews.Joined
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		joined, err = b.JoinCycle(tx, c.Name, c.Person)
		return err
	})
	var refused reviews.Refused
	if errors.As(err, &refused) {
		return errors.New("nobody was added. " + refusals(refused.Refusals))
	}
	if err != nil {
		return err
	}
	_, object := cycleRow(joined.Cycle)
	object["person"] = c.Person
	return c.result(p.Out, fmt.Sprintf("%s is in %s now.\n", joined.Person.Name, joined.Cycle.Name), object)
}

type cycleLeaveCommand struct {
	cycleName
	printing
	Person string `required:"" help:"Slack id."`
}

// Run takes somebody out of an open cycle; what colleagues wrote about them is never shown.
func (c cycleLeaveCommand) Run(ctx context.Context, p program) error {
	var left reviews.Left
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		left, err = b.LeaveCycle(tx, c.Name, c.Person)
		return err
	})
	if err != nil {
		return err
	}
	_, object := cycleRow(left.Cycle)
	object["person"] = c.Person
	return c.result(p.Out, fmt.Sprintf("%s is out of %s. Nobody is asked about them any more.\n", left.Person.Name,
		left.Cycle.Name), object)
}

type cycleManagerCommand struct {
	printing
	Person string `required:"" help:"Slack id of whose manager changes."`
	To     string `required:"" help:"Slack id of the new manager."`
	From   string `help:"The day from which it holds, by the person's clock: 2026-12-01; without it, now."`
}

// Run changes who manages somebody. What falls due on a day goes to who manages them on it; the next import of people
// counts before it.
func (c cycleManagerCommand) Run(ctx context.Context, p program) error {
	var change reviews.ManagerChange
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		change, err = b.ChangeManager(tx, c.Person, c.To, c.From)
		return err
	})
	if err != nil {
		return err
	}
	from := " now"
	if !change.Now {
		from = " from " + change.From.Format(time.RFC1123) + " on"
	}
	return c.result(p.Out, fmt.Sprintf("%s reports to %s%s. Change it in the file of people too.\n", change.Person.Name,
		change.Manager.Name, from), map[string]any{"person": c.Person, "was": change.Was, "manager": c.To, "from": change.From})
}

type cycleSwapCommand struct {
	cycleName
	printing
	Person string `required:"" help:"Slack id of whom colleagues are asked about."`
	Out    string `required:"" help:"Slack id of who is not to be asked."`
}

// Run sees to it that a colleague is not asked about a person. It prints the same whether they were: who is asked, and who
// has answered, is shown to nobody.
func (c cycleSwapCommand) Run(ctx context.Context, p program) error {
	var swapped reviews.Swapped
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		swapped, err = b.SwapColleague(tx, c.Name, reviews.Swap{Subject: c.Person, Out: c.Out})
		return err
	})
	if err != nil {
		return err
	}
	_, object := cycleRow(swapped.Cycle)
	object["person"] = c.Person
	return c.result(p.Out, view.Swapped(swapped.Subject, people.Person{Name: c.Out})+"\n", object)
}
