package bot_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"laurel/internal/db"
)

func TestStoppingFinishesWhatWasTakenAndAcksNothingElse(t *testing.T) {
	tell(t, func(s story) {
		const commands = 60
		s.ok(s.w.As("U0ADA").Command("/win help").Err)
		saved := make([]bool, commands)
		var running sync.WaitGroup
		for i := range commands {
			running.Go(func() {
				answer := s.w.As("U0ADA").Command(fmt.Sprintf("/win Shipped part %d of the importer", i))
				saved[i] = answer.Err == nil && strings.Contains(answer.Text(), "Saved")
			})
		}
		s.until("some are saved", func() bool { return len(s.kept("U0ADA")) > 5 })
		s.stop()
		running.Wait()
		stored := map[string]bool{}
		for _, w := range s.kept("U0ADA") {
			stored[w.Text] = true
		}
		for i := range commands {
			if saved[i] && !stored[fmt.Sprintf("Shipped part %d of the importer", i)] {
				t.Errorf("part %d was answered with Saved and is not there", i)
			}
		}
	})
}

func TestAnEventDeliveredAgainHappensOnce(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		ts := ada.Say("C0MLPLAT", "Shipped the importer")
		s.w.Cut() // the event finds no socket: it comes again when there is one
		s.ok(ben.React("C0MLPLAT", ts, "trophy"))
		s.until("the socket is open", func() bool { return s.w.Sockets() > 0 })
		s.w.Advance(61_000_000_000) // Slack's second retry, a minute later
		s.told("U0ADA", "marked your message")
		s.w.Advance(301_000_000_000)
		s.ok(ben.Command("/win help").Err)
		if n := len(ada.Inbox()); n != 1 {
			s.Errorf("Ada was told %d times", n)
		}
		if list := s.kept("U0ADA"); len(list) != 1 || len(list[0].Witnesses) != 1 {
			s.Errorf("kept %+v", list)
		}
	})
}

func TestWhenTheDatabaseFailsNothingIsPromisedAndACodeIsShown(t *testing.T) {
	tell(t, func(s story) {
		s.ok(s.w.As("U0ADA").Command("/win help").Err)
		s.do(func(tx *db.Tx) error {
			_, err := tx.Exec(`alter table wins rename to hidden`)
			return err
		})
		answer := s.w.As("U0ADA").Command("/win Shipped the importer")
		s.do(func(tx *db.Tx) error {
			_, err := tx.Exec(`alter table hidden rename to wins`)
			return err
		})
		s.ok(answer.Err)
		s.says(answer.Text(), "nothing was saved", "this code:")
		s.never(answer.Text(), "Saved", "hidden", "no such table")
		if list := s.kept("U0ADA"); len(list) != 0 {
			s.Errorf("kept %+v", list)
		}
		s.says(s.w.As("U0ADA").Command("/win Shipped the importer").Text(), "Saved")
	})
}

func TestALostAnswerOfSlackDoublesNoMessage(t *testing.T) {
	tell(t, func(s story) {
		s.w.DropAnswer("chat.postMessage")
		s.worked()
		s.open("2026 H2")
		for _, giver := range colleagues {
			s.asked(giver)
		}
		s.w.Advance(30_000_000_000)
		s.until("each has been looked after", func() bool {
			pending := 0
			s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
				stats, err := s.bot.Queue(tx)
				pending = int(stats.Pending)
				return err
			}))
			return pending == 0
		})
		for _, giver := range colleagues {
			if n := len(s.w.As(giver).Inbox()); n != 1 {
				s.Errorf("%s has %d messages", giver, n)
			}
		}
	})
}
