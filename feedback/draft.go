package feedback

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"laurel/internal/db"
)

// Draft is what a giver has written and not sent yet, as they typed it. A slot that it doesn't name is as it was sent
// before; an empty reply says that what stood there was deleted.
type Draft struct {
	Answers   Answers
	ChangedAt time.Time // of the last change, by the clock of whoever took it; zero when there is no draft
}

// typed is a reply in a draft, with the time of its last change in microseconds.
type typed struct {
	Reply
	At int64 `json:"at"`
}

// SaveDraft keeps what a form, or one step of it, holds now, sealed, for when its giver comes back to it: the slots that
// d names; others stay as they are. Changes may come in any order: of one slot, one that is older than what is kept
// changes nothing, and so does the second call. Nothing is checked: a draft may be too short, and both a text and "can't
// assess". Errors: ErrNotFound, ErrDeclined, ErrClosed.
func (s *Store) SaveDraft(tx *db.Tx, giver, requestID string, d Draft) error {
	request, err := loadRequest(tx, giver, requestID)
	if err != nil {
		return fmt.Errorf("save a draft: %w", err)
	}
	switch request.State {
	case Declined:
		return ErrDeclined
	case Withdrawn:
		return ErrClosed
	}
	// Held, or a draft could come to lie behind the stage's end, where nothing deletes it, and two changes at once could
	// each miss the other.
	open, err := holdPool(tx, request.Cycle, request.Subject)
	if err != nil {
		return fmt.Errorf("save a draft: %w", err)
	}
	if !open {
		return ErrClosed
	}
	kept, _, err := s.kept(tx, request)
	if err != nil {
		return fmt.Errorf("save a draft: %w", err)
	}
	changed, at := false, d.ChangedAt.UnixMicro()
	for slot, reply := range d.Answers {
		if before, ok := kept[slot]; !ok || before.At < at {
			kept[slot], changed = typed{Reply: reply, At: at}, true
		}
	}
	if !changed {
		return nil
	}
	return wrapped("save a draft", s.putDraft(tx, request, kept))
}

func (s *Store) putDraft(tx *db.Tx, request Request, kept map[string]typed) error {
	subject, err := s.Seal.Key(tx, personKey(request.Subject))
	if err != nil {
		return err
	}
	plain, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	newest := int64(0)
	for _, reply := range kept {
		newest = max(newest, reply.At)
	}
	row := draftRow{Cycle: request.Cycle, Subject: request.Subject, ChangedAt: db.At(time.UnixMicro(newest))}
	if row.Token, err = s.draftToken(tx, request); err != nil {
		return err
	}
	if row.Sealed, err = subject.Seal("feedback_drafts", row.Token, "sealed", plain); err != nil {
		return err
	}
	return upsertDraft(tx, row)
}

// draft reads what a giver left, the zero Draft when that is nothing.
func (s *Store) draft(tx *db.Tx, request Request) (d Draft, err error) {
	kept, at, err := s.kept(tx, request)
	if err != nil {
		return d, fmt.Errorf("read a draft: %w", err)
	}
	some := request.State == Answered // there, deleting something is a change too
	d.Answers = Answers{}
	for slot, reply := range kept {
		d.Answers[slot] = reply.Reply
		some = some || reply.Reply != (Reply{})
	}
	if len(kept) == 0 || !some {
		return Draft{}, nil
	}
	d.ChangedAt = at
	return d, nil
}

// kept is what is stored of a draft, by slot, and when it was changed last; empty when there is none.
func (s *Store) kept(tx *db.Tx, request Request) (kept map[string]typed, at time.Time, err error) {
	kept = map[string]typed{}
	token, err := s.draftToken(tx, request)
	if err != nil {
		return nil, at, err
	}
	row, err := draftByToken(tx, token)
	if errors.Is(err, ErrNotFound) {
		return kept, at, nil
	}
	if err != nil {
		return nil, at, err
	}
	key, err := s.Seal.Key(tx, personKey(row.Subject))
	if err != nil {
		return nil, at, err
	}
	plain, err := key.Open("feedback_drafts", row.Token, "sealed", row.Sealed)
	if err != nil {
		return nil, at, err
	}
	return kept, row.ChangedAt.Time, json.Unmarshal(plain, &kept)
}

// dropDraft forgets what a giver left, when it is sent or will never be.
func (s *Store) dropDraft(tx *db.Tx, request Request) error {
	token, err := s.draftToken(tx, request)
	if err == nil {
		err = deleteDraft(tx, token)
	}
	return wrapped("drop a draft", err)
}

// draftToken joins a draft to its giver, for whoever has the cycle's key and knows whom to look for.
func (s *Store) draftToken(tx *db.Tx, request Request) (string, error) {
	key, err := s.Seal.Key(tx, cycleKey(request.Cycle))
	if err != nil {
		return "", err
	}
	return key.MAC("draft", request.Giver, request.ID), nil
}
