package bot

import (
	"encoding/json"
	"fmt"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/internal/slots"
	"laurel/people"
)

// tellInHours is tellFirst, but the message leaves in the reader's working hours.
func (b *Bot) tellInHours(tx *db.Tx, key outbox.Key, m view.Message, reader people.Person) (added bool, err error) {
	body, err := json.Marshal(m)
	if err != nil {
		return false, fmt.Errorf("write a message: %w", err)
	}
	added, err = b.outbox.Add(tx, outbox.Message{
		Key: key, Channel: key.Recipient, Body: body, RunAt: slots.NextWorking(tx.Now(), b.location(reader)),
	})
	if added {
		b.homeChanges(tx, key.Recipient)
	}
	return added, err
}
