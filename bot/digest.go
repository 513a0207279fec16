package bot

import (
	"context"
	"fmt"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/internal/slots"
	"laurel/people"
	"laurel/reviews"
)

// sendDigests queues the weekly digest of every manager whose Monday morning has come. A week is looked at once per
// manager; one in which nothing happened is not told.
func (b *Bot) sendDigests(ctx context.Context) error {
	var due []reviews.DigestDue
	err := b.db.Read(ctx, func(tx *db.Tx) (err error) {
		due, err = b.cycles.Digests(tx, tx.Now())
		return err
	})
	if err != nil {
		return fmt.Errorf("find who is due a digest: %w", err)
	}
	for _, d := range due {
		if err := b.db.Do(ctx, func(tx *db.Tx) error { return b.sendDigest(tx, d) }); err != nil {
			return fmt.Errorf("send a digest: %w", err)
		}
	}
	return nil
}

func (b *Bot) sendDigest(tx *db.Tx, d reviews.DigestDue) error {
	if won, err := slots.Claim(tx, "digest:"+d.Manager, d.Week); err != nil || !won {
		return err
	}
	digest, err := b.cycles.Digest(tx, d.Manager, d.From, d.Until)
	if err != nil || digest.Empty() {
		return err
	}
	manager, err := people.Get(tx, d.Manager)
	if err != nil {
		return err
	}
	known, err := people.Some(tx, mentionedIn(digest))
	if err != nil {
		return err
	}
	key := outbox.Key{Kind: "digest.week", Recipient: d.Manager, Object: d.Manager, Period: d.Week}
	return b.tell(tx, key, view.DigestWeek(digest, names(known), b.location(manager)))
}

// mentionedIn are the people whose names a digest needs.
func mentionedIn(d reviews.Digest) (ids []string) {
	for _, w := range d.Waiting {
		ids = append(ids, w.Subject)
	}
	for _, p := range d.People {
		for _, w := range p.Wins {
			ids = append(ids, w.Contributors...)
		}
	}
	return ids
}
