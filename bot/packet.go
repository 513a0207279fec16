package bot

import (
	"errors"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// packetOpen shows a packet, or another page of it, to the manager of record.
func (b *Bot) packetOpen(tx *db.Tx, actor people.Person, a act) (reply, error) {
	page, subject, cycle := view.ReadPacketValue(a.Value)
	packet, err := b.cycles.PacketFor(tx, actor.ID, cycle, subject)
	if errors.Is(err, reviews.ErrNotFound) {
		return say(view.PacketNone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	pages := view.PacketPages(packet, page, tx.Now())
	if a.InModal {
		return reply{Redraw: &pages}, nil
	}
	return reply{Open: &pages}, nil
}
