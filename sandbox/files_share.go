package sandbox

import "fmt"

const maxShared = 10 // files that a person can put into one message

// Share puts files into a conversation in one message, with words or without, and returns the message's ts. Nothing is
// shared when one of them is empty or larger than 10 MB; the error is a [*Failure].
func (m *Member) Share(channel, text string, files ...Upload) (ts string, err error) {
	m.w.mu.Lock()
	defer m.w.mu.Unlock()
	return m.w.share(m.id, channel, "", text, files)
}

func (w *Workspace) share(user, channel, thread, text string, uploads []Upload) (ts string, err error) {
	c, err := w.writableBy(user, channel, thread)
	if err != nil {
		return "", err
	}
	files, err := w.newUploads(user, uploads)
	if err != nil {
		return "", err
	}
	for _, f := range files {
		w.keep(f)
	}
	m := &Message{User: user, ThreadTS: thread}
	w.putWords(m, text)
	w.speak(c, user, func() { w.postFiles(c, m, files) })
	return m.TS, nil
}

func (w *Workspace) newUploads(user string, uploads []Upload) ([]*file, error) {
	switch {
	case len(uploads) == 0:
		return nil, &Failure{"no_file_data", "There is no file to share."}
	case len(uploads) > maxShared:
		return nil, &Failure{"too_many_files", fmt.Sprintf("Share no more than %d files at once.", maxShared)}
	}
	files := make([]*file, len(uploads))
	for i, u := range uploads {
		f, err := w.newUpload(user, u)
		if err != nil {
			return nil, err
		}
		f.hidden = w.people[user].Stranger // Slack Connect: the app must ask files.info
		files[i] = f
	}
	return files, nil
}

// postFiles posts a message with files and tells the app of each (file_shared names only its id,
// https://docs.slack.dev/reference/events/file_shared).
func (w *Workspace) postFiles(c *channel, m *Message, files []*file) {
	for _, f := range files {
		m.Files = append(m.Files, f.ID)
		f.places = append(f.places, place{c, m})
	}
	w.post(c, m)
	for _, f := range files {
		w.emit("file_shared", c, obj{
			"type": "file_shared", "file_id": f.ID, "user_id": f.User, "file": obj{"id": f.ID}, "channel_id": c.ID,
		})
	}
}

// tellChange tells the app that a file is not what it was: its id, nothing else
// (https://docs.slack.dev/reference/events/file_change). That Slack does so when a transcript is ready is an
// assumption: no page says it.
func (w *Workspace) tellChange(f *file) {
	if f.appSees() {
		w.emit("file_change", nil, obj{"type": "file_change", "file_id": f.ID, "file": obj{"id": f.ID}})
	}
	for _, p := range f.shown() {
		w.touch(note{Kind: "messages", Channel: p.channel.ID})
	}
}
