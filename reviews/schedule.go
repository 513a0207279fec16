package reviews

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"laurel/internal/db"
	"laurel/people"
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

// UnknownPlaceholder is returned for a name with braces that stand for nothing: people would read them.
type UnknownPlaceholder struct{ Text string }

func (e UnknownPlaceholder) Error() string {
	return fmt.Sprintf("the name of a schedule has %s, which stands for nothing", e.Text)
}

// AddSchedule adds a schedule. The caller has checked that the cron line parses. It refuses what could never open: a name
// that is too long once filled in, or subjects who can't be reviewed as things are now. Errors: ErrNoName, ErrLongName,
// UnknownPlaceholder, ErrUnknownTemplate, ErrNoCron, Refused, and what time.LoadLocation says.
func (c *Cycles) AddSchedule(tx *db.Tx, in NewSchedule) (Schedule, error) {
	template, err := c.Template(tx, in.Template)
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
	if err := checkPattern(schedule.Name, tx.Now()); err != nil {
		return Schedule{}, err
	}
	if err := checkSubjects(tx, template, schedule.Subjects); err != nil {
		return Schedule{}, err
	}
	return schedule, insertSchedule(tx, schedule)
}

var braces = regexp.MustCompile(`\{[^{}]*\}|[{}]`)

// checkPattern fills the name in as for a cycle that opens now. All dates make names of the same length.
func checkPattern(pattern string, now time.Time) error {
	name := cycleName(pattern, now)
	if left := braces.FindString(name); left != "" {
		return UnknownPlaceholder{Text: left}
	}
	if utf8.RuneCountInString(name) > MaxName {
		return ErrLongName
	}
	return nil
}

func checkSubjects(tx *db.Tx, template Template, named []string) error {
	if len(named) == 0 {
		return nil // everybody the template is for, when the time comes
	}
	everybody, err := people.All(tx)
	if err != nil {
		return fmt.Errorf("list the people: %w", err)
	}
	_, _, err = subjects(template, everybody, named)
	return err
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
	own := c.As(ByClock)
	own.Location = location
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
