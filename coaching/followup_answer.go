package coaching

import (
	"slices"

	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
)

// Asked reads the questions that a message of that day put to a person, with what was answered, in the order in which
// the message had them. A win that is gone, or was removed, is left out.
func (c Coach) Asked(tx *db.Tx, person, day string) (FollowUps, error) {
	p, err := people.Get(tx, person)
	if err != nil {
		return FollowUps{}, err
	}
	asked := FollowUps{Person: p, Day: day}
	rows, err := loadMessage(tx, person, day)
	if err != nil {
		return asked, err
	}
	for _, r := range rows {
		w, err := wins.Get(tx, r.Win)
		if err == nil && w.Status == wins.StatusKept {
			asked.List = append(asked.List, FollowUp{Win: w, Days: r.Days, Answer: r.Answer, AnsweredAt: r.AnsweredAt.Time})
		}
	}
	slices.SortStableFunc(asked.List, func(a, b FollowUp) int {
		return -daysBetween(a.Win.OccurredOn, b.Win.OccurredOn)
	})
	return asked, nil
}

// Question is one question that was put to the actor, and the day of its message. Error: ErrNotFound.
func Question(tx *db.Tx, actor, win string, days int) (FollowUp, string, error) {
	r, err := loadQuestion(tx, actor, win, days)
	if err != nil {
		return FollowUp{}, "", err
	}
	w, err := wins.Get(tx, win)
	if err == nil && (w.Person != actor || w.Status == wins.StatusRemoved) {
		err = wins.ErrNotFound
	}
	return FollowUp{Win: w, Days: r.Days, Answer: r.Answer, AnsweredAt: r.AnsweredAt.Time}, r.Day, err
}

// Answer stores what the actor answers to a question. It is true the first time only: the first answer counts. What the
// answer says about the win is for wins.Extend. Error: ErrNotFound.
func Answer(tx *db.Tx, actor, win string, days int, answer string) (bool, error) {
	if _, err := loadQuestion(tx, actor, win, days); err != nil {
		return false, err
	}
	return saveAnswer(tx, actor, win, days, answer)
}
