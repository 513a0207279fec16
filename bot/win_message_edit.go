package bot

import (
	"encoding/json"
	"errors"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
)

// reworded changes the win that an earlier version of the message made; nil when there is none.
func (b *Bot) reworded(tx *db.Tx, author people.Person, m directMessage) (*view.Message, error) {
	w, err := wins.OfMessage(tx, author.ID, m.where())
	if errors.Is(err, wins.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	draw, visibility := view.WinChanged, ""
	text, word := privately(unescape(m.Text))
	if word.Asked() {
		visibility = wins.VisibilityPrivate
	}
	switch {
	case w.Status == wins.StatusRemoved: // and stays so: the button takes it back
		names, err := b.mentioned(tx, w)
		return told(view.WinRemoved(w, names), err)
	case m.Edited.TS == "": // it was marked as a win before this event came
		draw = view.WinSaved
		w, err = wins.Keep(tx, author.ID, w.ID)
	case noWin(text):
		draw = apart(view.ApartNoWin)
	default:
		if w, err = wins.Reword(tx, m.version(), text, visibility); errors.Is(err, wins.ErrApart) {
			draw, err = apart(view.ApartEdited), nil
		}
	}
	if w.Source == wins.SourceVoice && m.Edited.TS != "" {
		draw = apart(view.ApartSpoken)
	}
	if sentence := winRefusal(err); sentence != "" {
		return told(view.WinRefused(sentence), nil)
	}
	if err != nil {
		return nil, err
	}
	shown, err := b.changedWin(tx, author, w)
	return told(draw(shown), err)
}

func apart(why string) func(s view.SavedWin) view.Message {
	return func(s view.SavedWin) view.Message { return view.WinApart(s, why) }
}

// unsaid answers the deletion of a message: its win stays, with Remove at hand, for many people tidy up their direct
// messages. What is not kept yet, a clip without its transcript, is not kept any more.
func (b *Bot) unsaid(tx *db.Tx, m directMessage) error {
	var before directMessage
	_ = json.Unmarshal(m.Previous, &before) // without it, the message itself has told who wrote it
	m.User, m.TS = before.User, m.Deleted
	w, person, news, err := wins.Unsaid(tx, m.version())
	if !news || err != nil && !errors.Is(err, wins.ErrNotFound) {
		return err
	}
	_, waiting, failed := wins.ClipDone(tx, m.where())
	switch {
	case failed != nil:
		return failed
	case waiting:
		return b.reanswer(tx, person, m.where(), m.EventTS, view.WinClipGone())
	case err != nil: // no win
		return nil
	}
	owner, err := people.Get(tx, person)
	if err != nil {
		return err
	}
	shown, err := b.savedWin(tx, owner, w)
	if err != nil {
		return err
	}
	return b.reanswer(tx, person, m.where(), m.EventTS, view.WinMessageDeleted(shown))
}
