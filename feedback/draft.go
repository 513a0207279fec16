package feedback

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"laurel/internal/db"
)

// Draft is what a giver has written and not sent yet, as they typed it.
type Draft struct {
	Answers   Answers
	ChangedAt time.Time // of the last change, by the clock of whoever took it; zero when there is no draft
}

// SaveDraft keeps what a form holds now, sealed, for when its giver comes back to it. Changes may come in any order: one
// that is older than what is kept changes nothing, and so does the second call. Nothing is checked: a draft may be too
// short, and both a text and "can't assess". Errors: ErrNotFound, ErrDeclined, ErrClosed.
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
	// Held, or a draft could come to lie behind the stage's end, where nothing deletes it.
	open, err := holdPool(tx, request.Cycle, request.Subject)
	if err != nil {
		return fmt.Errorf("save a draft: %w", err)
	}
	if !open {
		return ErrClosed
	}
	row, err := s.sealDraft(tx, request, d)
	if err != nil {
		return fmt.Errorf("save a draft: %w", err)
	}
	return wrapped("save a draft", upsertDraft(tx, row))
}

func (s *Store) sealDraft(tx *db.Tx, request Request, d Draft) (row draftRow, err error) {
	subject, err := s.Seal.Key(tx, personKey(request.Subject))
	if err != nil {
		return row, err
	}
	plain, err := json.Marshal(d.Answers)
	if err != nil {
		return row, err
	}
	row = draftRow{Cycle: request.Cycle, Subject: request.Subject, ChangedAt: db.At(d.ChangedAt)}
	if row.Token, err = s.draftToken(tx, request); err != nil {
		return row, err
	}
	row.Sealed, err = subject.Seal("feedback_drafts", row.Token, "sealed", plain)
	return row, err
}

// draft reads what a giver left, the zero Draft when that is nothing.
func (s *Store) draft(tx *db.Tx, request Request) (d Draft, err error) {
	token, err := s.draftToken(tx, request)
	if err != nil {
		return d, fmt.Errorf("read a draft: %w", err)
	}
	row, err := draftByToken(tx, token)
	if errors.Is(err, ErrNotFound) {
		return d, nil
	}
	if err != nil {
		return d, fmt.Errorf("read a draft: %w", err)
	}
	key, err := s.Seal.Key(tx, personKey(row.Subject))
	if err != nil {
		return d, fmt.Errorf("open a draft: %w", err)
	}
	plain, err := key.Open("feedback_drafts", row.Token, "sealed", row.Sealed)
	if err != nil {
		return d, fmt.Errorf("open a draft: %w", err)
	}
	if err := json.Unmarshal(plain, &d.Answers); err != nil {
		return d, fmt.Errorf("read a draft: %w", err)
	}
	if len(d.Answers) == 0 { // all of it was deleted again
		return Draft{}, nil
	}
	d.ChangedAt = row.ChangedAt.Time
	return d, nil
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
