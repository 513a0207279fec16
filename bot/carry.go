package bot

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"laurel/internal/db"
)

// carried is what a form must remember from the act that opened it to the one that submits it. It travels in the
// modal's private_metadata, sealed: Slack and the person's client can neither read nor change it.
type carried struct {
	Win      string    `json:"w,omitempty"`
	Request  string    `json:"q,omitempty"`
	Response string    `json:"r,omitempty"` // the response_url of the message that the form was opened from
	Listed   bool      `json:"l,omitempty"` // that message lists several wins, and must stay
	Version  int       `json:"v,omitempty"` // of the win when the form was opened
	Channel  string    `json:"c,omitempty"` // of the message that a new win is made from
	TS       string    `json:"t,omitempty"` // of that message
	Thread   string    `json:"h,omitempty"` // of that message's parent, if it is a reply
	View     string    `json:"m,omitempty"` // the modal under the form, which shows the win
	Inside   bool      `json:"i,omitempty"` // the form itself says what came of it: a message would not be seen
	Between  []string  `json:"b,omitempty"` // what stands between the parts of its text
	Mentions []string  `json:"o,omitempty"` // the people whom its text names: the form shows their names
	Days     int       `json:"d,omitempty"` // the age at which it was asked whether the win held
	Answer   string    `json:"a,omitempty"` // what the form is to that question
	Week     string    `json:"k,omitempty"` // of the weekly question that the form was opened from
	Hinted   bool      `json:"n,omitempty"` // hints were shown: the next press sends it as it is
	Cycle    string    `json:"y,omitempty"`
	Step     int       `json:"s,omitempty"` // of a form in several steps, from 0
	Checked  bool      `json:"f,omitempty"` // such a form was sent with something to put right in another step
	Goal     string    `json:"g,omitempty"`
	Template string    `json:"te,omitempty"` // of a cycle that is played
	Named    string    `json:"na,omitempty"` // its name
	Ask      string    `json:"as,omitempty"` // what it would send, in words
	At       time.Time `json:"at,omitzero"`  // when the form was opened
	Subject  string    `json:"su,omitempty"` // whose nomination of Cycle it is
	Seen     int64     `json:"e,omitempty"`  // when that was made which the form shows, in microseconds
	Until    time.Time `json:"u"`
}

// responding tells whether the response_url still works, with a minute to spare: it does for 30 minutes.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
func (c carried) responding(now time.Time) bool {
	return c.Response != "" && c.Until.Sub(now) > carryTime-29*time.Minute
}

// carryTime is how long a form may stay open.
const carryTime = 24 * time.Hour

var errCarried = errors.New("what the form carried is not ours, not this person's, or too old")

// carry seals c for the person who opens the form.
func (b *Bot) carry(user string, c carried) (string, error) {
	c.Until = b.db.Now().Add(carryTime)
	plain, err := json.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("carry a form's context: %w", err)
	}
	sealed, err := b.options.Seal.Seal("form", user, "metadata", plain)
	return base64.RawURLEncoding.EncodeToString(sealed), err
}

// carriedBack reverses carry. Error: errCarried.
func (b *Bot) carriedBack(tx *db.Tx, user, metadata string) (c carried, err error) {
	sealed, err := base64.RawURLEncoding.DecodeString(metadata)
	if err != nil {
		return c, errCarried
	}
	plain, err := b.options.Seal.Open("form", user, "metadata", sealed)
	if err != nil || json.Unmarshal(plain, &c) != nil || c.Until.Before(tx.Now()) {
		return carried{}, errCarried
	}
	return c, nil
}

// unescape turns what Slack escapes in a command's text back into what was typed, and its references into names:
// <#C…|ranker> is #ranker, <https://…> is the address. Mentions of people keep their ids.
// https://docs.slack.dev/interactivity/implementing-slash-commands#escaping-text
func unescape(text string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "<")
		b.WriteString(before)
		if !found {
			break
		}
		inside, after, closed := strings.Cut(rest, ">")
		if !closed {
			b.WriteString("<" + rest)
			break
		}
		b.WriteString(reference(inside))
		text = after
	}
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(b.String())
}

func reference(inside string) string {
	target, label, _ := strings.Cut(inside, "|")
	switch {
	case strings.HasPrefix(target, "@"):
		return "<" + target + ">"
	case strings.HasPrefix(target, "#") && label != "":
		return "#" + label
	case strings.HasPrefix(target, "#"): // its id would be taken for a project
		return "a channel"
	case strings.HasPrefix(target, "!"): // <!channel>, <!here>: only words to us
		return "@" + strings.TrimPrefix(target, "!")
	default:
		return target
	}
}
