package bot

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"laurel/deploy"
)

// scopes says which of Slack's methods the code may call and what each needs, as the page of each method at
// https://docs.slack.dev/reference/methods does. A method that isn't here fails the test: look its scope up first.
var scopes = map[string]string{
	"AuthTest": "", "OpenView": "", "PushView": "", "UpdateView": "", "PublishView": "",
	"PostMessage": "chat:write", "UpdateMessage": "chat:write",
	"GetReactions": "reactions:read", "GetUserInfo": "users:read", "GetConversationInfo": "channels:read groups:read",
	"GetFileInfo": "files:read", "GetFile": "files:read",
	"GetUsersPaginated": "users:read",
	"GetUserProfile":    "users.profile:read", "GetTeamProfile": "users.profile:read",
	"OpenConversation": "im:write", "GetConversationHistory": "im:history",
	"GetUploadURLExternal": "files:write", "UploadToURL": "", "CompleteUploadExternal": "files:write",
}

// eventScopes is what each event needs to be sent, from https://docs.slack.dev/reference/events
var eventScopes = map[string]string{
	"reaction_added": "reactions:read", "reaction_removed": "reactions:read", "app_home_opened": "", "user_change": "users:read",
	"team_join":  "users:read",
	"message.im": "im:history",
}

// optionalScopes widen what a method returns; the code works without them.
var optionalScopes = []string{"users:read.email"}

// reading are the scopes and events by which an app reads along in conversations between people.
var reading = []string{
	"channels:history", "groups:history", "mpim:history", "app_mentions:read", "search:read",
	"message.channels", "message.groups", "message.mpim", "app_mention", "link_shared",
}

func TestTheManifestAsksForNothingThatReadsAlong(t *testing.T) {
	t.Parallel()
	var manifest any
	if err := json.Unmarshal(deploy.Manifest, &manifest); err != nil {
		t.Fatal(err)
	}
	words := wordsOf(manifest)
	if !slices.Contains(words, "im:history") || !slices.Contains(words, "reaction_added") {
		t.Fatalf("scopes and events were not found in %v", words)
	}
	for _, word := range words {
		if slices.Contains(reading, word) || strings.HasPrefix(word, "search:read.") {
			t.Errorf("the manifest asks for %s: laurel reads what a person points it at, and no channel", word)
		}
	}
}

// wordsOf lists every string in a document, wherever it stands.
func wordsOf(doc any) (words []string) {
	switch doc := doc.(type) {
	case string:
		return []string{doc}
	case []any:
		for _, item := range doc {
			words = append(words, wordsOf(item)...)
		}
	case map[string]any:
		for _, item := range doc {
			words = append(words, wordsOf(item)...)
		}
	}
	return words
}

func TestTheManifestAsksForWhatTheCodeUsesAndNothingElse(t *testing.T) {
	t.Parallel()
	var manifest struct {
		Features struct {
			SlashCommands []struct{ Command string } `json:"slash_commands"`
			Shortcuts     []struct {
				CallbackID string `json:"callback_id"`
			} `json:"shortcuts"`
		}
		OAuth struct {
			Scopes struct{ Bot []string }
		} `json:"oauth_config"`
		Settings struct {
			Events struct {
				Bot []string `json:"bot_events"`
			} `json:"event_subscriptions"`
		}
	}
	if err := json.Unmarshal(deploy.Manifest, &manifest); err != nil {
		t.Fatal(err)
	}
	var commands, shortcuts []string
	for _, c := range manifest.Features.SlashCommands {
		commands = append(commands, c.Command)
	}
	for _, c := range manifest.Features.Shortcuts {
		shortcuts = append(shortcuts, c.CallbackID)
	}
	var routed, cut, subscribed []string
	needed := append([]string{"commands"}, optionalScopes...)
	for r := range routes {
		switch r.Kind {
		case command:
			routed = append(routed, r.Name)
		case shortcut:
			cut = append(cut, r.Name)
		}
	}
	for name := range events {
		subscribed = append(subscribed, name)
		needed = append(needed, eventScopes[name])
	}
	for _, method := range called(t) {
		scope, known := scopes[method]
		if !known {
			t.Errorf("the code calls %s: say in this test which scope it needs", method)
		}
		needed = append(needed, strings.Fields(scope)...)
	}
	same(t, "slash commands", commands, routed)
	same(t, "shortcuts", shortcuts, cut)
	same(t, "events", manifest.Settings.Events.Bot, subscribed)
	same(t, "scopes", manifest.OAuth.Scopes.Bot, needed)
}

// called lists the methods of the Slack client that this package's code calls.
func called(t *testing.T) (methods []string) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if on, ok := call.X.(*ast.SelectorExpr); ok && on.Sel.Name == "api" {
				methods = append(methods, strings.TrimSuffix(call.Sel.Name, "Context"))
			}
			return true
		})
	}
	if len(methods) == 0 {
		t.Fatal("found no call: has the client another name now?")
	}
	return methods
}

func same(t *testing.T, what string, offered, used []string) {
	t.Helper()
	tidy := func(list []string) []string {
		list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" })
		slices.Sort(list)
		return slices.Compact(list)
	}
	if offered, used = tidy(offered), tidy(used); !slices.Equal(offered, used) {
		t.Errorf("%s: the manifest has %v, the code uses %v", what, offered, used)
	}
}
