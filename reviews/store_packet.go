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
