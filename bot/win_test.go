package bot_test

import (
	"encoding/json"
	"strings"
	"testing"

	"laurel/internal/db"
	"laurel/sandbox"
	"laurel/wins"
	"laurel/writing"
)

const shipped = "/win Cut p99 latency of #ranker from 120 ms to 80 ms, checkout errors down 18% https://grafana.example/d/1"

// kept are a person's wins that are kept, newest first.
func (s story) kept(person string) (list []wins.Win) {
	s.Helper()
	err := s.db.Read(s.Context(), func(tx *db.Tx) (err error) {
		list, err = wins.List(tx, wins.Filter{Person: person, Status: wins.StatusKept})
		return err
	})
	s.ok(err)
	return list
}

func TestAdaSavesAWinAndOnlySheSeesWhatWasUnderstood(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command(shipped, "C0MLPLAT")
		s.ok(answer.Err)
		s.says(answer.Text(), "Saved", "you and Mia can see it", "p99 latency", "120 → 80 ms", "33 % lower, better",
			"18 % lower", "MLOps &amp; production", "ranker", "Edit", "Remove")
		if !answer.Ephemeral || len(s.w.As("U0BEN").Ephemerals("C0MLPLAT")) > 0 {
			s.Error("somebody else can see the answer")
		}
		list := s.kept("U0ADA")
		if len(list) != 1 || list[0].Source != wins.SourceCommand || list[0].Project != "ranker" ||
			len(list[0].Links) != 1 || list[0].Links[0] != "https://grafana.example/d/1" {
			s.Fatalf("stored %+v", list)
		}
	})
}

func TestAdaEditsHerWinAndTheAnswerShowsTheNewText(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command(shipped, "C0MLPLAT")
		s.ok(ada.Click(answer.Message, "win.edit"))
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		if form := ada.Modal(); form.Title != "Edit win" || !strings.Contains(form.Text(), "p99 latency") {
			s.Fatalf("the form is %q: %s", form.Title, form.Text())
		}
		s.ok(ada.Submit(map[string]any{"text": "Cut p99 latency of #ranker from 120 ms to 70 ms"}))
		s.until("the answer has changed", func() bool {
			shown := ada.Ephemerals("C0MLPLAT")
			return len(shown) == 1 && strings.Contains(shown[0].Text(), "120 → 70 ms")
		})
		if list := s.kept("U0ADA"); len(list) != 1 || !strings.Contains(list[0].Text, "70 ms") {
			s.Fatalf("stored %+v", list)
		}
	})
}

func TestAdaRemovesHerWinAndTakesThatBack(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		answer := ada.Command(shipped, "C0MLPLAT")
		s.ok(ada.Click(answer.Message, "win.remove"))
		s.until("the answer says so", func() bool {
			shown := ada.Ephemerals("C0MLPLAT")
			return len(shown) == 1 && strings.Contains(shown[0].Text(), "Removed")
		})
		if list := s.kept("U0ADA"); len(list) != 0 {
			s.Fatalf("still kept: %+v", list)
		}
		s.ok(ada.Click(ada.Ephemerals("C0MLPLAT")[0], "win.undo"))
		if list := s.kept("U0ADA"); len(list) != 1 {
			s.Fatalf("kept after taking it back: %+v", list)
		}
	})
}

func TestWinAloneOpensTheFormAndTheFormSaves(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.ok(ada.Command("/win", "C0MLPLAT").Err)
		s.until("the form is open", func() bool { return ada.Modal() != nil })
		if err := ada.Submit(map[string]any{"text": "   \n "}); err == nil || len(s.kept("U0ADA")) > 0 {
			s.Fatalf("an empty text was saved (%v)", err)
		}
		s.ok(ada.Submit(map[string]any{"text": "Wrote the runbook for #ranker", "visibility": "private"}))
		s.until("the answer is there", func() bool { return len(ada.Ephemerals("C0MLPLAT")) == 1 })
		s.says(ada.Ephemerals("C0MLPLAT")[0].Text(), "Saved", "only you can see it")
		if list := s.kept("U0ADA"); len(list) != 1 || list[0].Source != wins.SourceModal || list[0].Visibility != "private" {
			s.Fatalf("stored %+v", list)
		}
	})
}

func TestNobodyCanEditOrRemoveSomebodyElsesWin(t *testing.T) {
	tell(t, func(s story) {
		ada, ben := s.w.As("U0ADA"), s.w.As("U0BEN")
		theirs := ada.Command(shipped, "C0MLPLAT")
		own := ben.Command("/win Built the uplift report", "C0MLPLAT")
		for i, action := range []string{"win.remove", "win.edit", "win.undo"} {
			s.ok(ben.Press(own.Message, action, theirs.Button("win.edit").Value))
			s.until("Ben is told", func() bool {
				told := 0
				for _, m := range ben.Ephemerals("C0MLPLAT") {
					if strings.Contains(m.Text(), "not in your list") {
						told++
					}
				}
				return told == i+1
			})
		}
		if list := s.kept("U0ADA"); len(list) != 1 || list[0].Text != strings.TrimPrefix(shipped, "/win ") {
			s.Fatalf("Ada's win is %+v", list)
		}
	})
}

func TestHostileTextIsStoredCleanAndShownInert(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		for _, hostile := range []string{
			"<!channel> <@U0MIA> <http://evil.example|click> *bold* `code` &lt;!here&gt;",
			"up\u202edown\u200b zero\x00null \ufeffbom",
			"'; drop table wins; -- \\u0000 %s {{.}}",
		} {
			answer := ada.Command("/win "+hostile, "C0MLPLAT")
			s.ok(answer.Err)
			s.says(answer.Text(), "Saved")
			s.never(strings.Join(marks(answer.Blocks), "\n"), "<", "evil", "drop table")
			if writing.Hides(hostile) {
				s.says(answer.Text(), "were left out")
			}
			s.never(string(answer.Blocks), "\u202e", "\u200b", "\\u0000n", `"type":"link"`, `"type":"user"`)
			s.never(s.kept("U0ADA")[0].Text, "\x00", "\u202e", "\u200b", "\ufeff")
		}
	})
}

func TestATextThatIsTooLongIsRefusedWithItsLength(t *testing.T) {
	tell(t, func(s story) {
		answer := s.w.As("U0ADA").Command("/win "+strings.Repeat("ä", 40_001), "C0MLPLAT")
		s.ok(answer.Err)
		s.says(answer.Text(), "40,001", "40,000", "Nothing was saved")
		if list := s.kept("U0ADA"); len(list) != 0 {
			s.Fatalf("stored %d", len(list))
		}
	})
}

func TestWhoIsNoFullMemberIsToldSoAndNothingIsStored(t *testing.T) {
	tell(t, func(s story) {
		for _, user := range []string{"U0GUS", "U0OLD", "U0EXT"} {
			answer := s.w.As(user).Command("/win Sneaked in", "C0WINS")
			if answer.Err == nil {
				s.says(answer.Text(), "full members")
			}
			if list := s.kept(user); len(list) != 0 {
				s.Errorf("%s has %+v", user, list)
			}
		}
	})
}

func TestAFullMemberWhomLaurelHasNotMetIsAddedFromSlack(t *testing.T) {
	tell(t, func(s story) {
		s.w.Join(sandbox.User{ID: "U0KIM", RealName: "Kim Sato"})
		answer := s.w.As("U0KIM").Command("/win First pull request merged", "C0GENERAL")
		s.ok(answer.Err)
		s.says(answer.Text(), "Saved", "needs your function and your manager", "laurel people import")
		if list := s.kept("U0KIM"); len(list) != 1 {
			s.Fatalf("stored %+v", list)
		}
	})
}

func TestHelpAndListAnswerOnlyTheCaller(t *testing.T) {
	tell(t, func(s story) {
		ada := s.w.As("U0ADA")
		s.says(ada.Command("/win help").Text(), "form", "list", "witness")
		s.says(ada.Command("/win list").Text(), "You have no wins yet")
		ada.Command(shipped)
		s.says(ada.Command("/win list").Text(), "1 win", "p99 latency", "Edit")
		if list := s.kept("U0ADA"); len(list) != 1 {
			s.Fatalf("help or list became a win: %+v", list)
		}
	})
}

// marks are the texts of a message in which Slack looks for its marks (mrkdwn).
func marks(blocks json.RawMessage) (texts []string) {
	var walk func(value any)
	walk = func(value any) {
		switch value := value.(type) {
		case []any:
			for _, element := range value {
				walk(element)
			}
		case map[string]any:
			if text, ok := value["text"].(string); ok && value["type"] == "mrkdwn" {
				texts = append(texts, text)
			}
			for _, element := range value {
				walk(element)
			}
		}
	}
	var parsed any
	if err := json.Unmarshal(blocks, &parsed); err != nil {
		return []string{err.Error()}
	}
	walk(parsed)
	return texts
}
