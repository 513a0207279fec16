package view_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"laurel/bot/view"
	"laurel/feedback"
	"laurel/reviews"
	"laurel/sandbox/rules"
	"laurel/wins"
)

var golden = flag.Bool("golden", false, "write testdata/*.json anew")

func TestGoldenViewsAreDrawnAsReviewed(t *testing.T) {
	t.Parallel()
	drawn := map[string]any{}
	for _, subject := range []func(map[string]any){
		drawWins, drawWitnessed, drawRequests, drawForms, drawPackets, drawReviews, drawHome, drawDigests, drawNotes,
		drawTroubles, drawContributions, drawExports, drawHints, drawFollowUps, drawWeekly, drawSettings, drawCommand,
		drawStories, drawDirect, drawAnswers, drawGoals, drawSelf, drawNominations, drawModes, drawCyclePages, drawCyclePeople, drawStatuses, drawPlays, drawGiven,
	} {
		subject(drawn)
	}
	for name, value := range drawn {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			takes(t, value)
			if m, ok := value.(view.Message); ok && utf8.RuneCountInString(m.Text) > 4_000 {
				t.Error("an update with that text would be refused: msg_too_long")
			}
			compare(t, name, written(t, value))
		})
	}
}

// takes fails the test when Slack would refuse a message or view. Sentences have nothing to refuse. Anything else is
// held to be a view of a new kind, which somebody must teach this function.
func takes(t interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}, value any,
) {
	t.Helper()
	var problems []rules.Problem
	switch value := value.(type) {
	case view.Message:
		blocks, err := json.Marshal(value.Blocks)
		if err != nil {
			t.Fatal(err)
		}
		problems = rules.Message(blocks)
		if value.Text == "" {
			t.Errorf("there is no text for notifications")
		}
	case slack.ModalViewRequest, slack.HomeTabViewRequest:
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		problems = rules.View(text)
	case view.FieldErrors, map[string]any:
	default:
		t.Errorf("nobody has held a %T against Slack's rules", value)
	}
	for _, problem := range problems {
		t.Errorf("Slack would refuse it: %s", problem)
	}
}

// written is a value as Block Kit Builder takes it, and as people read it: < stays <.
func written(t *testing.T, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := json.Indent(&text, raw, "", "  "); err != nil {
		t.Fatal(err)
	}
	// Slack's types marshal themselves, which no encoder's SetEscapeHTML reaches. `\\` goes first: what follows it is text.
	readable := strings.NewReplacer(`\\`, `\\`, `\u003c`, "<", `\u003e`, ">", `\u0026`, "&")
	return readable.Replace(text.String()) + "\n"
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".json")
	if *golden {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; make golden writes it", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("it is drawn otherwise now (make golden accepts that; -committed +now):\n%s", diff)
	}
}

func drawWins(drawn map[string]any) {
	saved := view.SavedWin{Win: win(0, texts[0]), Owner: ada, Manager: "Mia Torres", Names: called, Today: now}
	saved.ProjectWins = 6
	drawn["win_saved"] = view.WinSaved(saved)
	drawn["win_changed"] = view.WinChanged(saved)
	already := saved
	already.Win.CreatedAt = now.Add(-3 * time.Minute)
	drawn["win_already"] = view.WinAlready(already, "win000 0197")
	hinted := saved
	hinted.Win = win(0, "Improved the model")
	hinted.Win.Visibility = wins.VisibilityPrivate
	hinted.Hint = &hinted.Win.Hints[0]
	drawn["win_saved_hint"] = view.WinSaved(hinted)
	stranger := saved
	stranger.Owner, stranger.Manager = gus, ""
	cleaned := saved
	cleaned.Cleaned = true
	drawn["win_saved_cleaned"] = view.WinSaved(cleaned)
	drawn["win_saved_stranger"] = view.WinSaved(stranger)
	foreign := saved
	foreign.Win = win(0, "Antwortzeit von #ranker ist von 120 ms auf 80 ms gesunken")
	drawn["win_saved_foreign"] = view.WinSaved(foreign)
	longest := saved
	longest.Win = win(0, texts[4]+strings.Repeat(" 計測しました 🦊 and again", 150))
	longest.Win.Visibility = wins.VisibilityFeedback
	drawn["win_saved_longest"] = view.WinSaved(longest)
	drawn["win_removed"] = view.WinRemoved(saved.Win, called)
	drawn["win_form_new"] = view.WinForm(view.WinDraft{Day: "2026-11-23"}, "metadata")
	drawn["win_form_private"] = view.WinForm(view.WinDraft{Day: "2026-11-23", Only: true}, "metadata")
	edited := longest.Win
	parts, _ := view.SplitText(edited.Text)
	drawn["win_form_edit"] = view.WinForm(view.WinDraft{Win: &edited, Parts: parts}, strings.Repeat("m", 3000))
	drawn["win_form_seen"] = view.WinForm(view.WinDraft{Win: &saved.Win, Parts: texts[:1]}, "metadata")
	drawn["win_text"] = view.WinText(edited, called)
}

func drawWitnessed(drawn map[string]any) {
	saved := view.SavedWin{Win: win(0, texts[6]), Owner: ada, Manager: "Mia Torres", Names: called, Today: now}
	by := func(people ...string) view.SavedWin {
		marked := saved
		for _, id := range people {
			marked.Win.Witnesses = append(marked.Win.Witnesses, wins.Witness{Person: id, Emoji: "trophy"})
		}
		return marked
	}
	drawn["win_witnessed"] = view.WinWitnessed(by("U0BEN"), "C0MLPLAT")
	drawn["win_witnessed_two"] = view.WinWitnessed(by("U0BEN", "U0JUN"), "C0MLPLAT")
	drawn["win_witnessed_many"] = view.WinWitnessed(by("U0BEN", "U0JUN", "U0EVA", "U0LNG", "U0SAM"), "C0MLPLAT")
	drawn["win_witnessed_none"] = view.WinWitnessed(saved, "C0MLPLAT")
	drawn["win_witnessed_elsewhere"] = view.WinWitnessed(by("U0LNG"), "")
	drawn["win_witness_gone"] = view.WitnessGone(saved, "Ben Adeyemi")
	pending := by("U0BEN", "U0JUN")
	pending.Win.Status = wins.StatusPending
	drawn["win_pending"] = view.WinPending(pending, "C0MLINC")
	drawn["win_pending_own"] = view.WinPending(saved, "")
	drawn["win_left_out"] = view.WinLeftOut(saved.Win, called)
	drawMessages(drawn, saved.Win)
}

// drawMessages draws what the shortcut on a message answers.
func drawMessages(drawn map[string]any, w wins.Win) {
	w.CreatedAt = now
	known := view.WinDraft{Win: &w, Parts: texts[6:7], Note: view.AlreadyNote(w, texts[6]+", edited", berlin())}
	drawn["message_form_known"] = view.WinForm(known, "metadata")
	drawn["message_form_picture"] = view.WinForm(view.WinDraft{Day: "2026-11-23", Note: view.MessageNote("")}, "metadata")
	drawn["message_witness"] = view.WitnessNow("win001", "Ben Adeyemi", true)
	drawn["message_witness_private"] = view.WitnessNow("win001", long.Name, false)
	stranger, left := gus, gus
	stranger.Stranger, left.Deleted = true, true
	waiting := w
	waiting.Status = wins.StatusPending
	drawn["message_sentences"] = map[string]any{
		"gone": view.MessageGone().Text, "of_nobody": view.MessageOfNobody().Text, "of_guest": view.MessageOfGuest(gus).Text,
		"of_stranger": view.MessageOfGuest(stranger).Text, "of_left": view.MessageOfGuest(left).Text,
		"without_words": view.MessageWithoutWords("Ben Adeyemi").Text, "unwitness": view.WitnessNoMore().Text,
		"note": view.MessageNote("Shipped it"), "note.pending": view.AlreadyNote(waiting, texts[6], berlin()),
		"note.known": view.AlreadyNote(w, texts[6], berlin()), "note.edit_pending": view.PendingNote(waiting),
		"saved_meanwhile": view.MessageSaved,
	}
}

func drawRequests(drawn map[string]any) {
	ask := func(people ...view.AskedPerson) view.Message {
		return view.FeedbackAsk(view.Ask{Day: "2026-11-23", Now: now, Zone: berlin(), People: people})
	}
	asked := func(n int, state feedback.State) view.AskedPerson {
		return view.AskedPerson{Request: request(n, state), Subject: ada, Manager: "Mia Torres"}
	}
	aboutJuno, aboutLong := asked(2, feedback.Open), asked(3, feedback.Open)
	aboutJuno.Subject, aboutLong.Subject = juno, long
	over := asked(1, feedback.Answered)
	over.Request.Over = true
	drawn["feedback_ask_over"] = ask(over)
	drawn["feedback_ask_one"] = ask(asked(1, feedback.Open))
	later := asked(1, feedback.Open)
	later.Later = []reviews.Later{reviews.LaterTomorrow, reviews.LaterDays, reviews.LaterEnd}
	drawn["feedback_ask_later"] = ask(later)
	later.Request.QuietUntil = now.AddDate(0, 0, 3)
	drawn["feedback_ask_quiet"] = ask(later)
	drawn["feedback_ask_three"] = ask(asked(1, feedback.Open), aboutJuno, aboutLong)
	drawn["feedback_ask_one_left"] = ask(asked(1, feedback.Answered), aboutJuno)
	aboutJuno.Request.State = feedback.Declined
	drawn["feedback_ask_none_left"] = ask(asked(1, feedback.Answered), aboutJuno)
	aboutJuno.Request.Replaced = true
	drawn["feedback_ask_replaced"] = ask(aboutJuno)
	aboutJuno.Request.State, aboutJuno.Request.Over = feedback.Withdrawn, true
	drawn["feedback_ask_withdrawn"] = ask(aboutJuno)
	aboutJuno.Request.Over = false
	drawn["feedback_ask_taken_back"] = ask(aboutJuno)
	drawReminders(drawn, asked)
}

// drawReminders draws what reminds of requests, and what asks in two cycles at once.
func drawReminders(drawn map[string]any, asked func(n int, state feedback.State) view.AskedPerson) {
	aboutJuno := asked(2, feedback.Open)
	aboutJuno.Subject = juno
	remind := view.Ask{
		Day: "2026-12-04", Now: due.Add(-6 * time.Hour), Zone: berlin(), Remind: true,
		People: []view.AskedPerson{asked(1, feedback.Open), aboutJuno},
	}
	drawn["feedback_remind_last_day"] = view.FeedbackAsk(remind)
	remind.Day, remind.People = "2026-12-02", remind.People[:1]
	drawn["feedback_remind"] = view.FeedbackAsk(remind)
	remind.People = []view.AskedPerson{asked(1, feedback.Answered)}
	drawn["feedback_remind_done"] = view.FeedbackAsk(remind)
	aboutJuno.Request.CycleName, aboutJuno.Request.DueAt = "Search platform, 2026 H2", due.AddDate(0, 0, 5)
	remind.People = []view.AskedPerson{asked(1, feedback.Open), aboutJuno}
	remind.Remind = false
	drawn["feedback_ask_two_cycles"] = view.FeedbackAsk(remind)
}

func drawForms(drawn map[string]any) {
	drawn["feedback_form"] = view.FeedbackForm(answering(form(ada), "Mia Torres"))
	again := form(ada)
	again.Previous = feedback.Answers{
		feedback.SlotWorked:   {Text: "The canary releases kept our launch on its date."},
		feedback.SlotHindered: {CantAssess: true},
		feedback.SlotNext:     {Text: strings.Repeat("Write the hand-over down. 引き継ぎ ", 93)[:2990]},
	}
	drawn["feedback_form_again"] = view.FeedbackForm(answering(again, ""))
	drawn["feedback_form_long_names"] = view.FeedbackForm(answering(form(long), long.Name))
	drawn["feedback_errors"] = view.FeedbackErrors(feedback.Invalid{
		feedback.SlotWorked:       feedback.TooShort{Slot: feedback.SlotWorked, Min: 20, Have: 1},
		feedback.SlotHindered:     feedback.Both{Slot: feedback.SlotHindered},
		feedback.SlotNext:         feedback.Missing{Slot: feedback.SlotNext},
		feedback.SlotAnythingElse: feedback.TooLong{Slot: feedback.SlotAnythingElse, Max: 3000, Have: 3001},
	})
	drawn["feedback_decline_form"] = view.FeedbackDeclineForm(form(ada), "Mia Torres", "metadata")
	begun := form(long)
	begun.Draft = feedback.Draft{ChangedAt: now}
	drawn["feedback_decline_form_long"] = view.FeedbackDeclineForm(begun, "", "metadata")
	drawn["feedback_done"] = view.FeedbackDone()
	drawn["feedback_declined"] = view.FeedbackDeclined()
}

func drawPackets(drawn map[string]any) {
	drawn["packet_ready_empty"] = view.PacketReady(packet(nil, nil), now)
	drawn["packet_ready_one"] = view.PacketReady(packet(manyWins(1), nil), now)
	drawn["packet_ready_many"] = view.PacketReady(packet(manyWins(14), said), now)
	drawn["packet_pages_empty"] = view.PacketPages(packet(nil, nil), 0, now)
	drawn["packet_pages_whole"] = view.PacketPages(packet(manyWins(8), said), 0, now)
	named := packet(manyWins(90), said)
	named.SubjectName = long.Name
	drawn["packet_pages_middle"] = view.PacketPages(named, 1, now)
	drawn["packet_none"] = view.PacketNone()
}

func drawReviews(drawn map[string]any) {
	closed := progress(3, "2026 H1")
	closed.Cycle.State = reviews.Closed
	later := progress(12, "Search platform, 2026 H2 — "+long.Name)
	later.Cycle.Stage = reviews.StageManager
	drawn["review_cycles_empty"] = view.ReviewCycles(nil, 0, berlin())
	drawn["review_cycles_one"] = view.ReviewCycles([]reviews.Progress{progress(1, "2026 H2")}, 0, berlin())
	drawn["review_cycles_states"] = view.ReviewCycles([]reviews.Progress{progress(5, "2026 H2"), later, closed}, 7, berlin())
	drawn["review_not_yours"] = view.ReviewNotYours()
	drawn["review_form"] = view.ReviewForm(reviews.BuiltIn())
	opened := reviews.Opened{Cycle: progress(1, "2026 H2").Cycle, Subjects: []string{"U0ADA"}}
	opened.Requests = []feedback.Request{{Giver: "U0BEN"}, {Giver: "U0SAM"}, {Giver: "U0PIA"}}
	drawn["review_opened_one"] = view.ReviewOpened(opened, called)
	opened.Subjects = append(opened.Subjects, "U0RAV")
	opened.Refused = refusals()
	drawn["review_opened_refused"] = view.ReviewOpened(opened, called)
	moved := reviews.Advanced{Cycle: opened.Cycle, From: reviews.StagePeer, To: reviews.StageManager}
	drawn["review_advanced"] = view.ReviewAdvanced(moved)
	moved.From, moved.To, moved.Requests = reviews.StageSelf, reviews.StagePeer, opened.Requests
	drawn["review_asks"] = view.ReviewAdvanced(moved)
	opened.Cycle.Stage, opened.Refused = reviews.StageNomination, nil
	drawn["review_opened_nomination"] = view.ReviewOpened(opened, called)
	drawn["review_closed"] = view.ReviewAdvanced(reviews.Advanced{Cycle: opened.Cycle})
	drawn["review_gone"] = view.ReviewGone()
}

func refusals() []reviews.Refusal {
	return []reviews.Refusal{
		{Subject: "U0RAV", Reason: reviews.Overlaps, Cycle: "2026 H1"},
		{Subject: "U0JUN", Reason: reviews.TooFew, Have: 2, Need: 4},
		{Subject: "U0LNG", Reason: reviews.NoFunction},
		{Subject: "U0BEN", Reason: reviews.NoManager},
		{Subject: "U0GUS", Reason: reviews.NotMember},
		{Subject: "U0EVA", Reason: reviews.InCircle},
	}
}

func drawDigests(drawn map[string]any) {
	week := reviews.Digest{Manager: "U0MIA", Wins: 1, People: []reviews.PersonWins{{Person: ada, Wins: manyWins(1)}}}
	drawn["digest_one"] = view.DigestWeek(week, called, berlin())
	week.People = append(week.People, reviews.PersonWins{Person: long, Wins: manyWins(8)})
	week.Wins = 9
	week.Waiting = []reviews.Waiting{
		{Kind: reviews.WaitingEvaluate, CycleName: "2026 H2", Subject: "U0ADA", Until: due},
		{Kind: reviews.WaitingAnswer, CycleName: "2026 H2", Subject: "U0LNG", Until: due},
		{Kind: reviews.WaitingEvaluate, CycleName: "2026 H1", Subject: "U0JUN"},
	}
	drawn["digest_many"] = view.DigestWeek(week, called, berlin())
	week.People, week.Wins = nil, 0
	drawn["digest_waiting"] = view.DigestWeek(week, called, berlin())
}

// drawNotes draws what is one sentence or two.
func drawNotes(drawn map[string]any) {
	drawn["note_modal"] = view.Note(view.WinGone())
	drawn["sentences"] = map[string]any{
		"feedback.closed": view.FeedbackSaid(view.FeedbackClosed).Text, "feedback.not_yours": view.FeedbackNotYours,
		"feedback.too_late": view.FeedbackTooLate, "feedback.late": view.FeedbackLate,
		"feedback.taken_back": view.FeedbackTakenBack, "feedback.replaced": view.FeedbackReplaced,
		"form_too_old": view.FormTooOld, "members_only": view.MembersOnlyText,
		"other_workspace": view.OtherWorkspace().Text, "outdated": view.Outdated().Text,
		"review.name_taken": view.ReviewNameTaken, "review.no_name": view.ReviewNoName, "review.nobody": view.ReviewNobody,
		"review.refused":      view.ReviewRefused(refusals(), called),
		"review.refused_many": view.ReviewRefused(append(refusals(), refusals()...), called),
		"trouble":             view.Trouble("01JD8Z").Text, "win.date": view.WinDate, "win.kept": view.WinKept().Text, "win.empty": view.WinEmpty,
		"win.gone": view.WinGone().Text, "win.too_long": view.WinRefused(view.WinTooLong(40_412, wins.MaxLength)).Text,
		"win.project": view.WinProject,
	}
}
