package view

import (
	"errors"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"laurel/feedback"
	"laurel/people"
	"laurel/reviews"
)

// fewAsked is how many must be asked about a topic for their words not to point to them at once: one more than the pool
// needs.
const fewAsked = feedback.Threshold + 1

// FeedbackInviteForm is the modal in which somebody asks colleagues to write about a topic.
func FeedbackInviteForm(chosen []string, topic string) slack.ModalViewRequest {
	users := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, plain("Choose colleagues"), FieldPeople)
	users.InitialUsers = chosen[:min(len(chosen), feedback.MaxInvited)]
	most := feedback.MaxInvited
	users.MaxSelectedItems = &most
	whom := slack.NewInputBlock(FieldPeople, plain("Whom do you ask?"), plain("At most "+number(most)+". With fewer than "+
		number(fewAsked)+", the topic may show whose words are whose, and people write less openly."), users)
	words := slack.NewPlainTextInputBlockElement(plain("The hand-over of on-call for #ranker"), FieldTopic)
	words.MaxLength, words.InitialValue = feedback.MaxTopic, cut(topic, feedback.MaxTopic)
	about := slack.NewInputBlock(FieldTopic, plain("About what?"), plain("They read this as you write it."), words)
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: FeedbackInvite, Title: plain("Ask for feedback"), Submit: plain("Ask"),
		Close: plain("Cancel"), Blocks: slack.Blocks{BlockSet: []slack.Block{
			section("feedback.invite", plain("Each of them gets one message in their working hours, and has two weeks. Nobody has to.")),
			whom, about, small(escape(inviteTerms)),
		}},
	}
}

// inviteTerms say to the asker what becomes of the answers.
const inviteTerms = "What they write is confidential. You and your manager see it at your next review, pooled with what all other " +
	"colleagues wrote, and only if 3 or more did. You are not told who wrote, or whether anybody did."

// FeedbackAsked says to somebody whom they have asked.
func FeedbackAsked(i feedback.Invitation, names map[string]string, zone *time.Location) Message {
	var asked []string
	for _, id := range i.Givers {
		asked = append(asked, nameOr(names, id))
	}
	blocks := []slack.Block{
		section("feedback.invite.asked", plain("Asked "+list(asked)+" about:")), quote(i.Topic),
		section("", plain("Each gets one message in their working hours, and has until "+moment(i.EndsAt, zone)+". "+inviteTerms)),
	}
	if len(i.Givers) < fewAsked {
		blocks = append(blocks, small("You asked "+count(len(i.Givers), "person", "people")+": they are told so, since the topic may "+
			"show whose words are whose. With "+number(fewAsked)+" or more, people write more openly."))
	}
	return said("Asked. Only you see this message.", blocks)
}

// FeedbackInviteErrors puts what is wrong with an invitation under its fields; nil for errors of another kind.
func FeedbackInviteErrors(err error, names map[string]string) FieldErrors {
	var long feedback.TopicLong
	var already feedback.InvitedAlready
	switch {
	case errors.Is(err, feedback.ErrNobodyInvited):
		return FieldErrors{FieldPeople: "Choose at least one colleague."}
	case errors.Is(err, feedback.ErrManyInvited):
		return FieldErrors{FieldPeople: "Choose at most " + number(feedback.MaxInvited) + " colleagues. Nobody was asked."}
	case errors.Is(err, feedback.ErrNoTopic):
		return FieldErrors{FieldTopic: "Say what you would like to hear about."}
	case errors.As(err, &long):
		return FieldErrors{FieldTopic: "That is " + number(long.Have) + " characters; there is room for " + number(feedback.MaxTopic) +
			". Nobody was asked."}
	case errors.As(err, &already):
		var who []string
		for _, id := range already.Givers {
			who = append(who, nameOr(names, id))
		}
		return FieldErrors{FieldPeople: "You asked " + list(who) + " within the last two weeks. One request at a time; nobody was asked now."}
	default:
		return nil
	}
}

// FeedbackBarred says who of those chosen can't be asked about the subject, and why.
func FeedbackBarred(bad []reviews.BadNominee, subject people.Person) FieldErrors {
	var all []string
	for _, one := range bad {
		if one.Why == feedback.BarNobody { // it is the asker who has no reviews; nobody but members gets here
			one.Why = feedback.BarNotMember
		}
		all = append(all, barText(one, subject, subject.ID))
	}
	return FieldErrors{FieldPeople: strings.Join(all, " ") + " Nobody was asked."}
}

// FeedbackNotAsked says what is wrong where no form could show it.
func FeedbackNotAsked(refused FieldErrors) Message {
	var all []string
	for _, field := range []string{FieldPeople, FieldTopic} {
		if refused[field] != "" {
			all = append(all, refused[field])
		}
	}
	return note("feedback.invite.refused", cut(strings.Join(all, " "), maxSection))
}

// askBlocks are the lines in /feedback about what the reader asks.
func askBlocks(all []feedback.Invitation, names map[string]string, zone *time.Location) (blocks []slack.Block) {
	for _, i := range all[:min(len(all), listedAsks)] {
		var who []string
		for _, id := range i.Givers {
			who = append(who, nameOr(names, id))
		}
		blocks = append(blocks, section("", plain("You asked "+list(who)+", until "+moment(i.EndsAt, zone)+": "+cut(i.Topic, 200))))
	}
	return blocks
}

// listedAsks is how many of the reader's own wishes /feedback lists.
const listedAsks = 3
