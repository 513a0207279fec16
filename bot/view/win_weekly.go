package view

import (
	"time"

	"github.com/slack-go/slack"

	"laurel/coaching"
)

// WeeklyAsk asks somebody what happened in a week without a win. names are of the people mentioned, by id; today is the
// reader's.
func WeeklyAsk(q coaching.WeeklyQuestion, names map[string]string, today time.Time) Message {
	blocks := []slack.Block{
		section("win.weekly", marked("*What happened this week?*")),
		section("", plain("Nothing is recorded since Monday. One sentence is enough, and takes a minute.")),
	}
	if len(q.Pending) > 0 {
		blocks = append(blocks, small("Marked as a win, and waiting for you to keep it:"))
	}
	for _, w := range q.Pending {
		line := section("", plain(day(w.OccurredOn, today)+" · "+cut(Named(w.Text, names), 300)))
		line.Accessory = slack.NewAccessory(button(WinKeep+":"+w.ID, w.ID, "Keep"))
		blocks = append(blocks, line)
	}
	if len(q.Extend) > 0 {
		blocks = append(blocks, small("Has more come of one of these?"))
	}
	for _, w := range q.Extend {
		line := section("", plain(day(w.OccurredOn, today)+" · "+cut(Named(w.Text, names), 300)))
		line.Accessory = slack.NewAccessory(button(WinExtend+":"+w.ID, w.ID+" "+WeeklyMark, "Add to it"))
		blocks = append(blocks, line)
	}
	out := []slack.BlockElement{
		button(WinWeeklySkip, q.Week, "Snooze a week"), button(WinWeeklyAway, q.Week, "Not this week…"),
		button(WinWeeklyOff, q.Week, "Stop these"),
	}
	if q.Last {
		out[0] = button(WinWeeklyOn, q.Week, "Keep asking")
		blocks = append(blocks, section("win.weekly.last", marked("*This is the last one.* The three before went unanswered. "+
			"Press something here or record a win, and they go on; `/win settings` turns them on again at any time.")))
	}
	do := append([]slack.BlockElement{primary(button(WinWrite, WeeklyMark, "Write a win"))}, out...)
	text := "What happened this week? Nothing is recorded since Monday."
	if q.Last {
		text += " This is the last time laurel asks."
	}
	often := " This comes on " + q.Weekly.Day.String() + "s at " + clock(q.Weekly.At) + ", only in weeks without a win."
	if q.Last {
		often = ""
	}
	return said(text, append(blocks, slack.NewActionBlock("win.weekly.do", do...),
		small("Or write it to me right here."+often+" Only you see it.")))
}

// WeeklyMark stands in the value of a button of WeeklyAsk that belongs to another flow.
const WeeklyMark = "weekly"

// clock is minutes after midnight as a clock shows them: "15:30".
func clock(minutes int) string {
	return time.Date(2000, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04")
}

// WeeklyQuiet replaces WeeklyAsk for somebody who wants to hear nothing for a while. until is the day from which laurel
// asks again, next when the next weekly question comes; zero when none does.
func WeeklyQuiet(until string, next time.Time, zone *time.Location, today time.Time) Message {
	text := "laurel asks you nothing before " + date(until, today) + "."
	if !next.IsZero() {
		text += " The next weekly question comes " + moment(next, zone) + ", unless you record a win that week."
	}
	return Message{Text: text, Blocks: []slack.Block{
		section("win.weekly.quiet", plain(text)),
		slack.NewActionBlock("", button(WinWrite, WeeklyMark, "Write a win"), SettingsButton()),
	}}
}

// date is day with its weekday first: "Fri 4 Dec".
func date(stored string, today time.Time) string {
	t, err := time.Parse(time.DateOnly, stored)
	if err != nil {
		return stored
	}
	return t.Format("Mon ") + day(stored, today)
}

// WeeklyOff replaces WeeklyAsk for somebody who wants no more of them. week is that of the message.
func WeeklyOff(week string) Message {
	return Message{Text: "The weekly question is off.", Blocks: []slack.Block{
		section("win.weekly.off", plain("The weekly question is off. Press to turn it on again, now or later.")),
		slack.NewActionBlock("", button(WinWeeklyOn, week, "Turn it on again"), SettingsButton()),
	}}
}

// WeeklyOn replaces WeeklyAsk or WeeklyOff for somebody who wants it. next is when the next one comes.
func WeeklyOn(next time.Time, zone *time.Location) Message {
	text := "The weekly question is on. The next one comes " + moment(next, zone) + ", unless you record a win that week."
	return Message{Text: text, Blocks: []slack.Block{
		section("win.weekly.on", plain(text)),
		slack.NewActionBlock("", button(WinWrite, WeeklyMark, "Write a win"), SettingsButton()),
	}}
}

// AwayForm is the modal in which somebody says from when on laurel may ask again. day is what it suggests; metadata
// comes back unread.
func AwayForm(day, metadata string) slack.ModalViewRequest {
	until := slack.NewDatePickerBlockElement(FieldQuiet)
	until.InitialDate = day
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: WinWeeklyAway, PrivateMetadata: metadata,
		Title: plain("Not this week"), Submit: plain("Be quiet until then"), Close: plain("Cancel"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock(FieldQuiet, plain("Ask me again from"),
				plain("Until then laurel asks you nothing by itself. Requests for feedback still come."), until),
		}},
	}
}
