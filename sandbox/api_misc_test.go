package sandbox

import (
	"errors"
	"net/http"
	"strconv"
	"testing"

	"github.com/slack-go/slack"
)

func checkEmoji(t *testing.T, _ *Workspace, api *slack.Client) {
	if list, err := api.GetEmoji(); err != nil || len(list) != 0 {
		t.Error(list, err)
	}
}

func checkReactionsAdd(t *testing.T, w *Workspace, api *slack.Client) {
	ref := slack.NewRefToMessage("C0WINS", w.As("U0ADA").Say("C0WINS", "a"))
	if err := api.AddReaction("tada", ref); err != nil {
		t.Error(err)
	}
	wantCode(t, api.AddReaction("tada", ref), "already_reacted")
	wantCode(t, api.AddReaction("not a name", ref), "invalid_name")
	wantCode(t, api.AddReaction("tada", slack.NewRefToMessage("C0WINS", "1.000000")), "message_not_found")
	for i := range maxReactions - 1 {
		if err := api.AddReaction("e"+strconv.Itoa(i), ref); err != nil {
			t.Fatal(err)
		}
	}
	wantCode(t, api.AddReaction("onemore", ref), "too_many_reactions")
}

func checkReactionsGet(t *testing.T, w *Workspace, api *slack.Client) {
	ts := w.As("U0ADA").Say("C0WINS", "a &<b>")
	item, err := api.GetReactions(slack.NewRefToMessage("C0WINS", ts), slack.NewGetReactionsParameters())
	if err != nil || item.Message.Text != "a &amp;&lt;b&gt;" || item.Message.User != "U0ADA" ||
		item.Channel != "C0WINS" {
		t.Errorf("%+v %v", item.Message, err)
	}
	refused(t, w, "no_item_specified", "reactions.get", obj{"channel": "C0WINS"})
}

func checkReactionsRemove(t *testing.T, w *Workspace, api *slack.Client) {
	ref := slack.NewRefToMessage("C0WINS", w.As("U0ADA").Say("C0WINS", "a"))
	wantCode(t, api.RemoveReaction("tada", ref), "no_reaction")
	if err := errors.Join(api.AddReaction("tada", ref), api.RemoveReaction("tada", ref)); err != nil {
		t.Error(err)
	}
}

func checkTeam(t *testing.T, _ *Workspace, api *slack.Client) {
	if team, err := api.GetTeamInfo(); err != nil || team.ID != TeamID {
		t.Error(team, err)
	}
}

func checkUsersInfo(t *testing.T, w *Workspace, api *slack.Client) {
	u, err := api.GetUserInfo("U0JUN")
	if err != nil || u.TZ != "Asia/Seoul" || u.TZOffset != 9*3600 || u.Profile.Email != "juno@laurel.example" ||
		u.Profile.Title != "ML Engineer" {
		t.Errorf("%+v %v", u, err)
	}
	for id, is := range map[string]func(*slack.User) bool{
		"U0GUS": func(u *slack.User) bool {
			return u.IsRestricted &&
				u.IsUltraRestricted
		}, "U0OLD": func(u *slack.User) bool { return u.Deleted },
		"U0EXT": func(u *slack.User) bool {
			return u.IsStranger &&
				u.TeamID != TeamID
		}, "U0DAN": func(u *slack.User) bool { return u.IsAdmin },
		BotUser: func(u *slack.User) bool { return u.IsBot && u.Profile.BotID == BotID },
	} {
		if u, err := api.GetUserInfo(id); err != nil || !is(u) {
			t.Errorf("%s: %+v %v", id, u, err)
		}
	}
	refused(t, w, "user_not_found", "users.info", obj{"user": "U0NOBODY"})
}

func checkUsersList(t *testing.T, w *Workspace, api *slack.Client) {
	ids, pages := map[string]bool{}, 0
	p := api.GetUsersPaginated(slack.GetUsersOptionLimit(5))
	for {
		var err error
		if p, err = p.Next(t.Context()); p.Done(err) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		pages++
		for _, u := range p.Users {
			ids[u.ID] = true
		}
	}
	if len(ids) != len(DemoTeam().People)+1 || pages != 4 {
		t.Errorf("%d people on %d pages", len(ids), pages)
	}
}

func checkTeamProfile(t *testing.T, _ *Workspace, api *slack.Client) {
	found, err := api.GetTeamProfile()
	if err != nil || len(found.Fields) != 1 || found.Fields[0].Type != "user" || found.Fields[0].Label != "Manager" {
		t.Errorf("%+v %v", found, err)
	}
}

func checkUsersProfile(t *testing.T, w *Workspace, api *slack.Client) {
	profile := func(id string) *slack.UserProfile {
		found, err := api.GetUserProfile(&slack.GetUserProfileParameters{UserID: id})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if p := profile("U0NOA"); p.RealName != "Noa Levi" || p.FieldsMap()[managerField].Value != "U0TOM" {
		t.Errorf("%+v", p)
	}
	if p := profile("U0DAN"); len(p.FieldsMap()) != 0 {
		t.Errorf("Dana has no manager, and %+v", p.FieldsMap())
	}
	if u, err := api.GetUserInfo("U0NOA"); err != nil || len(u.Profile.FieldsMap()) != 0 {
		t.Errorf("users.info has the workspace's own fields: %+v %v", u, err)
	}
	refused(t, w, "user_not_found", "users.profile.get", obj{"user": "U0NOBODY"})
}

func checkLookup(t *testing.T, w *Workspace, api *slack.Client) {
	if u, err := api.GetUserByEmail("ADA@laurel.example"); err != nil || u.ID != "U0ADA" {
		t.Error(u, err)
	}
	_, err := api.GetUserByEmail("olga@laurel.example")
	wantCode(t, err, "users_not_found")
}

func checkAPITest(t *testing.T, w *Workspace, _ *slack.Client) {
	if doc := askAs(t, w, "", "api.test", obj{"foo": "bar"}); doc["ok"] != true {
		t.Error(doc)
	}
	refused(t, w, "my_error", "api.test", obj{"error": "my_error"})
}

func checkConnectionsOpen(t *testing.T, w *Workspace, _ *slack.Client) {
	for token, code := range map[string]string{
		"": "not_authed", "xapp-wrong": "invalid_auth",
		w.BotToken(): "not_allowed_token_type",
	} {
		if doc := askAs(t, w, token, "apps.connections.open", obj{}); doc["error"] != code {
			t.Errorf("token %q: %v", token, doc)
		}
	}
	address := str(askAs(t, w, w.AppToken(), "apps.connections.open", obj{}), "url")
	first, _ := dial(t, address)
	if _, status := dial(t, address); first == nil || status != http.StatusForbidden {
		t.Errorf("a ticket was taken twice: %d", status)
	}
}

func checkAuthTest(t *testing.T, w *Workspace, api *slack.Client) {
	who, err := api.AuthTest()
	if err != nil || who.UserID != BotUser || who.BotID != BotID || who.TeamID != TeamID {
		t.Errorf("%+v %v", who, err)
	}
	if doc := askAs(t, w, w.AppToken(), "auth.test", obj{}); doc["error"] != "not_allowed_token_type" {
		t.Error(doc)
	}
}

func checkBlocksValidate(t *testing.T, w *Workspace, _ *slack.Client) {
	if doc := ask(t, w, "blocks.validate", obj{"blocks": []obj{{"type": "divider"}}}); doc["ok"] != true {
		t.Error(doc)
	}
	refused(t, w, "invalid_view", "blocks.validate", obj{"view": obj{"type": "modal"}})
	refused(t, w, "invalid_message", "blocks.validate", obj{"message": obj{"blocks": []obj{{"type": "section"}}}})
	refused(t, w, "invalid_arguments", "blocks.validate", obj{})
}

func checkBots(t *testing.T, w *Workspace, api *slack.Client) {
	bot, err := api.GetBotInfo(slack.GetBotInfoParameters{Bot: BotID})
	if err != nil || bot.Name != "laurel" || bot.UserID != BotUser || bot.AppID != AppID {
		t.Errorf("%+v, %v", bot, err)
	}
	refused(t, w, "bot_not_found", "bots.info", obj{"bot": "B0NOBODY"})
}
