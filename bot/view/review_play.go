package view

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/slack-go/slack"
)

// PlayPage is one message or form of a cycle that is played on who runs it.
type PlayPage struct {
	To     string    // in whose part: PlaySubject …
	At     time.Time // when they would get it, or can open it, by the reader's clock
	Form   bool
	Title  string // of a form
	Submit string
	Blocks []slack.Block
}

// The parts of a rehearsal.
const (
	PlaySubject   = "the person who is reviewed"
	PlayColleague = "a colleague who is asked"
	PlayManager   = "their manager"
)

// PlayMessage is a message as a page.
func PlayMessage(m Message) PlayPage { return PlayPage{Blocks: m.Blocks} }

// PlayForm is a form as a page.
func PlayForm(f slack.ModalViewRequest) PlayPage {
	page := PlayPage{Form: true, Title: f.Title.Text, Blocks: f.Blocks.BlockSet}
	if f.Submit != nil {
		page.Submit = f.Submit.Text
	}
	return page
}

// PlayModal shows one page of a rehearsal (from 0; one beyond the end is the last). What stands in it can be looked at and
// filled in, and does nothing. The first page says what the cycle would send: summary. metadata comes back unread.
func PlayModal(pages []PlayPage, at int, cycle, summary, metadata string) slack.ModalViewRequest {
	at = max(0, min(at, len(pages)-1))
	var blocks []slack.Block
	if at == 0 {
		blocks = append(blocks, section("review.play", plain("This plays "+cycle+" with you in every part. Nothing you do here is "+
			"stored, and nobody else is told.")), small(escape(summary)))
	}
	submit := "End the rehearsal"
	if len(pages) > 0 {
		page := pages[at]
		blocks = append(blocks, small(escape(page.words(at, len(pages)))), slack.NewDividerBlock())
		blocks = append(blocks, inertBlocks(page.Blocks)...)
	}
	var turn []slack.BlockElement
	if at > 0 {
		turn = append(turn, button(ReviewPlayTurn+":back", strconv.Itoa(at-1), "Page before"))
	}
	if at < len(pages)-1 {
		turn = append(turn, button(ReviewPlayTurn+":on", strconv.Itoa(at+1), "Next page"))
	}
	if len(turn) > 0 {
		blocks = append(blocks, slack.NewDividerBlock(), slack.NewActionBlock("review.play.turn", turn...))
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: ReviewPlay, PrivateMetadata: metadata,
		Title: plain("Rehearsal"), Submit: plain(submit), Close: plain("Close"), Blocks: slack.Blocks{BlockSet: blocks},
	}
}

func (p PlayPage) words(at, of int) string {
	text := "Rehearsal " + strconv.Itoa(at+1) + " of " + strconv.Itoa(of) + " · "
	if p.Form {
		text += "the form “" + p.Title + "” for " + p.To
		if p.Submit != "" {
			text += ", sent with “" + p.Submit + "”"
		}
		return text
	}
	return text + "a message to " + p.To + " · " + p.At.Format("Mon 2 Jan, 15:04")
}

// maxPlayed is how many blocks of a page are shown: Slack takes 100 in a modal.
const maxPlayed = 90

// inertBlocks are blocks whose buttons, menus and fields do nothing: their ids lead nowhere.
func inertBlocks(blocks []slack.Block) []slack.Block {
	raw, err := json.Marshal(blocks[:min(len(blocks), maxPlayed)])
	if err != nil {
		return nil
	}
	var doc []any
	if json.Unmarshal(raw, &doc) != nil {
		return nil
	}
	n := 0
	for i, block := range doc {
		disarm(block, &n)
		if b, ok := block.(map[string]any); ok {
			b["block_id"] = "play." + strconv.Itoa(i)
			if b["type"] == "input" {
				b["optional"] = true
				delete(b, "dispatch_action")
			}
		}
	}
	if raw, err = json.Marshal(doc); err != nil {
		return nil
	}
	var inert slack.Blocks
	if json.Unmarshal(raw, &inert) != nil {
		return nil
	}
	return inert.BlockSet
}

// disarm gives every element an id of its own that leads nowhere.
func disarm(v any, n *int) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			disarm(item, n)
		}
	case map[string]any:
		if _, acts := v["action_id"]; acts {
			v["action_id"] = ReviewPlayed + ":" + strconv.Itoa(*n)
			*n++
			for _, key := range []string{"confirm", "dispatch_action_config", "url", "value"} {
				delete(v, key)
			}
		}
		for key, item := range v {
			if key != "options" && key != "initial_options" && key != "initial_option" { // whose values are their own
				disarm(item, n)
			}
		}
	}
}

// ReadPlayTurn reads which page a button leads to.
func ReadPlayTurn(value string) int {
	at, err := strconv.Atoi(value)
	if err != nil {
		return 0
	}
	return at
}

// What is said of a rehearsal.
const (
	PlayName       = "Rehearsal"
	PlayNoTemplate = "Choose a template first: it says what is asked and when."
	PlayBegun      = "It is shown from its beginning, as if it were opened now."
)

// PlayWould says what a cycle would send.
func PlayWould(messages, to int) string {
	return "Opened now, it would send " + count(messages, "message", "messages") + " to " + count(to, "person", "people") +
		", if nobody did anything. laurel cycle rehearse lists them all."
}
