package main

import (
	"strings"
	"testing"

	"laurel/deploy"
	"laurel/internal/dbtest"
	"laurel/sandbox"
)

// inWorkspace gives a shell the addresses and tokens of a local workspace.
func inWorkspace(t *testing.T, s shell) *sandbox.Workspace {
	t.Helper()
	w, err := sandbox.Start(t.Context(), sandbox.Options{Manifest: deploy.Manifest, Team: sandbox.DemoTeam()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	s.env["SLACK_API_URL"], s.env["SLACK_BOT_TOKEN"] = w.APIURL(), w.BotToken()
	return w
}

func TestPeopleAreReadFromSlackAndTheListSaysWhoSaysWhat(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		s := shellOn(t, b)
		w := inWorkspace(t, s)
		s.does("people", "import", write(t, "people.csv",
			"slack_id,name,email,role,manager,timezone,team\nU0ADA,Ada O.,,MLOps Engineer,,,ML Platform\n"))
		w.FailNext("users.profile.get", 429, "ratelimited", "0")
		has(t, s.does("people", "sync"), "16 people were read from Slack; 12 profiles were asked for a manager.")
		list := s.does("people", "list")
		for _, want := range [][]string{
			{"U0ADA", "Ada O.", "MLOps engineer", "U0MIA", "Europe/Berlin", "ML Platform", "member", "file; Slack: address, manager, time zone"},
			{"U0NOA", "Noa Levi", "U0TOM", "Asia/Jerusalem", "member", "Slack"},
			{"U0GUS", "guest"},
			{"U0OLD", "deactivated"},
			{"U0EXT", "other workspace"},
			{sandbox.BotUser, "app"},
		} {
			for line := range strings.Lines(list) {
				if strings.HasPrefix(line, want[0]+" ") {
					has(t, line, want...)
				}
			}
			has(t, list, want[0])
		}
		for _, one := range s.objects("people", "list") {
			from := one["from"].(map[string]any)
			if one["slack_id"] == "U0ADA" && (from["name"] != "file" || from["manager"] != "slack" || from["team"] != "file") ||
				one["slack_id"] == "U0NOA" && (from["name"] != "slack" || from["role"] != "") ||
				one["slack_id"] == "U0GUS" && (one["status"] != "guest" || one["member"] != false) {
				t.Errorf("%v", one)
			}
		}
		has(t, s.does("people", "sync", "--json"), `"managers":0`, `"people":16`) // again, and nothing is new
	})
}

func TestPeopleSyncSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	has(t, s.refuses(exitUsage, "people", "sync"), "SLACK_BOT_TOKEN is needed")
	w := inWorkspace(t, s)
	w.RevokeTokens(true)
	has(t, s.refuses(exitFailed, "people", "sync"), "token")
}
