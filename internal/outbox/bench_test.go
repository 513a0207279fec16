package outbox_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"go.uber.org/zap"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/internal/outbox"
)

// BenchmarkDelivery is what claiming and finishing cost, without limits and with a Slack that answers at once: out of
// the messages of a cycle that was just opened, and out of many to one channel.
func BenchmarkDelivery(b *testing.B) {
	for _, backlog := range []struct {
		name               string
		channels, messages int
	}{{"cycle", 5000, 25000}, {"channel", 1, 5000}} {
		b.Run(backlog.name+"/sqlite", func(b *testing.B) {
			deliver(b, dbtest.SQLite(b), backlog.channels, max(b.N, backlog.messages))
		})
		b.Run(backlog.name+"/postgres", func(b *testing.B) {
			deliver(b, dbtest.OnPostgres(b), backlog.channels, max(b.N, backlog.messages))
		})
	}
}

func deliver(b *testing.B, base dbtest.Base, channels, messages int) {
	store := outbox.New(base.DB, base.Seal, zap.NewNop(), quick)
	err := base.DB.Do(b.Context(), func(tx *db.Tx) error {
		for i := range messages {
			if _, err := store.Add(tx, to(fmt.Sprint("U", i%channels), fmt.Sprint(i))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	var sent atomic.Int64
	send := func(_ context.Context, m outbox.Outgoing) (outbox.Sent, error) {
		if sent.Add(1) == int64(b.N) {
			stop()
		}
		return outbox.Sent{Channel: m.Channel, TS: m.ID}, nil
	}
	b.ResetTimer()
	if err := store.Run(ctx, 8, send, nil); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}
