package view_test

import (
	"fmt"
	"strings"
	"time"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/people"
	"laurel/reviews"
)

// nomination is Ada's, open until Wednesday, with these on the list.
func nomination(ids ...string) reviews.Nomination {
	n := reviews.Nomination{
		Cycle: reviews.Cycle{
			ID: "cycle1", Name: "2026 H2", State: reviews.Open, Stage: reviews.StageNomination,
			StageEndsAt: time.Date(2026, 11, 25, 16, 0, 0, 0, time.UTC),
		},
		Subject: ada, Most: 4, LeaveOut: 5,
	}
	n.Subject.ManagerName = "Mia Torres"
	for _, id := range ids {
		n.Nominees = append(n.Nominees, reviews.Nominee{Person: id})
		n.NominatedAt = now
	}
	return n
}

func nominating(n reviews.Nomination) view.Nominating {
	return view.Nominating{Nomination: n, Names: called, Zone: berlin()}
}

func drawNominations(drawn map[string]any) {
	drawn["nominate_ask"] = view.NominateAsk(nominating(nomination()))
	alone := nomination()
	alone.Subject.Manager, alone.Subject.ManagerName = "", ""
	drawn["nominate_ask_no_manager"] = view.NominateAsk(nominating(alone))
	named := nomination("U0BEN", "U0JUN")
	drawn["nominate_named"] = view.NominateAsk(nominating(named))
	approved := named
	approved.ApprovedAt, approved.ApprovedBy = now, "U0MIA"
	drawn["nominate_named_approved"] = view.NominateAsk(nominating(approved))
	longest := nomination("U0LNG", "U0LNG", "U0LNG", "U0LNG")
	drawn["nominate_named_long"] = view.NominateAsk(nominating(longest))
	none := nomination()
	none.NominatedAt = now
	drawn["nominate_none"] = view.NominateAsk(nominating(none))
	none.ApprovedBy = "U0MIA"
	drawn["nominate_none_left"] = view.NominateAsk(nominating(none))
	drawn["nominate_changed"] = view.NominateChanged(nominating(nomination("U0BEN")), []string{"U0JUN"})
	drawn["nominate_changed_all"] = view.NominateChanged(nominating(none), []string{"U0JUN", "U0BEN"})
	drawn["nominate_sentences"] = map[string]any{
		"over": view.NominateOver("2026 H2").Text, "gone": view.NominateGone().Text,
		"approved": view.NominateApprovedBefore().Text, "stale": view.NominateStale("Juno Park").Text,
		"errors": nomineeErrors("U0ADA"), "errors of the manager": nomineeErrors("U0MIA"),
	}
	drawNominateForms(drawn)
	drawApprovals(drawn)
}

func drawNominateForms(drawn map[string]any) {
	draft := view.NominateDraft{Nominating: nominating(nomination())}
	draft.LeaveOut = 0
	drawn["nominate_form_nobody"] = view.NominateForm(draft, "")
	draft.LeaveOut = 5
	draft.Suggestions = []reviews.Suggestion{
		{Person: people.Person{ID: "U0BEN"}, Together: 3, Projects: []string{"ranker"}, Witness: 1},
		{Person: juno, Projects: []string{"feature-store", "ranker"}},
		{Person: long, Together: 1, Projects: []string{"a", "b", "c"}, Witness: 12},
	}
	drawn["nominate_form"] = view.NominateForm(draft, "")
	draft.Nomination = nomination("U0BEN", "U0EVA")
	draft.Never = []string{"U0SAM"}
	drawn["nominate_form_again"] = view.NominateForm(draft, "")
	draft.Nominees[1].AddedBy = "U0MIA"
	drawn["nominate_change"] = view.NominateChangeForm(draft, "")
	for i := range 9 {
		draft.Suggestions = append(draft.Suggestions, reviews.Suggestion{
			Person: people.Person{ID: fmt.Sprint("U", i)}, Projects: []string{strings.Repeat("recommender-", 20)},
		})
	}
	drawn["nominate_change_many"] = view.NominateChangeForm(draft, "")
}

func drawApprovals(drawn map[string]any) {
	one := view.Approving{Manager: "U0MIA", List: []reviews.Nomination{nomination("U0BEN", "U0JUN")}, Names: called, Zone: berlin()}
	drawn["nominate_approve_one"] = view.NominateApprove(one)
	over := nomination("U0BEN")
	over.Cycle.Stage = reviews.StageSelf
	approved, moved, nobody := nomination("U0BEN"), nomination("U0BEN"), nomination()
	approved.ApprovedAt, approved.Subject = now, juno
	moved.Subject, moved.Subject.Manager = long, "U0TOM"
	nobody.NominatedAt = now
	one.List = append(one.List, over, approved, moved, nobody)
	drawn["nominate_approve_each"] = view.NominateApprove(one)
	one.List = one.List[1:]
	drawn["nominate_approve_done"] = view.NominateApprove(one)
	for i := range 30 {
		n := nomination("U0LNG", "U0LNG", "U0LNG", "U0LNG")
		n.Subject = long
		n.Subject.ID = fmt.Sprint("U", i)
		one.List = append(one.List, n)
	}
	drawn["nominate_approve_many"] = view.NominateApprove(one)

	home := view.Home{Person: ada, Now: now, Zone: berlin()}
	home.ToName, home.ToApprove = []reviews.Nomination{nomination()}, one.List[4:12]
	drawn["home_nominations"] = view.HomeTab(home)
	week := reviews.Digest{Manager: "U0MIA"}
	week.Waiting = []reviews.Waiting{
		{Kind: reviews.WaitingApprove, Cycle: "cycle1", CycleName: "2026 H2", Subject: "U0JUN", Until: due},
	}
	drawn["digest_approve"] = view.DigestWeek(week, called, berlin())
}

// nomineeErrors has everything that can be wrong with a list.
func nomineeErrors(by string) view.FieldErrors {
	subject := nomination().Subject
	bad := reviews.BadNominees{Both: []string{"U0BEN"}, Named: 9, Most: 4, Left: 7, LeaveOut: 5}
	fields := view.Fields{view.FieldSuggested: {"U0BEN"}, view.FieldNever: {"U0BEN", "5"}}
	for i, b := range []reviews.BadNominee{
		{Person: subject, Why: feedback.BarSelf},
		{Person: people.Person{Name: "Mia Torres"}, Why: feedback.BarManager},
		{Person: juno, Why: feedback.BarReport},
		{Person: people.Person{Name: "Gus Hart", Guest: true}, Why: feedback.BarNotMember},
		{Person: people.Person{Name: "laurel", Bot: true}, Why: feedback.BarNotMember},
		{Person: people.Person{Name: "Olga Lind", Deleted: true}, Why: feedback.BarNotMember},
		{Person: people.Person{Name: "Xu Li", Stranger: true}, Why: feedback.BarNotMember},
		{Person: people.Person{Name: "Uma Das"}, Why: feedback.BarNoFunction},
		{Person: people.Person{Name: "Kim Roe"}, Why: feedback.BarNoPlace},
		{Person: people.Person{}, Why: reviews.BarUnknown},
	} {
		b.Person.ID = fmt.Sprint(i)
		if i == 0 {
			b.Person.ID = subject.ID
		}
		fields[view.FieldOthers] = append(fields[view.FieldOthers], b.Person.ID)
		bad.Bad = append(bad.Bad, b)
	}
	all := view.FieldErrors{}
	for _, b := range bad.Bad { // one by one, or most would be cut
		one := view.NomineeErrors(fields, reviews.BadNominees{Bad: []reviews.BadNominee{b}}, subject, by, called)
		all[string(b.Why)+" "+b.Person.Name] = one[view.FieldOthers]
	}
	bad.Bad = nil
	for field, text := range view.NomineeErrors(fields, bad, subject, by, called) {
		all[field] = text
	}
	bad.LeaveOut = 0
	all["nobody can be left out"] = view.NomineeErrors(fields, bad, subject, by, called)[view.FieldNever]
	return all
}
