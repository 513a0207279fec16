package bot

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/internal/inbox"
	"laurel/people"
)

// feedbackDraft keeps what stands in the form for feedback, after every change. It redraws nothing, and says nothing
// either when the request is over: that is told when the form is sent.
func (b *Bot) feedbackDraft(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{}, nil
	}
	draft := feedback.Draft{Answers: view.ReadFeedback(a.blocks, a.Fields), ChangedAt: slackTime(a.At, tx.Now())}
	err = b.answers.SaveDraft(tx, actor.ID, form.Request, draft)
	for _, over := range []error{feedback.ErrNotFound, feedback.ErrDeclined, feedback.ErrClosed} {
		if errors.Is(err, over) {
			return reply{}, nil
		}
	}
	if err != nil {
		return reply{}, err
	}
	// A change that comes later than the form that sent it is no draft any more. Looked at last: who saves an answer and
	// who saves a draft wait for each other.
	sent, err := inbox.Claimed(tx, submitKey(a.View, a.User))
	return reply{Undone: sent}, err
}

// slackTime reads a time of Slack's, "1360782804.083113"; what can't be read is now.
func slackTime(ts string, now time.Time) time.Time {
	whole, micros, _ := strings.Cut(ts, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || len(micros) != 6 {
		return now
	}
	part, err := strconv.ParseInt(micros, 10, 64)
	if err != nil {
		return now
	}
	return time.Unix(seconds, part*1000)
}
