package sandbox

import (
	"slices"
	"strconv"
	"testing"

	"github.com/slack-go/slack"
)

func checkHistory(t *testing.T, w *Workspace, api *slack.Client) {
	var all []string
	for i := range 5 {
		_, ts, err := api.PostMessage("U0ADA", slack.MsgOptionText(strconv.Itoa(i), false), slack.MsgOptionMetadata(
			slack.SlackMetadata{EventType: "laurel", EventPayload: map[string]any{"key": "k" + strconv.Itoa(i)}}))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, ts)
	}
	ask := &slack.GetConversationHistoryParameters{ChannelID: "D0ADA", Limit: 2, IncludeAllMetadata: true}
	var seen []string
	for {
		page, err := api.GetConversationHistory(ask)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range page.Messages {
			seen = append(seen, m.Timestamp)
			if m.Metadata.EventPayload["key"] != "k"+m.Text {
				t.Errorf("metadata of %s: %+v", m.Text, m.Metadata)
			}
		}
		if ask.Cursor = page.ResponseMetaData.NextCursor; ask.Cursor == "" {
			break
		}
	}
	slices.Reverse(seen)
	if !slices.Equal(seen, all) || !slices.IsSorted(all) {
		t.Errorf("pages %v, want %v", seen, all)
	}
	one, err := api.GetConversationHistory(&slack.GetConversationHistoryParameters{
		ChannelID: "D0ADA", Oldest: all[2], Latest: all[2], Inclusive: true, Limit: 1,
	})
	if err != nil || len(one.Messages) != 1 || one.Messages[0].Timestamp != all[2] ||
		len(one.Messages[0].Metadata.EventPayload) != 0 {
		t.Errorf("one message: %+v %v", one, err)
	}
	refused(t, w, "not_in_channel", "conversations.history", obj{"channel": "C0RANDOM"})
	refused(t, w, "missing_scope", "conversations.history", obj{"channel": "C0MLINC"})
	refused(t, w, "invalid_cursor", "conversations.history", obj{"channel": "D0ADA", "cursor": "x"})
}

func checkInfo(t *testing.T, w *Workspace, api *slack.Client) {
	c, err := api.GetConversationInfo(&slack.GetConversationInfoInput{ChannelID: "C0RANKER"})
	if err != nil || c.Name != "ranker" || !c.IsExtShared || !c.IsMember {
		t.Errorf("%+v %v", c, err)
	}
	w.Kick("C0MLINC", BotUser)
	refused(t, w, "channel_not_found", "conversations.info", obj{"channel": "C0MLINC"})
}

func checkJoin(t *testing.T, w *Workspace, api *slack.Client) {
	if _, _, _, err := api.JoinConversation("C0RANDOM"); err != nil {
		t.Error(err)
	}
	if _, _, err := api.PostMessage("C0RANDOM", slack.MsgOptionText("hi", false)); err != nil {
		t.Error(err)
	}
	refused(t, w, "is_archived", "conversations.join", obj{"channel": "C0OLD"})
	refused(t, w, "method_not_supported_for_channel_type", "conversations.join", obj{"channel": "C0MLINC"})
}

func checkList(t *testing.T, w *Workspace, api *slack.Client) {
	w.Kick("C0MLINC", BotUser)
	var names []string
	ask := &slack.GetConversationsParameters{Limit: 2, ExcludeArchived: true, Types: []string{
		"public_channel",
		"private_channel",
	}}
	for {
		page, cursor, err := api.GetConversations(ask)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page {
			names = append(names, c.Name)
		}
		if ask.Cursor = cursor; cursor == "" {
			break
		}
	}
	if want := []string{"general", "wins", "ml-platform", "ranker", "random"}; !slices.Equal(names, want) {
		t.Error(names)
	}
	refused(t, w, "missing_scope", "conversations.list", obj{"types": "mpim"})
	refused(t, w, "invalid_types", "conversations.list", obj{"types": "secret"})
}

func checkMembers(t *testing.T, w *Workspace, api *slack.Client) {
	first, cursor, err := api.GetUsersInConversation(&slack.GetUsersInConversationParameters{
		ChannelID: "C0MLINC",
		Limit:     3,
	})
	if err != nil || len(first) != 3 || cursor == "" {
		t.Fatal(first, cursor, err)
	}
	rest, cursor, err := api.GetUsersInConversation(&slack.GetUsersInConversationParameters{
		ChannelID: "C0MLINC",
		Cursor:    cursor,
	})
	if err != nil || len(rest) != 2 || cursor != "" {
		t.Error(rest, cursor, err)
	}
	refused(t, w, "channel_not_found", "conversations.members", obj{"channel": "C0"})
}

func checkOpen(t *testing.T, w *Workspace, api *slack.Client) {
	for _, known := range []bool{false, true} {
		c, _, already, err := api.OpenConversation(&slack.OpenConversationParameters{Users: []string{"U0ADA"}})
		if err != nil || c.ID != "D0ADA" || already != known {
			t.Errorf("%+v %v %v", c, already, err)
		}
	}
	for user, code := range map[string]string{
		"U0NOBODY": "user_not_found", BotUser: "cannot_dm_bot", "U0OLD": "user_disabled", "U0EXT": "user_not_visible",
	} {
		refused(t, w, code, "conversations.open", obj{"users": user})
	}
}

func checkReplies(t *testing.T, w *Workspace, api *slack.Client) {
	ada := w.As("U0ADA")
	root := ada.Say("C0WINS", "root")
	first := ada.SayInThread("C0WINS", root, "one")
	ada.SayInThread("C0WINS", root, "two")
	for _, ts := range []string{root, first} {
		list, _, _, err := api.GetConversationReplies(&slack.GetConversationRepliesParameters{
			ChannelID: "C0WINS",
			Timestamp: ts,
		})
		if err != nil || len(list) != 3 || list[0].Text != "root" || list[0].ReplyCount != 2 ||
			list[2].ThreadTimestamp != root {
			t.Errorf("%+v %v", list, err)
		}
	}
	page, err := api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: "C0WINS"})
	if err != nil || len(page.Messages) != 1 {
		t.Errorf("history shows replies: %+v %v", page, err)
	}
	refused(t, w, "thread_not_found", "conversations.replies", obj{"channel": "C0WINS", "ts": "1.000000"})
}

func checkUsersConversations(t *testing.T, w *Workspace, api *slack.Client) {
	list, _, err := api.GetConversationsForUser(&slack.GetConversationsForUserParameters{UserID: "U0GUS"})
	if err != nil || len(list) != 1 || list[0].ID != "C0WINS" {
		t.Errorf("%+v %v", list, err)
	}
	own := ask(t, w, "users.conversations", obj{"types": "im"})
	if len(objects(own["channels"])) != 0 {
		t.Error("DMs that were never opened", own)
	}
	w.As("U0ADA").Tell("hello")
	if own = ask(t, w, "users.conversations", obj{"types": "im"}); len(objects(own["channels"])) != 1 {
		t.Error(own)
	}
}
