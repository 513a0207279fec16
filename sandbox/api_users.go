package sandbox

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

func (c *call) usersInfo() (obj, *apiError) {
	id := c.str("user")
	if c.w.people[id] == nil {
		return nil, refuse("user_not_found")
	}
	return obj{"user": c.w.personJSON(id)}, nil
}

func (c *call) usersList() (obj, *apiError) {
	page, next, err := paged(c, c.w.order, 0)
	if err != nil {
		return nil, err
	}
	members := make([]obj, len(page))
	for i, id := range page {
		members[i] = c.w.personJSON(id)
	}
	return obj{"members": members, "cache_ts": c.w.Now().Unix(), "response_metadata": obj{"next_cursor": next}}, nil
}

func (c *call) usersLookupByEmail() (obj, *apiError) {
	for id, u := range c.w.people {
		if u.Email != "" && strings.EqualFold(u.Email, c.str("email")) && !u.Deleted && !u.Stranger {
			return obj{"user": c.w.personJSON(id)}, nil
		}
	}
	return nil, refuse("users_not_found")
}

func (c *call) usersConversations() (obj, *apiError) {
	if id := c.str("user"); id != "" && c.w.people[id] == nil {
		return nil, refuse("user_not_found")
	}
	return c.listed(func(ch *channel) bool {
		user := c.str("user")
		if user == "" || user == BotUser {
			return ch.has(BotUser) && (ch.peer == "" || ch.opened)
		}
		return ch.has(user) && (ch.kind() == "channel" || ch.has(BotUser))
	})
}

// managerField is the one field of profiles that the workspace has beside Slack's own.
const managerField = "Xf0MANAGER"

func (c *call) teamProfileGet() (obj, *apiError) {
	return obj{"profile": obj{"sections": []obj{}, "fields": []obj{{
		"id": managerField, "ordering": 0, "label": "Manager", "field_name": "manager", "hint": "Whom you report to", "type": "user",
		"possible_values": nil, "options": obj{"is_protected": false, "is_scim": false}, "is_hidden": false, "is_inverse": false,
	}}}}, nil
}

// usersProfileGet is the only place where the fields of a workspace's own are: users.info and users.list leave them out.
func (c *call) usersProfileGet() (obj, *apiError) {
	u := c.w.people[c.str("user")]
	if u == nil {
		return nil, refuse("user_not_found")
	}
	profile := c.w.profileJSON(u)
	profile["fields"] = []obj{} // so PHP writes an empty map, as was seen from Slack
	if u.Manager != "" {
		profile["fields"] = obj{managerField: obj{"value": u.Manager, "alt": ""}}
	}
	return obj{"profile": profile}, nil
}

// personJSON is a user object (https://docs.slack.dev/reference/objects/user-object). The email is there only with
// users:read.email; events carry the same object.
func (w *Workspace) personJSON(id string) obj {
	u := w.people[id]
	profile := w.profileJSON(u)
	doc := obj{
		"id": u.ID, "team_id": TeamID, "name": u.Name, "real_name": u.RealName, "deleted": u.Deleted,
		"profile": profile,
		"is_bot":  u.Bot, "is_app_user": false, "is_admin": u.Admin, "is_owner": false, "is_primary_owner": false,
		"is_restricted": u.Guest, "is_ultra_restricted": u.Guest, "updated": w.Now().Unix(), "is_email_confirmed": true,
	}
	if zone, err := time.LoadLocation(u.TZ); err == nil && u.TZ != "" {
		name, offset := w.Now().In(zone).Zone()
		doc["tz"], doc["tz_label"], doc["tz_offset"] = u.TZ, name, offset
	}
	if u.Stranger {
		doc["team_id"], doc["is_stranger"] = "T0OTHER", true
		profile["team"] = "T0OTHER"
	}
	if u.Bot {
		profile["bot_id"], profile["api_app_id"] = BotID, AppID
	}
	return doc
}

func (w *Workspace) profileJSON(u *User) obj {
	first, last, _ := strings.Cut(u.RealName, " ")
	profile := obj{
		"real_name": u.RealName, "real_name_normalized": u.RealName, "display_name": u.Name,
		"display_name_normalized": u.Name, "first_name": first, "last_name": last, "title": u.Title, "team": TeamID,
	}
	if u.Email != "" && w.manifest.grants("users:read.email") {
		profile["email"] = u.Email
	}
	return profile
}

// paged cuts a list by the arguments limit and cursor; otherwise is the limit when none is given, 0 meaning all.
func paged[T any](c *call, list []T, otherwise int) (page []T, next string, err *apiError) {
	limit := c.whole("limit", otherwise)
	if limit < 0 || limit > 1000 {
		return nil, "", refuse("invalid_limit")
	}
	from := 0
	if cursor := c.str("cursor"); cursor != "" {
		text, decodeErr := base64.StdEncoding.DecodeString(cursor)
		n, convErr := strconv.Atoi(strings.TrimPrefix(string(text), "next:"))
		if decodeErr != nil || convErr != nil || n < 0 || n > len(list) {
			return nil, "", refuse("invalid_cursor")
		}
		from = n
	}
	to := len(list)
	if limit > 0 && from+limit < to {
		to = from + limit
		next = base64.StdEncoding.EncodeToString([]byte("next:" + strconv.Itoa(to)))
	}
	return list[from:to], next, nil
}
