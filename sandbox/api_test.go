package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/slack-go/slack"
)

// checks has one entry for each method of the Web API; a method without one fails the test.
var checks = map[string]func(t *testing.T, w *Workspace, api *slack.Client){
	"api.test":                     checkAPITest,
	"apps.connections.open":        checkConnectionsOpen,
	"auth.test":                    checkAuthTest,
	"blocks.validate":              checkBlocksValidate,
	"chat.delete":                  checkDelete,
	"chat.getPermalink":            checkPermalink,
	"chat.postEphemeral":           checkEphemeral,
	"chat.postMessage":             checkPostMessage,
	"chat.update":                  checkUpdate,
	"conversations.history":        checkHistory,
	"conversations.info":           checkInfo,
	"conversations.join":           checkJoin,
	"conversations.list":           checkList,
	"conversations.members":        checkMembers,
	"conversations.open":           checkOpen,
	"conversations.replies":        checkReplies,
	"emoji.list":                   checkEmoji,
	"files.completeUploadExternal": checkCompleteUpload,
	"files.delete":                 checkFilesDelete,
	"files.getUploadURLExternal":   checkGetUploadURL,
	"files.info":                   checkFilesInfo,
	"files.list":                   checkFilesList,
	"reactions.add":                checkReactionsAdd,
	"reactions.get":                checkReactionsGet,
	"reactions.remove":             checkReactionsRemove,
	"bots.info":                    checkBots,
	"team.info":                    checkTeam,
	"team.profile.get":             checkTeamProfile,
	"users.conversations":          checkUsersConversations,
	"users.info":                   checkUsersInfo,
	"users.list":                   checkUsersList,
	"users.lookupByEmail":          checkLookup,
	"users.profile.get":            checkUsersProfile,
	"views.open":                   checkViewsOpen,
	"views.publish":                checkViewsPublish,
	"views.push":                   checkViewsPush,
	"views.update":                 checkViewsUpdate,
}

func TestEveryMethodOfTheWebAPI(t *testing.T) {
	t.Parallel()
	if got, want := slices.Sorted(maps.Keys(checks)), slices.Sorted(maps.Keys(methods())); !slices.Equal(got, want) {
		t.Fatalf("checked methods\n%v\nare not the methods\n%v", got, want)
	}
	for name, check := range checks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := start(t)
			check(t, w, w.client())
			if w.Calls(name) == 0 {
				t.Error("the check did not call the method")
			}
		})
	}
}

// ask calls a method by hand, with JSON arguments, and returns the answer.
func ask(t testing.TB, w *Workspace, method string, args obj) obj {
	t.Helper()
	return askAs(t, w, w.BotToken(), method, args)
}

func askAs(t testing.TB, w *Workspace, token, method string, args obj) obj {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.APIURL()+method,
		bytes.NewReader(encode(args)))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var doc obj
	if err := json.NewDecoder(response.Body).Decode(&doc); err != nil {
		t.Fatalf("%s: %v", method, err)
	}
	if response.Header.Get("X-Slack-Req-Id") == "" || response.Header.Get("Date") == "" ||
		response.Header.Get("X-OAuth-Scopes") == "" {
		t.Errorf("%s: headers %v", method, response.Header)
	}
	return doc
}

// refused holds that a method answers with an error code.
func refused(t *testing.T, w *Workspace, code, method string, args obj) {
	t.Helper()
	if doc := ask(t, w, method, args); doc["error"] != code {
		t.Errorf("%s %v: %v, want %s", method, args, doc, code)
	}
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if answer := (slack.SlackErrorResponse{}); !errors.As(err, &answer) || answer.Err != code {
		t.Errorf("got %v, want %s", err, code)
	}
}
