package sandbox

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

func TestSlacksOwnNodeClientKeepsTheContract(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := startNodeBot(t, w)
	c := contract{T: t, w: w, told: b.told}
	c.play()
	b.stop()
}

// nodeBot is contract/bot.js in a process of its own.
type nodeBot struct {
	t    *testing.T
	stop func() // returns when the process has ended

	mu    sync.Mutex
	facts []string
}

func startNodeBot(t *testing.T, w *Workspace) *nodeBot {
	t.Helper()
	b := &nodeBot{t: t}
	command := exec.CommandContext(t.Context(), node(t), "bot.js")
	command.Dir = "contract"
	command.Env = append(os.Environ(), "SLACK_API_URL="+w.APIURL(), "SLACK_APP_TOKEN="+w.AppToken(),
		"SLACK_BOT_TOKEN="+w.BotToken())
	command.Stderr = spoken{t}
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		b.listen(bufio.NewScanner(out))
	}()
	b.stop = sync.OnceFunc(func() {
		_ = in.Close()
		<-read
		if err := command.Wait(); err != nil {
			t.Errorf("node: %v", err)
		}
	})
	t.Cleanup(b.stop)
	return b
}

func (b *nodeBot) listen(lines *bufio.Scanner) {
	for lines.Scan() {
		fact := inOrder(b.t, lines.Bytes())
		b.mu.Lock()
		b.facts = append(b.facts, fact)
		b.mu.Unlock()
	}
}

func (b *nodeBot) told() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.facts)
}

// spoken puts what the bot says into the test's log. It complains of each refusal, also of those that it asks for; an
// error that nobody expected ends it with another code than zero.
type spoken struct{ t *testing.T }

func (s spoken) Write(text []byte) (int, error) {
	s.t.Logf("node says: %s", text)
	return len(text), nil
}

// node finds Node 18 or newer, which Bolt 4 needs, and its packages. Where they are not the test is skipped, and fails
// when CI is set.
func node(t *testing.T) string {
	t.Helper()
	missing := "there is no node in PATH; install Node 18 or newer"
	path, err := exec.LookPath("node")
	if err == nil {
		if missing = lacking(path); missing == "" {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("Slack's Node client is needed when CI is set: " + missing)
	}
	t.Skip("NOT RUN WITH SLACK'S NODE CLIENT: " + missing)
	return ""
}

// lacking says what a node that is there still lacks; empty when nothing.
func lacking(path string) string {
	version, err := exec.Command(path, "--version").Output()
	if err != nil {
		return path + " does not run: " + err.Error()
	}
	major, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(string(version)), "v"), ".")
	if n, err := strconv.Atoi(major); err != nil || n < 18 {
		return path + " is " + strings.TrimSpace(string(version)) + "; install Node 18 or newer"
	}
	// All three are looked at so that go test runs anew when one has changed: it does not see what node reads.
	_, bot := os.Stat("contract/bot.js")
	_, lock := os.Stat("contract/package-lock.json")
	_, bolt := os.Stat("contract/node_modules/@slack/bolt/package.json")
	if errors.Join(bot, lock, bolt) != nil {
		return "its packages are not there; run: (cd sandbox/contract && npm ci --ignore-scripts)"
	}
	return ""
}
