package bot

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/wins"
	"laurel/writing"
)

// directMessage is a message in laurel's direct messages, as the Events API tells of it:
// https://docs.slack.dev/reference/events/message
type directMessage struct {
	Subtype string `json:"subtype"`
	Channel string `json:"channel"`
	User    string `json:"user"`
	Text    string `json:"text"`
	TS      string `json:"ts"`
	Thread  string `json:"thread_ts"`
	EventTS string `json:"event_ts"`
	Deleted string `json:"deleted_ts"`
	Edited  struct {
		TS string `json:"ts"`
	} `json:"edited"`
	Files    []clipFile      `json:"files"`
	Message  *directMessage  `json:"message"`          // of message_changed: the message as it is now
	Previous json.RawMessage `json:"previous_message"` // has been seen as [], too
}

// messaged makes a win of what somebody writes or says to laurel. Events come late, twice and out of order: of a message
// the newest version counts, and a deleted one stays deleted.
func (b *Bot) messaged(ctx context.Context, inner json.RawMessage) (func(tx *db.Tx) error, error) {
	var m directMessage
	if err := json.Unmarshal(inner, &m); err != nil {
		return nil, errors.New("read the event: it is no message") // the error itself could quote it
	}
	switch m.Subtype {
	case "message_deleted":
		return func(tx *db.Tx) error { return b.unsaid(tx, m) }, nil
	case "message_changed":
		// What had replies becomes a tombstone when it is deleted: https://github.com/slack-edge/slack-edge/pull/10
		if m.Message != nil && m.Message.Subtype == "tombstone" {
			m.Deleted = m.Message.TS
			return func(tx *db.Tx) error { return b.unsaid(tx, m) }, nil
		}
		if m.Message == nil || m.Message.Edited.TS == "" { // a link was unfurled, or a transcript is ready
			return nothing, nil
		}
		m.Message.Channel, m.Message.EventTS = m.Channel, m.EventTS
		m = *m.Message
	case "", "file_share", "me_message", "thread_broadcast":
	default: // Slack's own lines
		return nothing, nil
	}
	if m.User == "" || m.User == b.identity.user {
		return nothing, nil
	}
	profile, _, err := b.profiles(ctx, m.User, m.User)
	if err != nil {
		return nil, err
	}
	if m.Text, err = b.spelled(ctx, m.Text, true); err != nil { // a private channel's, too, as with /win
		return nil, err
	}
	around, err := b.lookAround(ctx, m)
	if err != nil {
		return nil, err
	}
	return func(tx *db.Tx) error { return b.said(tx, profile, m, around) }, nil
}

// surroundings are what Slack must be asked about a message.
type surroundings struct {
	win  string // on the Edit button of the message that a reply is under
	clip *clipFile
}

func (b *Bot) lookAround(ctx context.Context, m directMessage) (s surroundings, err error) {
	if m.inThread() {
		s.win = b.winAbove(ctx, m)
		return s, nil
	}
	s.clip, err = b.clipIn(ctx, m.Files)
	return s, err
}

// said answers a version of a message, unless a newer one was answered before.
func (b *Bot) said(tx *db.Tx, profile *people.Profile, m directMessage, around surroundings) error {
	author, err := b.meet(tx, m.User, profile)
	if err != nil || author.Bot {
		return err
	}
	news, err := wins.Said(tx, m.version())
	if err != nil || !news {
		return err
	}
	answer, err := b.answerTo(tx, author, m, around)
	if err != nil || answer == nil {
		return err
	}
	return b.answerSaid(tx, author.ID, m.where(), m.EventTS, *answer)
}

// answerTo is nil where there is nothing to say yet.
func (b *Bot) answerTo(tx *db.Tx, author people.Person, m directMessage, around surroundings) (*view.Message, error) {
	switch {
	case !people.Member(author):
		return told(view.Sentence(view.MembersOnlyText), nil)
	case m.inThread():
		return told(b.replied(tx, author, m, around.win))
	}
	if answer, err := b.reworded(tx, author, m); answer != nil || err != nil {
		return answer, err
	}
	if around.clip != nil {
		return b.clipCame(tx, author, m, around)
	}
	if strings.TrimSpace(m.Text) == "" {
		return told(view.WinNoWords(), nil)
	}
	if answer, err := b.ordered(tx, author, m); answer != nil || err != nil {
		return answer, err
	}
	n := wins.New{Text: unescape(m.Text), Source: wins.SourceMessage, Where: b.where(m.Channel, m.TS, "")}
	return told(b.winSaid(tx, author, n, func(*view.SavedWin) {}))
}

func told(m view.Message, err error) (*view.Message, error) { return &m, err }

// ordered does what a word of laurel's own asks for, as /win does, and answers what is obviously no win; nil for
// anything else.
func (b *Bot) ordered(tx *db.Tx, author people.Person, m directMessage) (*view.Message, error) {
	r, ok, err := b.winWord(tx, author, act{
		Kind: command, Name: "/win", User: author.ID, Text: m.Text, Channel: m.Channel,
		Key: "message:" + m.Channel + ":" + m.TS + ":" + m.EventTS,
	})
	if err != nil {
		return nil, err
	}
	if ok && r.Say != nil {
		return r.Say, nil
	}
	if ok || noWin(unescape(m.Text)) {
		return told(view.WinShortHelp(), nil)
	}
	return nil, nil
}

// orders are words with which people try to talk to a bot, and which alone are no win.
var orders = map[string]bool{
	"help": true, "list": true, "undo": true, "stop": true, "off": true, "on": true, "find": true, "export": true, "edit": true,
	"remove": true, "delete": true, "cancel": true, "quit": true, "exit": true, "settings": true, "win": true, "wins": true,
}

// noWin tells whether a text is obviously nothing that somebody did.
func noWin(text string) bool {
	return orders[strings.Trim(strings.ToLower(strings.TrimSpace(text)), "/.!?")] || writing.SmallTalk(text)
}

// winSaid keeps what was written or said as a win of its author, or says why not. mark adds what stands around it.
func (b *Bot) winSaid(
	tx *db.Tx, author people.Person, n wins.New, mark func(*view.SavedWin),
) (view.Message, error) {
	word := view.PrivateNone
	if n.Source == wins.SourceMessage { // nobody says a colon
		n.Text, word = privately(n.Text)
	}
	if n.Text == "" {
		return view.WinShortHelp(), nil
	}
	if n.Source == wins.SourceMessage && writing.Question(n.Text) {
		return view.WinQuestion(n.Text), nil
	}
	twin, found, err := wins.Twin(tx, author.ID, n.Text, tx.Now().Add(-twinTime))
	if err != nil {
		return view.Message{}, err
	}
	if found {
		shown, err := b.savedWin(tx, author, twin)
		shown.Private = word
		keep := twin.ID + " " + n.Source + " " + n.Where.Channel + " " + n.Where.TS
		if word.Asked() {
			keep += " private"
		}
		return view.WinAlready(shown, keep), err
	}
	shown, refused, err := b.keepWin(tx, author, n, word)
	if err != nil {
		return view.Message{}, err
	}
	if refused != "" {
		return view.WinRefused(refused), nil
	}
	mark(&shown)
	return view.WinSaved(shown), nil
}

// keepFrom fills in the message that Keep both was offered for: source, channel and ts, if the actor did write it.
func (b *Bot) keepFrom(tx *db.Tx, actor people.Person, said string, n *wins.New) error {
	words := strings.Fields(said)
	if len(words) < 3 { // of /win: only makes the value new
		return nil
	}
	m := b.where(words[1], words[2], "")
	wrote, err := wins.Wrote(tx, actor.ID, m)
	if wrote {
		n.Where, n.Source = m, wins.SourceMessage
		if words[0] == wins.SourceVoice {
			n.Source = wins.SourceVoice
		}
	}
	return err
}

// answerSaid tells the one answer that each message has, or redraws it.
func (b *Bot) answerSaid(tx *db.Tx, person string, m wins.Where, period string, answer view.Message) error {
	first, err := b.tellFirst(tx, saidKey(person, m), answer)
	if err != nil || first {
		return err
	}
	return b.reanswer(tx, person, m, period, answer)
}

// reanswer redraws the answer to a message, if there is one.
func (b *Bot) reanswer(tx *db.Tx, person string, m wins.Where, period string, answer view.Message) error {
	key := saidKey(person, m)
	key.Kind, key.Period = "win.said.again", period
	return b.retell(tx, saidKey(person, m), key, answer)
}

func saidKey(person string, m wins.Where) outbox.Key {
	return outbox.Key{Kind: "win.said", Recipient: person, Object: m.Channel + " " + m.TS}
}

func (m directMessage) where() wins.Where { return wins.Where{Channel: m.Channel, TS: m.TS} }

func (m directMessage) inThread() bool { return m.Thread != "" && m.Thread != m.TS }

func (m directMessage) version() wins.Message {
	return wins.Message{Person: m.User, Where: m.where(), EditedTS: m.Edited.TS, EventTS: m.EventTS}
}
