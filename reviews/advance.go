package reviews

import (
	"fmt"

	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// Advanced is what the end of a stage brought.
type Advanced struct {
	Cycle   Cycle
	From    string
	To      string   // the stage that began; "" when it was the last one and the cycle is closed
	Packets []Packet // the first that are due now; the others come from CompileDue
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

// AdvanceDue ends the stages whose time is up, one stage a cycle.
func (c *Cycles) AdvanceDue(tx *db.Tx) ([]Advanced, error) {
	due, err := dueCycles(tx, tx.Now())
	if err != nil {
		return nil, err
	}
	all := make([]Advanced, 0, len(due))
	for _, cycle := range due {
		advanced, err := c.advance(tx, cycle)
		if err != nil {
			return nil, err
		}
		all = append(all, advanced)
	}
	return all, nil
}

// packetsPerCall bounds how long one transaction keeps others from writing.
const packetsPerCall = 50

// CompileDue compiles the next packets (at most 50) of people whose colleagues' stage has ended, and returns them;
// none means that nothing is left to do. Each is returned once. Who has no manager now gets none: see PacketFor.
func (c *Cycles) CompileDue(tx *db.Tx) ([]Packet, error) {
	var packets []Packet
	for len(packets) == 0 { // a batch without a manager in it is not the end
		due, err := dueSubjects(tx, packetsPerCall)
		if err != nil || len(due) == 0 {
			return nil, err
		}
		for _, d := range due {
			packet, ok, err := c.compileOne(tx, d)
			if err != nil {
				return nil, err
			}
			if ok {
				packets = append(packets, packet)
			}
		}
	}
	return packets, nil
}

// Close ends a cycle early. Colleagues who are still asked are not waited for: what they said is sealed, and packets
// become due (see CompileDue). Errors: ErrNotFound, ErrNotOpen.
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
	if err := updateCycle(tx, cycle, cycle.Stage); err != nil || !asking {
		return cycle, err
	}
	return cycle, c.sealAll(tx, cycle)
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
	return cycle, c.Feedback.Withdraw(tx, cycle.ID)
}

// List lists all cycles, newest first.
func (c *Cycles) List(tx *db.Tx) ([]Cycle, error) { return allCycles(tx) }

// Progress is how far a cycle has come, as far as those who run it may know.
type Progress struct {
	Cycle    Cycle
	Stages   []Stage
	Subjects int
	Answers  feedback.Band
}

// Show tells how far a cycle has come. Error: ErrNotFound.
func (c *Cycles) Show(tx *db.Tx, name string) (Progress, error) {
	cycle, err := loadCycle(tx, name)
	if err != nil {
		return Progress{}, err
	}
	template, err := FindTemplate(cycle.Template)
	if err != nil {
		return Progress{}, fmt.Errorf("show a cycle: %w", err)
	}
	subjects, err := subjectsOf(tx, cycle.ID)
	if err != nil {
		return Progress{}, err
	}
	band, err := c.Feedback.Progress(tx, cycle.ID)
	return Progress{Cycle: cycle, Stages: template.Stages, Subjects: len(subjects), Answers: band}, err
}

func (c *Cycles) advance(tx *db.Tx, cycle Cycle) (Advanced, error) {
	template, err := FindTemplate(cycle.Template)
	if err != nil {
		return Advanced{}, fmt.Errorf("advance a cycle: %w", err)
	}
	advanced := Advanced{From: cycle.Stage}
	if stage, ok := template.next(cycle.Stage); ok {
		advanced.To, cycle.Stage = stage.ID, stage.ID
		cycle.StageEndsAt = workdayEnd(tx.Now().In(cycle.location()), stage.Days)
	} else {
		cycle.State, cycle.EndedAt = Closed, tx.Now()
	}
	if advanced.From == StagePeer {
		cycle.PeriodUntil = c.today(tx, cycle)
	}
	advanced.Cycle = cycle
	if err := updateCycle(tx, cycle, advanced.From); err != nil || advanced.From != StagePeer {
		return advanced, err
	}
	if err := c.sealAll(tx, cycle); err != nil {
		return Advanced{}, err
	}
	advanced.Packets, err = c.CompileDue(tx)
	return advanced, err
}

func (c *Cycles) today(tx *db.Tx, cycle Cycle) string {
	return tx.Now().In(cycle.location()).Format(dateLayout)
}

func (c *Cycles) sealAll(tx *db.Tx, cycle Cycle) error {
	subjects, err := subjectsOf(tx, cycle.ID)
	if err != nil {
		return err
	}
	for _, subject := range subjects {
		if err := c.Feedback.SealSubject(tx, cycle.ID, subject); err != nil {
			return fmt.Errorf("seal the answers of a cycle: %w", err)
		}
	}
	return markPacketsDue(tx, cycle.ID)
}

func (c *Cycles) compileOne(tx *db.Tx, due dueSubject) (Packet, bool, error) {
	if first, err := packetDone(tx, due); err != nil || !first {
		return Packet{}, false, err
	}
	cycle, err := cycleByID(tx, due.Cycle)
	if err != nil {
		return Packet{}, false, err
	}
	manager, err := people.ManagerOf(tx, due.Subject, tx.Now())
	if err != nil {
		return Packet{}, false, fmt.Errorf("look up a manager: %w", err)
	}
	if manager == "" {
		return Packet{}, false, nil
	}
	packet, err := c.Compile(tx, cycle, due.Subject, manager)
	if err != nil {
		return Packet{}, false, err
	}
	packet, err = c.keepPacket(tx, packet)
	return packet, true, err
}
