package sandbox

// What people do without the app's answer: both the Go members and the page come here.

func (w *Workspace) say(user, channel, thread, text string) (ts string, err error) {
	c, err := w.writableBy(user, channel, thread)
	switch {
	case err != nil:
		return "", err
	case text == "":
		return "", &Failure{"no_text", "There is nothing to send."}
	}
	m := &Message{User: user, ThreadTS: thread}
	w.putWords(m, text)
	w.speak(c, user, func() { w.post(c, m) })
	return m.TS, nil
}

// writableBy is a conversation in which a person may write, in a thread or not. In the app's DM Slack offers that only
// where the manifest lets people write (https://docs.slack.dev/reference/app-manifest: messages_tab_read_only_enabled).
func (w *Workspace) writableBy(user, channelID, thread string) (*channel, error) {
	c := w.channels[channelID]
	switch {
	case c == nil || !w.visible(user, c) || w.people[user].Deleted:
		return nil, &Failure{"channel_not_found", "You cannot see this conversation."}
	case c.Archived:
		return nil, &Failure{"is_archived", "This channel is archived."}
	case w.readOnly(c):
		return nil, &Failure{"messages_tab_read_only", readOnlyText}
	case thread != "" && c.message(thread) == nil:
		return nil, &Failure{"thread_not_found", "The message you reply to is not there."}
	}
	return c, nil
}

// readOnlyText is what Slack shows in place of the composer.
const readOnlyText = "Sending messages to this app has been turned off."

// readOnly tells whether a conversation is the app's DM, and the app takes no messages in it: no commands either,
// for there is nothing to type them in.
func (w *Workspace) readOnly(c *channel) bool {
	home := w.manifest.Features.Home
	return c.peer != "" && (!home.Messages || home.ReadOnly)
}

// speak makes a person a member of the conversation before they write in it.
func (w *Workspace) speak(c *channel, user string, post func()) {
	w.join(c, user)
	if c.peer != "" {
		c.opened = true
	}
	post()
}

// putWords gives a message of a person its text; without one it has no blocks either.
func (w *Workspace) putWords(m *Message, text string) {
	if text != "" {
		m.Body = w.typed(text)
		m.Blocks = spokenBlocks(m.Body)
	}
}

func (w *Workspace) edit(user, channel, ts, text string) error {
	c, m, err := w.ownMessage(user, channel, ts)
	if err != nil {
		return err
	}
	w.alter(c, m, func() {
		m.Body, m.Edited, m.editedTS = w.typed(text), true, w.second()
		m.Blocks = spokenBlocks(m.Body)
	})
	return nil
}

func (w *Workspace) delete(user, channel, ts string) error {
	c, m, err := w.ownMessage(user, channel, ts)
	if err != nil {
		return err
	}
	w.remove(c, m)
	return nil
}

func (w *Workspace) ownMessage(user, channelID, ts string) (*channel, *Message, error) {
	m := w.seen(user, channelID, ts)
	if m == nil || m.Ephemeral || m.User != user {
		return nil, nil, &Failure{"message_not_found", "This is not a message of yours."}
	}
	return w.channels[channelID], m, nil
}

type reactFunc func(c *channel, m *Message, user, name string) *apiError

func (w *Workspace) reactAs(user, channel, ts, emoji string, do reactFunc) error {
	m := w.seen(user, channel, ts)
	if m == nil || m.Ephemeral {
		return &Failure{"message_not_found", "The message is not there."}
	}
	if refused := do(w.channels[channel], m, user, emoji); refused != nil {
		return &Failure{refused.code, "The reaction could not be changed: " + refused.code + "."}
	}
	return nil
}

func (w *Workspace) dmID(user string) string {
	if c := w.dm(user); c != nil {
		return c.ID
	}
	return ""
}
