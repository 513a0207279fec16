// Package browsertest is a person at the page of a sandbox, in a real Chromium: for tests, in the person's verbs.
package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Browser is a tab at the workspace with the address At. Its methods fail the test when what they wait for does not come.
type Browser struct {
	*testing.T
	At  string // http://127.0.0.1:N/
	tab context.Context
}

// look is how long a person would wait for something to appear.
const look = 15 * time.Second

// Open starts a Chromium for the workspace at an address. What the page writes to its console fails the test at its end.
// Without a Chromium the test is skipped, and fails when CI is set.
func Open(t *testing.T, address string) *Browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900),
		chromedp.Env("TMPDIR="+shortFolder(t)), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	started, stop := chromedp.NewExecAllocator(t.Context(), options...)
	tab, closeTab := chromedp.NewContext(started)
	t.Cleanup(func() {
		_ = chromedp.Cancel(tab) // waits, so that the folder of its data can be removed
		closeTab()
		stop()
	})
	if err := chromedp.Do(tab, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	b := &Browser{T: t, At: address, tab: tab}
	b.listens()
	return b
}

// shortFolder is a folder for what Chromium leaves in TMPDIR. A test's own has too long a name for a socket in it.
func shortFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "laurel-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

// chromium finds the browser. Where there is none the test is skipped, and fails when CI is set.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("LAUREL_CHROME"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	const missing = "there is no Chromium in PATH; install it, or name it in LAUREL_CHROME"
	if os.Getenv("CI") != "" {
		t.Fatal("a browser is needed when CI is set: " + missing)
	}
	t.Skip("NOT RUN IN A BROWSER: " + missing)
	return ""
}

// listens fails the test at its end when the page wrote an error or a warning to its console.
func (b *Browser) listens() {
	var mu sync.Mutex
	var complaints []string
	messages := chromedp.Console(b.tab)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleException || m.Type == chromedp.ConsoleWarning {
				mu.Lock()
				complaints = append(complaints, fmt.Sprintf("%s: %s", m.Type, m.Text))
				mu.Unlock()
			}
		}
	}()
	b.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, complaint := range complaints {
			b.Errorf("the console says %s", complaint)
		}
	})
}

func (b *Browser) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.tab, look)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.fails(what, err)
	}
}

// fails ends the test with what the person has before them.
func (b *Browser) fails(what string, err error) {
	b.Helper()
	shown, _ := chromedp.Run(b.tab, chromedp.Evaluate[string](
		`[...document.querySelectorAll("#main, dialog[open], #toast")].map(e => e.innerText).join("\n--\n")`))
	b.Fatalf("%s: %v; the page shows\n%s", what, err, shown)
}
