package wins_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"laurel/internal/db"
	"laurel/internal/dbtest"
	"laurel/wins"
)

// written is a version of Ada's message: when it was edited, to the second ("" as first written), and when the event of it
// happened.
func written(edited, at string) wins.Message {
	return wins.Message{Person: "UADA", Where: message, EditedTS: edited, EventTS: at}
}

// saySo does what laurel does with a version that is news.
func saySo(tx *db.Tx, m wins.Message, text string) error {
	news, err := wins.Said(tx, m)
	if err != nil || !news {
		return err
	}
	if _, err = wins.Reword(tx, m, text, ""); !errors.Is(err, wins.ErrNotFound) {
		return err
	}
	_, err = wins.AddSaid(tx, wins.New{Person: m.Person, Text: text, Source: wins.SourceMessage, Where: m.Where})
	return err
}

func said(t *testing.T, b dbtest.Base, m wins.Message, text string) {
	t.Helper()
	write(t, b, func(tx *db.Tx) error { return saySo(tx, m, text) })
}

func TestAMessageIsOneWinOfTheDayItWasWritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		b.Clock.Advance(48 * time.Hour)
		said(t, b, written("", message.TS), "Shipped the importer")
		said(t, b, written("", message.TS), "Shipped the importer")
		list := listAll(t, b)
		if len(list) != 1 || list[0].OccurredOn != "2026-11-23" || list[0].Where != message || list[0].Touched {
			t.Fatalf("%+v", list)
		}
		said(t, b, written("1795422060.000000", "1795422060.000300"), "Shipped the exporter")
		list = listAll(t, b)
		if len(list) != 1 || list[0].Text != "Shipped the exporter" || list[0].Version != 2 || list[0].Touched {
			t.Fatalf("after the edit: %+v", list)
		}
	})
}

func TestInWhateverOrderVersionsOfAMessageComeTheNewestCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			n++
			at := wins.Where{Channel: "D1", TS: fmt.Sprintf("1795422000.%06d", n)}
			type version struct {
				wins.Message
				text string
				gone bool
			}
			versions := []version{{Message: wins.Message{EventTS: at.TS}, text: "version 0"}}
			second := 1795422001
			for i := range rapid.IntRange(0, 4).Draw(rt, "edits") {
				second += rapid.IntRange(0, 1).Draw(rt, "seconds later")
				versions = append(versions, version{text: fmt.Sprintf("version %d", i+1), Message: wins.Message{
					EditedTS: fmt.Sprintf("%d.000000", second), EventTS: fmt.Sprintf("%d.%06d", second, 500+i),
				}})
			}
			if rapid.Bool().Draw(rt, "deleted") {
				versions = append(versions, version{gone: true, Message: wins.Message{EventTS: "1795422100.000100"}})
			}
			newest, want, gone := -1, "", false
			events := append(versions[:len(versions):len(versions)], versions...) // each comes twice
			for _, i := range rapid.Permutation(indices(len(events))).Draw(rt, "order") {
				v := events[i]
				v.Person, v.Where = "UADA", at
				if which := i % len(versions); !gone && !v.gone && which > newest {
					newest, want = which, v.text
				}
				gone = gone || v.gone
				write(t, b, func(tx *db.Tx) error {
					if !v.gone {
						return saySo(tx, v.Message, v.text)
					}
					_, _, _, err := wins.Unsaid(tx, v.Message)
					if errors.Is(err, wins.ErrNotFound) {
						return nil
					}
					return err
				})
			}
			got := ""
			write(t, b, func(tx *db.Tx) error {
				w, err := wins.OfMessage(tx, "UADA", at)
				if got = w.Text; errors.Is(err, wins.ErrNotFound) {
					return nil
				}
				return err
			})
			if got != want {
				rt.Fatalf("kept %q, want %q", got, want)
			}
		})
	})
}

func listAll(t testing.TB, b dbtest.Base) []wins.Win {
	t.Helper()
	return list(t, b, wins.Filter{Person: "UADA", Status: wins.AnyStatus})
}

func indices(n int) (list []int) {
	for i := range n {
		list = append(list, i)
	}
	return list
}

func TestAMessageChangesItsWinOnlyWhileItsOwnerHasNotChangedItByItself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		said(t, b, written("", message.TS), "Shipped the importer")
		w := listAll(t, b)[0]
		visibility := ""
		reword := func(at, text string) (w wins.Win, err error) {
			write(t, b, func(tx *db.Tx) error {
				w, err = wins.Reword(tx, written(at, at), text, visibility)
				return nil
			})
			return w, err
		}
		edit := func(text string) {
			write(t, b, func(tx *db.Tx) error {
				_, err := wins.Edit(tx, "UADA", w.ID, wins.Change{Text: &text})
				return err
			})
		}
		write(t, b, func(tx *db.Tx) error { // not its words
			day := "2026-11-20"
			_, err := wins.Edit(tx, "UADA", w.ID, wins.Change{OccurredOn: &day})
			return err
		})
		visibility = wins.VisibilityPrivate
		if w, err := reword("1795422060", "Shipped the exporter"); err != nil || w.Version != 3 ||
			w.Visibility != wins.VisibilityPrivate || w.OccurredOn != "2026-11-20" {
			t.Fatalf("%+v, %v", w, err)
		}
		visibility = "" // and stays what it is
		edit("Shipped both")
		if w, err := reword("1795422061", "Shipped one"); !errors.Is(err, wins.ErrApart) || w.Text != "Shipped both" {
			t.Fatalf("%+v, %v", w, err)
		}
		if w, err := reword("1795422062", "Shipped both "); err != nil || w.Version != 4 { // the same words: together again
			t.Fatalf("%+v, %v", w, err)
		}
		if w, err := reword("1795422063", "Shipped all"); err != nil || w.Version != 5 {
			t.Fatalf("%+v, %v", w, err)
		}
		if _, err := reword("1795422064", " \u200b"); !errors.Is(err, wins.ErrEmpty) {
			t.Fatal(err)
		}
		write(t, b, func(tx *db.Tx) error {
			_, err := wins.Remove(tx, "UADA", w.ID)
			return err
		})
		if _, err := reword("1795422065", "Shipped none"); !errors.Is(err, wins.ErrGone) {
			t.Fatal(err)
		}
		if list := listAll(t, b); len(list) != 1 || list[0].Text != "Shipped all" || list[0].Status != wins.StatusRemoved {
			t.Fatalf("%+v", list)
		}
	})
}

func TestAMessageBelongsToWhoWroteIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		said(t, b, written("", message.TS), "Shipped the importer")
		write(t, b, func(tx *db.Tx) error {
			for who, want := range map[string]bool{"UADA": true, "UBEN": false} {
				if wrote, err := wins.Wrote(tx, who, message); err != nil || wrote != want {
					t.Errorf("%s: %v, %v", who, wrote, err)
				}
			}
			w, person, news, err := wins.Unsaid(tx, wins.Message{Where: message, EventTS: "1795422070"}) // whose is not said
			if err != nil || !news || person != "UADA" || w.Text != "Shipped the importer" {
				t.Errorf("%+v of %s, %v, %v", w, person, news, err)
			}
			if _, _, news, err := wins.Unsaid(tx, written("", "1795422071")); err != nil || news {
				t.Errorf("the second time: %v, %v", news, err)
			}
			if wrote, err := wins.Wrote(tx, "UADA", message); err != nil || wrote {
				t.Errorf("after it was deleted: %v, %v", wrote, err)
			}
			for _, bad := range []wins.Message{{}, written("x", "1"), written("", ""), {Where: wins.Where{TS: "1"}, EventTS: "1"}} {
				if _, err := wins.Said(tx, bad); err == nil {
					t.Errorf("%+v was taken", bad)
				}
			}
			return nil
		})
	})
}

func TestAClipIsDueAtOnceThenLaterAndLaterAndIsDoneOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		clip := wins.Clip{Person: "UADA", Where: message, File: "F1", Words: "see"}
		due := func() (list []wins.Clip) {
			write(t, b, func(tx *db.Tx) (err error) {
				any, err := wins.AnyClipDue(tx)
				if err != nil {
					return err
				}
				if list, err = wins.DueClips(tx, 5); any != (len(list) > 0) {
					t.Errorf("any is %v, due are %+v", any, list)
				}
				return err
			})
			return list
		}
		write(t, b, func(tx *db.Tx) error { return wins.AwaitClip(tx, clip) })
		first := due()
		if len(first) != 1 || first[0].File != "F1" || first[0].Person != "UADA" || first[0].Words != "see" || len(due()) != 0 {
			t.Fatalf("due: %+v", first)
		}
		looks := 0
		begun := b.Clock.Now()
		for !first[0].Late(b.Clock.Now()) {
			b.Clock.Advance(time.Second)
			looks += len(due())
		}
		if waited := b.Clock.Now().Sub(begun); looks < 20 || looks > 40 || waited != wins.ClipTime {
			t.Errorf("%d looks in %s", looks, waited)
		}
		clip.Words = "see this"
		write(t, b, func(tx *db.Tx) error {
			if err := wins.AwaitClip(tx, clip); err != nil {
				return err
			}
			for _, want := range []bool{true, false} {
				if fresh, err := wins.ClipPatient(tx, clip); err != nil || fresh != want {
					t.Errorf("told: %v, %v", fresh, err)
				}
			}
			c, ours, err := wins.ClipDone(tx, message)
			if err != nil || !ours || c.Words != "see this" || !c.Patient || !c.Late(tx.Now()) {
				t.Errorf("done: %+v, %v, %v", c, ours, err)
			}
			if _, ours, err := wins.ClipDone(tx, message); err != nil || ours {
				t.Errorf("the second time: %v, %v", ours, err)
			}
			return nil
		})
		b.Clock.Advance(time.Hour)
		if left := due(); len(left) != 0 {
			t.Errorf("still due: %+v", left)
		}
	})
}
