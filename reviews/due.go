package reviews

import (
	"errors"
	"fmt"

	"laurel/internal/db"
	"laurel/people"
)

// Due is a stage whose time is up: see AdvanceFrom.
type Due struct{ Cycle, Stage string }

// DueStages lists the stages whose time is up, the longest overdue first. Each is ended in a transaction of its own, so
// that a cycle that can't go on holds up no other.
func (c *Cycles) DueStages(tx *db.Tx) ([]Due, error) {
	cycles, err := dueCycles(tx, tx.Now())
	due := make([]Due, len(cycles))
	for i, cycle := range cycles {
		due[i] = Due{Cycle: cycle.ID, Stage: cycle.Stage}
	}
	return due, err
}

// DuePacket is a packet that is to be compiled: see CompilePacket.
type DuePacket struct{ Cycle, Subject string }

// DuePackets lists the packets (at most limit) that can be compiled now: of everybody whose colleagues' stage has ended,
// once they have a manager who works here; and of everybody who has another manager since their newest packet was
// compiled. Cancelled cycles have none. Each is compiled in a transaction of its own, so that one that can't be made
// holds up no other.
func (c *Cycles) DuePackets(tx *db.Tx, limit int) ([]DuePacket, error) {
	rows, err := packetSubjects(tx)
	if err != nil {
		return nil, err
	}
	managers, err := managersOf(tx, rows)
	if err != nil {
		return nil, fmt.Errorf("list the packets that are due: %w", err)
	}
	var due []DuePacket
	for _, row := range rows {
		manager := managers[row.Subject]
		if manager != "" && (row.Due || manager != row.For) && len(due) < limit {
			due = append(due, DuePacket{Cycle: row.Cycle, Subject: row.Subject})
		}
	}
	return due, nil
}

// CompilePacket compiles and stores a packet that is due, for the manager of record now. It returns false, and changes
// nothing, when the packet isn't due any more (another replica was first), or nobody who works here is the manager: then
// it stays due. A former manager who came back gets the same version again when nothing has changed. Errors: those of
// Compile.
func (c *Cycles) CompilePacket(tx *db.Tx, due DuePacket) (Packet, bool, error) {
	manager, err := presentManager(tx, due.Subject)
	if err != nil || manager == "" {
		return Packet{}, false, err
	}
	if taken, err := takePacket(tx, due, manager); err != nil || !taken {
		return Packet{}, false, err
	}
	cycle, err := cycleByID(tx, due.Cycle)
	if err != nil {
		return Packet{}, false, err
	}
	packet, err := c.Compile(tx, cycle, due.Subject, manager)
	if err != nil {
		return Packet{}, false, err
	}
	packet, err = c.keepPacket(tx, packet)
	return packet, err == nil, err
}

// managersOf tells who manages the subjects now; who has no manager who works here is absent.
func managersOf(tx *db.Tx, rows []packetSubject) (map[string]string, error) {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.Subject
	}
	subjects, err := people.Some(tx, ids)
	if err != nil {
		return nil, err
	}
	ids = ids[:0]
	for _, subject := range subjects {
		ids = append(ids, subject.Manager)
	}
	leads, err := people.Some(tx, ids)
	managers := map[string]string{}
	for id, subject := range subjects {
		if lead, known := leads[subject.Manager]; known && people.Member(lead) {
			managers[id] = lead.ID
		}
	}
	return managers, err
}

// presentManager is the manager of record now, "" when there is none or they don't work here any more.
func presentManager(tx *db.Tx, subject string) (string, error) {
	id, err := people.ManagerOf(tx, subject, tx.Now())
	if err != nil || id == "" {
		return "", err
	}
	manager, err := people.Get(tx, id)
	if errors.Is(err, people.ErrNotFound) || err == nil && !people.Member(manager) {
		return "", nil
	}
	return manager.ID, err
}
