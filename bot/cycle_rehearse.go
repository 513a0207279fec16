package bot

import (
	"cmp"
	"slices"
	"time"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/reviews"
)

// Rehearsed is one message that a cycle would send.
type Rehearsed struct {
	To   string    // the reader's id
	At   time.Time // when, in the reader's zone
	Text string
}

// RehearseCycle says what a cycle would send by itself if it were opened now, nobody did anything and no stage were ended
// by hand; in the order of time. It changes nothing. Errors: those of reviews.Cycles.Open.
func (b *Bot) RehearseCycle(tx *db.Tx, n reviews.New) ([]Rehearsed, error) {
	opened, err := b.cycles.Rehearse(tx, n)
	if err != nil {
		return nil, err
	}
	messages, err := b.rehearseSubjects(tx, opened)
	if err != nil {
		return nil, err
	}
	known, err := b.everybodyIn(tx, opened.Requests)
	if err != nil {
		return nil, err
	}
	times := map[string][]time.Time{} // by time zone, of which there are few
	for _, requests := range byGiver(opened.Requests) {
		giver := known[requests[0].Giver]
		zone := b.location(giver).String()
		if _, there := times[zone]; !there {
			if times[zone], err = b.cycles.AskTimes(opened.Cycle, giver, requests[0].AskedAt, requests[0].DueAt); err != nil {
				return nil, err
			}
		}
		messages = append(messages, b.rehearsed(times[zone], requests, known)...)
	}
	packets, err := b.cycles.RehearsePackets(tx, opened.Cycle, opened.Subjects)
	if err != nil {
		return nil, err
	}
	for _, p := range packets {
		at := b.byDay(p.At, p.Manager).In(b.location(p.Manager))
		text := view.PacketReadyText(p.Subject.Name, opened.Cycle.Name)
		messages = append(messages, Rehearsed{To: p.Manager.ID, At: at, Text: text})
	}
	slices.SortStableFunc(messages, func(x, y Rehearsed) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.To, y.To)) })
	return messages, nil
}

// rehearseSubjects is what the subjects of a cycle are told.
func (b *Bot) rehearseSubjects(tx *db.Tx, opened reviews.Opened) (messages []Rehearsed, err error) {
	if opened.Cycle.Stage == reviews.StageNomination {
		known, err := people.Some(tx, opened.Subjects)
		if err != nil {
			return nil, err
		}
		for _, id := range opened.Subjects {
			if at, ok := b.inHours(tx.Now(), opened.Cycle.StageEndsAt, known[id]); ok {
				text := b.nominateAsk(opened.Cycle, known[id]).Text
				messages = append(messages, Rehearsed{To: id, At: at.In(b.location(known[id])), Text: text})
			}
		}
	}
	told, err := b.cycles.RehearseSelf(tx, opened.Cycle, opened.Subjects)
	for _, t := range told {
		zone := b.location(t.Subject)
		messages = append(messages, Rehearsed{To: t.Subject.ID, At: t.At.In(zone), Text: view.SelfAsked(t.SelfDue, zone).Text})
	}
	return messages, err
}
