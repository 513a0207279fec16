package bot

import (
	"context"
	"fmt"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
)

// sendDigests queues the weekly digest of every manager whose Monday morning has come. A week is told once, by its
// outbox key; one in which nothing happened is not told.
func (b *Bot) sendDigests(ctx context.Context) error {
	return b.db.Do(ctx, func(tx *db.Tx) error {
		due, err := b.cycles.Digests(tx, tx.Now())
		if err != nil {
			return fmt.Errorf("find who is due a digest: %w", err)
		}
		for _, d := range due {
			digest, err := b.cycles.Digest(tx, d.Manager, d.From, d.Until)
			if err != nil {
				return err
			}
			if digest.Empty() {
				continue
			}
			manager, err := people.Get(tx, d.Manager)
			if err != nil {
				return err
			}
			var ids []string
			for _, w := range digest.Waiting {
				ids = append(ids, w.Subject)
			}
			for _, p := range digest.People {
				for _, w := range p.Wins {
					ids = append(ids, w.Contributors...)
				}
			}
			known, err := people.Some(tx, ids)
			if err != nil {
				return err
			}
			key := outbox.Key{Kind: "digest.week", Recipient: d.Manager, Object: d.Manager, Period: d.Week}
			message := view.DigestWeek(digest, names(known), b.location(manager), tx.Now())
			if err := b.tell(tx, key, message); err != nil {
				return err
			}
		}
		return nil
	})
}
