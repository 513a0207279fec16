package main

import (
	"context"
	"errors"
	"strings"

	"laurel/bot"
	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/slots"
	"laurel/people"
	"laurel/reviews"
	"laurel/wins/files"
)

// sentence says an error in one plain sentence that says what to do. What isn't known here speaks for itself.
func sentence(err error) string {
	var tokens bot.ErrTokens
	var rows *people.Bad
	var file *files.Bad
	var refused reviews.Refused
	var circle people.Circle
	var placeholder reviews.UnknownPlaceholder
	switch {
	case errors.As(err, &tokens):
		return "Slack does not accept a token (" + tokens.Reason + "): take SLACK_BOT_TOKEN from OAuth & Permissions and " +
			"SLACK_APP_TOKEN from Basic Information of your Slack app"
	case errors.As(err, &rows):
		return "nothing was imported; mend these rows and import the file again\n" + rows.Error()
	case errors.As(err, &file):
		return "nothing was imported; mend this and import the file again\n" + file.Error()
	case errors.As(err, &circle):
		return circle.Error() + "; choose somebody else with --to"
	case errors.As(err, &refused):
		return "nothing was opened. " + refusals(refused.Refusals)
	case errors.As(err, &placeholder):
		return placeholder.Text + " in --name stands for nothing; it takes {date}, {year}, {half}, {quarter} and {month}"
	case db.IsBusy(err):
		return "another process is writing to the database; run the command again when it is done"
	case errors.Is(err, context.Canceled):
		return "stopped"
	}
	for known, text := range map[error]string{
		reviews.ErrNotFound:        "there is no cycle of this name; laurel cycle list shows all",
		reviews.ErrNotOpen:         "this cycle is not open any more; laurel cycle list shows all",
		reviews.ErrNameTaken:       "there is a cycle of this name already; choose another --name",
		reviews.ErrLongName:        "the cycle's name is too long; --name takes up to 80 characters",
		reviews.ErrNoName:          "the cycle needs a name; give it with --name",
		reviews.ErrUnknownTemplate: "there is no template of this name; laurel template list shows all",
		reviews.ErrNoSubjects:      "nobody has a function that this template is for; laurel people import sets functions",
		reviews.ErrDay:             "this is no day; write it like 2026-12-04",
		reviews.ErrPast:            "this day is over; choose a later one",
		reviews.ErrFar:             "this day is more than a year away; choose an earlier one",
		reviews.ErrNoReason:        "this goes on record, so say why: --reason takes up to 300 characters",
		reviews.ErrNoEarlier:       "there is no stage before the present one",
		reviews.ErrSealed: "the stage before can't be opened again: what colleagues wrote in it is sealed, and managers have their " +
			"packets; ask in the next cycle",
		reviews.ErrInCycle:    "this person is in the cycle already",
		reviews.ErrNotInCycle: "this person is not in the cycle",
		reviews.ErrLeft: "this person was taken out when colleagues were asked, and what these wrote is closed; review them in the " +
			"next cycle",
		people.ErrNotFound:     "laurel doesn't know this person; laurel people list shows all",
		people.ErrOwnManager:   "nobody is their own manager; choose somebody else with --to",
		people.ErrNoMember:     "only a full member of the workspace can manage people; choose somebody else with --to",
		reviews.ErrReminded:    "they were reminded today; it can be done again tomorrow",
		reviews.ErrNothingOwed: "nothing is asked in this stage that anybody could be reminded of",
		reviews.ErrNoSwap:      "colleagues can't be exchanged any more: what they wrote is sealed",
		slots.ErrNever:         "this schedule never comes; a cron line is minute, hour, day, month, weekday, like \"0 9 1 6,12 *\"",
	} {
		if errors.Is(err, known) {
			return text
		}
	}
	return err.Error()
}

func refusals(list []reviews.Refusal) string {
	lines := make([]string, 0, len(list))
	for _, r := range list {
		lines = append(lines, r.Subject+": "+view.RefusalText(r))
	}
	return strings.Join(lines, "; ")
}
