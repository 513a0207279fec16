package view_test

import (
	"fmt"
	"time"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/people"
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

	h := view.Home{Person: ada, Now: now, Zone: berlin(), Overview: overview(nil), Names: called, Given: shown.Given}
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
	shown := view.FeedbackShown{Zone: berlin()}
	for i := range n {
		asked := view.AskedPerson{Request: request(i, feedback.Open), Subject: who}
		asked.Request.CycleName = name
		shown.Waiting = append(shown.Waiting, asked)
		shown.Given = append(shown.Given, gift(i, who, i%2 == 0, i%3 > 0))
	}
	drawn["feedback overview"] = view.FeedbackOverview(shown)
	drawn["feedback kept"] = view.FeedbackKept(who)
	drawn["feedback barred"] = view.FeedbackSaid(view.FeedbackMayNot(feedback.BarManager, who))
	drawn["feedback barred, nobody"] = view.FeedbackSaid(view.FeedbackMayNot(feedback.BarNobody, who))
	f := atAnyTime(who)
	f.Previous = feedback.Answers{feedback.SlotWorked: {Text: string([]rune(text)[:min(len([]rune(text)), f.MaxLength)])}}
	drawn["feedback give"] = view.FeedbackForm(answering(f, name))
}
