package sandbox

import (
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"
)

// Limits of uploads (https://docs.slack.dev/reference/methods/files.getUploadURLExternal and
// .../files.completeUploadExternal).
const (
	maxAltText    = 1000
	maxSnippet    = 1 << 20
	processWithin = time.Second // assumed: Slack's own people say only that it takes a moment
)

// filesGetUploadURL announces an upload: its bytes go to the address, and files.completeUploadExternal makes it a file.
func (c *call) filesGetUploadURL() (obj, *apiError) {
	name, err := c.need("filename")
	if err != nil {
		return nil, err
	}
	length := c.whole("length", 0)
	switch {
	case length < 1:
		return nil, refuse("missing_argument")
	case utf8.RuneCountInString(c.str("alt_txt")) > maxAltText:
		return nil, refuse("alt_txt_too_large")
	case c.str("snippet_type") != "" && length > maxSnippet:
		return nil, refuse("snippet_too_large")
	case length > maxFile:
		return nil, refuse("file_upload_size_restricted")
	case !c.w.room(length):
		return nil, refuse("storage_limit_reached")
	}
	up := &upload{id: c.w.id("F0"), name: cleanName(name), alt: c.str("alt_txt"), length: length}
	ticket := secret()
	c.w.uploads[ticket] = up
	return obj{"file_id": up.id, "upload_url": c.w.base + "/upload/v1/" + ticket}, nil
}

// filesCompleteUpload makes files of uploads, once, and shares them where it says; without a conversation they stay
// the app's own. The answer comes at once, and the files a moment later: until then they have no type, and shares is
// empty (https://github.com/slackapi/bolt-js/issues/2115).
func (c *call) filesCompleteUpload() (obj, *apiError) {
	files, err := c.arrived()
	if err != nil {
		return nil, err
	}
	rooms, err := c.fileRooms()
	if err != nil {
		return nil, err
	}
	intro, err := c.introduction()
	if err != nil {
		return nil, err
	}
	thread := c.str("thread_ts")
	answer := make([]obj, len(files))
	for i, f := range files {
		for ticket, up := range c.w.uploads {
			if up.id == f.ID {
				delete(c.w.uploads, ticket)
			}
		}
		c.w.keep(f)
		answer[i] = obj{"id": f.ID, "title": f.Title}
	}
	w := c.w
	w.clock.AfterFunc(processWithin, func() { w.process(files, rooms, intro, thread) })
	return obj{"files": answer}, nil
}

// arrived are the uploads that the argument files names, as files that are not yet kept.
func (c *call) arrived() ([]*file, *apiError) {
	var asked []struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	if json.Unmarshal(c.raw("files"), &asked) != nil || len(asked) == 0 {
		return nil, invalidArguments("missing required field: files")
	}
	var files []*file
	for _, a := range asked {
		var found *upload
		for _, up := range c.w.uploads {
			if up.id == a.ID && up.data != nil {
				found = up
			}
		}
		twice := slices.ContainsFunc(files, func(f *file) bool { return f.ID == a.ID })
		if found == nil || twice {
			return nil, refuse("file_not_found")
		}
		f := &file{File: File{ID: a.ID, Name: found.name, Title: a.Title, Alt: found.alt, User: BotUser, Data: found.data}}
		if f.Title == "" {
			f.Title = f.Name
		}
		files = append(files, f)
	}
	return files, nil
}

// process ends what files.completeUploadExternal began. A conversation that can take no files any more gets none, and
// nobody is told: Slack has answered ok before.
func (w *Workspace) process(files []*file, rooms []*channel, intro Message, thread string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return
	}
	files = slices.DeleteFunc(files, func(f *file) bool { return f.deleted })
	for _, f := range files {
		f.Mimetype, f.Filetype = typeOf(f.Name, "")
	}
	for _, ch := range rooms {
		if !w.takesFiles(ch) || len(files) == 0 {
			continue
		}
		m := intro
		m.ThreadTS = thread
		ch.opened = true
		w.postFiles(ch, &m, files)
	}
	for _, f := range files {
		w.tellChange(f)
	}
}
