package view_test

import (
	"time"

	"laurel/bot/view"
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
	names := map[string]string{"U0DAN": "Dana Whitfield", "U0LNG": long.Name}
	shown := view.CycleShown{Progress: progress(5, "2026 H2"), Record: record()[5:], Names: names, Zone: berlin()}
	shown.Progress.Cycle.PeriodFrom, shown.Progress.Cycle.Timezone = "2026-05-23", "America/New_York"
	drawn["cycle_page"] = view.CyclePage(shown)
	drawn["cycle_extend_form"] = view.CycleExtendForm(shown.Progress, berlin(), "metadata")
	shown.Note, shown.Record = view.Extended(shown.Progress.Cycle, berlin()), append(record(), record()...)
	shown.Progress.Answers, shown.Progress.Cycle.Name = "", "Search platform, 2026 H2 — "+long.Name
	drawn["cycle_page_long"] = view.CyclePage(shown)
	shown.Progress.Cycle.State, shown.Note = reviews.Cancelled, view.CycleCancelled(shown.Progress.Cycle)
	drawn["cycle_page_cancelled"] = view.CyclePage(shown)
	shown.Progress, shown.Note = progress(5, "2026 H2"), ""
	shown.Progress.Cycle.PeriodFrom, shown.Progress.Cycle.Stage, shown.Progress.Answers = "2026-05-23", reviews.StageManager, ""
	drawn["cycle_page_sealed"] = view.CyclePage(shown)
	shown.Progress.Cycle.State = reviews.Closed
	drawn["cycle_page_closed"] = view.CyclePage(shown)
	self := reviews.Reopened{Cycle: progress(5, "2026 H2").Cycle, From: reviews.StagePeer, To: reviews.StageSelf}
	drawn["cycle_reopen_form"] = view.ReopenForm(self.Cycle, due, "metadata")
	drawn["cycle_sentences"] = map[string]any{
		"reopen.reason": view.ReopenReason, "reopen.sealed": view.ReopenSealed, "reopen.none": view.ReopenNone,
		"reopened":   view.Reopened(self, berlin()),
		"extend.day": view.ExtendDay, "extend.past": view.ExtendPast, "extend.far": view.ExtendFar,
	}
}
