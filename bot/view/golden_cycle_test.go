package view_test

import (
	"fmt"
	"time"

	"laurel/bot/view"
	"laurel/people"
	"laurel/reviews"
)

// record is what was done to a cycle, the latest first.
func record() []reviews.Event {
	at := func(days int) time.Time { return now.AddDate(0, 0, -days) }
	return []reviews.Event{
		{At: at(0), By: "U0LNG", Kind: reviews.EventCancelled},
		{
			At: at(1), By: "U0DAN", Kind: reviews.EventReopened, Was: reviews.StagePeer, Becomes: reviews.StageSelf,
			Reason: "Half of the team was at the offsite",
		},
		{At: at(1), By: "U0DAN", Kind: reviews.EventJoined, Subject: "U0JUN"},
		{At: at(1), By: "U0DAN", Kind: reviews.EventReminded, Was: reviews.StagePeer},
		{At: at(1), By: reviews.ByClock, Kind: reviews.EventLeft, Subject: "U0JUN"},
		{At: at(1), By: "U0DAN", Kind: reviews.EventSwapped, Subject: "U0JUN"},
		{At: at(1), By: "U0DAN", Kind: reviews.EventLeft, Subject: "U0JUN"},
		{At: at(1), By: "U0DAN", Kind: reviews.EventManager, Subject: "U0JUN", Was: "U0MIA", Becomes: "U0TOM", FromOn: "2026-12-01"},
		{At: at(1), By: reviews.ByCommand, Kind: reviews.EventClosed},
		{
			At: at(2), By: "U0DAN", Kind: reviews.EventExtended, Was: "2026-12-04T16:00:00Z", Becomes: "2026-12-11T16:00:00Z",
		},
		{At: at(3), By: reviews.ByClock, Kind: reviews.EventAdvanced, Was: reviews.StageManager},
		{At: at(4), By: "U0DAN", Kind: reviews.EventAdvanced, Was: reviews.StageSelf, Becomes: reviews.StagePeer},
		{At: at(9), By: "U0DAN", Kind: reviews.EventOpened},
	}
}

func drawCyclePages(drawn map[string]any) {
	names := map[string]string{"U0DAN": "Dana Whitfield", "U0LNG": long.Name, "U0JUN": "Juno Park", "U0MIA": "Mia Torres", "U0TOM": "Tom Lindqvist"}
	shown := view.CycleShown{Progress: progress(5, "2026 H2"), Record: record()[11:], Names: names, Zone: berlin()}
	shown.Progress.Cycle.PeriodFrom, shown.Progress.Cycle.Timezone = "2026-05-23", "America/New_York"
	drawn["cycle_page"] = view.CyclePage(shown, "metadata")
	drawn["cycle_extend_form"] = view.CycleExtendForm(shown.Progress, berlin(), "metadata")
	shown.Note, shown.Record = view.Extended(shown.Progress.Cycle, berlin()), append(record(), record()...)
	shown.Progress.Answers, shown.Progress.Cycle.Name = "", "Search platform, 2026 H2 — "+long.Name
	drawn["cycle_page_long"] = view.CyclePage(shown, "metadata")
	shown.Progress.Cycle.State, shown.Note = reviews.Cancelled, view.CycleCancelled(shown.Progress.Cycle)
	drawn["cycle_page_cancelled"] = view.CyclePage(shown, "metadata")
	shown.Progress, shown.Note = progress(5, "2026 H2"), ""
	shown.Progress.Cycle.PeriodFrom, shown.Progress.Cycle.Stage, shown.Progress.Answers = "2026-05-23", reviews.StageManager, ""
	drawn["cycle_page_sealed"] = view.CyclePage(shown, "metadata")
	shown.Progress.Cycle.State = reviews.Closed
	drawn["cycle_page_closed"] = view.CyclePage(shown, "metadata")
	self := reviews.Reopened{Cycle: progress(5, "2026 H2").Cycle, From: reviews.StagePeer, To: reviews.StageSelf}
	drawn["cycle_reopen_form"] = view.ReopenForm(self.Cycle, due, "metadata")
	said := map[string]any{}
	for i, e := range record() {
		said[fmt.Sprintf("%02d %s", i, e.Kind)] = view.EventText(progress(5, "2026 H2").Cycle, e, names, berlin())
	}
	drawn["cycle_record"] = said
	drawn["cycle_sentences"] = map[string]any{
		"reopen.reason": view.ReopenReason, "reopen.sealed": view.ReopenSealed, "reopen.none": view.ReopenNone,
		"reopened": view.Reopened(self, berlin()),
		"reminded": view.Reminded, "reminded.before": view.RemindedBefore, "remind.nothing": view.RemindNothing,
		"extend.day": view.ExtendDay, "extend.past": view.ExtendPast, "extend.far": view.ExtendFar,
	}
}

func drawCyclePeople(drawn map[string]any) {
	names := map[string]string{"U0MIA": "Mia Torres", "U0TOM": "Tom Lindqvist", "U0DAN": "Dana Whitfield"}
	lines := []people.Line{
		{Manager: "U0TOM", From: now.AddDate(0, 0, 8)},
		{Manager: "U0MIA", From: now.AddDate(0, -3, 0), Until: now.AddDate(0, 0, 8)},
		{Manager: "U0DAN", From: now.AddDate(-1, 0, 0), Until: now.AddDate(0, -3, 0)},
	}
	shown := view.PersonShown{
		Standing: reviews.Standing{Cycle: progress(5, "2026 H2").Cycle, Person: ada, Lines: lines, In: true, Nominated: true},
		Names:    names, Now: now.In(berlin()),
	}
	drawn["cycle_person"] = view.PersonPage(shown)
	shown.Standing.Approved, shown.Standing.Assessed, shown.Standing.JoinedAt = true, true, now.AddDate(0, 0, -2)
	drawn["cycle_person_done"] = view.PersonPage(shown)
	shown.Standing.Own, shown.Standing.Lines = true, nil
	drawn["cycle_person_own"] = view.PersonPage(shown)
	shown.Standing.In, shown.Standing.Person = false, long
	shown.Note = view.Left(reviews.Left{Person: long})
	drawn["cycle_person_outside"] = view.PersonPage(shown)
	shown.Standing.LeftAt, shown.Standing.Cycle.Stage = now, reviews.StageNomination
	drawn["cycle_person_left"] = view.PersonPage(shown)
	shown.Standing.Cycle.State = reviews.Closed
	drawn["cycle_person_closed"] = view.PersonPage(shown)
	managed := ada
	managed.ManagerName = "Mia Torres"
	drawn["cycle_swap_form"] = view.SwapForm(ada, "metadata")
	drawn["cycle_manager_form"] = view.ManagerForm(managed, now, "metadata")
	managed.ManagerName = ""
	drawn["cycle_manager_form_nobody"] = view.ManagerForm(managed, now, "metadata")
	change := reviews.ManagerChange{Person: ada, Manager: people.Person{Name: "Tom Lindqvist"}, From: due}
	nomination := progress(5, "2026 H2").Cycle
	nomination.Stage = reviews.StageNomination
	sentences := map[string]any{
		"person.unknown": view.PersonUnknown, "join.before": view.JoinBefore, "join.left": view.JoinLeft, "leave.not": view.LeaveNot,
		"leave.self": view.LeaveSelf, "manager.self": view.ManagerSelf, "manager.guest": view.ManagerGuest, "manager.day": view.ManagerDay,
		"manager.circle": view.ManagerCircle([]string{"Dana", "Mia", "Dana"}), "manager.later": view.ManagerChanged(change, berlin()),
		"joined":       view.Joined(reviews.Joined{Person: ada, Cycle: progress(5, "2026 H2").Cycle}),
		"joined.early": view.Joined(reviews.Joined{Person: ada, Cycle: nomination}),
	}
	change.Now = true
	sentences["manager.now"] = view.ManagerChanged(change, berlin())
	for _, r := range refusals() {
		sentences["join.refused."+string(r.Reason)] = view.JoinRefused(ada, r)
	}
	ben := people.Person{ID: "U0BEN", Name: "Ben Adeyemi"}
	sentences["swapped"], sentences["swap.closed"] = view.Swapped(ada, ben), view.SwapClosed
	drawn["cycle_people_sentences"] = sentences
}

// statuses is where reviews stand: the reader's own, and n of their people.
func statuses(n int) (own, reports []reviews.Status) {
	for i, stage := range []string{reviews.StageNomination, reviews.StageSelf, reviews.StagePeer, reviews.StageManager, "delivery"} {
		title := progress(1, "").Cycle.StageTitle(stage)
		own = append(own, reviews.Status{CycleName: "2026 H2", Subject: ada, Stage: stage, StageTitle: title, Until: due})
		if i < n {
			reports = append(reports, reviews.Status{CycleName: "2026 H2", Subject: juno, Stage: stage, StageTitle: title, Until: due})
		}
	}
	for len(reports) < n {
		reports = append(reports, reviews.Status{CycleName: "2026 H2", Subject: long, StageTitle: "Peer review", Until: due})
	}
	return own, reports
}

func drawStatuses(drawn map[string]any) {
	own, reports := statuses(15)
	drawn["review_status_own"] = view.ReviewStatus(own[:1], nil, berlin())
	drawn["review_status_many"] = view.ReviewStatus(own, reports, berlin())
	drawn["review_status_none"] = view.ReviewStatus(nil, nil, berlin())
	home := view.Home{Person: ada, Now: now, Zone: berlin(), Reviews: own[2:3], Reports: reports[:2]}
	drawn["home_reviews"] = view.HomeTab(home)
}

func drawPlays(drawn map[string]any) {
	nominating := view.Nominating{Nomination: reviews.Nomination{Cycle: progress(1, "2026 H2").Cycle, Subject: ada, Most: 4}, Zone: berlin()}
	nominating.Cycle.Stage = reviews.StageNomination
	pages := []view.PlayPage{
		view.PlayMessage(view.NominateAsk(nominating)), view.PlayForm(view.FeedbackForm(answering(form(ada), "Mia Torres"))),
		view.PlayForm(view.SelfForm(view.SelfShown{Self: assessing(manyWins(40)), Step: 1, Today: now})),
		view.PlayMessage(view.PacketReady(packet(nil, nil), now)),
	}
	for i, to := range []string{view.PlaySubject, view.PlayColleague, view.PlaySubject, view.PlayManager} {
		pages[i].To, pages[i].At = to, now.In(berlin())
		drawn[fmt.Sprintf("cycle_play_%d", i+1)] = view.PlayModal(pages, i, "2026 H2", view.PlayWould(38, 12), "metadata")
	}
	drawn["cycle_play_nothing"] = view.PlayModal(nil, 3, "2026 H2", view.PlayBegun, "metadata")
	drawn["cycle_play_sentences"] = map[string]any{"template": view.PlayNoTemplate, "name": view.PlayName, "begun": view.PlayBegun}
}
