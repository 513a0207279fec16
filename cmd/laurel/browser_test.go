package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"laurel/internal/browsertest"
)

// browser is a person who plays the story in a real Chromium.
type browser struct{ *browsertest.Browser }

func TestAPersonPlaysTheStoryInARealBrowser(t *testing.T) {
	t.Parallel()
	at := sandboxAt(start(t, nil, "sandbox", "--port", "0"))
	b := browser{browsertest.Open(t, string(at))}
	b.savesChangesAndRemovesAWin()
	b.marksAColleaguesMessageAndTakesItBack()
	b.opensACycle()
	at.waitsForWork(t, "Europe/London")
	b.answersARequest()
	b.StaysHere()
}

// savesChangesAndRemovesAWin: Ada types /win, corrects it in the form, and removes it.
func (b browser) savesChangesAndRemovesAWin() {
	const answer = "#messages article.ephemeral"
	b.Visit("U0ADA", "C0MLPLAT")
	b.Types("#composer", adasWin)
	b.Press(kb.Enter)
	b.Sees(answer, "Saved", "120 → 80 ms", "Only visible to you")
	b.Clicks(answer + ` [data-action-id="win.edit"]`)
	const text = `#modal[open] form[data-callback-id="win.save"] textarea`
	b.Sees("#modal[open]", "Edit win")
	b.Retypes(text, "Cut p99 latency of #ranker from 120 ms to 70 ms")
	b.Clicks("#modal [data-act=submit]")
	b.Sees(answer, "Changed", "120 → 70 ms")
	b.Misses("#modal[open]")

	b.Clicks(answer + ` [data-action-id="win.edit"]`)
	b.Retypes(text, "Never mind")
	b.Press(kb.Escape)
	b.Misses("#modal[open]")

	b.Clicks(answer + ` [data-action-id="win.remove"]`)
	b.Sees("dialog.confirm", "Remove this win?")
	b.Clicks("dialog.confirm [data-act=confirm]")
	b.Sees(answer, "Removed", "120 ms to 70 ms", "Take it back")
}

// marksAColleaguesMessageAndTakesItBack: Ben's trophy on Ada's message becomes her win, until he takes it off.
func (b browser) marksAColleaguesMessageAndTakesItBack() {
	b.Visit("U0BEN", "C0MLPLAT")
	message := b.Article("U0ADA", "Drift alert fired on feature 12")
	b.Hovers(message)
	b.Clicks(message + " [data-do=trophy]")
	b.Sees(message+" [data-reaction=trophy][aria-pressed=true]", "1")

	b.Visit("U0ADA", "messages")
	b.Sees("#messages", "Ben marked your message", "Drift alert fired on feature 12")

	b.Visit("U0BEN", "C0MLPLAT")
	b.Clicks(message + " [data-reaction=trophy]")
	b.Misses(message + " [data-reaction=trophy]")

	b.Visit("U0ADA", "messages")
	b.Sees("#messages", "Ben took the mark back")
}

// opensACycle: Mia opens one with the form that /review leads to.
func (b browser) opensACycle() {
	b.Visit("U0MIA", "C0GENERAL")
	b.Types("#composer", "/review ")
	b.Press(kb.Enter)
	b.Clicks(`#messages [data-action-id="review.open.form"]`)
	b.Sees("#modal[open]", "Open a cycle")
	b.Clicks("#modal [data-act=submit]")
	b.Sees(`#modal [data-block-id="name"] .error`, "complete this required field")
	b.Types(`#modal [data-block-id="name"] input`, "2026 H2")
	b.Types(`#modal [data-block-id="template"] select`, "MLOps engineer")
	b.Clicks("#modal [data-act=submit]")
	b.Sees("#modal[open]", "2026 H2 is open: 1 person is reviewed")
	b.Press(kb.Escape)
	b.Misses("#modal[open]")
	for _, over := range []string{"Nomination is over", "Self-assessment is over"} {
		b.Types("#composer", "/review ")
		b.Press(kb.Enter)
		b.Clicks(`#messages [data-action-id^="review.advance"]`)
		b.Clicks(`dialog.confirm [data-act="confirm"]`)
		b.Sees("#messages", over)
	}
}

// answersARequest: Ben's first answer is too short; the form says so under the field and keeps what he wrote.
func (b browser) answersARequest() {
	b.Visit("U0BEN", "C0MLPLAT")
	b.Clicks(`#sidebar [data-open="home"]`)
	b.Clicks(`#place [data-tab="messages"]`)
	b.Sees("#messages", "Feedback for 1 person", "Ada Osei", "your name is not shown")
	b.Clicks(`#messages [data-action-id="feedback.answer.open"]`)
	b.Sees("#modal[open]", "Feedback for Ada")
	const hindered = "The on-call hand-over left out two alerts, and we had to guess."
	b.Types(b.answer("worked"), "Good.")
	b.Types(b.answer("hindered"), hindered)
	b.comesBack()
	if kept := b.ValueOf(b.answer("hindered")); kept != hindered {
		b.Errorf("after the page was loaded again the form holds %q", kept)
	}
	b.Types(b.answer("next"), "Write the hand-over down before the holidays.")
	b.Clicks("#modal [data-act=submit]")
	b.Sees(`#modal [data-block-id="worked"] .error`, "at least 20")
	b.Sees(`#modal [data-block-id="worked"] [aria-invalid=true]:focus`)
	if kept := b.ValueOf(b.answer("hindered")); kept != hindered {
		b.Errorf("after the error the next field holds %q", kept)
	}
	b.Retypes(b.answer("worked"), "The canary releases kept our launch on its date.")
	b.Press(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl))
	b.Sees("#messages", "Thank you", "Ada Osei")
	b.Misses("#modal[open]")
	b.Misses(`#messages [data-action-id="feedback.answer.open"]`)
}

// comesBack: in the middle of the form Ben's page is loaded anew; he closes the form, and opens it again.
func (b browser) comesBack() {
	b.Waits("all changes are kept", `document.querySelector("#modal [aria-busy=true]") === null`)
	b.Visit("U0BEN", "messages")
	b.Sees("#modal[open]", "kept as you write it") // the sandbox brings a form back, which Slack does not
	b.Press(kb.Escape)
	b.Misses("#modal[open]")
	b.Clicks(`#messages [data-action-id="feedback.answer.open"]`)
	b.Sees("#modal[open]", "Your draft from", "not sent yet")
	b.Shoots("draft")
}

func (b browser) answer(slot string) string { return `#modal [data-block-id="` + slot + `"] textarea` }
