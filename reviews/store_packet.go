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

func packetsFor(tx *db.Tx, viewer string) (rows []packetRow, err error) {
	err = tx.Select(&rows, `select p.id, p.subject, p.version, p.sealed from packets p join cycles c on c.id = p.cycle
		where p.viewer = ? and c.state <> 'cancelled' and p.version = (select max(o.version) from packets o
			where o.cycle = p.cycle and o.subject = p.subject and o.viewer = p.viewer)
		order by p.compiled_at desc, p.id desc limit 50`, viewer)
	if err != nil {
		return nil, fmt.Errorf("list packets: %w", err)
	}
	return rows, nil
}
