package bot_test

import (
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/sandbox"
)

func TestTheSameTextAgainIsAlreadySavedUnlessAdaKeepsBoth(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.says(ada.Command(shipped).Text(), "*Saved*")
		again := ada.Command(shipped)
		s.says(again.Text(), "Already saved", "nothing was added", "Keep both")
		s.says(ada.Command("/win Shipped the importer").Text(), "*Saved*")
		s.says(s.w.As("U0JUN").Command(shipped).Text(), "*Saved*")
		if n := len(s.kept("U0ADA")); n != 2 {
			s.Fatalf("Ada has %d wins", n)
		}
		value := again.Message.Button("win.keep.both").Value
		s.ok(ada.Click(again.Message, "win.keep.both"))
		s.until("both are kept", func() bool { return len(s.kept("U0ADA")) == 3 })
		s.ok(ada.Press(again.Message, "win.keep.both", value)) // once is enough
		s.ok(s.w.As("U0BEN").Press(again.Message, "win.keep.both", value))
		s.ok(ada.Command("/win list").Err)
		if n, other := len(s.kept("U0ADA")), len(s.kept("U0BEN")); n != 3 || other != 0 {
			s.Errorf("Ada has %d wins, Ben %d", n, other)
		}
		s.w.Advance(25 * time.Hour)
		s.says(ada.Command(shipped).Text(), "*Saved*") // a day later it is news
	})
}

func TestAfterALostAckTheSameTextIsNotSavedTwice(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.ok(ada.Command("/win help").Err)
		first := make(chan sandbox.Answer, 1)
		s.do(func(tx *db.Tx) error { // while this is open no win can be written
			if tx.Postgres() {
				if _, err := tx.Exec(`lock table wins in exclusive mode`); err != nil {
					return err
				}
			}
			if _, err := tx.Exec(`update wins set touched = touched`); err != nil {
				return err
			}
			seen := len(s.w.Entries(0))
			go func() { first <- ada.Command(shipped) }()
			s.until("the command has left", func() bool { return len(s.w.Entries(0)) > seen })
			s.w.Advance(4 * time.Second) // Slack gives up on the ack
			return nil
		})
		if answer := <-first; answer.Err == nil {
			s.Fatal("the first attempt was answered")
		}
		s.until("it was committed all the same", func() bool { return len(s.kept("U0ADA")) == 1 })
		again := ada.Command(shipped)
		s.says(again.Text(), "Already saved", "Keep both", "Edit", "Remove")
		if n := len(s.kept("U0ADA")); n != 1 {
			s.Errorf("Ada has %d wins", n)
		}
	})
}
