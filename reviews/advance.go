package reviews

import (
	"fmt"

	"laurel/internal/db"
)

// Advanced is what the end of a stage brought.
type Advanced struct {
	Cycle   Cycle
	From    string
	To      string   // the stage that began; "" when it was the last one and the cycle is closed
	Packets []Packet // the first that are due now; for the others see DuePackets
	// Asking is set when the colleagues' stage has begun. Of those in Alone nobody is asked: too few could be.
	Asking
	Alone []Refusal
	Again bool // some were asked before, and are still: an earlier stage was reopened meanwhile
}

// Advance ends the present stage of a cycle now. When colleagues were asked, their answers are sealed, open requests
// are withdrawn, and the managers' packets become due. Errors: ErrNotFound, ErrNotOpen.
func (c *Cycles) Advance(tx *db.Tx, name string) (Advanced, error) {
	cycle, err := openCycle(tx, name)
	if err != nil {
		return Advanced{}, err
	}
	return c.advance(tx, cycle)
}

// AdvanceFrom is Advance for who has seen the cycle in a stage (by its id): it ends that stage and no other, so that a
// second press, an old message or another replica changes nothing. Errors: ErrNotFound, ErrNotOpen when the cycle is
// not in that stage any more.
func (c *Cycles) AdvanceFrom(tx *db.Tx, cycleID, stage string) (Advanced, error) {
	cycle, err := cycleByID(tx, cycleID)
	if err != nil {
		return Advanced{}, err
	}
	if cycle.State != Open || cycle.Stage != stage {
		return Advanced{}, ErrNotOpen
	}
	return c.advance(tx, cycle)
}

// Close ends a cycle early. Colleagues who are still asked are not waited for: what they said is sealed, and packets
// become due (see DuePackets). Errors: ErrNotFound, ErrNotOpen.
func (c *Cycles) Close(tx *db.Tx, name string) (Cycle, error) {
	cycle, err := openCycle(tx, name)
	if err != nil {
		return Cycle{}, err
	}
	asking := cycle.Stage == StagePeer
	cycle.State, cycle.EndedAt = Closed, tx.Now()
	if asking {
		cycle.PeriodUntil = c.today(tx, cycle)
	}
	if err := updateCycle(tx, cycle, cycle.Stage); err != nil {
		return cycle, err
	}
	if err := c.record(tx, cycle.ID, Event{Kind: EventClosed}); err != nil || !asking {
		return cycle, err
	}
	_, err = c.sealAll(tx, cycle)
	return cycle, err
}

// Cancel ends a cycle as if it had not been: requests are withdrawn, and nothing that was answered is ever released.
// Errors: ErrNotFound, ErrNotOpen.
func (c *Cycles) Cancel(tx *db.Tx, name string) (Cycle, error) {
	cycle, err := openCycle(tx, name)
	if err != nil {
		return Cycle{}, err
	}
	cycle.State, cycle.EndedAt = Cancelled, tx.Now()
	if err := updateCycle(tx, cycle, cycle.Stage); err != nil {
		return Cycle{}, err
	}
	if err := c.record(tx, cycle.ID, Event{Kind: EventCancelled}); err != nil {
		return Cycle{}, err
	}
	return cycle, c.Feedback.Withdraw(tx, cycle.ID)
}

func (c *Cycles) advance(tx *db.Tx, cycle Cycle) (Advanced, error) {
	template, err := templateOf(cycle)
	if err != nil {
		return Advanced{}, err
	}
	advanced := Advanced{From: cycle.Stage}
	if stage, ok := template.next(cycle.Stage); ok {
		advanced.To, cycle.Stage = stage.ID, stage.ID
		cycle.StageEndsAt = template.Calendar.End(tx.Now().In(cycle.location()), stage.Days)
	} else {
		cycle.State, cycle.EndedAt = Closed, tx.Now()
	}
	if advanced.From == StagePeer {
		cycle.PeriodUntil = c.today(tx, cycle)
	}
	advanced.Cycle = cycle
	if err := updateCycle(tx, cycle, advanced.From); err != nil {
		return Advanced{}, err
	}
	err = c.record(tx, cycle.ID, Event{Kind: EventAdvanced, Was: advanced.From, Becomes: advanced.To})
	if err != nil {
		return Advanced{}, err
	}
	switch {
	case advanced.From == StageNomination:
		if err := approveRest(tx, cycle.ID); err != nil {
			return Advanced{}, err
		}
	case advanced.From == StagePeer:
		return c.peersEnd(tx, advanced)
	}
	switch advanced.To {
	case StageSelf: // it may have begun before
		return advanced, resumeSelf(tx, cycle.ID)
	case StagePeer:
		return c.peersBegin(tx, advanced, template)
	}
	return advanced, nil
}

// peersEnd seals what colleagues said, and makes the first packets.
func (c *Cycles) peersEnd(tx *db.Tx, advanced Advanced) (Advanced, error) {
	cycle := advanced.Cycle
	subjects, err := c.sealAll(tx, cycle)
	if err != nil {
		return Advanced{}, err
	}
	advanced.Packets, err = c.firstPackets(tx, cycle, subjects)
	return advanced, err
}

func (c *Cycles) today(tx *db.Tx, cycle Cycle) string {
	return tx.Now().In(cycle.location()).Format(dateLayout)
}

// sealAll ends the colleagues' stage, and returns who was asked about.
func (c *Cycles) sealAll(tx *db.Tx, cycle Cycle) ([]string, error) {
	subjects, err := subjectsOf(tx, cycle.ID)
	if err != nil {
		return nil, err
	}
	for _, subject := range subjects {
		if err := c.Feedback.SealSubject(tx, cycle.ID, subject); err != nil {
			return nil, fmt.Errorf("seal the answers of a cycle: %w", err)
		}
	}
	return subjects, markPacketsDue(tx, cycle.ID)
}

// packetsPerCall bounds how long the end of a stage keeps others from writing.
const packetsPerCall = 50

func (c *Cycles) firstPackets(tx *db.Tx, cycle Cycle, subjects []string) (packets []Packet, err error) {
	for _, subject := range subjects {
		packet, made, err := c.CompilePacket(tx, DuePacket{Cycle: cycle.ID, Subject: subject})
		if err != nil {
			return nil, err
		}
		if made {
			packets = append(packets, packet)
		}
		if len(packets) == packetsPerCall {
			break
		}
	}
	return packets, nil
}
