package wins

import (
	"slices"
	"time"

	"laurel/internal/db"
	"laurel/writing"
)

// StopsEarly tells whether the win's effect may still show itself: it is a result, or something that was prevented, with
// a number or an effect, and neither reaches the business nor was seen with everybody. What others were enabled to do,
// and what was learned not to work, has no such effect to wait for.
func (w Win) StopsEarly() bool {
	switch {
	case w.Kind != writing.KindResult && w.Kind != writing.KindReliability,
		w.Held == HeldLive, slices.Contains(w.Stages, "business_outcome"):
		return false
	}
	return len(w.Metrics) > 0 || w.claims()
}

// claims tells whether the win says what changed, without a number. A text that is not read has nothing missing either.
func (w Win) claims() bool {
	return w.Impact != "" ||
		slices.Contains(w.Missing, writing.MissingMetric) && !slices.Contains(w.Missing, writing.MissingImpact)
}

// Ripening is a kept win that stops early, as little of it as says whether to ask about it.
type Ripening struct {
	ID         string
	Person     string
	OccurredOn string
	CreatedAt  time.Time
	ChangedAt  time.Time
}

// Early lists the kept wins of these people that stop early, of the days since to until, oldest first, whoever may see
// them.
func Early(tx *db.Tx, people []string, since, until string) ([]Ripening, error) {
	return loadEarly(tx, people, since, until)
}

// Recorded is what somebody did about their wins. The zero Recorded is nothing.
type Recorded struct {
	Self bool      // they wrote, changed, kept or removed one themselves; one that only a reaction made doesn't count
	At   time.Time // when one of those that are kept was added, kept or changed last
}

// LastRecorded reads what these people recorded, by person. Who has no win, or only pending ones, is absent.
func LastRecorded(tx *db.Tx, people []string) (map[string]Recorded, error) {
	return loadRecorded(tx, people)
}
