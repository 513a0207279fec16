package main

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"laurel/internal/browsertest"
)

// browser is a person who plays the story in a real Chromium.
type browser struct{ *browsertest.Browser }

func TestAPersonPlaysTheStoryInARealBrowser(t *testing.T) {
	t.Parallel()
	b := browser{browsertest.Open(t, string(sandboxAt(start(t, nil, "sandbox", "--port", "0"))))}
	b.savesChangesAndRemovesAWin()
	b.marksAColleaguesMessageAndTakesItBack()
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
