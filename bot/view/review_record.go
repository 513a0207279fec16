package view

import (
	"cmp"
	"time"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// shownEvents is how many entries of the record a view shows; laurel cycle show prints all.
const shownEvents = 8

// recordBlocks are the latest entries of a cycle's record.
func recordBlocks(cycle reviews.Cycle, record []reviews.Event, names map[string]string, zone *time.Location) []slack.Block {
	blocks := []slack.Block{section("review.record", marked("*On record*"))}
	for i, e := range record {
		if i == shownEvents {
			blocks = append(blocks, small("and "+count(len(record)-i, "earlier entry", "earlier entries")+", which `laurel cycle show` prints"))
			break
		}
		blocks = append(blocks, small(escape(moment(e.At, zone)+" · "+EventText(cycle, e, names, zone))))
	}
	return blocks
}

// EventText says who did what to a cycle, and why.
func EventText(cycle reviews.Cycle, e reviews.Event, names map[string]string, zone *time.Location) string {
	name := func(id string) string { return cmp.Or(names[id], id) }
	if e.Kind == reviews.EventLeft && e.By == reviews.ByClock {
		return "laurel took " + name(e.Subject) + " out, whose account is deactivated."
	}
	text := name(e.By)
	switch e.By {
	case reviews.ByCommand:
		text = "Somebody at the command line"
	case reviews.ByClock:
		text = "laurel, since it was time,"
	}
	text += " " + eventWords(cycle, e, name, zone) + "."
	if e.Reason != "" {
		text += " Why: " + e.Reason
	}
	return text
}

func eventWords(cycle reviews.Cycle, e reviews.Event, name func(id string) string, zone *time.Location) string {
	switch e.Kind {
	case reviews.EventOpened:
		return "opened the cycle"
	case reviews.EventAdvanced:
		if e.Becomes == "" {
			return "ended " + cycle.StageTitle(e.Was) + ", and with it the cycle"
		}
		return "ended " + cycle.StageTitle(e.Was) + "; " + cycle.StageTitle(e.Becomes) + " began"
	case reviews.EventExtended:
		return "moved the end of the stage from " + eventMoment(e.Was, zone) + " to " + eventMoment(e.Becomes, zone)
	case reviews.EventReopened:
		return "opened " + cycle.StageTitle(e.Becomes) + " again"
	case reviews.EventReminded:
		return "had those reminded who still owed something in " + cycle.StageTitle(e.Was)
	case reviews.EventJoined:
		return "added " + name(e.Subject)
	case reviews.EventSwapped:
		return "chose another colleague to be asked about " + name(e.Subject)
	case reviews.EventLeft:
		return "took " + name(e.Subject) + " out"
	case reviews.EventManager:
		text := "had " + name(e.Subject) + " report to " + name(e.Becomes) + " from " + dayWords(e.FromOn)
		if e.Was != "" {
			text += ", no longer to " + name(e.Was)
		}
		return text
	case reviews.EventClosed:
		return "ended the cycle early"
	case reviews.EventCancelled:
		return "cancelled the cycle"
	}
	return string(e.Kind)
}

func eventMoment(text string, zone *time.Location) string {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	return moment(t, zone)
}
