package feedback

import (
	"cmp"
	"fmt"
	"slices"

	"laurel/internal/db"
	"laurel/internal/seal"
	"laurel/people"
)

// Signed is what one giver said under their name.
type Signed struct {
	Giver    string        `json:"giver"`
	Function people.Role   `json:"function"` // when asked
	Mode     Mode          `json:"mode"`     // Named or ManagerOnly
	Replies  []SignedReply `json:"replies"`
}

// SignedReply is the answer to one question, as it was written.
type SignedReply struct {
	Slot string `json:"slot"`
	Text string `json:"text"`
}

// readableBy tells who learns what somebody said under their name. A mode that isn't known here is shown to nobody.
func (s Signed) readableBy(kind Kind) bool {
	switch s.Mode {
	case Named:
		return kind == ViewerSubject || kind == ViewerManager
	case ManagerOnly:
		return kind == ViewerManager
	}
	return false
}

// signed gathers what was said about a subject under names, by function and then giver, each with their answers in the
// order of the questions. An answer counts by the mode that it was given in; one whose giver can't be found is left out.
func signed(tx *db.Tx, own, tokens *seal.Key, round Round, subject string, rows []answerRow) (all []Signed, err error) {
	if !slices.ContainsFunc(rows, func(row answerRow) bool { return row.Mode != Confidential }) {
		return nil, nil
	}
	requests, err := answeredAbout(tx, round.Cycle, subject)
	if err != nil {
		return nil, fmt.Errorf("find who answered under their name: %w", err)
	}
	for _, request := range requests {
		mine := token(tokens, request)
		at := slices.IndexFunc(rows, func(row answerRow) bool { return row.Token == mine && row.Mode != Confidential })
		if at < 0 {
			continue
		}
		answers, err := open(own, rows[at])
		if err != nil {
			return nil, err
		}
		one := Signed{Giver: request.Giver, Function: request.Function, Mode: rows[at].Mode}
		for _, slot := range round.slots() {
			if text := answers[slot].Text; text != "" {
				one.Replies = append(one.Replies, SignedReply{Slot: slot, Text: text})
			}
		}
		if len(one.Replies) > 0 {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(x, y Signed) int {
		return cmp.Or(cmp.Compare(x.Function, y.Function), cmp.Compare(x.Giver, y.Giver))
	})
	return all, nil
}
