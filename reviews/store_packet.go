package reviews

import (
	"fmt"

	"laurel/internal/db"
)

type packetRow struct {
	ID      string `db:"id"`
	Subject string `db:"subject"`
	Version int    `db:"version"`
	Sealed  []byte `db:"sealed"`
}

// packetSubject is somebody in a cycle who is to get a packet, or whose newest one it is.
type packetSubject struct {
	Cycle   string `db:"cycle"`
	Subject string `db:"subject"`
	Due     bool   `db:"packet_due"`
	For     string `db:"packet_for"`
}

// packetSubjects lists who waits for a packet, and everybody's newest cycle that has one. Ids sort by time.
func packetSubjects(tx *db.Tx) (rows []packetSubject, err error) {
	err = tx.Select(&rows, `select s.cycle, s.subject, s.packet_due, s.packet_for from cycle_subjects s
		join cycles c on c.id = s.cycle and c.state <> 'cancelled'
		where s.packet_due or s.packet_for <> '' and not exists (
			select 1 from cycle_subjects o join cycles oc on oc.id = o.cycle and oc.state <> 'cancelled'
			where o.subject = s.subject and o.cycle > s.cycle and (o.packet_due or o.packet_for <> ''))
		order by s.cycle, s.subject`)
	if err != nil {
		return nil, fmt.Errorf("list the packets that are due: %w", err)
	}
	return rows, nil
}

func markPacketsDue(tx *db.Tx, cycle string) error {
	if _, err := tx.Exec(`update cycle_subjects set packet_due = true where cycle = ? and left_at = 0`, cycle); err != nil {
		return fmt.Errorf("mark the packets due: %w", err)
	}
	return nil
}

// takePacket takes a packet that is due for a manager; taken is false when another replica did, or it isn't due.
func takePacket(tx *db.Tx, due DuePacket, manager string) (taken bool, err error) {
	n, err := tx.Exec(`update cycle_subjects set packet_due = false, packet_for = ? where cycle = ? and subject = ?
		and (packet_due or packet_for <> '' and packet_for <> ?)
		and exists (select 1 from cycles where id = cycle and state <> 'cancelled')`,
		manager, due.Cycle, due.Subject, manager)
	if err != nil {
		return false, fmt.Errorf("take a packet that is due: %w", err)
	}
	return n == 1, nil
}

func insertPacket(tx *db.Tx, p Packet, sealed []byte) error {
	err := tx.One(`insert into packets (id, cycle, subject, viewer, version, compiled_at, sealed)
		values (?, ?, ?, ?, ?, ?, ?)`, p.ID, p.Cycle, p.Subject, p.Manager, p.Version, db.At(tx.Now()), sealed)
	if err != nil {
		return fmt.Errorf("store a packet: %w", err)
	}
	return nil
}

func lastPacket(tx *db.Tx, cycle, subject, viewer string) (row packetRow, found bool, err error) {
	err = tx.Get(&row, `select id, subject, version, sealed from packets where cycle = ? and subject = ? and viewer = ?
		order by version desc limit 1`, cycle, subject, viewer)
	if db.IsNoRows(err) {
		return packetRow{}, false, nil
	}
	if err != nil {
		return packetRow{}, false, fmt.Errorf("read a packet: %w", err)
	}
	return row, true, nil
}

// packetsFor reads the newest packet about each of some people that was compiled for a manager, the latest first.
func packetsFor(tx *db.Tx, viewer string, subjects []string) (rows []packetRow, err error) {
	err = db.SelectIn(tx, &rows, `select p.id, p.subject, p.version, p.sealed from packets p
		join cycles c on c.id = p.cycle and c.state <> 'cancelled'
		where p.subject in (?) and p.viewer = ? and not exists (
			select 1 from packets o join cycles oc on oc.id = o.cycle and oc.state <> 'cancelled'
			where o.subject = p.subject and o.viewer = p.viewer
				and (o.compiled_at > p.compiled_at or o.compiled_at = p.compiled_at and o.id > p.id))
		order by p.compiled_at desc, p.id desc`, subjects, viewer)
	if err != nil {
		return nil, fmt.Errorf("list packets: %w", err)
	}
	return rows, nil
}
