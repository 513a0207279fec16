package bot_test

import (
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/wins"
)

func TestBensTrophyMakesAMessageAdasWinAndTakingItBackTakesTheWitnessBack(t *testing.T) {
	tell(t, func(s story) {
		ada, ben, lin := s.w.As("U0ADA"), s.w.As("U0BEN"), s.w.As("U0LIN")
		ts := ada.Say("C0MLPLAT", "Drift alert fired on feature 12, rolled back before the campaign started")
		s.ok(ben.React("C0MLPLAT", ts, "trophy"))
		dm := s.told("U0ADA", "Ben marked your message")
		s.says(dm.Text(), "C0MLPLAT", "Drift alert fired on feature 12", "Ben as witness", "Edit", "Remove")
		list := s.kept("U0ADA")
		if len(list) != 1 || list[0].Source != wins.SourceReaction || len(list[0].Witnesses) != 1 ||
			list[0].Witnesses[0].Person != "U0BEN" {
			s.Fatalf("stored %+v", list)
		}

		s.ok(lin.React("C0MLPLAT", ts, "trophy::skin-tone-3"))
		s.until("Lin is a witness too", func() bool { return len(s.kept("U0ADA")[0].Witnesses) == 2 })
		s.ok(lin.Unreact("C0MLPLAT", ts, "trophy::skin-tone-3"))
		s.until("Lin is no witness any more", func() bool { return len(s.kept("U0ADA")[0].Witnesses) == 1 })

		s.ok(ben.Unreact("C0MLPLAT", ts, "trophy"))
		s.until("the win went with its last witness", func() bool { return len(s.kept("U0ADA")) == 0 })
		s.told("U0ADA", "took the mark back")
		s.ok(ben.React("C0MLPLAT", ts, "trophy"))
		s.until("the win is back", func() bool { return len(s.kept("U0ADA")) == 1 })
		s.told("U0ADA", "Ben marked your message")
		s.ok(ben.Unreact("C0MLPLAT", ts, "trophy"))
		s.until("and gone again", func() bool { return len(s.kept("U0ADA")) == 0 })
		dm = s.told("U0ADA", "took the mark back")
		s.ok(ada.Click(dm, "win.undo"))
		if list := s.kept("U0ADA"); len(list) != 1 || len(list[0].Witnesses) != 0 {
			s.Fatalf("after keeping it anyway: %+v", list)
		}
	})
}

func TestAdasMessageNamesWhoMarksItNow(t *testing.T) {
	tell(t, func(s story) {
		ada, ben, eva := s.w.As("U0ADA"), s.w.As("U0BEN"), s.w.As("U0EVA")
		ts := ada.Say("C0MLPLAT", "Drift alert fired on feature 12, rolled back before the campaign started")
		shows := func(text string) {
			s.Helper()
			s.until("Ada's message says: "+text, func() bool {
				inbox := ada.Inbox()
				return len(inbox) == 1 && strings.Contains(inbox[0].Text(), text)
			})
		}
		s.ok(ben.React("C0MLPLAT", ts, "trophy"))
		shows("Kept, with Ben as witness ")
		s.ok(eva.React("C0MLPLAT", ts, "trophy"))
		shows("Kept, with Ben and Eva as witnesses")
		s.ok(ben.Unreact("C0MLPLAT", ts, "trophy"))
		shows("Kept, with Eva as witness ")
		s.ok(ada.React("C0MLPLAT", ts, "trophy"))
		s.ok(eva.Unreact("C0MLPLAT", ts, "trophy"))
		shows("Kept, without a witness") // Ada's own mark keeps it
		s.ok(ada.Unreact("C0MLPLAT", ts, "trophy"))
		shows("You took the mark back")
		s.ok(ada.Click(ada.Inbox()[0], "win.undo"))
		shows("Saved")
		s.ok(ada.Click(ada.Inbox()[0], "win.remove"))
		shows("Removed")
		s.ok(ben.React("C0MLPLAT", ts, "trophy")) // what Ada removed stays removed
		s.until("it is seen", func() bool { return len(s.witnessesOf("U0ADA")) == 1 })
		s.says(ada.Inbox()[0].Text(), "Removed")
		if n := s.w.Calls("chat.postMessage"); n != 1 {
			s.Errorf("%d messages were sent", n)
		}
	})
}

// witnessesOf are the witnesses of the one win of a person's, removed or not.
func (s story) witnessesOf(person string) (found []wins.Witness) {
	s.Helper()
	s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
		list, err := wins.List(tx, wins.Filter{Person: person, Status: wins.AnyStatus})
		if len(list) == 1 {
			found = list[0].Witnesses
		}
		return err
	}))
	return found
}

func TestReactionsOfGuestsBotsAndOtherKindsCountForNothing(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0WINS", "Shipped the importer")
		s.ok(s.w.As("U0BEN").React("C0WINS", ts, "eyes"))
		s.ok(s.w.As("U0GUS").React("C0WINS", ts, "trophy"))
		s.ok(s.w.As("U0LIN").React("C0WINS", ts, "trophy")) // comes last: when it counts, the others were seen
		s.until("Lin's counts", func() bool { return len(s.kept("U0ADA")) == 1 })
		if list := s.kept("U0ADA"); len(list[0].Witnesses) != 1 || list[0].Witnesses[0].Person != "U0LIN" {
			s.Fatalf("witnesses: %+v", list[0].Witnesses)
		}
	})
}

func TestAdasOwnTrophyKeepsHerMessageWithoutAWitness(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		ts := ada.Say("C0MLPLAT", "Model registry is live for #ranker")
		s.ok(ada.React("C0MLPLAT", ts, "trophy"))
		s.until("it is kept", func() bool { return len(s.kept("U0ADA")) == 1 })
		if list := s.kept("U0ADA"); len(list[0].Witnesses) != 0 {
			s.Fatalf("witnesses: %+v", list[0].Witnesses)
		}
		s.ok(ada.Unreact("C0MLPLAT", ts, "trophy"))
		s.until("it went with the trophy", func() bool { return len(s.kept("U0ADA")) == 0 })
		if n := len(ada.Inbox()); n != 0 {
			s.Errorf("Ada was told %d times about what she did herself", n)
		}
	})
}
