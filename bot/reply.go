package bot

import (
	"context"
	"encoding/json"
	"time"

	"github.com/slack-go/slack"
	"go.uber.org/zap"

	"laurel/bot/view"
)

// reply is what a flow answers. The zero reply is a bare ack: a modal closes, a button stops spinning.
type reply struct {
	Say     *view.Message           // to the actor alone
	Replace *view.Message           // instead of the message, or the modal, whose button was pressed
	Errors  view.FieldErrors        // under a form's fields; the form stays, and nothing is stored
	Open    *slack.ModalViewRequest // a modal, opened (or put on top of the one at hand) once the flow is committed
	Update  *slack.ModalViewRequest // instead of the submitted modal
	Redraw  *slack.ModalViewRequest // instead of the modal whose button was pressed, or of Under
	Under   string                  // the modal that Redraw changes, when it is not that one
	At      string                  // the response_url that Say and Replace go to; "" is the act's own
	Undone  bool                    // nothing that the flow wrote is kept, and the same form may come again
	Home    bool                    // the actor's Home shows something else now
}

func say(m view.Message) reply { return reply{Say: &m} }

// turnTo puts another step of a form in the place of the one that was sent, by way of a moment's notice where the ack can't
// hold it.
func turnTo(a act, step slack.ModalViewRequest) reply {
	if size(step) <= maxAck {
		return reply{Update: &step}
	}
	turning := view.Turning(step)
	return reply{Update: &turning, Redraw: &step, Under: a.View}
}

// maxAck is the largest payload put into an ack. Slack drops acks of 20,480 bytes and more silently
// (https://github.com/slack-go/slack/issues/1196); the envelope around the payload needs some of that.
const maxAck = 19_000

// payload is the part of the answer that travels in the ack, and whether Say still has to be told another way.
func (r reply) payload(k kind) (payload any, tell bool) {
	switch {
	case k == submission && len(r.Errors) > 0:
		return slack.NewErrorsViewSubmissionResponse(r.Errors), false
	case k == submission && r.Update != nil && size(*r.Update) > maxAck:
		short := view.Note(view.DoneButLong())
		return slack.NewUpdateViewSubmissionResponse(&short), false
	case k == submission && r.Update != nil:
		return slack.NewUpdateViewSubmissionResponse(r.Update), false
	case k == submission && r.Say != nil && r.At == "": // a form belongs to no message that could be answered under
		note := view.Note(*r.Say)
		return slack.NewUpdateViewSubmissionResponse(&note), false
	case k == command && r.Say != nil && size(*r.Say) <= maxAck:
		return ephemeral{ResponseType: slack.ResponseTypeEphemeral, Message: *r.Say}, false
	default:
		return nil, r.Say != nil
	}
}

type ephemeral struct {
	ResponseType string `json:"response_type"`
	view.Message
}

func size(payload any) int {
	text, err := json.Marshal(payload)
	if err != nil {
		return maxAck + 1
	}
	return len(text)
}

// finish does what the ack could not: opens a modal, changes a message, refreshes Home. What fails here is logged with
// the act's name and told to the actor where that is possible; the flow itself is committed.
func (b *Bot) finish(ctx context.Context, a act, r reply, tell bool) {
	at := r.At
	if at == "" {
		at = a.Response
	}
	// A button on Home or in a modal has no message that could be answered under. Beside the message of a shortcut the
	// answer might not be seen: it would stand at the channel's end, also when the message is in a thread
	// (https://github.com/slackapi/bolt-js/issues/963).
	asNote := tell && (at == "" || a.Message != nil)
	if asNote {
		note := view.Note(*r.Say)
		r.Open, tell = &note, false
	}
	if err := b.show(ctx, a, r); err != nil {
		code := b.trouble("show a form", a, err)
		if tell = at != ""; !asNote {
			message := view.Trouble(code)
			r.Say = &message
		}
	}
	if r.Replace != nil && at != "" {
		b.respond(ctx, a, at, *r.Replace, true)
	}
	if tell {
		b.respond(ctx, a, at, *r.Say, false)
	}
	if r.Home {
		b.homes.change(a.User, b.db.Now())
	}
}

// show opens a modal, puts it on top of the one at hand, or draws that one anew.
func (b *Bot) show(ctx context.Context, a act, r reply) (err error) {
	switch {
	case r.Redraw != nil && r.Under != "":
		select {
		case <-time.After(ackTakes):
		case <-ctx.Done():
		}
		_, err = b.api.UpdateViewContext(ctx, *r.Redraw, "", "", r.Under)
	case r.Redraw != nil:
		_, err = b.api.UpdateViewContext(ctx, *r.Redraw, "", a.Hash, a.View)
	case r.Replace != nil && a.InModal:
		_, err = b.api.UpdateViewContext(ctx, view.Note(*r.Replace), "", a.Hash, a.View)
	case r.Open != nil && a.InModal:
		_, err = b.api.PushViewContext(ctx, a.Trigger, *r.Open)
	case r.Open != nil:
		_, err = b.api.OpenViewContext(ctx, a.Trigger, *r.Open)
	}
	return err
}

// ackTakes is how long an ack is given to arrive before the view that it changes is changed again: it goes over the socket,
// the change over HTTP, and Slack promises no order between them.
const ackTakes = 300 * time.Millisecond

// respond posts to a response_url, for the actor's eyes, replacing the message that it belongs to or beside it. It can
// be used five times in 30 minutes: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
func (b *Bot) respond(ctx context.Context, a act, url string, m view.Message, replace bool) {
	err := slack.PostWebhookCustomHTTPContext(ctx, url, b.http, &slack.WebhookMessage{
		Text: m.Text, Blocks: &slack.Blocks{BlockSet: m.Blocks}, ReplaceOriginal: replace,
		ResponseType: slack.ResponseTypeEphemeral,
	})
	if err != nil {
		b.log.Warn("answer by response_url", zap.String("flow", a.route()), zap.String("reason", slackError(err)))
	}
}
