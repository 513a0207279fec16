package bot_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/sandbox"
)

// refusedForm fails the test unless a form was refused under a field with a sentence that holds the text.
func (s story) refusedForm(err error, text string) {
	s.Helper()
	var fields sandbox.FieldErrors
	if !errors.As(err, &fields) || !strings.Contains(fields.Error(), text) {
		s.Errorf("the form said %v", err)
	}
}

func TestAFormIsOfNoUseToAnybodyElse(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		s.ok(ada.Command("/win", "C0WINS").Err)
		s.until("Ada's form is open", func() bool { return ada.Modal() != nil })
		adas := ada.Modal().PrivateMetadata
		if adas == "" {
			s.Fatal("Ada's form carries nothing")
		}
		s.ok(ben.Command("/win", "C0WINS").Err)
		s.until("Ben's form is open", func() bool { return ben.Modal() != nil })
		s.w.Forge(func(payload map[string]any) { payload["view"].(map[string]any)["private_metadata"] = adas })
		err := ben.Submit(map[string]any{"text": "Shipped the importer"})
		s.w.Forge(nil)
		s.refusedForm(err, "open for more than a day")
		if n := len(ada.Ephemerals("C0WINS")); n != 0 || len(s.kept("U0BEN")) != 0 {
			s.Errorf("Ada sees %d messages, Ben has %+v", n, s.kept("U0BEN"))
		}
		s.ok(ben.Submit(map[string]any{"text": "Shipped the importer"}))
	})
}

func TestAFormIsTakenForADayAndNoLonger(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		for _, age := range []time.Duration{23*time.Hour + 50*time.Minute, 24*time.Hour + time.Minute} {
			s.ok(ada.Command("/win", "C0WINS").Err)
			s.until("the form is open", func() bool { return ada.Modal() != nil })
			s.w.Advance(age)
			if err := ada.Submit(map[string]any{"text": "Shipped after " + age.String()}); age < 24*time.Hour {
				s.ok(err)
				ada.CloseAll()
			} else {
				s.refusedForm(err, "open for more than a day")
			}
		}
		if list := s.kept("U0ADA"); len(list) != 1 || list[0].Text != "Shipped after 23h50m0s" {
			s.Errorf("kept %+v", list)
		}
	})
}

func TestActsOfAnotherWorkspaceDoNothing(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		saved := ada.Command("/win Shipped the importer")
		s.w.Forge(func(payload map[string]any) {
			if team, ok := payload["team"].(map[string]any); ok { // https://docs.slack.dev/reference/interaction-payloads
				team["id"] = "T0OTHER"
			} else {
				payload["team_id"] = "T0OTHER"
			}
		})
		s.says(ada.Command("/win Shipped the exporter").Text(), "another workspace")
		s.ok(ada.Click(saved.Message, "win.remove"))
		s.until("Ada is told", func() bool {
			for _, m := range ada.Ephemerals() {
				if strings.Contains(m.Text(), "another workspace") && !m.Has("win.remove") {
					return true
				}
			}
			return false
		})
		if list := s.kept("U0ADA"); len(list) != 1 || list[0].Text != "Shipped the importer" {
			s.Errorf("kept %+v", list)
		}
	})
}

func TestEventsOfAnotherWorkspaceDoNothing(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		for _, forged := range []struct {
			who   string
			alter func(payload map[string]any)
			kept  int
		}{
			{"their authorization", func(payload map[string]any) {
				payload["authorizations"] = []any{map[string]any{"team_id": "T0OTHER"}}
			}, 0},
			{"no authorization, their team", func(payload map[string]any) {
				payload["team_id"] = "T0OTHER"
				delete(payload, "authorizations")
			}, 0},
			{"ours, in a channel shared with them", func(payload map[string]any) { payload["team_id"] = "T0OTHER" }, 1},
		} {
			s.w.Forge(nil)
			ts := ada.Say("C0MLPLAT", "Shipped the importer: "+forged.who)
			seen := len(s.acked("reaction_added"))
			s.w.Forge(forged.alter)
			s.ok(ben.React("C0MLPLAT", ts, "trophy"))
			s.until("the event is acked", func() bool { return len(s.acked("reaction_added")) > seen })
			var stored int // acked means stored
			s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
				return tx.Get(&stored, `select count(*) from inbox where kind = 'reaction_added'`)
			}))
			if stored != forged.kept {
				s.Errorf("%s: %d events are stored", forged.who, stored)
			}
		}
		s.until("ours counts", func() bool { return len(s.kept("U0ADA")) == 1 })
	})
}

// acked are the acks of an event that the sandbox has got.
func (s story) acked(event string) (acks []sandbox.Entry) {
	for _, e := range s.w.Entries(0) {
		if e.Kind == "ack" && e.Title == event {
			acks = append(acks, e)
		}
	}
	return acks
}
