package reviews

import (
	"time"

	"laurel/internal/db"
)

// Played is a cycle that is only played: nothing of it is stored, and nobody is in it.
type Played struct {
	Cycle    Cycle
	Template Template
}

// PlayTemplate is the cycle that a template would open now. Error: ErrUnknownTemplate.
func (c *Cycles) PlayTemplate(tx *db.Tx, template, name string) (Played, error) {
	found, err := c.Template(tx, template)
	if err != nil {
		return Played{}, err
	}
	return c.play(tx, found, name), nil
}

// PlayCycle is a cycle from its beginning, as if it were opened now. Error: ErrNotFound.
func (c *Cycles) PlayCycle(tx *db.Tx, cycleID string) (Played, error) {
	cycle, err := cycleByID(tx, cycleID)
	if err != nil {
		return Played{}, err
	}
	template, err := templateOf(cycle)
	if err != nil {
		return Played{}, err
	}
	return c.play(tx, template, cycle.Name), nil
}

func (c *Cycles) play(tx *db.Tx, template Template, name string) Played {
	played := Played{Cycle: c.begin(tx, template, name, ""), Template: template}
	played.Cycle.ID = "rehearsal"
	return played
}

// At is the cycle in one of its stages, and when that begins if no stage is ended by hand; ok is false when it has no such
// stage.
func (p Played) At(stage string) (cycle Cycle, begins time.Time, ok bool) {
	begins, ends, ok := p.Cycle.window(p.Template, stage)
	cycle = p.Cycle
	cycle.Stage, cycle.StageEndsAt = stage, ends
	return cycle, begins, ok
}
