package bot

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/internal/db"
	"laurel/people"
)

// feedback is /feedback: alone it lists what waits for the actor; with a person, it opens the form to write about them; with
// ask, it invites others to write about the actor.
func (b *Bot) feedback(tx *db.Tx, actor people.Person, a act) (reply, error) {
	text := strings.TrimSpace(unescape(a.Text))
	switch strings.ToLower(text) {
	case "", "list":
		shown, err := b.feedbackShown(tx, actor)
		return say(view.FeedbackOverview(shown)), err
	case "help":
		return say(view.FeedbackHelp()), nil
	}
	if topic, ok := afterAsk(text); ok {
		return b.feedbackInviteSaid(tx, actor, a, topic)
	}
	named, said := addressed(text)
	switch len(named) {
	case 0:
		return say(view.FeedbackSaid(view.FeedbackNobody)), nil
	case 1:
		return b.feedbackAbout(tx, actor, a, named[0], said)
	default:
		return say(view.FeedbackSaid(view.FeedbackOnePerson)), nil
	}
}

// feedbackGive opens the form about whom the actor chose, or has begun to write about.
func (b *Bot) feedbackGive(tx *db.Tx, actor people.Person, a act) (reply, error) {
	return b.feedbackAbout(tx, actor, a, a.Value, "")
}

// feedbackTakeBack deletes what the actor wrote about somebody, until a pool is sealed with it.
func (b *Bot) feedbackTakeBack(tx *db.Tx, actor people.Person, a act) (reply, error) {
	request, err := b.answers.TakeBack(tx, actor.ID, a.Value)
	if errors.Is(err, feedback.ErrNotFound) {
		return say(view.FeedbackSaid(view.FeedbackGone)), nil
	}
	if err != nil {
		return reply{}, err
	}
	if err := b.reinvite(tx, actor, request.Subject); err != nil {
		return reply{}, err
	}
	shown, err := b.feedbackShown(tx, actor)
	return reply{Replace: new(view.FeedbackOverview(shown)), Home: true}, err
}

// feedbackAbout opens the form about a person, with said as the beginning of the first answer.
func (b *Bot) feedbackAbout(tx *db.Tx, actor people.Person, a act, id, said string) (reply, error) {
	if err := meetAll(tx, a.met); err != nil {
		return reply{}, err
	}
	subject, err := people.Get(tx, id)
	if errors.Is(err, people.ErrNotFound) {
		return say(view.FeedbackSaid(view.FeedbackNobody)), nil
	}
	if err != nil {
		return reply{}, err
	}
	how, upward, err := b.cycles.AnyTime(tx, subject)
	if err != nil {
		return reply{}, err
	}
	if bar := feedback.BarredAnyTime(subject, actor, upward); bar != "" {
		return say(view.FeedbackSaid(view.FeedbackMayNot(bar, subject))), nil
	}
	request, err := b.answers.Give(tx, actor, subject, how)
	if err != nil {
		return reply{}, err
	}
	form, err := b.answers.Reopen(tx, actor.ID, request)
	if err != nil || said == "" {
		return b.feedbackForm(tx, actor, form, err)
	}
	form, have, err := b.feedbackAdd(tx, form, said)
	if err == nil && have > form.MaxLength {
		return say(view.FeedbackSaid(view.FeedbackLong(have, form.MaxLength))), nil
	}
	return b.feedbackForm(tx, actor, form, err)
}

// feedbackAdd keeps what was said with a command as a draft, below what stands in the first answer already. It returns how
// long that would be, and changes nothing when it is too long.
func (b *Bot) feedbackAdd(tx *db.Tx, form feedback.Form, said string) (feedback.Form, int, error) {
	known, err := people.Some(tx, namedIn(said))
	if err != nil {
		return form, 0, err
	}
	text := view.Named(said, names(known))
	if before := form.Kept()[feedback.SlotWorked].Text; before != "" {
		text = before + "\n\n" + text
	}
	have := utf8.RuneCountInString(text)
	if have > form.MaxLength {
		return form, have, nil
	}
	change := feedback.Draft{Answers: feedback.Answers{feedback.SlotWorked: {Text: text}}, ChangedAt: tx.Now()}
	if last := form.Draft.ChangedAt; !change.ChangedAt.After(last) { // by Slack's clock, which may be ahead of ours
		change.ChangedAt = last.Add(time.Microsecond)
	}
	if err := b.answers.SaveDraft(tx, form.Request.Giver, form.Request.ID, change); err != nil {
		return form, have, err
	}
	form, err = b.answers.Reopen(tx, form.Request.Giver, form.Request)
	return form, have, err
}

// feedbackKept says what becomes of feedback outside a cycle that was sent just now, and redraws the messages that asked.
func (b *Bot) feedbackKept(tx *db.Tx, actor people.Person, request feedback.Request) (reply, error) {
	if err := b.reinvite(tx, actor, request.Subject); err != nil {
		return reply{}, err
	}
	subject, err := people.Get(tx, request.Subject)
	return reply{Say: new(view.FeedbackKept(subject)), Home: true}, err
}

func (b *Bot) feedbackShown(tx *db.Tx, actor people.Person) (shown view.FeedbackShown, err error) {
	shown.Zone = b.location(actor)
	if shown.Waiting, err = b.feedbackWaiting(tx, actor.ID); err != nil {
		return shown, err
	}
	if shown.Given, err = b.feedbackGiven(tx, actor.ID); err != nil {
		return shown, err
	}
	if shown.Invited, err = b.invitedBy(tx, actor.ID); err != nil {
		return shown, err
	}
	if shown.Asks, err = b.answers.Invitations(tx, actor.ID); err != nil {
		return shown, err
	}
	var ids []string
	for _, ask := range shown.Asks {
		ids = append(ids, ask.Givers...)
	}
	known, err := people.Some(tx, ids)
	shown.Names = names(known)
	return shown, err
}

// feedbackWaiting is what somebody is asked in cycles and has not answered.
func (b *Bot) feedbackWaiting(tx *db.Tx, giver string) (all []view.AskedPerson, err error) {
	waiting, err := b.answers.Waiting(tx, giver)
	if err != nil {
		return nil, err
	}
	known, err := b.everybodyIn(tx, waiting)
	for _, r := range waiting {
		all = append(all, view.AskedPerson{Request: r, Subject: known[r.Subject]})
	}
	return all, err
}

// feedbackGiven is what somebody has written outside a cycle.
func (b *Bot) feedbackGiven(tx *db.Tx, giver string) (all []view.GivenTo, err error) {
	given, err := b.answers.Given(tx, giver)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, g := range given {
		ids = append(ids, g.Request.Subject)
	}
	known, err := people.Some(tx, ids)
	for _, g := range given {
		all = append(all, view.GivenTo{Gift: g, Subject: known[g.Request.Subject]})
	}
	return all, err
}
