package feedback

import (
	"cmp"
	crand "crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"laurel/internal/db"
	"laurel/internal/seal"
)

// snapshot is all that may ever be released about a subject in a cycle, in its final order. It is stored sealed.
type snapshot struct {
	Slots  []pooled `json:"slots"`
	Signed []Signed `json:"signed,omitempty"`
}

// pooled is one slot of all colleagues.
type pooled struct {
	Slot  string `json:"slot"`
	Parts []part `json:"parts"`
}

// part is one paragraph. Owner differs per slot, so that it doesn't join the slots of one giver; it serves to leave a
// viewer's own words out, and to count people rather than paragraphs.
type part struct {
	Owner string `json:"owner"`
	Text  string `json:"text"`
}

// SealSubject ends the asking about a subject: open requests are withdrawn; the answers, and what was given outside a
// cycle since the last pool, become the snapshot that Release reads, each slot in an order of its own, drawn once. The
// rows of requests and answers are written anew, so that the database doesn't tell any more which of them were written
// together. The second call changes nothing. Error: ErrNotFound when nobody was asked about the subject.
func (s *Store) SealSubject(tx *db.Tx, cycle, subject string) error {
	first, err := closePool(tx, cycle, subject)
	if err != nil || !first {
		return wrapped("end the asking about a subject", err)
	}
	if err := withdrawSubject(tx, cycle, subject); err != nil {
		return fmt.Errorf("withdraw what is open: %w", err)
	}
	if err := deleteDrafts(tx, cycle, subject); err != nil {
		return fmt.Errorf("drop drafts: %w", err)
	}
	own, err := s.Seal.Key(tx, personKey(subject))
	if err != nil {
		return fmt.Errorf("make a snapshot: %w", err)
	}
	tokens, err := s.Seal.Key(tx, cycleKey(cycle))
	if err != nil {
		return fmt.Errorf("make a snapshot: %w", err)
	}
	rows, err := answersAbout(tx, cycle, subject)
	if err != nil {
		return fmt.Errorf("make a snapshot: %w", err)
	}
	if err := rewriteAnswers(tx, cycle, subject, rows); err != nil {
		return fmt.Errorf("make a snapshot: %w", err)
	}
	notes, err := s.take(tx, cycle, subject, tokens)
	if err != nil {
		return fmt.Errorf("take what was given outside a cycle: %w", err)
	}
	round, err := loadRound(tx, cycle)
	if err != nil {
		return fmt.Errorf("make a snapshot: %w", err)
	}
	confidential := slices.DeleteFunc(slices.Clone(rows), func(row answerRow) bool { return row.Mode != Confidential })
	made, err := s.snapshot(own, tokens, round.slots(), append(confidential, notes...))
	if err != nil {
		return fmt.Errorf("make a snapshot: %w", err)
	}
	if made.Signed, err = signed(tx, own, tokens, round, subject, rows); err != nil {
		return fmt.Errorf("make a snapshot: %w", err)
	}
	plain, err := json.Marshal(made)
	if err != nil {
		return fmt.Errorf("make a snapshot: %w", err)
	}
	sealed, err := own.Seal("feedback_pools", cycle+"/"+subject, "snapshot", plain)
	if err != nil {
		return fmt.Errorf("make a snapshot: %w", err)
	}
	return wrapped("store a snapshot", putSnapshot(tx, cycle, subject, sealed))
}

// snapshot pools the answers given in confidence. What it makes depends on what was said and on the random source, not on who said it,
// when, or in which order the rows came.
func (s *Store) snapshot(subject, tokens *seal.Key, slots []string, rows []answerRow) (made snapshot, err error) {
	pools := map[string][]part{}
	for _, row := range rows {
		answers, err := open(subject, row)
		if err != nil {
			return snapshot{}, err
		}
		for slot, reply := range answers {
			for _, text := range paragraphs(normalise(reply.Text)) {
				pools[slot] = append(pools[slot], part{Owner: owner(tokens, row.Token, slot), Text: text})
			}
		}
	}
	for _, slot := range slots {
		parts := pools[slot]
		slices.SortFunc(parts, func(x, y part) int { return cmp.Compare(x.Text, y.Text) })
		if err := shuffle(s.random(), parts); err != nil {
			return snapshot{}, err
		}
		made.Slots = append(made.Slots, pooled{Slot: slot, Parts: parts})
	}
	return made, nil
}

// owner is what marks a giver's parts of one slot.
func owner(tokens *seal.Key, token, slot string) string { return tokens.MAC("part", token, slot) }

func (s *Store) random() io.Reader {
	if s.Random != nil {
		return s.Random
	}
	return crand.Reader
}

// shuffle draws one of all orders, each as likely as the others, with a seed of its own.
func shuffle(random io.Reader, parts []part) error {
	var seed [32]byte
	if _, err := io.ReadFull(random, seed[:]); err != nil {
		return fmt.Errorf("draw an order: %w", err)
	}
	rand.New(rand.NewChaCha8(seed)).Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	return nil
}

func (s *Store) openSnapshot(tx *db.Tx, p poolRow) (made snapshot, err error) {
	if len(p.Snapshot) == 0 { // the cycle was cancelled
		return snapshot{}, nil
	}
	key, err := s.Seal.Key(tx, personKey(p.Subject))
	if err != nil {
		return snapshot{}, fmt.Errorf("open a snapshot: %w", err)
	}
	plain, err := key.Open("feedback_pools", p.Cycle+"/"+p.Subject, "snapshot", p.Snapshot)
	if err != nil {
		return snapshot{}, fmt.Errorf("open a snapshot: %w", err)
	}
	if err := json.Unmarshal(plain, &made); err != nil {
		return snapshot{}, fmt.Errorf("read a snapshot: %w", err)
	}
	return made, nil
}

func wrapped(doing string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
