package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.uber.org/zap"

	"laurel/bot"
	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/slots"
	"laurel/reviews"
)

// cycleCommands is `laurel cycle …`.
type cycleCommands struct {
	Open     cycleOpenCommand      `cmd:"" help:"Open a cycle: its first stage begins at once."`
	Rehearse cycleRehearseCommand  `cmd:"" help:"Print what a cycle would send by itself, to whom and when; send nothing."`
	Advance  cycleAdvanceCommand   `cmd:"" help:"End the present stage now."`
	Extend   cycleExtendCommand    `cmd:"" help:"Have the present stage end on another day."`
	Remind   cycleRemindCommand    `cmd:"" help:"Remind who still owes something in the present stage; once a day."`
	Reopen   cycleReopenCommand    `cmd:"" help:"Go back to the stage before, with the reason on record."`
	Join     cycleJoinCommand      `cmd:"" help:"Add somebody to a cycle that is open."`
	Leave    cycleLeaveCommand     `cmd:"" help:"Take somebody out of a cycle: nobody is asked about them any more."`
	Manager  cycleManagerCommand   `cmd:"" help:"Give somebody another manager from a day on; it stands on record."`
	Swap     cycleSwapCommand      `cmd:"" help:"Have somebody else asked about a person."`
	Close    cycleCloseCommand     `cmd:"" help:"End a cycle."`
	Cancel   cycleCancelCommand    `cmd:"" help:"Call a cycle off: nobody is asked any more."`
	List     cycleListCommand      `cmd:"" help:"Print all cycles, newest first."`
	Show     cycleShowCommand      `cmd:"" help:"Print one cycle, how far it is, and what was done to it."`
	Schedule cycleScheduleCommands `cmd:"" help:"Cycles that open by themselves."`
}

// cycleWhat is what opening and rehearsing take.
type cycleWhat struct {
	Name     string   `required:"" help:"Its name, which people read in every message, like \"2026 H2\"."`
	Template string   `required:"" help:"mlops-engineer or ml-engineer."`
	Subjects []string `help:"Slack ids of who is reviewed; without it, everybody whose function the template is for." sep:","`
}

func (c cycleWhat) new() reviews.New {
	return reviews.New{Name: strings.TrimSpace(c.Name), Template: c.Template, Subjects: c.Subjects}
}

type cycleOpenCommand struct {
	cycleWhat
	printing
}

// Run opens the cycle; the bot that serves this database sends the messages.
func (c cycleOpenCommand) Run(ctx context.Context, p program) error {
	var opened reviews.Opened
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		opened, err = b.OpenCycle(tx, c.new())
		return err
	})
	if err != nil {
		return err
	}
	sentences := fmt.Sprintf("%s is open: %d reviewed, now %s until %s. %d requests to %d colleagues %s.\n",
		opened.Cycle.Name, len(opened.Subjects), opened.Cycle.StageTitle(opened.Cycle.Stage),
		opened.Cycle.StageEndsAt.Format(time.RFC1123), len(opened.Requests), givers(opened), whenAsked(opened))
	return c.result(p.Out, sentences+leftOut(opened), openedObject(opened))
}

func whenAsked(opened reviews.Opened) string {
	if opened.Cycle.Stage == reviews.StagePeer {
		return "are on their way"
	}
	return "follow on " + opened.Requests[0].AskedAt.Format(time.RFC1123) + ", as things are now"
}

func openedObject(opened reviews.Opened) map[string]any {
	_, object := cycleRow(opened.Cycle)
	refused, shortages := []map[string]any{}, []map[string]any{}
	for _, r := range opened.Refused {
		refused = append(refused, map[string]any{"person": r.Subject, "reason": r.Reason, "cycle": r.Cycle})
	}
	for _, s := range opened.Shortages {
		shortages = append(shortages, map[string]any{
			"person": s.Subject, "role": s.Function, "have": s.Have, "want": s.Want, "reason": s.Reason, "taken": s.Taken,
			"upward": s.Upward,
		})
	}
	object["people"], object["requests"], object["colleagues"] = opened.Subjects, len(opened.Requests), givers(opened)
	object["refused"], object["shortages"] = refused, shortages
	return object
}

func leftOut(opened reviews.Opened) string {
	var lines strings.Builder
	for _, r := range opened.Refused {
		fmt.Fprintf(&lines, "%s is left out: %s.\n", r.Subject, refusals([]reviews.Refusal{r}))
	}
	for _, s := range opened.Shortages {
		if s.Upward {
			fmt.Fprintf(&lines, "%s.\n", view.UpwardText(s, s.Subject))
			continue
		}
		who := s.Function.Title()
		if who == "" {
			who = "colleague"
		}
		why := "nobody else may be asked"
		if s.Reason == feedback.AllTaken {
			why = strings.Join(s.Taken, ", ") + " and all others who could be are asked about as many people as they may"
		}
		fmt.Fprintf(&lines, "%s: %d of %d asked (%s): %s.\n", s.Subject, s.Have, s.Want, who, why)
	}
	return lines.String()
}

func givers(opened reviews.Opened) int {
	asked := map[string]bool{}
	for _, r := range opened.Requests {
		asked[r.Giver] = true
	}
	return len(asked)
}

type cycleRehearseCommand struct {
	cycleWhat
	printing
}

// Run prints every message that the cycle would send, with the reader's local time; nothing is stored or sent.
func (c cycleRehearseCommand) Run(ctx context.Context, p program) error {
	var messages []bot.Rehearsed
	err := p.readCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		messages, err = b.RehearseCycle(tx, c.new())
		return err
	})
	if err != nil {
		return err
	}
	header := []string{"to", "local time", "message"}
	return c.rows(p.Out, header, len(messages), func(i int) ([]string, any) {
		m := messages[i]
		object := map[string]any{"to": m.To, "local_time": m.At.Format(time.RFC3339), "text": m.Text}
		return []string{m.To, m.At.Format("Mon 2 Jan 2006, 15:04 MST"), m.Text}, object
	})
}

// cycleName is what commands about one cycle take.
type cycleName struct {
	Name string `required:"" help:"The cycle's name."`
}

type cycleAdvanceCommand struct {
	cycleName
	printing
}

// Run ends the stage; the packets of a peer review go to the managers.
func (c cycleAdvanceCommand) Run(ctx context.Context, p program) error {
	var advanced reviews.Advanced
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		advanced, err = b.AdvanceCycle(tx, c.Name)
		return err
	})
	if err != nil {
		return err
	}
	_, object := cycleRow(advanced.Cycle)
	object["from"], object["to"] = advanced.From, advanced.To
	line := fmt.Sprintf("%s: %s is over, now %s until %s.\n", c.Name, advanced.Cycle.StageTitle(advanced.From),
		advanced.Cycle.StageTitle(advanced.To), advanced.Cycle.StageEndsAt.Format(time.RFC1123))
	if advanced.To == "" {
		line = fmt.Sprintf("%s: %s is over, and with it the cycle.\n", c.Name, advanced.Cycle.StageTitle(advanced.From))
	}
	return c.result(p.Out, line, object)
}

type cycleCloseCommand struct {
	cycleName
	printing
}

// Run closes the cycle.
func (c cycleCloseCommand) Run(ctx context.Context, p program) error {
	return c.end(ctx, p, c.Name, (*bot.Bot).CloseCycle)
}

type cycleCancelCommand struct {
	cycleName
	printing
}

// Run calls the cycle off.
func (c cycleCancelCommand) Run(ctx context.Context, p program) error {
	return c.end(ctx, p, c.Name, (*bot.Bot).CancelCycle)
}

// end ends a cycle in one of two ways, and prints how it stands then.
func (f printing) end(
	ctx context.Context, p program, name string, how func(*bot.Bot, *db.Tx, string) (reviews.Cycle, error),
) error {
	var cycle reviews.Cycle
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		cycle, err = how(b, tx, name)
		return err
	})
	if err != nil {
		return err
	}
	_, object := cycleRow(cycle)
	return f.result(p.Out, fmt.Sprintf("%s is %s.\n", cycle.Name, cycle.State), object)
}

// inCycle opens the deployment and runs f in one transaction of a bot that is not connected to Slack.
func (p program) inCycle(ctx context.Context, f func(b *bot.Bot, tx *db.Tx) error) error {
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer d.close()
	b := d.bot(zap.NewNop())
	return d.db.Do(ctx, func(tx *db.Tx) error { return f(b, tx) })
}

// readCycle is inCycle for what only reads: it waits for no writer, and writes nothing.
func (p program) readCycle(ctx context.Context, f func(b *bot.Bot, tx *db.Tx) error) error {
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer d.close()
	b := d.bot(zap.NewNop())
	return d.db.Read(ctx, func(tx *db.Tx) error { return f(b, tx) })
}

type cycleListCommand struct{ printing }

// Run prints the cycles.
func (c cycleListCommand) Run(ctx context.Context, p program) error {
	var list []reviews.Cycle
	err := p.readCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		list, err = b.Cycles().List(tx)
		return err
	})
	if err != nil {
		return err
	}
	header := []string{"name", "template", "state", "stage", "stage ends (UTC)"}
	return c.rows(p.Out, header, len(list), func(i int) ([]string, any) { return cycleRow(list[i]) })
}

func cycleRow(c reviews.Cycle) ([]string, map[string]any) {
	object := map[string]any{
		"name": c.Name, "template": c.Template, "state": c.State, "stage": c.Stage, "opened_at": c.OpenedAt,
		"stage_ends_at": c.StageEndsAt,
	}
	return []string{c.Name, c.Template, string(c.State), c.Stage, c.StageEndsAt.Format("2006-01-02 15:04")}, object
}

type cycleShowCommand struct {
	cycleName
	printing
}

// Run prints a cycle with a band of answers: how many there are is nobody's business before the stage ends. Below it
// stands what was done to it, the latest first.
func (c cycleShowCommand) Run(ctx context.Context, p program) error {
	var shown reviews.Progress
	var record []reviews.Event
	var names map[string]string
	err := p.readCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		if shown, err = b.Cycles().Show(tx, c.Name); err != nil {
			return err
		}
		if record, err = b.Cycles().Record(tx, shown.Cycle.ID); err != nil {
			return err
		}
		names, err = bot.RecordNames(tx, record)
		return err
	})
	if err != nil {
		return err
	}
	header := []string{"name", "template", "state", "stage", "stage ends (UTC)", "people", "answers"}
	err = c.rows(p.Out, header, 1, func(int) ([]string, any) {
		columns, object := cycleRow(shown.Cycle)
		object["people"], object["answers"], object["record"] = shown.Subjects, shown.Answers, recordObjects(record)
		return append(columns, fmt.Sprint(shown.Subjects), string(shown.Answers)), object
	})
	if err != nil || c.JSON {
		return err
	}
	_, err = fmt.Fprint(p.Out, "\n", recordLines(shown.Cycle, record, names))
	return err
}

// cycleScheduleCommands is `laurel cycle schedule …`.
type cycleScheduleCommands struct {
	Add    scheduleAddCommand    `cmd:"" help:"Have a cycle open by itself, by a cron line."`
	List   scheduleListCommand   `cmd:"" help:"Print the schedules."`
	Remove scheduleRemoveCommand `cmd:"" help:"Remove a schedule; cycles it has opened stay."`
}

type scheduleAddCommand struct {
	cycleWhat
	printing
	Cron     string `required:"" help:"Minute, hour, day, month, weekday: \"0 9 1 6,12 *\"."`
	Timezone string `help:"Where the line's clock hangs; default LAUREL_TIMEZONE."`
}

// Run stores the schedule; the bot opens its cycles. The name may hold {date}, {year}, {half}, {quarter} or {month}.
func (c scheduleAddCommand) Run(ctx context.Context, p program) error {
	line, err := slots.Parse(c.Cron)
	if err != nil {
		return err
	}
	conf, err := readConfig(p.Env)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(fallback(c.Timezone, conf.Timezone.String()))
	if err != nil || c.Timezone == "Local" {
		return usage{fmt.Sprintf("--timezone %s is no time zone; it takes a name like Europe/Berlin", c.Timezone)}
	}
	var added reviews.Schedule
	var now time.Time
	err = p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		now = tx.Now()
		added, err = b.Cycles().AddSchedule(tx, reviews.NewSchedule{
			Name: c.Name, Template: c.Template, Subjects: c.Subjects, Cron: c.Cron, Timezone: zone.String(),
		})
		return err
	})
	var refused reviews.Refused
	if errors.As(err, &refused) {
		return errors.New("no schedule was added. " + refusals(refused.Refusals))
	}
	if err != nil {
		return err
	}
	next := nextSlot(line, now, zone)
	object := scheduleObject(added)
	object["next"] = next.Format(time.RFC3339)
	return c.result(p.Out, fmt.Sprintf("Schedule %s: the next cycle opens on %s.\n", added.ID,
		next.Format("Mon 2 Jan 2006, 15:04 MST")), object)
}

func scheduleObject(s reviews.Schedule) map[string]any {
	return map[string]any{
		"id": s.ID, "name": s.Name, "template": s.Template, "cron": s.Cron, "timezone": s.Timezone, "last": s.LastSlot,
	}
}

// nextSlot is when a line comes due next, by the clock of zone. Due looks at a year at most, and 29 February may be eight
// years away.
func nextSlot(line slots.Schedule, now time.Time, zone *time.Location) time.Time {
	for {
		until := now.AddDate(0, 0, 365)
		if due := line.Due(now, until, zone); len(due) > 0 {
			return due[0].At.In(zone)
		}
		now = until
	}
}

type scheduleListCommand struct{ printing }

// Run prints the schedules.
func (c scheduleListCommand) Run(ctx context.Context, p program) error {
	var list []reviews.Schedule
	err := p.readCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		list, err = b.Cycles().Schedules(tx)
		return err
	})
	if err != nil {
		return err
	}
	header := []string{"id", "name", "template", "cron", "time zone", "last opened"}
	return c.rows(p.Out, header, len(list), func(i int) ([]string, any) {
		s := list[i]
		return []string{s.ID, s.Name, s.Template, s.Cron, s.Timezone, s.LastSlot}, scheduleObject(s)
	})
}

type scheduleRemoveCommand struct {
	ID string `arg:"" help:"The schedule's id, as laurel cycle schedule list prints it."`
}

// Run removes the schedule.
func (c scheduleRemoveCommand) Run(ctx context.Context, p program) error {
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) error { return b.Cycles().RemoveSchedule(tx, c.ID) })
	if errors.Is(err, reviews.ErrNotFound) {
		return errors.New("there is no schedule of this id; laurel cycle schedule list shows all")
	}
	return err
}
