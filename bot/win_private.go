package bot

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
)

var (
	privateLabel = regexp.MustCompile(`(?i)^private(?:[ \t]*:\s*|$)`)
	privateFirst = regexp.MustCompile(`^(?:private|PRIVATE)[ \t]+`)
	privateLast  = regexp.MustCompile(`[ \t,;·–—-]+private$`)
	privateEnd   = regexp.MustCompile(`(?i)\bprivate[.!]?$`)
	privateTag   = regexp.MustCompile(`(?i)[ \t]*#private\b`)
)

// privately takes the word private out of a text, where it says who shall see the win, and tells how it was written:
//
//	private: Cut …      at the beginning, with a colon, in any case
//	private Cut …       at the beginning, without capital, and so no sentence's beginning
//	Cut … private       at the end, without a full stop
//	Cut … #private      anywhere
//
// Everywhere else it is part of a sentence and stays: "Private endpoint rollout finished". Where it could be meant
// otherwise, the answer says how it was taken and offers the other: what was hidden by mistake is shown with one press,
// what was shown by mistake has been read.
func privately(text string) (rest string, word view.PrivateWord) {
	text = strings.TrimSpace(text)
	if !strings.Contains(strings.ToLower(text), "private") { // as nearly always
		return text, view.PrivateNone
	}
	if at := privateLabel.FindString(text); at != "" {
		return text[len(at):], view.PrivateMarked
	}
	if rest, found := untagged(text); found {
		return rest, view.PrivateMarked
	}
	if at := privateFirst.FindString(text); at != "" {
		return text[len(at):], view.PrivateFirst
	}
	if at := privateLast.FindStringIndex(text); at != nil && at[0] > 0 {
		return text[:at[0]], view.PrivateLast
	}
	if strings.HasPrefix(text, "Private ") || privateEnd.MatchString(text) && strings.ContainsFunc(text, unicode.IsSpace) {
		return text, view.PrivateSaid
	}
	return text, view.PrivateNone
}

// untagged takes #private out of a text, but not #private-models, which is a project.
func untagged(text string) (rest string, found bool) {
	kept := 0
	for _, at := range privateTag.FindAllStringIndex(text, -1) {
		next, _ := utf8.DecodeRuneInString(text[at[1]:])
		alone := at[0] == 0 || text[at[0]] != '#' || text[at[0]-1] == '\n'
		if next == '-' || next == '_' || unicode.IsLetter(next) || !alone {
			continue
		}
		rest, kept, found = rest+text[kept:at[0]], at[1], true
	}
	return strings.TrimSpace(rest + text[kept:]), found
}

// winOnlyMe lets nobody but its owner see a win.
func (b *Bot) winOnlyMe(tx *db.Tx, actor people.Person, a act) (reply, error) {
	private := wins.VisibilityPrivate
	return b.winChange(tx, actor, a.Value, wins.Change{Visibility: &private})
}

// winPart puts the word private back into a text that began or ended with it, and undoes what it did.
func (b *Bot) winPart(tx *db.Tx, actor people.Person, a act) (reply, error) {
	id, version, last := view.ReadPart(a.Value)
	w, err := ownWin(tx, actor, id)
	if errors.Is(err, wins.ErrNotFound) {
		return say(view.WinGone()), nil
	}
	if err != nil {
		return reply{}, err
	}
	if strconv.Itoa(w.Version) != version {
		return b.winNotUndone(tx, actor, wins.Act{Win: id}, view.WinUndoneAlready)
	}
	text, visibility := "private "+w.Text, wins.VisibilityManager
	if last {
		text = w.Text + " private"
	}
	return b.winChange(tx, actor, id, wins.Change{Text: &text, Visibility: &visibility})
}

// winChange changes a win by a button of its answer, and shows it there.
func (b *Bot) winChange(tx *db.Tx, actor people.Person, id string, c wins.Change) (reply, error) {
	w, err := wins.Edit(tx, actor.ID, id, c)
	if sentence := winRefusal(err); sentence != "" {
		return say(view.WinRefused(sentence)), nil
	}
	if err != nil {
		return reply{}, err
	}
	shown, err := b.changedWin(tx, actor, w)
	message := view.WinChanged(shown)
	return reply{Replace: &message, Home: true}, err
}
