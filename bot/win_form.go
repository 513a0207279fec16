package bot

import (
	"errors"
	"time"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// winEdit opens the form with a win in it.
func (b *Bot) winEdit(tx *db.Tx, actor people.Person, a act) (reply, error) {
	w, err := ownWin(tx, actor, a.Value)
	if errors.Is(err, wins.ErrNotFound) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	c := carried{Win: w.ID, Response: a.Response, Listed: a.Listed, Version: w.Version, View: a.under()}
	parts, err := b.inFields(tx, w.Text, &c)
	if err != nil {
		return reply{}, err
	}
	metadata, err := b.carry(a.User, c)
	form := view.WinForm(view.WinDraft{Win: &w, Parts: parts, Note: view.PendingNote(w)}, metadata)
	return reply{Open: &form}, err
}

// shownMentions is how many people of a text a form shows by name: it has to remember them.
const shownMentions = 20

// inFields is a text as the fields of a form show it: in parts, and with names in place of mentions. c remembers how to
// put it together again: see fromFields.
func (b *Bot) inFields(tx *db.Tx, text string, c *carried) (parts []string, err error) {
	if ids := writing.Read(text).Mentions; len(ids) > 0 && len(ids) <= shownMentions {
		known, err := people.Some(tx, ids)
		if err != nil {
			return nil, err
		}
		c.Mentions, text = ids, view.Named(text, names(known))
	}
	parts, c.Between = view.SplitText(text)
	return parts, nil
}

// fromFields is the text that a form's fields hold. was is what the text was when the form was opened; it is returned
// where nobody changed it, so that a name which was typed then doesn't become a mention.
func (b *Bot) fromFields(tx *db.Tx, form carried, f view.Fields, was string) (string, error) {
	text := view.JoinText(f, form.Between)
	if len(form.Mentions) == 0 {
		return text, nil
	}
	known, err := people.Some(tx, form.Mentions)
	if err != nil || text == view.Named(was, names(known)) {
		return was, err
	}
	return view.Mentions(text, form.Mentions, names(known)), nil
}

// winWrite opens an empty form.
func (b *Bot) winWrite(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if err := usedWeekly(tx, actor, a.Value); err != nil {
		return reply{}, err
	}
	return b.winBlank(tx, actor, a, false)
}

// winBlank opens an empty form; only says that the win shall be its owner's alone.
func (b *Bot) winBlank(tx *db.Tx, actor people.Person, a act, only bool) (reply, error) {
	metadata, err := b.carry(a.User, carried{Response: a.Response, Inside: a.Kind == shortcut})
	form := view.WinForm(view.WinDraft{Day: tx.Now().In(b.location(actor)).Format(time.DateOnly), Only: only}, metadata)
	return reply{Open: &form}, err
}

// winSave takes the form: a new win, or a change of the one that the form was opened for.
func (b *Bot) winSave(tx *db.Tx, actor people.Person, a act) (reply, error) {
	form, err := b.carriedBack(tx, a.User, a.Metadata)
	if err != nil {
		return reply{Errors: view.FieldErrors{view.FieldText: view.FormTooOld}}, nil
	}
	w, err := b.winFromForm(tx, actor, form, a.Fields)
	if sentence := winRefusal(err); sentence != "" {
		return reply{Errors: view.FieldErrors{refusedField(err): sentence}}, nil
	}
	if err != nil {
		return reply{}, err
	}
	shown, err := b.coached(tx, actor, w)
	if err == nil {
		err = b.undoable(tx, &shown)
	}
	shown.Cleaned = writing.Hides(view.JoinText(a.Fields, form.Between))
	return savedReply(form, shown, tx.Now()), err
}

// winFromForm adds the win that a form holds, or changes the one that it was opened for. What laurel read in it is taken
// from the form only if the win is still as the form showed it.
func (b *Bot) winFromForm(tx *db.Tx, actor people.Person, form carried, f view.Fields) (wins.Win, error) {
	date, visibility := f.Text(view.FieldDate), f.Text(view.FieldVisibility)
	if form.Win == "" {
		text, err := b.fromFields(tx, form, f, "")
		if err != nil {
			return wins.Win{}, err
		}
		n := wins.New{
			Person: actor.ID, Text: text, Source: wins.SourceModal, OccurredOn: date, Visibility: visibility,
			Location: b.location(actor),
		}
		if form.TS != "" {
			n.Source, n.Where = wins.SourceShortcut, b.where(form.Channel, form.TS, form.Thread)
		}
		return wins.Add(tx, n)
	}
	old, err := ownWin(tx, actor, form.Win)
	if err != nil {
		return wins.Win{}, err
	}
	text, err := b.fromFields(tx, form, f, old.Text)
	if err != nil {
		return wins.Win{}, err
	}
	held := view.HeldIn(f)
	change := wins.Change{Text: &text, OccurredOn: &date, Visibility: &visibility, Held: &held}
	if old.Version == form.Version {
		change.Seen = view.SeenIn(f, old)
	}
	return wins.Edit(tx, actor.ID, form.Win, change)
}

// refusedField is the field that a refusal is about.
func refusedField(err error) string {
	switch {
	case errors.Is(err, wins.ErrDate):
		return view.FieldDate
	case errors.Is(err, wins.ErrProject):
		return view.FieldProject
	}
	return view.FieldText
}

// savedReply shows a saved win where the form was opened from.
func savedReply(form carried, shown view.SavedWin, now time.Time) reply {
	message := view.WinChanged(shown)
	if form.Win == "" {
		message = view.WinSaved(shown)
	}
	r := reply{At: form.Response, Home: true}
	switch {
	case form.View != "": // opened from a modal that shows the win
		redrawn := view.Note(message)
		r.Redraw, r.Under = &redrawn, form.View
	case form.Response == "" && !form.Inside: // opened from Home, which itself shows the win
	case form.Inside || !form.responding(now): // the message can't be changed any more: the form itself says it
		r.At, r.Say = "", &message
	case form.Win == "" || form.Listed:
		r.Say = &message
	default:
		r.Replace = &message
	}
	return r
}

// winShow shows the whole of a long text.
func (b *Bot) winShow(tx *db.Tx, actor people.Person, a act) (reply, error) {
	w, err := ownWin(tx, actor, a.Value)
	if errors.Is(err, wins.ErrNotFound) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	names, err := b.mentioned(tx, w)
	whole := view.WinText(w, names)
	return reply{Open: &whole}, err
}
