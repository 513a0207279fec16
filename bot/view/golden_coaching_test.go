package view_test

import (
	"time"

	"laurel/bot/view"
	"laurel/coaching"
	"laurel/wins"
	"laurel/writing"
)

// drawHints draws a saved win with each hint, and the forms that settle them.
func drawHints(drawn map[string]any) {
	hinted := func(text string) view.SavedWin {
		s := view.SavedWin{Win: win(0, text), Owner: ada, Manager: "Mia Torres", Names: called, Today: now}
		s.Hint = &s.Win.Hints[0]
		return s
	}
	trap := hinted("NDCG@10 of #ranker from 0.41 to 0.44")
	drawn["win_saved_hint_trap"] = view.WinSaved(trap)
	drawn["win_saved_hint_direction"] = view.WinSaved(hinted("Improved latency of #ranker from 80 to 120 ms"))
	drawn["win_saved_hint_baseline"] = view.WinSaved(hinted("p99 latency of #ranker is 75 ms"))
	trap.Hint, trap.Win.Held = nil, wins.HeldShadow
	drawn["win_saved_held"] = view.WinSaved(trap)
	trap.HintsOff = true
	drawn["win_saved_hints_off"] = view.WinSaved(trap)
	baseline := writing.Read("p99 latency of #ranker is 75 ms").Hints[0].Text
	drawn["win_extend_form"] = view.ExtendForm(view.Extension{Win: win(0, texts[4]), Names: called}, "metadata")
	drawn["win_extend_form_asks"] = view.ExtendForm(view.Extension{Win: trap.Win, Names: called, Ask: baseline}, "metadata")
}

func drawFollowUps(drawn map[string]any) {
	asked := func(answers ...string) view.Message {
		f := coaching.FollowUps{Person: ada, Day: "2026-11-23"}
		for i, answer := range answers {
			w := win(3+i, texts[i])
			f.List = append(f.List, coaching.FollowUp{Win: w, Days: coaching.Ages[i%3], Answer: answer, AnsweredAt: now})
		}
		return view.FollowUps(f, called, now.In(berlin()))
	}
	drawn["win_followup_one"] = asked("")
	drawn["win_followup_five"] = asked("", "", "", "", "")
	drawn["win_followup_some"] = asked("", coaching.AnswerHeld, coaching.AnswerEarly)
	drawn["win_followup_answered"] = asked(coaching.AnswerEarly, coaching.AnswerStop, coaching.AnswerChanged, coaching.AnswerHeld)
	drawn["win_followup_gone"] = asked()
	drawn["win_followup_off"] = view.FollowUpsOff()
	drawn["win_followup_lines"] = map[string]any{
		"held": view.HeldLine(now, "2026-10-24"), "later": view.LaterLine(now, "2026-11-22", "conversion is up 1.2 %"),
	}
}

func drawWeekly(drawn map[string]any) {
	q := coaching.WeeklyQuestion{
		Person: ada, Week: "2026-W48", Weekly: coaching.Weekly{On: true, Day: time.Friday, At: 15*60 + 30},
	}
	today := now.In(berlin())
	drawn["win_weekly_bare"] = view.WeeklyAsk(q, called, today)
	q.Pending, q.Extend = []wins.Win{win(0, texts[6])}, []wins.Win{win(1, texts[0]), win(3, texts[4])}
	drawn["win_weekly_suggests"] = view.WeeklyAsk(q, called, today)
	q.Last = true
	drawn["win_weekly_last"] = view.WeeklyAsk(q, called, today)
	next := time.Date(2026, 12, 11, 14, 30, 0, 0, time.UTC)
	drawn["win_weekly_quiet"] = view.WeeklyQuiet("2026-12-05", next, berlin(), today)
	drawn["win_weekly_quiet_off"] = view.WeeklyQuiet("2027-01-04", time.Time{}, berlin(), today)
	drawn["win_weekly_off"] = view.WeeklyOff("2026-W48")
	drawn["win_weekly_on"] = view.WeeklyOn(next, berlin())
	drawn["win_weekly_away"] = view.AwayForm("2026-12-04", "metadata")
}

func drawSettings(drawn map[string]any) {
	s := coaching.Settings{
		Person: ada.ID, Hints: true, FollowUps: true, Goals: true, Weekly: coaching.Weekly{On: true, Day: time.Friday, At: 15*60 + 30},
	}
	today := now.In(berlin())
	drawn["win_settings"] = view.SettingsForm(s)
	drawn["win_settings_line"] = map[string]any{"blocks": []any{view.SettingsLine(s, today)}}
	off := coaching.Settings{Person: ada.ID, QuietUntil: "2027-01-04", Weekly: coaching.Weekly{Day: time.Sunday, At: 5}}
	drawn["win_settings_off"] = view.SettingsForm(off)
	drawn["win_settings_line_off"] = map[string]any{"blocks": []any{view.SettingsLine(off, today)}}
	drawn["win_settings_saved"] = view.SettingsSaved(time.Date(2026, 12, 11, 14, 30, 0, 0, time.UTC), berlin())
	drawn["win_settings_saved_off"] = view.SettingsSaved(time.Time{}, berlin())
	drawn["win_settings_sentences"] = map[string]any{"time": view.SettingsTime, "date": view.SettingsDate}
}
