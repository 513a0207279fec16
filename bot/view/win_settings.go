package view

import (
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"laurel/coaching"
)

// What may be ticked in the settings.
const (
	askHints     = "hints"
	askFollowUps = "followups"
	askGoals     = "goals"
)

// Sentences about settings that can't be kept.
const (
	SettingsTime = "Choose the time at which to ask, like 15:30."
	SettingsDate = "Choose a day that is still to come."
)

// SettingsForm is the modal with what laurel may ask somebody by itself.
func SettingsForm(s coaching.Settings) slack.ModalViewRequest {
	ask := slack.NewInputBlock(FieldAsk, plain("Ask me"), nil, askChoice(s))
	ask.Optional = true
	at := slack.NewTimePickerBlockElement(FieldTime)
	at.InitialTime = clock(s.Weekly.At)
	quiet := slack.NewDatePickerBlockElement(FieldQuiet)
	quiet.InitialDate = s.QuietUntil
	until := slack.NewInputBlock(FieldQuiet, plain("Ask me nothing before"),
		plain("For leave. Requests for feedback still come."), quiet)
	until.Optional = true
	chosen := notSaid
	if s.Weekly.On {
		chosen = strconv.Itoa(int(s.Weekly.Day))
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: WinSettings,
		Title: plain("Settings"), Submit: plain("Save"), Close: plain("Cancel"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			ask,
			slack.NewInputBlock(FieldWeekday, plain("What happened this week?"),
				plain("Only in a week in which you recorded nothing, and never more than one question a day."),
				menu(FieldWeekday, chosen, weekdayOptions())),
			slack.NewInputBlock(FieldTime, plain("At"), plain("By your own clock, as Slack knows it."), at),
			until,
		}},
	}
}

// ReadSettings reads SettingsForm into the settings that it was opened with; an error is a sentence under its field.
func ReadSettings(f Fields, s coaching.Settings) (coaching.Settings, FieldErrors) {
	s.Hints, s.FollowUps = f.Checked(FieldAsk, askHints), f.Checked(FieldAsk, askFollowUps)
	s.Goals = f.Checked(FieldAsk, askGoals)
	s.QuietUntil = f.Text(FieldQuiet)
	at, err := time.Parse("15:04", f.Text(FieldTime))
	if err != nil {
		return s, FieldErrors{FieldTime: SettingsTime}
	}
	s.Weekly.At = at.Hour()*60 + at.Minute()
	day, err := strconv.Atoi(f.Text(FieldWeekday))
	if s.Weekly.On = err == nil; s.Weekly.On {
		s.Weekly.Day = time.Weekday(day)
	}
	return s, nil
}

func askChoice(s coaching.Settings) *slack.CheckboxGroupsBlockElement {
	hints := slack.NewOptionBlockObject(askHints, plain("for what a win lacks, when I save it"),
		plain("One question at most, and the same one not twice a week."))
	held := slack.NewOptionBlockObject(askFollowUps, plain("whether a win held, 30, 60 and 90 days later"),
		plain("Only of wins that do not reach the business yet."))
	goals := slack.NewOptionBlockObject(askGoals, plain("how a goal stands, 7 days and 1 day before its deadline"), nil)
	boxes := slack.NewCheckboxGroupsBlockElement(FieldAsk, hints, held, goals)
	if s.Hints {
		boxes.InitialOptions = append(boxes.InitialOptions, hints)
	}
	if s.FollowUps {
		boxes.InitialOptions = append(boxes.InitialOptions, held)
	}
	if s.Goals {
		boxes.InitialOptions = append(boxes.InitialOptions, goals)
	}
	return boxes
}

func weekdayOptions() []choice {
	var list []choice
	for i := range 7 { // from Monday
		d := time.Weekday((i + 1) % 7)
		list = append(list, choice{strconv.Itoa(int(d)), "On " + d.String() + "s"})
	}
	return append(list, choice{notSaid, "Never"})
}

// SettingsSaved says what follows from new settings. next is when the next weekly question comes; zero when none does.
func SettingsSaved(next time.Time, zone *time.Location) Message {
	text := "Saved. There is no weekly question."
	if !next.IsZero() {
		text = "Saved. The next weekly question comes " + moment(next, zone) + ", unless you record a win that week."
	}
	return note("win.settings.saved", text)
}

// SettingsButton opens the settings.
func SettingsButton() *slack.ButtonBlockElement { return button(WinSettingsAsk, "", "Settings") }

// SettingsLine says what laurel asks somebody, with the button that changes it: a line of Home.
func SettingsLine(s coaching.Settings, today time.Time) slack.Block {
	onOff := func(on bool) string {
		if on {
			return "on"
		}
		return "off"
	}
	weekly := "no weekly question"
	if s.Weekly.On {
		weekly = "weekly question on " + s.Weekly.Day.String() + "s at " + clock(s.Weekly.At)
	}
	text := "Hints " + onOff(s.Hints) + " · follow-ups " + onOff(s.FollowUps) + " · goals " + onOff(s.Goals) + " · " + weekly
	if s.QuietUntil > today.Format(time.DateOnly) {
		text += " · quiet until " + date(s.QuietUntil, today)
	}
	line := section("win.settings.line", plain(text))
	line.Accessory = slack.NewAccessory(SettingsButton())
	return line
}
