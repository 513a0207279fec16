package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"laurel/bot"
	"laurel/internal/db"
	"laurel/reviews"
	"laurel/sandbox"
)

// rehearsalStep is how far the clock goes between two looks: a message leaves at the first look at or after its time.
const rehearsalStep = 3 * time.Hour

func TestARehearsalsListIsWhatIsThenSent(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		cycle := reviews.New{
			Name: "2026 H2", Template: "mlops-engineer", Subjects: []string{"U0ADA", "U0JUN", "U0RAV", "U0SAM"},
		}
		var rehearsed []bot.Rehearsed
		s.do(func(tx *db.Tx) (err error) {
			rehearsed, err = s.bot.RehearseCycle(tx, cycle)
			return err
		})
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.OpenCycle(tx, cycle)
			return err
		})
		sent := s.sentUntil(rehearsed[len(rehearsed)-1].At.Add(rehearsalStep))
		if diff := cmp.Diff(lines(rehearsed), lines(sent)); diff != "" {
			s.Fatalf("rehearsed (-) and sent (+):\n%s", diff)
		}
		for i, m := range sent {
			if late := m.At.Sub(rehearsed[i].At); late < -time.Minute || late > rehearsalStep+time.Minute {
				s.Errorf("%s was told %v after the rehearsed time: %s", m.To, late, m.Text)
			}
			if hour := m.At.Hour(); hour < 8 || hour >= 20 {
				s.Errorf("%s was told at %s: %s", m.To, m.At.Format(time.Kitchen), m.Text)
			}
		}
		for _, kind := range []string{"say whom to ask", "self-assessment", "is still open", "Feedback for", "Reminder: feedback", "The packet of"} {
			if !slices.ContainsFunc(rehearsed, func(m bot.Rehearsed) bool { return strings.Contains(m.Text, kind) }) {
				s.Errorf("no message is rehearsed about %q", kind)
			}
		}
	})
}

// sentUntil has the clock run until a moment, and lists what the cycle told anybody meanwhile, as it was told.
func (s story) sentUntil(end time.Time) (sent []bot.Rehearsed) {
	s.Helper()
	seen := map[string]bool{}
	for over := false; !over; s.w.Advance(rehearsalStep) {
		over = s.w.Now().After(end)
		<-s.bot.Poke()
		s.until("all that is new has left", func() bool { // of changes there are more at the end than a minute takes
			var waiting int64
			s.ok(s.db.Read(s.Context(), func(tx *db.Tx) error {
				return tx.Get(&waiting, `select count(*) from outbox where done_at = 0 and original = '' and run_at < ?`, db.At(tx.Now()))
			}))
			return waiting == 0
		})
		for _, line := range strings.Split(strings.TrimSpace(cast), "\n")[1:] {
			cells := strings.Split(line, ",")
			zone, err := time.LoadLocation(cells[5])
			s.ok(err)
			for _, m := range s.w.As(cells[0]).Inbox() {
				if !seen[cells[0]+m.TS] && !strings.HasPrefix(m.Body, "Your team last week") && !strings.HasPrefix(m.Body, "Did it hold?") {
					seen[cells[0]+m.TS] = true
					sent = append(sent, bot.Rehearsed{To: cells[0], At: when(s, m).In(zone), Text: m.Body})
				}
			}
		}
	}
	return sent
}

func TestAPacketThatIsReadyAtNightIsToldOfInTheMorning(t *testing.T) {
	tell(t, func(s story) {
		s.worked()
		s.imports("U0MIA", 5, "Asia/Seoul")
		s.open("2026 H2") // 15:31 in Berlin is 23:31 there
		s.do(func(tx *db.Tx) error {
			_, err := s.bot.AdvanceCycle(tx, "2026 H2")
			return err
		})
		s.poke()
		mia := s.w.As("U0MIA")
		s.says(mia.OpenHome().Text(), "Packet of Ada Osei", "Open packet")
		for _, m := range mia.Inbox() {
			s.never(m.Text(), "ready for you")
		}
		s.w.Advance(10 * time.Hour) // 09:31
		s.poke()
		s.told("U0MIA", "ready for you")
	})
}

// when is the time of a message.
func when(s story, m sandbox.Message) time.Time {
	s.Helper()
	var seconds, micros int64
	_, err := fmt.Sscanf(m.TS, "%d.%d", &seconds, &micros)
	s.ok(err)
	return time.Unix(seconds, micros*1000)
}

// lines are messages, by reader and then in the order of time.
func lines(list []bot.Rehearsed) (lines []string) {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(x, y bot.Rehearsed) int { return strings.Compare(x.To, y.To) })
	for _, m := range sorted {
		lines = append(lines, m.To+" "+m.At.Format("Mon")+" "+m.Text)
	}
	return lines
}
