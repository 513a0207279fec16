package sandbox

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

const maxFileRooms = 100 // https://docs.slack.dev/reference/methods/files.completeUploadExternal

var roomID = regexp.MustCompile(`^[CGDZ][A-Z0-9]{8,}$`)

// fileRooms are the conversations that the files go to. Unlike chat.postMessage, channel_id takes no person's id
// (https://github.com/slackapi/python-slack-sdk/issues/1426), while channels does. The sandbox's own ids may be
// shorter than the pattern wants.
func (c *call) fileRooms() ([]*channel, *apiError) {
	var ids []string
	if id := c.str("channel_id"); id != "" {
		if c.w.channels[id] == nil && !roomID.MatchString(id) {
			return nil, invalidArguments(fmt.Sprintf("input must match regex pattern: %s [json-pointer:/channel_id]", roomID))
		}
		ids = append(ids, id)
	}
	for id := range strings.SplitSeq(c.str("channels"), ",") {
		if id = strings.TrimSpace(id); id != "" {
			ids = append(ids, id)
		}
	}
	if len(ids) > maxFileRooms {
		return nil, refuse("channels_limit_exceeded")
	}
	var rooms []*channel
	for _, id := range ids {
		ch, err := c.fileRoom(id)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(rooms, ch) {
			rooms = append(rooms, ch)
		}
	}
	if thread := c.str("thread_ts"); thread != "" {
		if len(rooms) != 1 { // "make sure to provide only one channel when using thread_ts"; the code is an assumption
			return nil, invalidArguments("must provide one channel to use `thread_ts` [json-pointer:/thread_ts]")
		}
		if rooms[0].message(thread) == nil {
			return nil, refuse("thread_not_found")
		}
	}
	return rooms, nil
}

func (c *call) fileRoom(id string) (*channel, *apiError) {
	ch := c.w.channels[id]
	if u := c.w.people[id]; u != nil && !u.Deleted {
		ch = c.w.dm(id)
	}
	if ch == nil || ch.kind() != "channel" && !ch.has(BotUser) {
		return nil, refuse("channel_not_found")
	}
	switch {
	case !ch.has(BotUser):
		return nil, refuse("not_in_channel")
	case !c.w.takesFiles(ch):
		return nil, refuse("posting_to_channel_denied")
	}
	return ch, nil
}

// takesFiles tells whether the app can post in a conversation at the moment.
func (w *Workspace) takesFiles(ch *channel) bool {
	return ch.has(BotUser) && !ch.Archived &&
		(ch.peer == "" || w.manifest.Features.Home.Messages && !w.people[ch.peer].Deleted)
}

// introduction is the message that carries the files; with initial_comment blocks are ignored.
func (c *call) introduction() (Message, *apiError) {
	m := Message{User: BotUser, BotID: BotID, Body: c.str("initial_comment")}
	raw := c.raw("blocks")
	if m.Body != "" || raw == nil {
		return m, nil
	}
	if err := c.checkBlocks(raw); err != nil {
		return m, err
	}
	for _, b := range decodeList(raw) {
		if str(b, "type") == "markdown" { // https://github.com/slackapi/python-slack-sdk/issues/1756
			return m, refuse("internal_error")
		}
	}
	m.Blocks = withIDs(raw)
	return m, nil
}
