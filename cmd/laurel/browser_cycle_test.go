package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"laurel/internal/browsertest"
	"laurel/sandbox"
)

// The clock only moves by the page's own buttons, from a Monday on, and laurel ends the stages by it.
func TestACycleIsPlayedInARealBrowser(t *testing.T) {
	t.Parallel()
	b := browser{browsertest.Open(t, string(sandboxAt(start(t, nil, "sandbox", "--port", "0"))))}
	b.opensACycle()
	b.namesColleagues()
	b.approvesTheList()
	b.passes("day", "day", "day") // Thursday: the nomination has ended on Wednesday
	b.writesAboutTheirOwnWork()
	b.passes("day", "day", "day", "day", "day") // Tuesday: the self-assessment has ended on Monday
	b.answersARequest()
	b.declinesARequest()
	b.StaysHere()
}

// passes presses the clock's buttons.
func (b browser) passes(moves ...string) {
	for _, move := range moves {
		before := browsertest.Eval[string](b.Browser, `document.querySelector("#clock").innerText`)
		b.Clicks(`[data-clock="` + move + `"]`)
		b.Waits("the clock has moved", fmt.Sprintf(`document.querySelector("#clock").innerText !== %q &&
			!document.querySelector("#clock-buttons").hasAttribute("aria-busy")`, before))
	}
}

// opensACycle: on a Monday at eleven Mia opens one with the form that /review leads to.
func (b browser) opensACycle() {
	b.Visit("U0MIA", "C0GENERAL")
	b.passes("monday", "hour", "hour")
	b.Types("#composer", "/review ")
	b.Press(kb.Enter)
	b.Clicks(`#messages [data-action-id="review.open.form"]`)
	b.Sees("#modal[open]", "Open a cycle", "people are asked whom to ask about them")
	b.Clicks("#modal [data-act=submit]")
	b.Sees(`#modal [data-block-id="name"] .error`, "complete this required field")
	b.Types(`#modal [data-block-id="name"] input`, "2026 H2")
	b.Types(`#modal [data-block-id="template"] select`, "MLOps engineer")
	b.Clicks("#modal [data-act=submit]")
	b.Sees("#modal[open]", "2026 H2 is open: 1 person is reviewed")
	b.Press(kb.Escape)
	b.Misses("#modal[open]")
}

// namesColleagues: Ada ticks Ben, whom laurel suggests, and adds Eva; naming her manager is refused under the field.
func (b browser) namesColleagues() {
	b.Visit("U0ADA", "messages")
	asked := b.Article(sandbox.BotUser, "Whom should laurel ask about you?")
	b.Shoots("nominate-asked")
	b.Clicks(asked + ` [data-action-id="feedback.nominate.open"]`)
	b.Sees("#modal[open]", "Whom to ask", "Ben Adeyemi", "laurel adds at least one colleague itself")
	b.Clicks(`#modal [data-block-id="suggested"] input[value="U0BEN"]`)
	b.Clicks(`#modal [data-block-id="others"] summary`)
	b.Clicks(`#modal [data-block-id="others"] input[value="U0EVA"]`)
	b.Clicks(`#modal [data-block-id="others"] input[value="U0MIA"]`)
	b.Shoots("nominate-form")
	b.Clicks("#modal [data-act=submit]")
	b.Sees(`#modal [data-block-id="others"] .error`, "Mia Torres is your manager")
	b.Clicks(`#modal [data-block-id="others"] summary`)
	b.Clicks(`#modal [data-block-id="others"] input[value="U0MIA"]`)
	b.Clicks("#modal [data-act=submit]")
	b.Misses("#modal[open]")
	b.Sees("#messages", "You named", "Ben Adeyemi and Eva Duarte", "Mia looks at it")
	b.Shoots("nominate-named")
}

// approvesTheList: Mia looks at the list, and approves it as it is.
func (b browser) approvesTheList() {
	b.Visit("U0MIA", "messages")
	lists := b.Article(sandbox.BotUser, "1 list to approve")
	b.Shoots("nominate-approve")
	b.Clicks(lists + ` [data-action-id^="feedback.nominate.change"]`)
	b.Sees("#modal[open]", "Ada Osei wants to be asked", "named by Ada")
	b.Shoots("nominate-change")
	b.Press(kb.Escape)
	b.Misses("#modal[open]")
	b.Clicks(lists + ` [data-action-id^="feedback.nominate.approve"]`)
	b.Sees(lists, "approved: Ben Adeyemi and Eva Duarte")
	b.Shoots("nominate-approved")
}

// writesAboutTheirOwnWork: Ada ticks a win, writes, and goes through all steps.
func (b browser) writesAboutTheirOwnWork() {
	b.Visit("U0ADA", "messages")
	b.Sees("#messages", "The time to name colleagues for 2026 H2 is over")
	asked := b.Article(sandbox.BotUser, "Your self-assessment")
	b.Clicks(asked + ` [data-action-id="review.self.open"]`)
	b.Sees("#modal[open]", "step 1 of 4")
	b.Clicks(`#modal input[type="checkbox"]`)
	b.Clicks("#modal [data-act=submit]")
	b.Sees("#modal[open]", "step 2 of 4")
	b.Types("#modal textarea", "Canary and rollback run by themselves since May.")
	b.Clicks("#modal [data-act=submit]")
	b.Sees("#modal[open]", "step 3 of 4")
	b.Clicks("#modal [data-act=submit]")
	b.Sees("#modal[open]", "step 4 of 4", "what comes next?")
	b.Types("#modal textarea", "Releases of the ranker need no hand any more; next is the smoke test.")
	b.Shoots("self-last")
	b.Clicks("#modal [data-act=submit]")
	b.Sees("#modal[open]", "Your self-assessment for 2026 H2 is saved")
	b.Press(kb.Escape)
	b.Misses("#modal[open]")
	b.Sees(asked, "is saved", "You can change it until")
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

// declinesARequest: Eva wants to hear of it later, then says no, and why.
func (b browser) declinesARequest() {
	b.Visit("U0EVA", "messages")
	asked := b.Article(sandbox.BotUser, "Feedback for 1 person")
	b.Types(asked+` [data-action-id="feedback.answer.later"]`, "In three working days")
	b.Sees(asked, "Quiet until", "Only you see that")
	b.Clicks(asked + ` [data-action-id="feedback.answer.planned"]`)
	b.Sees(asked + ` [data-action-id="feedback.answer.later"]`)
	b.Clicks(asked + ` [data-action-id="feedback.answer.decline"]`)
	b.Sees("#modal[open]", "Decline to write", "Neither Ada nor Mia is told")
	b.Clicks("#modal [data-act=submit]")
	b.Sees(`#modal [data-block-id="reason"] .error`, "complete this required field")
	b.Clicks(`#modal [data-block-id="reason"] input[value="unfamiliar"]`)
	b.Shoots("decline-form")
	b.Clicks("#modal [data-act=submit]")
	b.Misses("#modal[open]")
	b.Sees(asked, "You declined", "Answer after all")
	b.Misses(asked + ` [data-action-id="feedback.answer.open"]`)
	b.Shoots("declined")
}
