package bot

import (
	"errors"
	"strings"
	"time"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/inbox"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// win is /win: with a text it saves one, alone it opens the form.
func (b *Bot) win(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if strings.TrimSpace(a.Text) == "" {
		return b.winWrite(tx, actor, a)
	}
	if r, ok, err := b.winWord(tx, actor, a); ok || err != nil {
		return r, err
	}
	if words, ok := exportWords(a.Text); ok {
		return b.winExport(tx, actor, a, words)
	}
	text := unescape(a.Text)
	twin, found, err := wins.Twin(tx, actor.ID, text, tx.Now().Add(-twinTime))
	if err != nil {
		return reply{}, err
	}
	if found {
		shown, err := b.savedWin(tx, actor, twin)
		return say(view.WinAlready(shown, twin.ID+" "+db.NewID())), err
	}
	return b.winAdd(tx, actor, text)
}

// winWord does what a word of laurel's own asks for: help, list, settings. ok is false when the text is none, and so a win.
func (b *Bot) winWord(tx *db.Tx, actor people.Person, a act) (r reply, ok bool, err error) {
	switch strings.ToLower(strings.TrimSpace(a.Text)) {
	case "help":
		return say(view.WinHelp()), true, nil
	case "list":
		r, err = b.winList(tx, actor)
		return r, true, err
	case "settings":
		r, err = b.winSettings(tx, actor, a)
		return r, true, err
	}
	return reply{}, false, nil
}

// twinTime is how long the same text is taken for a second attempt, whose first answer was lost.
const twinTime = 24 * time.Hour

func (b *Bot) winAdd(tx *db.Tx, actor people.Person, text string) (reply, error) {
	w, err := wins.Add(tx, wins.New{
		Person: actor.ID, Text: text, Source: wins.SourceCommand, Location: b.location(actor),
	})
	if sentence := winRefusal(err); sentence != "" {
		return say(view.WinRefused(sentence)), nil
	}
	if err != nil {
		return reply{}, err
	}
	shown, err := b.coached(tx, actor, w)
	shown.Cleaned = writing.Hides(text)
	r := say(view.WinSaved(shown))
	r.Home = true
	return r, err
}

// winKeepBoth keeps a second win of the same text, once for each answer that offered it.
func (b *Bot) winKeepBoth(tx *db.Tx, actor people.Person, a act) (reply, error) {
	id, _, _ := strings.Cut(a.Value, " ")
	twin, err := ownWin(tx, actor, id)
	if errors.Is(err, wins.ErrNotFound) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	if first, err := inbox.Once(tx, "keep:"+actor.ID+":"+a.Value); err != nil || !first {
		return say(view.WinKept()), err
	}
	r, err := b.winAdd(tx, actor, twin.Text)
	r.Replace, r.Say = r.Say, nil
	return r, err
}

// listed is how many wins /win list shows.
const listed = 10

func (b *Bot) winList(tx *db.Tx, actor people.Person) (reply, error) {
	total, err := wins.Count(tx, wins.Filter{Person: actor.ID})
	if err != nil {
		return reply{}, err
	}
	shown, err := wins.List(tx, wins.Filter{Person: actor.ID, Limit: listed})
	if err != nil {
		return reply{}, err
	}
	names, err := b.mentioned(tx, shown...)
	return say(view.WinList(shown, total, names, tx.Now().In(b.location(actor)))), err
}

func (b *Bot) winRemove(tx *db.Tx, actor people.Person, a act) (reply, error) {
	pending := false
	if w, err := ownWin(tx, actor, a.Value); err == nil {
		pending = w.Status == wins.StatusPending
	}
	w, err := wins.Remove(tx, actor.ID, a.Value)
	if errors.Is(err, wins.ErrNotFound) || errors.Is(err, wins.ErrGone) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	if _, err := b.askContributors(tx, actor, w); err != nil {
		return reply{}, err
	}
	names, err := b.mentioned(tx, w)
	removed := view.WinRemoved(w, names)
	if pending {
		removed = view.WinLeftOut(w, names)
	}
	return reply{Replace: &removed, Home: true}, err
}

func (b *Bot) winUndo(tx *db.Tx, actor people.Person, a act) (reply, error) {
	w, err := wins.Restore(tx, actor.ID, a.Value)
	if errors.Is(err, wins.ErrNotFound) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	shown, err := b.savedWin(tx, actor, w)
	message := view.WinSaved(shown)
	return reply{Replace: &message, Home: true}, err
}

// ownWin is a kept win of the actor; anything else is ErrNotFound.
func ownWin(tx *db.Tx, actor people.Person, id string) (wins.Win, error) {
	w, err := wins.Get(tx, id)
	if err == nil && (w.Person != actor.ID || w.Status == wins.StatusRemoved) {
		return wins.Win{}, wins.ErrNotFound
	}
	return w, err
}

// winRefusal is the sentence for a text that can't be a win; "" when err is none of these.
func winRefusal(err error) string {
	var long wins.TooLong
	var exists wins.Exists
	switch {
	case errors.As(err, &exists):
		return view.MessageSaved
	case errors.Is(err, wins.ErrEmpty):
		return view.WinEmpty
	case errors.As(err, &long):
		return view.WinTooLong(long.Have, long.Max)
	case errors.Is(err, wins.ErrNotFound), errors.Is(err, wins.ErrGone):
		return view.WinGoneText
	case errors.Is(err, wins.ErrDate):
		return view.WinDate
	case errors.Is(err, wins.ErrProject):
		return view.WinProject
	default:
		return ""
	}
}

// savedWin gathers what stands around a win when its owner is answered, and asks those whom it names.
func (b *Bot) savedWin(tx *db.Tx, owner people.Person, w wins.Win) (view.SavedWin, error) {
	s := view.SavedWin{Win: w, Owner: owner, Today: tx.Now().In(b.location(owner))}
	if w.Project != "" {
		n, err := wins.Count(tx, wins.Filter{Person: owner.ID, Project: w.Project})
		if err != nil {
			return s, err
		}
		s.ProjectWins = n
	}
	s.Manager = owner.ManagerName
	var err error
	if s.Contributors, err = b.askContributors(tx, owner, w); err != nil {
		return s, err
	}
	s.Names, err = b.mentioned(tx, w)
	return s, err
}

// mentioned holds the names of the wins' owners, of the people whom they mention, and of their witnesses.
func (b *Bot) mentioned(tx *db.Tx, list ...wins.Win) (map[string]string, error) {
	var ids []string
	for _, w := range list {
		ids = append(append(ids, w.Person), w.Contributors...)
		for _, witness := range w.Witnesses {
			ids = append(ids, witness.Person)
		}
	}
	known, err := people.Some(tx, ids)
	return names(known), err
}

func names(known map[string]people.Person) map[string]string {
	names := make(map[string]string, len(known))
	for id, p := range known {
		names[id] = p.Name
	}
	return names
}
