package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"laurel/internal/dbtest"
)

// actAsLaurel makes the test binary the program: its tests start themselves as `laurel …`. That runs the very main of
// the release, with the race detector where the tests have it.
const actAsLaurel = "LAUREL_TEST_BINARY_IS_THE_PROGRAM"

func TestMain(m *testing.M) {
	if path := os.Getenv(visits); path != "" {
		if err := visit(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if os.Getenv(actAsLaurel) != "" {
		main() // exits
	}
	dbtest.Main(m)
}

// visits makes the test binary another program that closes the SQLite file it names.
const visits = "LAUREL_TEST_BINARY_VISITS"

// visit does what SQLite 3.40 does when it closes a database (3.54 also looks at the log's own locks): whoever
// can lock the file as a whole thinks it is the last one, and removes the log.
func visit(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	shared := syscall.Flock_t{Type: syscall.F_WRLCK, Start: 1<<30 + 2, Len: 510} // SQLite's SHARED bytes
	if err := syscall.FcntlFlock(file.Fd(), syscall.F_SETLK, &shared); err != nil {
		return nil // somebody has the database open
	}
	return errors.Join(os.Remove(path+"-wal"), os.Remove(path+"-shm"))
}

// variablesOf is an environment by name.
type variablesOf map[string]string

// process is a running laurel.
type process struct {
	*testing.T
	command  *exec.Cmd
	out, err output
	ended    chan struct{}
}

// start runs `laurel args…` with env and nothing else of ours. It is killed at the end of the test at the latest.
func start(t *testing.T, env variablesOf, args ...string) *process {
	t.Helper()
	p := &process{T: t, ended: make(chan struct{})}
	p.command = exec.Command(os.Args[0], args...)
	p.command.Env = []string{actAsLaurel + "=1", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + t.TempDir()}
	for _, name := range slices.Sorted(maps.Keys(env)) {
		p.command.Env = append(p.command.Env, name+"="+env[name])
	}
	p.command.Dir = t.TempDir()
	p.command.Stdout, p.command.Stderr = &p.out, &p.err
	p.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // the signal at the parent's death is one at the death of the thread that started it
		started <- p.command.Start()
		_ = p.command.Wait()
		close(p.ended)
	}()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = p.command.Process.Kill()
		<-p.ended
		if t.Failed() {
			t.Logf("laurel %s\n%s%s", strings.Join(args, " "), p.out.String(), p.err.String())
		}
	})
	return p
}

// says waits until what a process writes matches the pattern, and returns the first group.
func (p *process) says(from *output, pattern string) string {
	p.Helper()
	var found []string
	p.until("laurel writes "+pattern, func() bool {
		found = regexp.MustCompile(pattern).FindStringSubmatch(from.String())
		return found != nil
	})
	return found[1]
}

// until waits for what happens by itself, and fails the test when it doesn't within 30 seconds.
func (p *process) until(what string, happened func() bool) {
	p.Helper()
	deadline := time.After(30 * time.Second)
	for look := time.NewTicker(20 * time.Millisecond); !happened(); {
		select {
		case <-look.C:
		case <-p.ended:
			if happened() {
				return
			}
			p.Fatalf("laurel ended before %s\n%s%s", what, p.out.String(), p.err.String())
		case <-deadline:
			p.Fatalf("waited for: %s\n%s%s", what, p.out.String(), p.err.String())
		}
	}
}

// exit waits for the end and returns the exit status.
func (p *process) exit() int {
	p.Helper()
	select {
	case <-p.ended:
	case <-time.After(10 * time.Second):
		p.Fatal("laurel did not end within 10 seconds")
	}
	return p.command.ProcessState.ExitCode()
}

// stop sends SIGTERM and returns the exit status.
func (p *process) stop() int {
	p.Helper()
	if err := p.command.Process.Signal(syscall.SIGTERM); err != nil {
		p.Fatal(err)
	}
	return p.exit()
}

// output is what a process has written so far.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(text []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(text)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// page is a workspace's address, http://127.0.0.1:N/. Its methods do what a browser would ask it to do.
type page string

// act does what a person does, and returns once the answer is in.
func (p page) act(t *testing.T, as, kind string, fields map[string]any) {
	t.Helper()
	body := map[string]any{"as": as, "kind": kind}
	maps.Copy(body, fields)
	if status, answer := p.post(t, "act", body); status != http.StatusOK || !strings.Contains(answer, `"ok":true`) {
		t.Fatalf("%s %s: %d %s", as, kind, status, answer)
	}
}

func (p page) post(t *testing.T, what string, body map[string]any) (status int, answer string) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	address := string(p) + "_sandbox/" + what
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Origin", strings.TrimSuffix(string(p), "/"))
	return send(t, request)
}

// messages is what a person sees in a channel: the notifications' words, and what is drawn as HTML.
func (p page) messages(t *testing.T, as, channel string) string {
	t.Helper()
	_, text := get(t, string(p)+"_sandbox/messages?"+url.Values{"as": {as}, "channel": {channel}}.Encode())
	var answer struct {
		Messages []struct{ Text, HTML string }
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	var shown strings.Builder
	for _, m := range answer.Messages {
		shown.WriteString(m.Text + "\n" + m.HTML + "\n")
	}
	return shown.String()
}

func get(t *testing.T, address string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return send(t, request)
}

func send(t *testing.T, request *http.Request) (status int, body string) {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}
