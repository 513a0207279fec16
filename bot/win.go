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

// win is /win: with a text it saves one or does what the text asks for, alone it opens the form.
func (b *Bot) win(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if strings.TrimSpace(a.Text) == "" {
		return b.winWrite(tx, actor, a)
	}
	if r, ok, err := b.winWord(tx, actor, a); ok || err != nil {
		return r, err
	}
	return b.winText(tx, actor, a, unescape(a.Text))
}

// winText saves a text that was typed, unless it was saved lately.
func (b *Bot) winText(tx *db.Tx, actor people.Person, a act, typed string) (reply, error) {
	text, word := privately(typed)
	if word.Asked() && text == "" {
		return b.winBlank(tx, actor, a, true)
	}
	twin, found, err := wins.Twin(tx, actor.ID, text, tx.Now().Add(-twinTime))
	if err != nil {
		return reply{}, err
	}
	if found {
		shown, err := b.savedWin(tx, actor, twin)
		shown.Private = word
		keep := twin.ID + " " + db.NewID()
		if word.Asked() {
			keep += " private"
		}
		return say(view.WinAlready(shown, keep)), err
	}
	return b.winAdd(tx, actor, wins.New{Text: text, Source: wins.SourceCommand}, word)
}

// twinTime is how long the same text is taken for a second attempt, whose first answer was lost.
const twinTime = 24 * time.Hour

func (b *Bot) winAdd(tx *db.Tx, actor people.Person, n wins.New, word view.PrivateWord) (reply, error) {
	shown, refused, err := b.keepWin(tx, actor, n, word)
	if err != nil {
		return reply{}, err
	}
	if refused != "" {
		return say(view.WinRefused(refused)), nil
	}
	r := say(view.WinSaved(shown))
	r.Home = true
	return r, nil
}

// keepWin keeps a win of the actor's; refused is the sentence that says why not.
func (b *Bot) keepWin(
	tx *db.Tx, actor people.Person, n wins.New, word view.PrivateWord,
) (shown view.SavedWin, refused string, err error) {
	n.Person, n.Location = actor.ID, b.location(actor)
	if word.Asked() {
		n.Visibility = wins.VisibilityPrivate
	}
	w, err := wins.AddSaid(tx, n)
	if there := (wins.Exists{}); errors.As(err, &there) { // a message that is a win already
		w, err = there.Win, nil
	}
	if refused = winRefusal(err); refused != "" {
		return shown, refused, nil
	}
	if err != nil {
		return shown, "", err
	}
	show := b.coached
	if n.Source == wins.SourceVoice { // first things first: was it heard right?
		show = b.savedWin
	}
	shown, err = show(tx, actor, w)
	shown.Cleaned, shown.Private, shown.Undo = writing.Hides(n.Text), word, undoing(w.ID, 0)
	if err == nil && n.Where.TS != "" { // one that was removed before is not just added
		shown.Undo = ""
		err = b.undoable(tx, &shown)
	}
	return shown, "", err
}

// winKeepBoth keeps a second win of the same text, once for each answer that offered it.
func (b *Bot) winKeepBoth(tx *db.Tx, actor people.Person, a act) (reply, error) {
	id, answer, _ := strings.Cut(a.Value, " ")
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
	word := view.PrivateNone
	if strings.HasSuffix(answer, " private") {
		word = view.PrivateMarked
	}
	n := wins.New{Text: twin.Text, Source: wins.SourceCommand}
	if err := b.keepFrom(tx, actor, answer, &n); err != nil {
		return reply{}, err
	}
	r, err := b.winAdd(tx, actor, n, word)
	return replacing(r), err
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
