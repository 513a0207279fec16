package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/internal/outbox"
	"laurel/people"
	"laurel/wins"
	"laurel/wins/files"
)

// winExport answers /win export [md|pdf|csv|json]: the person's wins come as a file into their messages with laurel.
func (b *Bot) winExport(tx *db.Tx, actor people.Person, a act, words string) (reply, error) {
	total, err := wins.Count(tx, wins.Filter{Person: actor.ID})
	if err != nil {
		return reply{}, err
	}
	if total == 0 {
		return say(view.ExportNothing()), nil
	}
	format, known := exportFormat(words)
	if !known {
		return say(view.ExportChoice(total, words)), nil
	}
	return say(view.ExportOrdered(format)), b.orderExport(tx, actor, a, exportOrder{Format: format})
}

// winExportChosen is the same by a button, which may leave open what the file shall be.
func (b *Bot) winExportChosen(tx *db.Tx, actor people.Person, a act) (reply, error) {
	if a.Value == "" {
		return b.winExport(tx, actor, a, "")
	}
	format, known := exportFormat(a.Value)
	if !known {
		return say(view.Outdated()), nil
	}
	ordered := view.ExportOrdered(format)
	r := reply{Replace: &ordered}
	if a.InModal {
		note := view.Note(ordered)
		r = reply{Redraw: &note}
	}
	return r, b.orderExport(tx, actor, a, exportOrder{Format: format})
}

func exportFormat(word string) (files.Format, bool) {
	word = strings.ToLower(strings.TrimPrefix(word, "."))
	if word == "markdown" {
		return files.Markdown, true
	}
	for _, f := range files.Formats {
		if word == string(f) {
			return f, true
		}
	}
	return "", false
}

// exportOrder is what waits in the outbox for a file: not the file itself, which is made when its turn comes, from what
// is kept by then.
type exportOrder struct {
	Format files.Format `json:"format"`
	Story  string       `json:"story,omitempty"` // the project whose story it is, as Markdown; "" for all wins
	Day    string       `json:"day"`             // when it was asked for, where the person is
}

// fileName is like no other file's: find tells by it that the file has arrived.
func (o exportOrder) fileName(m outbox.Outgoing) string {
	kind := "wins-"
	if o.Story != "" {
		kind = "story-"
	}
	return kind + o.Day + "-" + m.Marker[:8] + "." + o.Format.Ending()
}

// orderExport queues the file. The act's key names it: the same act orders it once, and another one another file.
func (b *Bot) orderExport(tx *db.Tx, actor people.Person, a act, order exportOrder) error {
	order.Day = tx.Now().In(b.location(actor)).Format(time.DateOnly)
	body, err := json.Marshal(letterBody{Export: &order})
	if err != nil {
		return fmt.Errorf("order an export: %w", err)
	}
	key := outbox.Key{Kind: "win.export", Recipient: actor.ID, Object: string(order.Format), Period: a.Key}
	_, err = b.outbox.Add(tx, outbox.Message{Key: key, Channel: actor.ID, Body: body})
	return err
}

// maxExport is how many bytes a file may have: a send must be over within its lease, also on a slow line.
const maxExport = 20 << 20

// sendExport makes the file and sends it, or says why there is none.
func (b *Bot) sendExport(ctx context.Context, m outbox.Outgoing, order exportOrder) (outbox.Sent, error) {
	book, err := b.exported(ctx, m.Key.Recipient, order.Story)
	if err != nil {
		return outbox.Sent{}, err
	}
	if len(book.Wins) == 0 { // they were removed since
		return b.post(ctx, m, view.ExportNothing())
	}
	content, err := order.write(book)
	switch {
	case err != nil:
		return outbox.Sent{}, fmt.Errorf("make an export: %w", err)
	case len(content) > maxExport:
		return b.post(ctx, m, view.ExportTooLarge(len(content), maxExport))
	}
	name := order.fileName(m)
	sent, refused, err := b.sendFile(ctx, m, attachment{
		Name: name, Title: order.title(book), Content: content,
		Comment: view.ExportComment(order.Format, len(book.Wins), name),
	})
	if refused != "" {
		return b.post(ctx, m, view.ExportRefused(refused))
	}
	return sent, err
}

func (o exportOrder) write(book files.Book) ([]byte, error) {
	if o.Story != "" {
		return book.Story(o.Story), nil
	}
	return book.Write(o.Format)
}

func (o exportOrder) title(book files.Book) string {
	if o.Story != "" {
		return view.StoryTitle(o.Story)
	}
	return view.ExportTitle(book.Person)
}

// exported reads the person's kept wins, or those of one project; private ones too: they are theirs.
func (b *Bot) exported(ctx context.Context, person, project string) (book files.Book, err error) {
	err = b.db.Read(ctx, func(tx *db.Tx) error {
		owner, err := people.Get(tx, person)
		if err != nil {
			return err
		}
		list, err := wins.List(tx, wins.Filter{Person: person, Project: project})
		if err != nil {
			return err
		}
		names, err := b.mentioned(tx, list...)
		book = files.Book{Person: owner.Name, Wins: list, Names: names, Today: tx.Now().In(b.location(owner))}
		return err
	})
	return book, err
}
