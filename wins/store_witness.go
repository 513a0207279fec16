package wins

import (
	"fmt"
	"time"

	"laurel/internal/db"
)

// hasReacted tells whether a person's reactions mark a message.
func hasReacted(tx *db.Tx, m Where, witness string) (bool, error) {
	var n int
	err := tx.Get(&n, `select count(*) from win_witnesses where channel = ? and ts = ? and witness = ? and not gone`,
		m.Channel, m.TS, witness)
	if err != nil {
		return false, fmt.Errorf("read a person's reactions: %w", err)
	}
	return n > 0, nil
}

// saveReaction stores the event unless a newer one of the same person and emoji is there; of two at the same moment the
// taking back counts, in whichever order they come.
func saveReaction(tx *db.Tx, r Reaction, at time.Time, gone bool) (counts bool, err error) {
	n, err := tx.Exec(`insert into win_witnesses (channel, ts, witness, emoji, author, gone, event_at)
		values (?, ?, ?, ?, ?, ?, ?)
		on conflict (channel, ts, witness, emoji) do update set gone = excluded.gone, event_at = excluded.event_at,
			author = case when excluded.author <> '' then excluded.author else win_witnesses.author end
		where excluded.event_at > win_witnesses.event_at
			or (excluded.event_at = win_witnesses.event_at and excluded.gone and not win_witnesses.gone)`,
		r.Where.Channel, r.Where.TS, r.By, r.Emoji, r.Author, gone, db.At(at))
	if err != nil {
		return false, fmt.Errorf("keep a reaction: %w", err)
	}
	return n > 0, nil
}

// loadAuthor is the author of a message as its reactions tell it, or "".
func loadAuthor(tx *db.Tx, r Reaction) (author string, err error) {
	err = tx.Get(&author, `select coalesce(max(author), '') from win_witnesses where channel = ? and ts = ?`,
		r.Where.Channel, r.Where.TS)
	if err != nil {
		return "", fmt.Errorf("read whose message it is: %w", err)
	}
	return author, nil
}

// anyReaction tells whether a reaction, the author's own included, still marks the message of a win.
func anyReaction(tx *db.Tx, w Win) (bool, error) {
	var n int
	err := tx.Get(&n, `select count(*) from win_witnesses where channel = ? and ts = ? and author = ? and not gone`,
		w.Where.Channel, w.Where.TS, w.Person)
	if err != nil {
		return false, fmt.Errorf("count the reactions to a win: %w", err)
	}
	return n > 0, nil
}

// loadWitnesses adds to each win who marked its message, each person once and first reaction first.
func loadWitnesses(tx *db.Tx, ids []string, place map[string]*Win) error {
	var rows []struct {
		Win     string  `db:"win"`
		Witness string  `db:"witness"`
		Emoji   string  `db:"emoji"`
		EventAt db.Time `db:"event_at"`
	}
	err := db.SelectIn(tx, &rows, `select w.id as win, v.witness, v.emoji, v.event_at
		from (select id, person, channel, ts from wins where id in (?) and ts <> '') as w
		join win_witnesses as v on v.channel = w.channel and v.ts = w.ts and v.author = w.person
		where v.witness <> w.person and not v.gone
		order by v.event_at, v.witness, v.emoji`, ids)
	if err != nil {
		return fmt.Errorf("read the witnesses of wins: %w", err)
	}
	type mark struct{ win, witness string }
	seen := map[mark]bool{}
	for _, r := range rows {
		if seen[mark{r.Win, r.Witness}] {
			continue // a second emoji
		}
		seen[mark{r.Win, r.Witness}] = true
		w := place[r.Win]
		w.Witnesses = append(w.Witnesses, Witness{Person: r.Witness, Emoji: r.Emoji, At: r.EventAt.Time})
	}
	return nil
}
