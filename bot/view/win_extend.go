package view

import (
	"cmp"
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"laurel/wins"
)

// Extension is what the form that adds a line to a win begins with.
type Extension struct {
	Win   wins.Win
	Names map[string]string // of the people mentioned, by id
	Ask   string            // what is missing; "" for anything that became of it
}

// What an Extension may ask of a win that was asked about months later.
const (
	AskChanged = "What is it now?"
	AskNumber  = "By how much, and compared with what?"
)

// ExtendForm is the modal that adds a line to a win and says where its numbers hold. metadata comes back unread.
func ExtendForm(e Extension, metadata string) slack.ModalViewRequest {
	words := slack.NewPlainTextInputBlockElement(plain("Conversion is up 1.2 % since the rollout"), FieldText)
	words.Multiline, words.MaxLength = true, maxInput
	label := cut(cmp.Or(e.Ask, "What became of it?"), maxLabel)
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: WinExtend, PrivateMetadata: metadata,
		Title: plain("Add to this win"), Submit: plain("Add"), Close: plain("Cancel"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			quote(cut(Named(e.Win.Text, e.Names), 500)),
			slack.NewInputBlock(FieldText, plain(label), plain("It becomes the last line of the win. "+
				"What the win said before is kept."), words),
			slack.NewInputBlock(FieldHeld, plain("Where the numbers were seen"), nil, menu(FieldHeld, e.Win.Held, heldOptions())),
		}},
	}
}

// HeldLine is what a win says when its author answered that it held. today is theirs; occurredOn is the win's day.
func HeldLine(today time.Time, occurredOn string) string {
	return fmt.Sprintf("Still held on %s%s.", today.Format("2 Jan 2006"), later(today, occurredOn))
}

// LaterLine is what a win says when its author wrote later what it is then.
func LaterLine(today time.Time, occurredOn, words string) string {
	return fmt.Sprintf("%s%s: %s", today.Format("2 Jan 2006"), later(today, occurredOn), words)
}

// later is ", 30 days later", or nothing where the days can't be told.
func later(today time.Time, occurredOn string) string {
	t, err := time.Parse(time.DateOnly, occurredOn)
	if err != nil {
		return ""
	}
	day := time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	return ", " + count(int(day.Sub(t).Hours()/24), "day", "days") + " later"
}
