package sandbox

// What people do without the app's answer: both the Go members and the page come here.

func (w *Workspace) say(user, channel, thread, text string) (ts string, err error) {
	c := w.channels[channel]
	switch {
	case c == nil || !w.visible(user, c) || w.people[user].Deleted:
		return "", &Failure{"channel_not_found", "You cannot see this conversation."}
	case c.Archived:
		return "", &Failure{"is_archived", "This channel is archived."}
	case text == "":
		return "", &Failure{"no_text", "There is nothing to send."}
	case thread != "" && c.message(thread) == nil:
		return "", &Failure{"thread_not_found", "The message you reply to is not there."}
	}
	w.join(c, user)
	m := &Message{User: user, Body: w.typed(text), ThreadTS: thread}
	m.Blocks = spokenBlocks(m.Body)
	if c.peer != "" {
		c.opened = true
	}
	w.post(c, m)
	return m.TS, nil
}

func (w *Workspace) edit(user, channel, ts, text string) error {
	c, m, err := w.ownMessage(user, channel, ts)
	if err != nil {
		return err
	}
	w.alter(c, m, func() {
		m.Body, m.Edited = w.typed(text), true
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
