package view

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// SavedWin is a win and what stands around it when it is shown to its owner.
type SavedWin struct {
	Win         wins.Win
	Owner       people.Person
	Manager     string            // the manager's name, "" when there is none
	ProjectWins int               // how many wins the project has, this one included
	Names       map[string]string // of the people mentioned and of the witnesses, by id
	Today       time.Time
	// Contributors are those named in it, and whether they are asked to confirm their part.
	Contributors []Contributor
	Cleaned      bool // what was typed had characters in it that were left out
	Unheard      bool // it came with a voice clip that nobody could write down
	Partly       bool // of what was said in the clip only the beginning could be read

	Hint     *writing.Hint // what its owner is asked about it; nil: nothing
	HintsOff bool          // they have just turned hints off

	Undo    string      // what the button Undo gives back; "" for no button
	Private PrivateWord // how the word private stood in what was typed
}

// WinSaved answers /win: what was stored, what was understood, and the way to change or remove it.
func WinSaved(s SavedWin) Message { return doneWin("Saved", s) }

// WinChanged is WinSaved after an edit.
func WinChanged(s SavedWin) Message { return doneWin("Changed", s) }

func doneWin(done string, s SavedWin) Message {
	m := savedWin("win.saved", "*"+done+"* · "+whoSees(s), s)
	m.Text = done + ". Only you see this message."
	return m
}

// savedWin is a win under a line that says what was done.
func savedWin(id, line string, s SavedWin) Message {
	blocks := []slack.Block{section(id, marked(line)), quoteWin(s)}
	if heard := clipLine(s); heard != "" {
		blocks = append(blocks, small(heard))
	}
	if read := metricsLine(s.Win.Metrics); read != "" {
		blocks = append(blocks, section("win.read", plain(read)))
	}
	if where := whereLine(s); where != "" {
		blocks = append(blocks, small(where))
	}
	if asked := contributorsLine(s); asked != "" {
		blocks = append(blocks, small(asked))
	}
	if s.Win.Foreign {
		blocks = append(blocks, small("Numbers and stages are read in English only, so nothing was read here. "+
			"With Edit you can say yourself what it is about."))
	}
	blocks = append(blocks, hintBlocks(s)...)
	if note := strangerLine(s.Owner); note != "" {
		blocks = append(blocks, small(note))
	}
	if s.Cleaned {
		blocks = append(blocks, small("Characters that nobody sees, or that turn text around, were left out."))
	}
	buttons := winButtons(s.Win)
	if s.Undo != "" {
		buttons.Elements.ElementSet = append(buttons.Elements.ElementSet, button(WinUndo, s.Undo, "Undo"))
	}
	if line, other := privateBlock(s); line != nil {
		blocks = append(blocks, line)
		buttons.Elements.ElementSet = append(buttons.Elements.ElementSet, other)
	}
	return said("", append(blocks, buttons))
}

// WinAlready answers /win when the same text was saved lately: the answer to the first may have been lost. keep is what
// the button Keep both gives back.
func WinAlready(s SavedWin, keep string) Message {
	buttons := winButtons(s.Win)
	buttons.Elements.ElementSet = append([]slack.BlockElement{button(WinKeepBoth, keep, "Keep both")},
		buttons.Elements.ElementSet...)
	blocks := []slack.Block{
		section("win.already", marked("*Already saved* · "+whoSees(s))), quoteWin(s),
		small("You saved the same text on " + moment(s.Win.CreatedAt, s.Today.Location()) +
			", so nothing was added. If it happened twice, keep both."),
	}
	if line, other := privateBlock(s); line != nil && s.Private.Asked() {
		blocks = append(blocks, line)
		buttons.Elements.ElementSet = append(buttons.Elements.ElementSet, other)
	}
	return Message{Text: "This is already saved. Only you see this message.", Blocks: append(blocks, buttons)}
}

// WinKept answers a second press of Keep both.
func WinKept() Message {
	return note("win.kept", "You have kept both already. /win list shows them.")
}

// quoted is how much of a win's text a message shows; the rest is a press away.
const quoted = 1500

func quoteWin(s SavedWin) *slack.RichTextBlock { return quote(cut(Named(s.Win.Text, s.Names), quoted)) }

func winButtons(w wins.Win) *slack.ActionBlock {
	buttons := slack.NewActionBlock("win.actions",
		button(WinEdit, w.ID, "Edit"),
		asking(button(WinRemove, w.ID, "Remove"), "Remove this win?",
			"It disappears from your list and from your packet. You can take it back.", "Remove", "Keep it"),
	)
	if n := utf8.RuneCountInString(w.Text); n > quoted {
		buttons.Elements.ElementSet = append(buttons.Elements.ElementSet,
			button(WinShow, w.ID, "Show all "+number(n)+" characters"))
	}
	return buttons
}

func whoSees(s SavedWin) string {
	switch {
	case s.Win.Visibility == wins.VisibilityPrivate:
		return "only you can see it"
	case s.Manager == "":
		return "only you can see it until you have a manager in laurel"
	case s.Win.Visibility == wins.VisibilityFeedback:
		return escape("you, " + first(s.Manager) + " and people asked for feedback on you can see it")
	default:
		return escape("you and " + first(s.Manager) + " can see it")
	}
}

// strangerLine tells somebody whom the list of people doesn't hold what that means; "" for everybody else.
func strangerLine(p people.Person) string {
	if p.Role != "" && p.Manager != "" {
		return ""
	}
	missing := "your function and your manager"
	switch {
	case p.Role != "":
		missing = "your manager"
	case p.Manager != "":
		missing = "your function"
	}
	return "Your wins are kept. Before you can be reviewed or asked for feedback, laurel needs " + missing +
		". Your admin adds that with laurel people import."
}

// WinRemoved stands where a win stood.
func WinRemoved(w wins.Win, names map[string]string) Message {
	return Message{Text: "Removed.", Blocks: []slack.Block{
		section("win.removed", marked("*Removed* · nobody sees it any more")), quote(cut(Named(w.Text, names), 200)),
		slack.NewActionBlock("win.undo", button(WinUndo, w.ID, "Take it back")),
	}}
}

// WinGone answers a button of a win that isn't there, or isn't the presser's.
func WinGone() Message { return note("win.gone", WinGoneText) }

// Sentences about a text that can't be saved as a win.
const (
	WinGoneText = "This win is not in your list. It may have been removed; /win list shows what you have."
	WinEmpty    = "Write what you did: one sentence is enough."
	WinDate     = "The date must be today or earlier, written like 2026-11-23."
	WinProject  = "A project's name is one word of letters, digits, - and _, like ranker or feature-store."
	FormTooOld  = "This form has been open for more than a day. Copy your text, close it, and open it again."
)

// WinTooLong says how much too long a text is. Nothing of it was stored.
func WinTooLong(have, limit int) string {
	return fmt.Sprintf("That is %s characters; a win holds %s. Nothing was saved: shorten it and send it again.",
		number(have), number(limit))
}

// WinRefused wraps a sentence about a win that could not be saved as a message.
func WinRefused(text string) Message { return note("win.refused", text) }

// shownWins is how many wins a message lists.
const shownWins = 40

// winLine is one win in a list, with its Edit button.
func winLine(w wins.Win, names map[string]string, today time.Time) slack.Block {
	text := day(w.OccurredOn, today) + " · " + cut(Named(w.Text, names), 300)
	if len(w.Witnesses) > 0 {
		text += " · " + count(len(w.Witnesses), "witness", "witnesses")
	}
	text += confirmedBy(w, names)
	line := section("win:"+w.ID, plain(text))
	line.Accessory = slack.NewAccessory(button(WinEdit+":"+w.ID, w.ID, "Edit"))
	return line
}

// whereLine says under which competency, stages and project a win was read.
func whereLine(s SavedWin) string {
	var parts []string
	if s.Win.Competency != "" {
		parts = append(parts, escape(competencyTitles[s.Win.Competency]))
	}
	if len(s.Win.Stages) > 0 {
		parts = append(parts, chain(s.Win.Stages))
	}
	if s.Win.Project != "" {
		parts = append(parts, "project "+escape(s.Win.Project)+" ("+count(s.ProjectWins, "win", "wins")+")")
	}
	if held := heldSeen[s.Win.Held]; held != "" {
		parts = append(parts, held)
	}
	if n := len(s.Win.Links); n > 0 {
		parts = append(parts, count(n, "link", "links"))
	}
	return strings.Join(parts, "   ")
}

var competencyTitles = map[string]string{
	"model_development": "Model development & quality", "mlops_production": "MLOps & production",
	"experimentation": "Experimentation & research", "data_features": "Data & feature engineering",
	"business_impact": "Business impact",
}

var stageTitles = map[string]string{
	"data_quality": "data", "feature_engineering": "features", "model_quality": "model",
	"production_reliability": "production", "business_outcome": "business",
}

// chain draws the impact chain: the stages that are covered filled.
func chain(stages []string) string {
	covered := map[string]bool{}
	for _, stage := range stages {
		covered[stage] = true
	}
	parts := make([]string, 0, len(writing.StageIDs))
	for _, stage := range writing.StageIDs {
		dot := "○ "
		if covered[stage] {
			dot = "● "
		}
		parts = append(parts, dot+stageTitles[stage])
	}
	return strings.Join(parts, " ")
}

var mention = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^>]*)?>`)

// Mentions reverses Named for people of these ids: what a form showed as @Ben Adeyemi becomes a mention again. A name
// that is part of a longer one stays.
func Mentions(text string, ids []string, names map[string]string) string {
	type mentioned struct{ shown, id string }
	var list []mentioned
	for _, id := range ids {
		list = append(list, mentioned{"@" + cmp.Or(names[id], id), id})
	}
	slices.SortFunc(list, func(a, b mentioned) int { return cmp.Or(len(b.shown)-len(a.shown), cmp.Compare(a.id, b.id)) })
	var b strings.Builder
	for text != "" {
		before, _, _ := strings.Cut(text, "@")
		b.WriteString(before)
		text = text[len(before):]
		at := slices.IndexFunc(list, func(m mentioned) bool {
			next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(text, m.shown))
			return strings.HasPrefix(text, m.shown) && !unicode.IsLetter(next) && !unicode.IsDigit(next)
		})
		switch {
		case at >= 0:
			b.WriteString("<@" + list[at].id + ">")
			text = text[len(list[at].shown):]
		case text != "":
			b.WriteByte('@')
			text = text[1:]
		}
	}
	return b.String()
}

// Named writes out mentions (<@U…>) as names: shown as words they notify nobody.
func Named(text string, names map[string]string) string {
	return mention.ReplaceAllStringFunc(text, func(found string) string {
		id := mention.FindStringSubmatch(found)[1]
		if name := names[id]; name != "" {
			return "@" + name
		}
		return "@" + id
	})
}
