package view_test

import (
	"strings"
	"time"

	"laurel/bot/view"
	"laurel/wins"
)

// drawCommand draws what the words of /win answer.
func drawCommand(drawn map[string]any) {
	drawn["win_help"] = view.WinHelp("trophy")
	drawn["win_help_no_emoji"] = view.WinHelp("")
	drawn["win_misspelt"] = view.WinMisspelt("lsit", "list")
	drawLists(drawn)
	drawUndo(drawn)
	drawPrivate(drawn)
}

func drawLists(drawn map[string]any) {
	page := view.WinPage{Names: called, Today: now}
	drawn["win_list_empty"] = view.WinList(page)
	page.Pending = 1
	drawn["win_list_empty_pending"] = view.WinList(page)
	page.Wins, page.Total, page.Pending = manyWins(1), 1, 0
	drawn["win_list_one"] = view.WinList(page)
	page.Wins, page.Total, page.Pending, page.Next = manyWins(10), 1200, 2, `{"n":10}`
	drawn["win_list_many"] = view.WinList(page)
	page.Before, page.First = 10, `{}`
	drawn["win_list_next"] = view.WinList(page)
	page.Wins, page.Next = nil, ""
	drawn["win_list_past_the_end"] = view.WinList(page)
	month := view.WinPage{
		Wins: manyWins(3), Total: 3, Project: "ranker", Since: "2026-11-01", Until: "2026-11-30", Names: called, Today: now,
	}
	drawn["win_list_month"] = view.WinList(month)
	none := view.WinPage{Since: "2025-01-01", Until: "2025-12-31", Names: called, Today: now}
	drawn["win_list_none"] = view.WinList(none)
	none.Since, none.Until = "2026-11-16", "2026-11-22"
	drawn["win_list_none_week"] = view.WinList(none)
	drawFound(drawn)
}

func drawFound(drawn map[string]any) {
	far := win(2, "Rolled the #ranker canary out to all regions. "+strings.Repeat("Nothing else happened for long. ", 12)+
		"P99 LATENCY fell from 120 ms to 80 ms, and <@U0BEN> saw "+strings.Repeat("nothing of it, ", 20)+"then latency again.")
	drawn["win_find_some"] = view.WinList(view.WinPage{
		Wins: []wins.Win{win(0, texts[0]), far, win(4, texts[4])}, Total: 3, Words: []string{"latency", "Canary", "<@U0BEN>"},
		Names: called, Today: now,
	})
	none := view.WinPage{Words: []string{"endpoints", "now paginate"}, Typed: `List endpoints "now paginate"`, Today: now}
	drawn["win_find_none"] = view.WinList(none)
	drawn["win_find_what"] = view.WinFindWhat()
}

func drawUndo(drawn map[string]any) {
	saved := view.SavedWin{Win: win(0, texts[0]), Owner: ada, Manager: "Mia Torres", Names: called, Today: now.In(berlin())}
	saved.Undo = "win000 0"
	drawn["win_saved_undo"] = view.WinSaved(saved)
	removed, pending := saved, saved
	removed.Win.Status, pending.Win.Status = wins.StatusRemoved, wins.StatusPending
	did := func(what string, undone bool) wins.Act {
		return wins.Act{Win: "win000", N: 1, Did: what, Undone: undone, At: now.Add(-2 * time.Minute)}
	}
	drawn["win_undone_added"] = view.WinUndone(removed, did(wins.ActAdded, false))
	drawn["win_undone_edited"] = view.WinUndone(saved, did(wins.ActEdited, false))
	drawn["win_undone_edited_again"] = view.WinUndone(saved, did(wins.ActEdited, true))
	drawn["win_undone_removed"] = view.WinUndone(saved, did(wins.ActRemoved, false))
	drawn["win_undone_removed_again"] = view.WinUndone(removed, did(wins.ActRemoved, true))
	drawn["win_undone_kept"] = view.WinUndone(pending, did(wins.ActKept, false))
	drawn["win_undone_kept_again"] = view.WinUndone(saved, did(wins.ActKept, true))
	drawn["win_undo_late"] = view.WinUndoLate(saved, did(wins.ActEdited, false))
	drawn["win_undo_old"] = view.WinUndoOld(saved, did(wins.ActAdded, false))
	drawn["win_undo_old_removed"] = view.WinUndoOld(removed, did(wins.ActRemoved, false))
	drawn["win_undo_already"] = view.WinUndoneAlready(saved, did(wins.ActEdited, false))
	drawn["win_undo_nothing"] = view.WinUndoNothing()
}

func drawPrivate(drawn map[string]any) {
	saved := view.SavedWin{Win: win(0, texts[0]), Owner: ada, Manager: "Mia Torres", Names: called, Today: now}
	saved.Private = view.PrivateSaid
	drawn["win_saved_private_said"] = view.WinSaved(saved)
	saved.Private = view.PrivateFirst
	drawn["win_already_private"] = view.WinAlready(saved, "win000 0197 private")
	saved.Win.Visibility = wins.VisibilityPrivate
	drawn["win_saved_private_first"] = view.WinSaved(saved)
	saved.Private = view.PrivateLast
	drawn["win_saved_private_last"] = view.WinSaved(saved)
}
