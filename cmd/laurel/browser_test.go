package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser is a person's tab in a real Chromium, at the workspace of a running sandbox.
type browser struct {
	*testing.T
	tab context.Context
	at  page
}

// look is how long a person would wait for something to appear.
const look = 15 * time.Second

func TestAPersonPlaysTheStoryInARealBrowser(t *testing.T) {
	t.Parallel()
	b := browse(t)
	b.savesChangesAndRemovesAWin()
	b.marksAColleaguesMessageAndTakesItBack()
	b.opensACycle()
	b.answersARequest()
	b.staysHere()
}

// savesChangesAndRemovesAWin: Ada types /win, corrects it in the form, and removes it.
func (b browser) savesChangesAndRemovesAWin() {
	const answer = "#messages article.ephemeral"
	b.visit("U0ADA", "C0MLPLAT")
	b.types("#composer", adasWin)
	b.press(kb.Enter)
	b.sees(answer, "Saved", "120 → 80 ms", "Only visible to you")
	b.clicks(answer + ` [data-action-id="win.edit"]`)
	const text = `#modal[open] form[data-callback-id="win.save"] textarea`
	b.sees("#modal[open]", "Edit win")
	b.retypes(text, "Cut p99 latency of #ranker from 120 ms to 70 ms")
	b.clicks("#modal [data-act=submit]")
	b.sees(answer, "Changed", "120 → 70 ms")
	b.misses("#modal[open]")

	b.clicks(answer + ` [data-action-id="win.edit"]`)
	b.retypes(text, "Never mind")
	b.press(kb.Escape)
	b.misses("#modal[open]")

	b.clicks(answer + ` [data-action-id="win.remove"]`)
	b.sees("dialog.confirm", "Remove this win?")
	b.clicks("dialog.confirm [data-act=confirm]")
	b.sees(answer, "Removed", "120 ms to 70 ms", "Take it back")
}

// marksAColleaguesMessageAndTakesItBack: Ben's trophy on Ada's message becomes her win, until he takes it off.
func (b browser) marksAColleaguesMessageAndTakesItBack() {
	b.visit("U0BEN", "C0MLPLAT")
	message := b.article("U0ADA", "Drift alert fired on feature 12")
	b.hovers(message)
	b.clicks(message + " [data-do=trophy]")
	b.sees(message+" [data-reaction=trophy][aria-pressed=true]", "1")

	b.visit("U0ADA", "messages")
	b.sees("#messages", "Ben marked your message", "Drift alert fired on feature 12")

	b.visit("U0BEN", "C0MLPLAT")
	b.clicks(message + " [data-reaction=trophy]")
	b.misses(message + " [data-reaction=trophy]")

	b.visit("U0ADA", "messages")
	b.sees("#messages", "Ben took the mark back")
}

// opensACycle: Mia opens one with the form that /review leads to.
func (b browser) opensACycle() {
	b.visit("U0MIA", "C0GENERAL")
	b.types("#composer", "/review ")
	b.press(kb.Enter)
	b.clicks(`#messages [data-action-id="review.open.form"]`)
	b.sees("#modal[open]", "Open a cycle")
	b.clicks("#modal [data-act=submit]")
	b.sees(`#modal [data-block-id="name"] .error`, "complete this required field")
	b.types(`#modal [data-block-id="name"] input`, "2026 H2")
	b.types(`#modal [data-block-id="template"] select`, "MLOps engineer")
	b.clicks("#modal [data-act=submit]")
	b.sees("#modal[open]", "2026 H2 is open: 1 person is reviewed")
	b.press(kb.Escape)
	b.misses("#modal[open]")
}

// answersARequest: Ben's first answer is too short; the form says so under the field and keeps what he wrote.
func (b browser) answersARequest() {
	b.visit("U0BEN", "C0MLPLAT")
	b.clicks(`#sidebar [data-open="home"]`)
	b.clicks(`#place [data-tab="messages"]`)
	b.sees("#messages", "Feedback for 1 person", "Ada Osei", "your name is not shown")
	b.clicks(`#messages [data-action-id="feedback.answer.open"]`)
	b.sees("#modal[open]", "Feedback for Ada")
	const hindered = "The on-call hand-over left out two alerts, and we had to guess."
	b.types(b.answer("worked"), "Good.")
	b.types(b.answer("hindered"), hindered)
	b.types(b.answer("next"), "Write the hand-over down before the holidays.")
	b.clicks("#modal [data-act=submit]")
	b.sees(`#modal [data-block-id="worked"] .error`, "at least 20")
	b.sees(`#modal [data-block-id="worked"] [aria-invalid=true]:focus`)
	if kept := b.valueOf(b.answer("hindered")); kept != hindered {
		b.Errorf("after the error the next field holds %q", kept)
	}
	b.retypes(b.answer("worked"), "The canary releases kept our launch on its date.")
	b.press(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl))
	b.sees("#messages", "Thank you", "Ada Osei")
	b.misses("#modal[open]")
	b.misses(`#messages [data-action-id="feedback.answer.open"]`)
}

func (b browser) answer(slot string) string { return `#modal [data-block-id="` + slot + `"] textarea` }

// staysHere fails the test when the page has asked for anything that is not the workspace's.
func (b browser) staysHere() {
	b.Helper()
	addresses, err := chromedp.Run(b.tab, chromedp.Evaluate[[]string](
		`performance.getEntriesByType("resource").map(r => r.name)`))
	if err != nil || len(addresses) == 0 {
		b.Fatalf("the page loaded %v: %v", addresses, err)
	}
	for _, address := range addresses {
		if !strings.HasPrefix(address, string(b.at)) {
			b.Errorf("the page asked for %s", address)
		}
	}
}

// browse starts a sandbox and a Chromium. What the page writes to its console fails the test.
func browse(t *testing.T) browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
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
	b := browser{T: t, tab: tab, at: sandboxAt(start(t, nil, "sandbox", "--port", "0"))}
	b.listens()
	return b
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
func (b browser) listens() {
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

// visit opens the page anew as a person, at a channel or one of the app's tabs.
func (b browser) visit(as, where string) {
	b.Helper()
	location, err := chromedp.Run(b.tab, chromedp.Location())
	if err != nil {
		b.Fatal(err)
	}
	if strings.HasPrefix(location, string(b.at)) {
		b.staysHere()
	}
	b.do("opens the page", chromedp.Navigate(string(b.at)+"?as="+as+"&open="+where))
	b.waits("the page of "+as, fmt.Sprintf(`document.querySelector("#you-are").value === %q &&
		!document.querySelector("#talk").hidden && document.querySelector("#messages article") !== null`, as))
}

// sees waits until an element that is in view and matches has all the texts.
func (b browser) sees(selector string, texts ...string) {
	b.Helper()
	quoted := make([]string, 0, len(texts))
	for _, text := range texts {
		quoted = append(quoted, strconv.Quote(text))
	}
	b.waits(fmt.Sprintf("%s with %q", selector, texts), fmt.Sprintf(
		`[...document.querySelectorAll(%q)].some(e => e.checkVisibility() && [%s].every(text => e.innerText.includes(text)))`,
		selector, strings.Join(quoted, ",")))
}

// misses waits until nothing matches.
func (b browser) misses(selector string) {
	b.Helper()
	b.waits("no "+selector, fmt.Sprintf(`document.querySelector(%q) === null`, selector))
}

// article waits for somebody's message with a text, and returns its selector.
func (b browser) article(user, text string) string {
	b.Helper()
	b.sees(`#messages article[data-user="`+user+`"]`, text)
	ts, err := chromedp.Run(b.tab, chromedp.Evaluate[string](fmt.Sprintf(
		`[...document.querySelectorAll("#messages article")].find(e => e.innerText.includes(%q)).dataset.ts`, text)))
	if err != nil {
		b.Fatal(err)
	}
	return `#messages article[data-ts="` + ts + `"]`
}

// hovers moves the mouse over an element.
func (b browser) hovers(selector string) {
	b.Helper()
	x, y := b.middle(selector)
	b.do("hovers over "+selector, chromedp.MouseEvent(chromedp.MouseMoved, x, y))
}

func (b browser) clicks(selector string) {
	b.Helper()
	x, y := b.middle(selector)
	b.do("clicks "+selector, chromedp.MouseClickXY(x, y))
}

// middle scrolls an element into view and says where it is. The page may draw it anew at any time, so that a click goes
// to a place, as a person's does, and not to a node.
func (b browser) middle(selector string) (x, y float64) {
	b.Helper()
	b.sees(selector)
	at, err := chromedp.Run(b.tab, chromedp.Evaluate[[2]float64](fmt.Sprintf(`(() => {
		const found = document.querySelector(%q);
		found.scrollIntoView({ block: "nearest", behavior: "instant" });
		const box = found.getBoundingClientRect();
		return [box.x + box.width / 2, box.y + box.height / 2];
	})()`, selector)))
	if err != nil {
		b.fails("looks for "+selector, err)
	}
	return at[0], at[1]
}

// types goes to a field and types.
func (b browser) types(selector, text string) {
	b.Helper()
	b.focuses(selector)
	b.press(text)
}

// retypes replaces what stands in a field.
func (b browser) retypes(selector, text string) {
	b.Helper()
	b.focuses(selector)
	b.press("a", chromedp.KeyModifiers(chromedp.ModifierCtrl))
	b.press(text)
}

func (b browser) focuses(selector string) {
	b.Helper()
	b.waits(selector, fmt.Sprintf(`(() => {
		const found = document.querySelector(%q);
		found?.focus();
		return found !== null && document.activeElement === found;
	})()`, selector))
}

func (b browser) press(keys string, options ...chromedp.KeyOption) {
	b.Helper()
	b.do("presses "+strconv.Quote(keys), chromedp.KeyEvent(keys, options...))
}

func (b browser) valueOf(selector string) string {
	b.Helper()
	value, err := chromedp.Run(b.tab, chromedp.Value(chromedp.CSS(selector)))
	if err != nil {
		b.Fatal(err)
	}
	return value
}

func (b browser) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.tab, look)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.fails(what, err)
	}
}

// waits polls an expression until it is true.
func (b browser) waits(what, expression string) {
	b.Helper()
	if _, err := chromedp.Run(b.tab, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(look))); err != nil {
		b.fails("waits for "+what, err)
	}
}

// fails ends the test with what the person has before them.
func (b browser) fails(what string, err error) {
	b.Helper()
	shown, _ := chromedp.Run(b.tab, chromedp.Evaluate[string](
		`[...document.querySelectorAll("#main, dialog[open], #toast")].map(e => e.innerText).join("\n--\n")`))
	b.Fatalf("%s: %v; the page shows\n%s", what, err, shown)
}
