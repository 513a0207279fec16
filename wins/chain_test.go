package wins_test

import (
	"testing"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

func TestAWinStopsEarlyUntilItReachesTheBusinessOrEverybody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		for text, early := range map[string]bool{
			"Cut p99 latency of #ranker from 120 ms to 80 ms":             true,
			"NDCG@10 of #ranker from 0.41 to 0.44":                        true,
			"Conversion of #ranker up 1.2 pp":                             false,
			"Shipped the importer":                                        false, // neither number nor effect
			"Learned that the two-tower model does not beat the baseline": false,
			"計測を始めました":                                                    false, // not read
		} {
			w := add(t, b, wins.New{Person: "UADA", Text: text, Source: wins.SourceCommand})
			if w.StopsEarly() != early {
				t.Errorf("%q stops early: %v", text, w.StopsEarly())
			}
			found := 0
			err := b.DB.Read(t.Context(), func(tx *db.Tx) error {
				list, err := wins.Early(tx, []string{"UADA", "UBEN"}, w.OccurredOn, w.OccurredOn)
				for _, e := range list {
					if e.ID == w.ID && e.Person == w.Person && e.ChangedAt.Equal(w.ChangedAt) {
						found++
					}
				}
				return err
			})
			if err != nil || (found == 1) != early {
				t.Errorf("%q is found %d times (%v)", text, found, err)
			}
			live := wins.HeldLive
			if edit(t, b, w.ID, wins.Change{Held: &live}).StopsEarly() {
				t.Errorf("%q stops early although everybody has it", text)
			}
		}
	})
}
