package bot

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"laurel/bot/view"
	"laurel/people"
)

// kind is how somebody spoke to laurel. It decides what an answer can look like.
type kind int

const (
	command    kind = iota // a slash command
	action                 // a button or menu
	submission             // a modal's submit button
	shortcut               // a global or message shortcut
)

// act is one thing that a person did, in the flows' own terms. Every id in it comes from Slack's envelope except what
// Slack merely hands back (Value, Metadata): those name things, they prove nothing.
type act struct {
	Kind     kind
	Name     string // "/win", or an id of view
	User     string
	Team     string
	Text     string // what follows a command
	Value    string // a button's value or a menu's choice
	Key      string // the same for the same act, should Slack deliver it twice
	At       string // when it was done, by Slack's clock: "1360782804.083113"; "" of commands and forms
	Trigger  string // opens a modal for three seconds
	Response string // the response_url; "" where Slack gives none
	InModal  bool   // a button inside a modal
	Listed   bool   // a button of one line among several: its id carries a suffix
	View     string // the view that a button or form belongs to, and the hash of the state it was drawn in
	Hash     string
	Metadata string // a modal's private_metadata
	Fields   view.Fields
	Message  *slack.Message // what a message shortcut was used on
	Channel  string
	blocks   slack.Blocks

	// What was read from Slack before the flow: see ahead.
	met    []people.Profile // of those whom a form names and laurel doesn't know
	author *people.Profile  // of Message; nil: what is known of them is fresh
	public bool             // Channel is a public channel
}

// readAct reads a command or an interaction. ok is false for what nobody can answer (an empty block_actions).
func readAct(request socketmode.Request) (a act, ok bool, err error) {
	if request.Type == socketmode.RequestTypeSlashCommands {
		var c slack.SlashCommand
		if err := json.Unmarshal(request.Payload, &c); err != nil {
			return act{}, false, fmt.Errorf("read a command: %w", err)
		}
		return act{
			Kind: command, Name: c.Command, User: c.UserID, Team: c.TeamID, Text: c.Text, Key: "command:" + cmp.Or(c.TriggerID, request.EnvelopeID),
			Trigger: c.TriggerID, Response: c.ResponseURL, Channel: c.ChannelID,
		}, true, nil
	}
	var i slack.InteractionCallback
	if err := json.Unmarshal(request.Payload, &i); err != nil {
		return act{}, false, fmt.Errorf("read an interaction: %w", err)
	}
	a = act{
		User: i.User.ID, Team: i.Team.ID, Trigger: i.TriggerID, Response: i.ResponseURL, Channel: i.Channel.ID,
		View: i.View.ID, Hash: i.View.Hash, Metadata: i.View.PrivateMetadata, blocks: i.View.Blocks,
	}
	switch i.Type {
	case slack.InteractionTypeBlockActions:
		return readAction(a, i, request.EnvelopeID)
	case slack.InteractionTypeViewSubmission:
		a.Kind, a.Name, a.Key = submission, i.View.CallbackID, submitKey(i.View.ID, i.User.ID)
		switch a.Name {
		case view.ReviewSelf, view.FeedbackAnswer, view.FeedbackGive: // each step is sent by itself, in the same view
			a.Key += ":" + i.View.Hash
		}
		if i.View.State != nil {
			a.Fields = view.ReadFields(*i.View.State)
		}
		return a, true, nil
	case slack.InteractionTypeShortcut, slack.InteractionTypeMessageAction:
		a.Kind, a.Name, a.Key = shortcut, i.CallbackID, "shortcut:"+cmp.Or(i.TriggerID, request.EnvelopeID)
		a.At = i.ActionTs
		if i.Type == slack.InteractionTypeMessageAction {
			a.Message = &i.Message
		}
		return a, true, nil
	default:
		return act{}, false, nil
	}
}

// submitKey is the key of a form that is sent. One that is not taken, since something in it must be put right, leaves none,
// and neither does a step before the last of an answer.
func submitKey(view, user string) string { return "submit:" + view + ":" + user }

func readAction(a act, i slack.InteractionCallback, envelope string) (act, bool, error) {
	if len(i.ActionCallback.BlockActions) == 0 {
		return act{}, false, nil
	}
	pressed := i.ActionCallback.BlockActions[0]
	name, _, listed := strings.Cut(pressed.ActionID, ":") // an id that must be unique in its block carries a suffix
	a.Kind, a.Name, a.Value, a.Listed, a.At = action, name, pressed.Value, listed, pressed.ActionTs
	if a.Value == "" {
		a.Value = cmp.Or(pressed.SelectedOption.Value, pressed.SelectedUser)
	}
	a.InModal = i.View.Type == slack.VTModal
	if i.View.State != nil {
		a.Fields = view.ReadFields(*i.View.State)
	}
	a.Key = "action:" + i.User.ID + ":" + cmp.Or(pressed.ActionTs, envelope) + ":" + pressed.ActionID
	return a, true, nil
}

// under is the modal that a form comes on top of, "" when there is none.
func (a act) under() string {
	if !a.InModal {
		return ""
	}
	return a.View
}

// route names the act in logs and metrics; what anybody could make up is "other".
func (a act) route() string {
	if _, ok := routes[route{a.Kind, a.Name}]; ok {
		return a.Name
	}
	return "other"
}

// firstInput is the block under which an error of the whole form is shown; "" when the form has no input.
func (a act) firstInput() string {
	for _, block := range a.blocks.BlockSet {
		if input, ok := block.(*slack.InputBlock); ok {
			return input.BlockID
		}
	}
	return ""
}
