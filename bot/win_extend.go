package bot

import (
	"errors"
	"strings"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// winExtend opens the form that adds a line to a win: what a hint asked for, or what became of it.
func (b *Bot) winExtend(tx *db.Tx, actor people.Person, a act) (reply, error) {
	id, from, _ := strings.Cut(a.Value, " ")
	w, err := ownWin(tx, actor, id)
	if errors.Is(err, wins.ErrNotFound) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	if err := usedWeekly(tx, actor, from); err != nil {
		return reply{}, err
	}
	ask := ""
	for _, h := range writing.Read(w.Text).Hints {
		if h.ID == from {
			ask = h.Text
		}
	}
	return b.extendForm(tx, a, w, ask, carried{Win: w.ID, Response: a.Response, Listed: a.Listed})
}

func (b *Bot) extendForm(tx *db.Tx, a act, w wins.Win, ask string, c carried) (reply, error) {
	names, err := b.mentioned(tx, w)
	if err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(a.User, c)
	form := view.ExtendForm(view.Extension{Win: w, Names: names, Ask: ask}, metadata)
	return reply{Open: &form}, err
}

// winExtended takes the form.
func (b *Bot) winExtended(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{view.FieldText: view.FormTooOld}}, nil
	}
	words, held := a.Fields.Text(view.FieldText), view.HeldIn(a.Fields)
	if form.Days != 0 {
		return b.followUpExtended(tx, actor, form, words, held)
	}
	w, err := wins.Extend(tx, actor.ID, form.Win, words, held)
	if sentence := winRefusal(err); sentence != "" {
		return reply{Errors: view.FieldErrors{view.FieldText: sentence}}, nil
	}
	if err != nil {
		return reply{}, err
	}
	shown, err := b.changedWin(tx, actor, w)
	shown.Cleaned = writing.Hides(words)
	return savedReply(form, shown, tx.Now()), err
}
