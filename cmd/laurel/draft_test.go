package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"laurel/internal/dbtest"
)

// Ben types into the form, laurel is killed the moment his last change is acked, and comes back: nothing is lost.
func TestADraftOutlivesAKill(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		env := deployed(t, b)
		workspace := start(t, nil, "sandbox", "--no-bot", "--port", "0")
		at := sandboxAt(workspace)
		for _, name := range []string{"SLACK_API_URL", "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN"} {
			env[name] = workspace.says(&workspace.out, name+"=(.+)\n")
		}
		env["LAUREL_HTTP_ADDR"] = "127.0.0.1:0"
		bot := serves(t, env)
		opensACycle(t, env, bot, at)
		at.opensTheForm(t, bot)
		const typed = "The canary releases kept our"
		for i := range typed {
			at.act(t, "U0BEN", "click", map[string]any{
				"where": "modal", "block_id": "worked", "action_id": "feedback.answer.draft:worked", "value": typed[:i+1],
			})
		}
		if err := bot.command.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-bot.ended
		at.act(t, "U0BEN", "close", map[string]any{"all": true})
		at.opensTheForm(t, serves(t, env))
		if form := at.modals(t, "U0BEN"); !strings.Contains(form, `"initial_value":"`+typed+`"`) ||
			!strings.Contains(form, "Your draft from") {
			t.Errorf("the draft is lost: %s", form)
		}
	})
}

// serves starts laurel and waits until it is ready.
func serves(t *testing.T, env variablesOf) *process {
	t.Helper()
	bot := start(t, env, "serve")
	probes := "http://" + bot.says(&bot.err, `"http":"([^"]+)"`)
	bot.until("/readyz answers 200", func() bool {
		status, _ := get(t, probes+"/readyz")
		return status == http.StatusOK
	})
	return bot
}

// opensTheForm has Ben press Answer on his Home: a message waits until he is at work.
func (p page) opensTheForm(t *testing.T, bot *process) {
	t.Helper()
	p.act(t, "U0BEN", "open_home", nil)
	var button string
	bot.until("Ben's Home has what he is asked", func() bool {
		_, home := get(t, string(p)+"_sandbox/home?as=U0BEN")
		button = answerButton.FindString(home)
		return button != ""
	})
	p.act(t, "U0BEN", "click", map[string]any{"where": "home", "action_id": button})
	bot.until("the form is open", func() bool { return strings.Contains(p.modals(t, "U0BEN"), "Feedback for Ada") })
}

var answerButton = regexp.MustCompile(`feedback\.answer\.open:[0-9a-f-]+`)

// modals is what a person has open, as JSON.
func (p page) modals(t *testing.T, as string) string {
	t.Helper()
	_, text := get(t, string(p)+"_sandbox/modals?as="+as)
	return text
}
