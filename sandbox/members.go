package sandbox

import (
	"fmt"
	"slices"
	"time"
)

// Member is one person at their screen. What a member does returns when Slack would show its result: after the
// app's acknowledgement or its failure.
type Member struct {
	w  *Workspace
	id string
}

// patience is how long an act waits in real time; three seconds of Slack and some for a clock that stands still.
const patience = 5 * time.Second

// Answer is what a command came to: the message that its ack carried (zero when none), or Err, a [*Failure].
type Answer struct {
	Message
	Err error
}

// As returns the person with this id. It panics when there is none: only a test written wrong asks for that.
func (w *Workspace) As(user string) *Member {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.people[user] == nil {
		panic("sandbox: nobody has the id " + user)
	}
	return &Member{w: w, id: user}
}

// ID is the person's Slack id.
func (m *Member) ID() string { return m.id }

// Command types a slash command in the DM with the app, or in the given channel.
func (m *Member) Command(line string, in ...string) Answer {
	o := m.wait(func() chan outcome { return m.w.command(m.id, m.place(in), line) })
	if o.message == nil {
		return Answer{Err: o.err}
	}
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return Answer{Message: o.message.copy(), Err: o.err}
}

// Say writes a message in a channel and returns its ts; empty when the person may not write there.
func (m *Member) Say(channel, text string) string { return m.SayInThread(channel, "", text) }

// Tell writes to the app in its DM and returns the message's ts.
func (m *Member) Tell(text string) string { return m.Say(m.w.DM(m.id), text) }

// SayInThread replies to the message with the ts thread.
func (m *Member) SayInThread(channel, thread, text string) string {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	ts, _ := m.w.say(m.id, channel, thread, text)
	return ts
}

// Edit changes a message of the person's own.
func (m *Member) Edit(channel, ts, text string) error {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return m.w.edit(m.id, channel, ts, text)
}

// Delete takes a message of the person's own away.
func (m *Member) Delete(channel, ts string) error {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return m.w.delete(m.id, channel, ts)
}

// React sets an emoji (a name without colons) under a message.
func (m *Member) React(channel, ts, emoji string) error {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return m.w.reactAs(m.id, channel, ts, emoji, m.w.react)
}

// Unreact takes an emoji back.
func (m *Member) Unreact(channel, ts, emoji string) error {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return m.w.reactAs(m.id, channel, ts, emoji, m.w.unreact)
}

// Click presses a button or chooses in a menu of a message. The action_id may leave out what follows its colon;
// pick is an option's value, a date or an id, or several. The error is a [*Failure].
func (m *Member) Click(msg Message, actionID string, pick ...any) error {
	return m.wait(func() chan outcome {
		found := m.w.seen(m.id, msg.Channel, msg.TS)
		if found == nil {
			return fail(newOutcome(), "message_not_found", "The message is not there any more.")
		}
		return m.w.clickMessage(m.id, found, "", actionID, onePick(pick))
	}).err
}

// Inbox is the DM with the app: oldest first, both sides, without ephemerals.
func (m *Member) Inbox() []Message {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	if c := m.w.dm(m.id); c != nil {
		return copies(c.messages)
	}
	return nil
}

// Last is the newest message that the app sent into the DM; zero when it sent none.
func (m *Member) Last() Message {
	for _, msg := range slices.Backward(m.Inbox()) {
		if msg.User == BotUser {
			return msg
		}
	}
	return Message{}
}

// Ephemerals are the messages that only this person sees, oldest first: of one channel, or of all.
func (m *Member) Ephemerals(channel ...string) []Message {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return slices.DeleteFunc(copies(m.w.ephemerals[m.id]), func(msg Message) bool {
		return len(channel) > 0 && !slices.Contains(channel, msg.Channel)
	})
}

// Shortcut starts a global shortcut.
func (m *Member) Shortcut(callbackID string) error {
	return m.wait(func() chan outcome { return m.w.runShortcut(m.id, callbackID, nil) }).err
}

// MessageShortcut starts a shortcut on a message.
func (m *Member) MessageShortcut(callbackID, channel, ts string) error {
	return m.wait(func() chan outcome {
		found := m.w.seen(m.id, channel, ts)
		if found == nil || found.Ephemeral {
			return fail(newOutcome(), "message_not_found", "The message is not there.")
		}
		return m.w.runShortcut(m.id, callbackID, found)
	}).err
}

// wait does something in the workspace and waits for what it comes to.
func (m *Member) wait(start func() chan outcome) outcome {
	m.w.mu.Lock()
	done := start()
	m.w.mu.Unlock()
	select {
	case o := <-done:
		return o
	case <-time.After(patience):
		return outcome{err: &Failure{"no_answer", fmt.Sprintf("the app did not answer within %s", patience)}}
	case <-m.w.ended:
		return outcome{err: &Failure{"closed", "the workspace was closed"}}
	}
}

func (m *Member) place(in []string) string {
	if len(in) > 0 {
		return in[0]
	}
	return m.w.dmID(m.id)
}

func onePick(pick []any) any {
	if len(pick) == 0 {
		return nil
	}
	return pick[0]
}
