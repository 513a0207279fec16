package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"laurel/deploy"
	"laurel/sandbox"
)

const goldens = "../../bot/view/testdata"

// workspace stands for Slack, and env is the environment of somebody who has a token for it.
func workspace(t *testing.T) (w *sandbox.Workspace, env map[string]string) {
	t.Helper()
	w, err := sandbox.Start(t.Context(), sandbox.Options{Manifest: deploy.Manifest, Team: sandbox.DemoTeam()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w, map[string]string{"SLACK_BOT_TOKEN": w.BotToken(), "SLACK_API_URL": w.APIURL()}
}

func asks(t *testing.T, env map[string]string, folder string) (differ int, out string, err error) {
	t.Helper()
	var b bytes.Buffer
	differ, err = run(t.Context(), []string{folder}, func(name string) string { return env[name] }, &b)
	return differ, b.String(), err
}

func TestEveryGoldenFileIsAskedAboutOnce(t *testing.T) {
	t.Parallel()
	w, env := workspace(t)
	files, err := filepath.Glob(goldens + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	w.FailNext("blocks.validate", http.StatusTooManyRequests, "ratelimited", "0")
	differ, out, err := asks(t, env, goldens)
	same, without := strings.Count(out, "\nsame "), strings.Count(out, "\n- ")
	if err != nil || differ != 0 || same < 50 || same+without != len(files) || w.Calls("blocks.validate") != same+1 {
		t.Errorf("%d differ, %v, %d calls\n%s", differ, err, w.Calls("blocks.validate"), out)
	}
}

func TestADifferenceIsCountedWithItsReasons(t *testing.T) {
	t.Parallel()
	w, env := workspace(t)
	w.FailNext("blocks.validate", 0, "invalid_message", "")
	differ, out, err := asks(t, env, folderWith(t, `{"blocks":[{"type":"divider"}]}`))
	if err != nil || differ != 1 || !strings.Contains(out, "DIFFERS  one.json: Slack refuses it, the sandbox takes it") ||
		!strings.Contains(out, "Slack: invalid_message") {
		t.Errorf("%d differ, %v\n%s", differ, err, out)
	}
}

func TestWhatBothRefuseIsNoDifference(t *testing.T) {
	t.Parallel()
	_, env := workspace(t)
	folder := folderWith(t, `{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"section"}]}`)
	differ, out, err := asks(t, env, folder)
	if err != nil || differ != 0 || !strings.Contains(out, "same     one.json: Slack refuses it") {
		t.Errorf("%d differ, %v\n%s", differ, err, out)
	}
}

func TestWithoutAWayToAskSlackThereIsNoVerdict(t *testing.T) {
	t.Parallel()
	w, env := workspace(t)
	with := func(name, value string) map[string]string {
		changed := map[string]string{"SLACK_BOT_TOKEN": env["SLACK_BOT_TOKEN"], "SLACK_API_URL": env["SLACK_API_URL"]}
		changed[name] = value
		return changed
	}
	for name, c := range map[string]struct {
		env         map[string]string
		file, wants string
	}{
		"no token":          {with("SLACK_BOT_TOKEN", ""), `{"blocks":[]}`, "needs a bot token"},
		"a wrong token":     {with("SLACK_BOT_TOKEN", "xoxb-wrong"), `{"blocks":[]}`, "invalid_auth"},
		"an open line":      {with("SLACK_API_URL", "http://slack.example/api/"), `{"blocks":[]}`, "https://"},
		"nobody there":      {with("SLACK_API_URL", "http://127.0.0.1:1/"), `{"blocks":[]}`, "refused"},
		"a file of no JSON": {env, `{`, "one.json"},
	} {
		if _, _, err := asks(t, c.env, folderWith(t, c.file)); err == nil || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := asks(t, env, t.TempDir()); err == nil {
		t.Error("an empty folder was validated")
	}
	if n := w.Calls("blocks.validate"); n != 1 {
		t.Errorf("%d calls, and only the wrong token should have come that far", n)
	}
}

func folderWith(t *testing.T, text string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "one.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}
