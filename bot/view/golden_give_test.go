package view_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/people"
	"laurel/reviews"
	"laurel/writing"
)

// atAnyTime is a form about somebody outside a cycle.
func atAnyTime(subject people.Person) feedback.Form {
	f := form(subject)
	f.Request.Subject, f.Request.Cycle, f.Request.CycleName, f.Request.State = subject.ID, "anytime:"+subject.ID, "", feedback.Begun
	f.Request.DueAt = time.Time{}
	return f
}

func gift(n int, subject people.Person, sent, draft bool) view.GivenTo {
	r := atAnyTime(subject).Request
	r.ID = fmt.Sprint("given", n)
	return view.GivenTo{Gift: feedback.Gift{Request: r, Sent: sent, Draft: draft}, Subject: subject}
}

func drawGiven(drawn map[string]any) {
	shown := view.FeedbackShown{Zone: berlin()}
	drawn["feedback_overview"] = view.FeedbackOverview(shown)
	shown.Waiting = []view.AskedPerson{{Request: request(1, feedback.Open), Subject: juno}}
	shown.Given = []view.GivenTo{gift(1, ada, true, false), gift(2, juno, false, true), gift(3, long, true, true)}
	drawn["feedback_overview_waiting"] = view.FeedbackOverview(shown)
	for i := range 20 {
		shown.Given = append(shown.Given, gift(i+4, ada, true, false))
	}
	drawn["feedback_overview_many"] = view.FeedbackOverview(shown)
	drawn["feedback_kept"] = view.FeedbackKept(ada)
	drawn["feedback_help"] = view.FeedbackHelp()

	drawn["feedback_give_form"] = view.FeedbackForm(answering(atAnyTime(ada), "Mia Torres"))
	again := atAnyTime(long)
	again.Request.State, again.Previous = feedback.Answered, feedback.Answers{feedback.SlotWorked: {Text: texts[0]}}
	drawn["feedback_give_form_again"] = view.FeedbackForm(answering(again, ""))

	shown.Invited = []view.InvitedBy{wish(1, ada, feedback.Open, 3), wish(2, long, feedback.Open, 1)}
	shown.Asks = []feedback.Invitation{invitation("U0BEN", "U0JUN", "U0LNG")}
	shown.Names = called
	drawn["feedback_overview_asked"] = view.FeedbackOverview(shown)
	drawInvited(drawn)

	h := view.Home{Invited: shown.Invited, Person: ada, Now: now, Zone: berlin(), Overview: overview(nil), Names: called, Given: shown.Given}
	drawn["home_begun"] = view.HomeTab(h)
	drawn["feedback_give_sentences"] = giveSentences()
}

func giveSentences() map[string]any {
	said := map[string]any{
		"nobody": view.FeedbackNobody, "two": view.FeedbackOnePerson, "gone": view.FeedbackGone, "long": view.FeedbackLong(3412, 3000),
	}
	for _, bar := range []feedback.Bar{feedback.BarSelf, feedback.BarManager, feedback.BarReport} {
		said["barred "+string(bar)] = view.FeedbackMayNot(bar, ada)
	}
	for name, p := range map[string]people.Person{
		"app": {Name: "Deploy bot", Bot: true}, "gone": {Name: "Gus Hart", Deleted: true}, "guest": {Name: "Gia Luna", Guest: true},
		"stranger": {Name: "Stan Moss", Stranger: true}, "nameless": {ID: "U0NOBODY", Stranger: true},
	} {
		said["barred "+name] = view.FeedbackMayNot(feedback.BarNobody, p)
	}
	return said
}

// hostileGiven draws what somebody sees who has written about n people with such a name.
func hostileGiven(drawn map[string]any, name, text string, n int) {
	who := person(name)
	shown := view.FeedbackShown{Zone: berlin(), Names: map[string]string{"U0BEN": name}}
	topic := strings.Join(strings.Fields(writing.Clean(text)), " ")
	topic = string([]rune(topic)[:min(len([]rune(topic)), feedback.MaxTopic)])
	for i := range n {
		one := wish(i, who, []feedback.State{feedback.Open, feedback.Answered, feedback.Declined, feedback.Withdrawn}[i%4], i%5+1)
		one.Topic = topic
		shown.Invited = append(shown.Invited, one)
		mine := invitation("U0BEN", "U0BEN")
		mine.Topic = topic
		shown.Asks = append(shown.Asks, mine)
		asked := view.AskedPerson{Request: request(i, feedback.Open), Subject: who}
		asked.Request.CycleName = name
		shown.Waiting = append(shown.Waiting, asked)
		shown.Given = append(shown.Given, gift(i, who, i%2 == 0, i%3 > 0))
	}
	drawn["feedback overview"] = view.FeedbackOverview(shown)
	drawn["feedback kept"] = view.FeedbackKept(who)
	drawn["feedback barred"] = view.FeedbackSaid(view.FeedbackMayNot(feedback.BarManager, who))
	drawn["feedback barred, nobody"] = view.FeedbackSaid(view.FeedbackMayNot(feedback.BarNobody, who))
	if n > 0 { // a message about nobody is never sent
		drawn["feedback invited"] = view.FeedbackInvited(shown.Invited, berlin())
	}
	mine := invitation("U0BEN")
	mine.Topic = topic
	drawn["feedback asked"] = view.FeedbackAsked(mine, shown.Names, berlin())
	drawn["feedback invite form"] = view.FeedbackInviteForm([]string{"U0BEN"}, text)
	drawn["feedback not asked"] = view.FeedbackNotAsked(view.FeedbackBarred([]reviews.BadNominee{{Person: who, Why: feedback.BarManager}}, ada))
	drawn["home, asked"] = view.HomeTab(view.Home{Person: who, Now: now, Zone: berlin(), Invited: shown.Invited, Given: shown.Given})
	f := atAnyTime(who)
	f.Previous = feedback.Answers{feedback.SlotWorked: {Text: string([]rune(text)[:min(len([]rune(text)), f.MaxLength)])}}
	form := answering(f, name)
	for _, one := range shown.Invited {
		form.Invited = append(form.Invited, one.Invited)
	}
	drawn["feedback give"] = view.FeedbackForm(form)
}

func wish(n int, subject people.Person, state feedback.State, asked int) view.InvitedBy {
	return view.InvitedBy{Subject: subject, Invited: feedback.Invited{
		ID: fmt.Sprint("invitation", n), Subject: subject.ID, Topic: "The hand-over of on-call for #ranker", EndsAt: due, Giver: "U0BEN",
		State: state, Asked: asked,
	}}
}

func invitation(givers ...string) feedback.Invitation {
	return feedback.Invitation{
		ID: "invitation1", Subject: ada.ID, Topic: "The hand-over of on-call for #ranker", AskedAt: now, EndsAt: due, Givers: givers,
	}
}

// drawInvited draws what is asked outside a cycle: to who asks, and to who is asked.
func drawInvited(drawn map[string]any) {
	drawn["feedback_invite_form"] = view.FeedbackInviteForm(nil, "")
	drawn["feedback_invite_form_filled"] = view.FeedbackInviteForm([]string{"U0BEN", "U0JUN"}, "The launch")
	drawn["feedback_invite_asked"] = view.FeedbackAsked(invitation("U0BEN", "U0JUN"), called, berlin())
	drawn["feedback_invite_asked_four"] = view.FeedbackAsked(invitation("U0BEN", "U0JUN", "U0LNG", "U0ADA"), called, berlin())
	drawn["feedback_invited_one"] = view.FeedbackInvited([]view.InvitedBy{wish(1, ada, feedback.Open, 4)}, berlin())
	drawn["feedback_invited_two"] = view.FeedbackInvited([]view.InvitedBy{
		wish(1, ada, feedback.Open, 1), wish(2, long, feedback.Open, 3),
	}, berlin())
	over := []view.InvitedBy{
		wish(1, ada, feedback.Answered, 3), wish(2, juno, feedback.Declined, 3), wish(3, long, feedback.Withdrawn, 3),
	}
	drawn["feedback_invited_over"] = view.FeedbackInvited(over, berlin())
	many := over
	for i := range 15 {
		many = append(many, wish(i+4, ada, feedback.Open, 4))
	}
	drawn["feedback_invited_many"] = view.FeedbackInvited(many, berlin())
	asked := answering(atAnyTime(ada), "Mia Torres")
	asked.Invited, asked.Wins = []feedback.Invited{wish(1, ada, feedback.Open, 3).Invited}, 2
	drawn["feedback_give_form_asked"] = view.FeedbackForm(asked)

	said := map[string]any{"over": view.FeedbackInviteOver, "declined": view.FeedbackInviteDeclined}
	for _, err := range []error{
		feedback.ErrNobodyInvited, feedback.ErrManyInvited, feedback.ErrNoTopic,
		feedback.TopicLong{Have: 1300},
		feedback.InvitedAlready{Givers: []string{"U0BEN", "U0JUN"}},
	} {
		said[err.Error()] = view.FeedbackInviteErrors(err, called)
	}
	if view.FeedbackInviteErrors(errors.New("anything else"), called) != nil {
		panic("an error that nobody foresaw stands under a field")
	}
	barred := view.FeedbackBarred([]reviews.BadNominee{
		{Person: people.Person{ID: "U0MIA", Name: "Mia Torres"}, Why: feedback.BarManager},
		{Person: people.Person{Name: "Gus Hart", Deleted: true}, Why: feedback.BarNotMember},
	}, ada)
	said["barred"] = barred
	drawn["feedback_invite_refused"] = view.FeedbackNotAsked(barred)
	drawn["feedback_invite_sentences"] = said
}
