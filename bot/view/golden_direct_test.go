package view_test

import (
	"strings"

	"laurel/bot/view"
	"laurel/wins"
)

// drawDirect draws the answers to what people write and say to laurel.
func drawDirect(drawn map[string]any) {
	saved := view.SavedWin{Win: win(0, texts[0]), Owner: ada, Manager: "Mia Torres", ProjectWins: 6, Names: called, Today: now}
	drawn["message_short_help"] = view.WinShortHelp()
	drawn["message_question"] = view.WinQuestion("what can you do?")
	drawn["message_no_words"] = view.WinNoWords()
	drawn["message_reply"] = view.WinReply("")
	drawn["message_reply_under_a_win"] = view.WinReply("win000")
	drawn["message_apart"] = view.WinApart(saved, view.ApartEdited)
	drawn["message_apart_spoken"] = view.WinApart(saved, view.ApartSpoken)
	drawn["message_apart_no_win"] = view.WinApart(saved, view.ApartNoWin)
	drawn["message_deleted"] = view.WinMessageDeleted(saved)
	longest := saved
	longest.Win = win(1, strings.Repeat("Cut p99 latency of #ranker. ", 2000))
	drawn["message_apart_longest"] = view.WinApart(longest, view.ApartEdited)
	drawn["message_deleted_longest"] = view.WinMessageDeleted(longest)

	clip := saved
	clip.Win.Source, clip.Win.Version = wins.SourceVoice, 1
	drawn["clip_saved"] = view.WinSaved(clip)
	clip.Partly = true
	drawn["clip_saved_partly"] = view.WinSaved(clip)
	beside := saved
	beside.Unheard = true
	drawn["clip_words_beside_it"] = view.WinSaved(beside)
	drawn["clip_patient"] = view.WinClipPatient()
	drawn["clip_gone"] = view.WinClipGone()
	drawn["clip_unheard"] = map[string]any{
		"none": view.WinClipUnheard(view.ClipNone).Text, "failed": view.WinClipUnheard(view.ClipFailed).Text,
		"late": view.WinClipUnheard(view.ClipLate).Text,
	}
}
