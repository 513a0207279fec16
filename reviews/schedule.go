package reviews

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"laurel/internal/db"
)

// Schedule opens cycles by itself. When, is for the job that asks: Cron by the clock of Timezone.
type Schedule struct {
	ID       string
	Template string
	Name     string // a pattern: {date}, {year}, {half} (H1), {quarter} (Q3) and {month} (11) stand for the slot's
	Cron     string
	Timezone string
	Subjects []string // none: everybody the template is for
	By       string
	AddedAt  time.Time
	LastSlot string // "2026-11-23T09:00", local; "" before the first
}

// NewSchedule is a schedule to be added. Without Cron it takes the template's; without Timezone, that of Cycles.
type NewSchedule struct {
	Template, Name, Cron, Timezone string
	Subjects                       []string
	By                             string
}

// ErrNoCron means that neither the schedule nor its template says when.
var ErrNoCron = errors.New("a schedule needs a cron line")

// AddSchedule adds a schedule. The caller has checked that the cron line parses. Errors: ErrNoName, ErrUnknownTemplate,
// ErrNoCron, and what time.LoadLocation says.
func (c *Cycles) AddSchedule(tx *db.Tx, in NewSchedule) (Schedule, error) {
	template, err := FindTemplate(in.Template)
	if err != nil {
		return Schedule{}, err
	}
	schedule := Schedule{
		ID: db.NewID(), Template: template.ID, Name: strings.TrimSpace(in.Name), Cron: cmp.Or(in.Cron, template.Cron),
		Timezone: cmp.Or(in.Timezone, c.location().String()), Subjects: in.Subjects, By: in.By, AddedAt: tx.Now(),
	}
	switch {
	case schedule.Name == "":
		return Schedule{}, ErrNoName
	case schedule.Cron == "":
		return Schedule{}, ErrNoCron
	}
	if _, err := time.LoadLocation(schedule.Timezone); err != nil {
		return Schedule{}, fmt.Errorf("add a schedule: %w", err)
	}
	return schedule, insertSchedule(tx, schedule)
}

// RemoveSchedule removes a schedule; cycles that it opened stay. Error: ErrNotFound.
func (c *Cycles) RemoveSchedule(tx *db.Tx, id string) error { return deleteSchedule(tx, id) }

// Schedules lists the schedules in the order they were added.
func (c *Cycles) Schedules(tx *db.Tx) ([]Schedule, error) { return loadSchedules(tx) }

// OpenScheduled opens a schedule's cycle for one slot, "2026-11-23T09:00" by the schedule's clock. Errors: ErrSlotDone
// for that slot the second time, or an earlier one; otherwise those of Open.
func (c *Cycles) OpenScheduled(tx *db.Tx, schedule Schedule, slot string) (Opened, error) {
	at, err := time.Parse("2006-01-02T15:04", slot)
	if err != nil {
		return Opened{}, fmt.Errorf("read a slot: %w", err)
	}
	if err := takeSlot(tx, schedule, slot); err != nil {
		return Opened{}, err
	}
	location, err := time.LoadLocation(schedule.Timezone)
	if err != nil {
		return Opened{}, fmt.Errorf("open a scheduled cycle: %w", err)
	}
	own := &Cycles{Feedback: c.Feedback, Seal: c.Seal, Location: location}
	return own.Open(tx, New{
		Name: cycleName(schedule.Name, at), Template: schedule.Template, Subjects: schedule.Subjects, By: schedule.By,
	})
}

// cycleName fills a pattern in with a slot's date.
func cycleName(pattern string, at time.Time) string {
	return strings.NewReplacer(
		"{date}", at.Format(dateLayout), "{year}", at.Format("2006"), "{month}", at.Format("01"),
		"{half}", fmt.Sprintf("H%d", (int(at.Month())+5)/6), "{quarter}", fmt.Sprintf("Q%d", (int(at.Month())+2)/3),
	).Replace(pattern)
}
