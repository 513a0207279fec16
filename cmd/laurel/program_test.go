package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/internal/dbtest"
)

const adasWin = "/win Cut p99 latency of #ranker from 120 ms to 80 ms"

// sandboxAt waits for the address that `laurel sandbox` prints.
func sandboxAt(p *process) page {
	p.Helper()
	return page(p.says(&p.out, `is at (http://127\.0\.0\.1:\d+/) \(Ctrl-C ends it\)`))
}

func TestTheSandboxIsOneURLAndLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	temp := t.TempDir()
	p := start(t, variablesOf{"TMPDIR": temp}, "sandbox", "--port", "0")
	at := sandboxAt(p)
	if n := strings.Count(p.out.String(), "http://"); n != 1 {
		t.Errorf("it printed %d addresses:\n%s", n, p.out.String())
	}
	if status, body := get(t, string(at)); status != http.StatusOK || !strings.Contains(body, "Sandbox, not Slack") {
		t.Errorf("the page answers %d:\n%s", status, body)
	}
	at.act(t, "U0ADA", "command", map[string]any{"channel": "C0MLPLAT", "text": adasWin})
	p.until("Ada sees the answer", func() bool {
		return strings.Contains(at.messages(t, "U0ADA", "C0MLPLAT"), "120 → 80 ms")
	})
	if strings.Contains(at.messages(t, "U0BEN", "C0MLPLAT"), "120 → 80 ms") {
		t.Error("Ben sees Ada's answer")
	}
	if kept, _ := filepath.Glob(filepath.Join(temp, "laurel-sandbox-*", "laurel.db")); len(kept) != 1 {
		t.Errorf("while it runs its data is in %v", kept)
	}
	if status := p.stop(); status != exitDone {
		t.Errorf("SIGTERM ended it with %d", status)
	}
	if said := p.err.String(); said != "" {
		t.Errorf("it complained: %s", said)
	}
	if kept, _ := os.ReadDir(temp); len(kept) != 0 {
		t.Errorf("it left %v", kept)
	}
}

func TestTheSandboxStartsOverAtTheSameAddress(t *testing.T) {
	t.Parallel()
	p := start(t, nil, "sandbox", "--port", "0")
	at := sandboxAt(p)
	at.act(t, "U0ADA", "command", map[string]any{"channel": "C0MLPLAT", "text": adasWin})
	p.until("the win is answered", func() bool { return strings.Contains(at.messages(t, "U0ADA", "C0MLPLAT"), "120 → 80 ms") })
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, string(at)+"_sandbox/restart", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if status, body := send(t, request); status != http.StatusOK {
		t.Fatalf("%d %s", status, body)
	}
	p.until("the workspace is there again, without the win", func() bool {
		answer, err := http.Get(string(at) + "_sandbox/state?as=U0ADA")
		if err != nil {
			return false
		}
		defer func() { _ = answer.Body.Close() }()
		text, _ := io.ReadAll(answer.Body)
		return strings.Contains(string(text), `"sockets":1`) && !strings.Contains(at.messages(t, "U0ADA", "C0MLPLAT"), "120 → 80 ms")
	})
	at.act(t, "U0ADA", "command", map[string]any{"channel": "C0MLPLAT", "text": "/win list"})
	if shown := at.messages(t, "U0ADA", "C0MLPLAT"); strings.Contains(shown, "checkout errors") {
		t.Errorf("the win of the first round is still there: %s", shown)
	}
	if status := p.stop(); status != exitDone {
		t.Errorf("SIGTERM ended it with %d", status)
	}
}

func TestASandboxWithAFolderGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "folder")
	first := start(t, nil, "sandbox", "--port", "0", "--dir", dir)
	at := sandboxAt(first)
	at.act(t, "U0ADA", "command", map[string]any{"channel": "C0MLPLAT", "text": adasWin})
	if status := first.stop(); status != exitDone {
		t.Fatalf("SIGTERM ended it with %d", status)
	}
	second := start(t, nil, "sandbox", "--port", "0", "--dir", dir)
	at = sandboxAt(second)
	second.until("Ada's list has the win once", func() bool {
		at.act(t, "U0ADA", "command", map[string]any{"channel": "C0MLPLAT", "text": "/win list"})
		return strings.Count(at.messages(t, "U0ADA", "C0MLPLAT"), "Cut p99 latency of #ranker") == 1
	})
}

func TestAWinThatWasAnsweredSurvivesAVisitorAndAKill(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, nil, "sandbox", "--port", "0", "--dir", dir)
	at := sandboxAt(p)
	file := filepath.Join(dir, "laurel.db")
	if visitor := start(t, variablesOf{visits: file}); visitor.exit() != exitDone {
		t.Fatal("the visitor failed")
	}
	at.act(t, "U0ADA", "command", map[string]any{"channel": "C0MLPLAT", "text": "/win Wrote the runbook for the night shift"})
	p.until("Ada sees the answer", func() bool {
		return strings.Contains(at.messages(t, "U0ADA", "C0MLPLAT"), "runbook for the night shift")
	})
	if err := p.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-p.ended
	again := start(t, variablesOf{"DATABASE_URL": "sqlite:" + file}, "wins", "list")
	if again.exit() != exitDone || !strings.Contains(again.out.String(), "runbook for the night shift") {
		t.Error("the win is lost")
	}
}

func TestTheCodeOfATroubleIsFoundOnStandardError(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := start(t, nil, "sandbox", "--port", "0", "--dir", dir)
	at := sandboxAt(p)
	d, err := db.Open(t.Context(), "sqlite:"+filepath.Join(dir, "laurel.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	executes(t, dbtest.Base{DB: d}, "alter table wins rename to hidden")
	at.act(t, "U0ADA", "command", map[string]any{"channel": "C0MLPLAT", "text": adasWin})
	var code []string
	p.until("Ada sees a code", func() bool {
		code = regexp.MustCompile(`this code: ([A-Z2-7]{5})`).FindStringSubmatch(at.messages(t, "U0ADA", "C0MLPLAT"))
		return code != nil
	})
	p.says(&p.err, `("code":"`+code[1]+`")`)
}

func TestAnEmptySandboxHasOnePersonWhoCanBegin(t *testing.T) {
	t.Parallel()
	p := start(t, nil, "sandbox", "--port", "0", "--empty", "--strict")
	at := sandboxAt(p)
	var state struct{ People []struct{ Bot bool } }
	_, text := get(t, string(at)+"_sandbox/state?as=U0DAN")
	if err := json.Unmarshal([]byte(text), &state); err != nil {
		t.Fatal(err)
	}
	people := 0
	for _, person := range state.People {
		if !person.Bot {
			people++
		}
	}
	if people != 1 {
		t.Errorf("%d people are in the empty sandbox", people)
	}
	at.act(t, "U0DAN", "command", map[string]any{"channel": "C0GENERAL", "text": adasWin})
	p.until("Dana sees the answer", func() bool {
		return strings.Contains(at.messages(t, "U0DAN", "C0GENERAL"), "120 → 80 ms")
	})
}

func TestServeJoinsAWorkspaceFromAnotherProcess(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		env := deployed(t, b)
		workspace := start(t, nil, "sandbox", "--no-bot", "--port", "0")
		at := sandboxAt(workspace)
		for _, name := range []string{"SLACK_API_URL", "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN"} {
			env[name] = workspace.says(&workspace.out, name+"=(.+)\n")
		}
		env["LAUREL_HTTP_ADDR"] = "127.0.0.1:0"
		bot := start(t, env, "serve")
		probes := "http://" + bot.says(&bot.err, `"http":"([^"]+)"`)
		if status, body := get(t, probes+"/healthz"); status != http.StatusOK {
			t.Errorf("/healthz answers %d %s", status, body)
		}
		bot.until("/readyz answers 200", func() bool {
			status, _ := get(t, probes+"/readyz")
			return status == http.StatusOK
		})
		at.act(t, "U0ADA", "command", map[string]any{"channel": "C0MLPLAT", "text": adasWin})
		bot.until("Ada sees the answer", func() bool {
			return strings.Contains(at.messages(t, "U0ADA", "C0MLPLAT"), "120 → 80 ms")
		})
		bot.until("/metrics has laurel's own", func() bool { // which are counted after the answer
			_, body := get(t, probes+"/metrics")
			return strings.Contains(body, "laurel_flow_seconds")
		})
		opensACycle(t, env, bot, at)
		if status := bot.stop(); status != exitDone {
			t.Errorf("SIGTERM ended it with %d", status)
		}
		if log := bot.err.String(); strings.Contains(log, `"level":"error"`) {
			t.Errorf("it logged errors:\n%s", log)
		}
	})
}

// deployed prepares a database as README says, each step a process: a key, the schema, the people.
func deployed(t *testing.T, b dbtest.Base) variablesOf {
	t.Helper()
	if b.DB.Postgres() {
		executes(t, b, "drop schema public cascade", "create schema public")
	}
	keys := start(t, nil, "keys", "new")
	if status := keys.exit(); status != exitDone {
		t.Fatalf("laurel keys new ended with %d", status)
	}
	env := variablesOf{"DATABASE_URL": b.URL, "LAUREL_KEY": strings.TrimSpace(keys.out.String()), "LAUREL_ADMINS": "U0DAN"}
	for _, line := range [][]string{{"migrate"}, {"people", "import", write(t, "people.csv", cast)}} {
		if p := start(t, env, line...); p.exit() != exitDone {
			t.Fatalf("laurel %s ended with %d", strings.Join(line, " "), p.exit())
		}
	}
	return env
}

// opensACycle opens a cycle from one more process; everybody whom the rehearsal asks is asked by the bot: on their Home,
// since it may be night where they are.
func opensACycle(t *testing.T, env variablesOf, bot *process, at page) {
	t.Helper()
	what := []string{"--name", "2026 H2", "--template", "mlops-engineer", "--subjects", "U0ADA"}
	rehearsal := start(t, env, append([]string{"cycle", "rehearse", "--json"}, what...)...)
	if status := rehearsal.exit(); status != exitDone {
		t.Fatalf("laurel cycle rehearse ended with %d", status)
	}
	opening := start(t, env, append([]string{"cycle", "open"}, what...)...)
	if status := opening.exit(); status != exitDone {
		t.Fatalf("laurel cycle open ended with %d", status)
	}
	for range 2 { // nomination, self-assessment
		if p := start(t, env, "cycle", "advance", "--name", "2026 H2"); p.exit() != exitDone {
			t.Fatalf("laurel cycle advance ended with %d", p.exit())
		}
	}
	lines := strings.Split(strings.TrimSpace(rehearsal.out.String()), "\n")
	asked := 0
	for _, line := range lines {
		var message struct{ To, Text string }
		if err := json.Unmarshal([]byte(line), &message); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if !strings.HasPrefix(message.Text, "Feedback for ") { // what Ada is told before
			continue
		}
		asked++
		at.act(t, message.To, "open_home", nil)
		bot.until(message.To+" is asked", func() bool {
			_, home := get(t, string(at)+"_sandbox/home?as="+message.To)
			return strings.Contains(home, "Feedback about *Ada Osei*")
		})
	}
	if asked < 3 {
		t.Fatalf("the rehearsal asks %d people", asked)
	}
}

func TestServeSaysWhyItIsNotReady(t *testing.T) {
	t.Parallel()
	workspace := start(t, nil, "sandbox", "--no-bot", "--port", "0")
	env := variablesOf{"LAUREL_HTTP_ADDR": "127.0.0.1:0"}
	for _, name := range []string{"SLACK_API_URL", "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN"} {
		env[name] = workspace.says(&workspace.out, name+"=(.+)\n")
	}
	bot := start(t, env, "serve")
	probes := "http://" + bot.says(&bot.err, `"http":"([^"]+)"`)
	ready := func(status int, reason string) func() bool {
		return func() bool {
			have, body := get(t, probes+"/readyz")
			return have == status && strings.Contains(body, reason)
		}
	}
	bot.until("/readyz answers 200", ready(http.StatusOK, "ready"))
	if status := workspace.stop(); status != exitDone {
		t.Fatalf("the workspace ended with %d", status)
	}
	bot.until("/readyz answers 503", ready(http.StatusServiceUnavailable, "no socket to Slack is open"))
	if status, _ := get(t, probes+"/healthz"); status != http.StatusOK {
		t.Errorf("/healthz answers %d without Slack", status)
	}
	if status := bot.stop(); status != exitDone {
		t.Errorf("SIGTERM without Slack ended it with %d", status)
	}
}
