package view

import (
	"strings"

	"github.com/slack-go/slack"

	"laurel/reviews"
)

// laterMenu offers when a giver can be told of a request again.
func laterMenu(p AskedPerson) *slack.SelectBlockElement {
	var options []*slack.OptionBlockObject
	for _, l := range p.Later {
		options = append(options, slack.NewOptionBlockObject(p.Request.ID+" "+string(l), plain(laterLabels[l]), nil))
	}
	return slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plain("Later"), FeedbackLater, options...)
}

// laterLabels name no dates: the message is read on other days too.
var laterLabels = map[reviews.Later]string{
	reviews.LaterTomorrow: "The next working morning",
	reviews.LaterDays:     "In three working days",
	reviews.LaterEnd:      "The day before it ends",
}

// ReadLater reads a choice of that menu.
func ReadLater(value string) (request string, later reviews.Later) {
	request, choice, _ := strings.Cut(value, " ")
	return request, reviews.Later(choice)
}

// FeedbackTooLate answers a choice of a day that has come, or that comes after the end.
const FeedbackTooLate = "That day is over, or the time to answer ends before it. Nothing was changed; " +
	"you can still answer or decline."
