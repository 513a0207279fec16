package bot_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"laurel/internal/db"
	"laurel/wins"
)

const weekly = "What happened this week?"

// used has a person record a win on Monday, 23 November.
func (s story) used(person string) {
	s.Helper()
	s.ok(s.w.As(person).Command("/win Shipped the importer").Err)
}

func TestInAWeekWithoutAWinBenIsAskedOnceOnFridayAfternoon(t *testing.T) {
	tell(t, func(s story) {
		s.used("U0BEN")
		s.goTo(2026, 11, 27, 15, 40, "Europe/London")
		if n := s.asks("U0BEN", weekly); n != 0 {
			s.Fatal("Ben was asked in a week in which he recorded a win")
		}
		s.goTo(2026, 12, 4, 15, 29, "Europe/London")
		if n := s.asks("U0BEN", weekly); n != 0 {
			s.Fatal("Ben was asked before his time")
		}
		s.goTo(2026, 12, 4, 15, 31, "Europe/London")
		asked := s.latest("U0BEN", weekly)
		s.says(asked.Text(), "Nothing is recorded since Monday", "Write a win", "Snooze a week", "Not this week…",
			"Stop these", "on Fridays at 15:30", "Or write it to me right here")
		s.never(asked.Text(), "importer") // it says no number: there is nothing to come of it
		s.goTo(2026, 12, 4, 17, 0, "Europe/London")
		if n := s.asks("U0BEN", weekly); n != 1 {
			s.Fatalf("Ben was asked %d times in one week", n)
		}
		if n := s.asks("U0EVA", weekly) + s.asks("U0MIA", weekly); n != 0 {
			s.Fatal("somebody was asked who has never recorded a win")
		}
		s.ok(s.w.As("U0BEN").Click(asked, "win.new"))
		s.until("the form is open", func() bool { return s.w.As("U0BEN").Modal() != nil })
	})
}

func TestAWeekIsNotAskedForAfterItsEveningOrWhenAWinWasExtendedInIt(t *testing.T) {
	tell(t, func(s story) {
		s.used("U0BEN")
		s.goTo(2026, 12, 4, 18, 1, "Europe/London") // laurel slept from half past three
		if n := s.asks("U0BEN", weekly); n != 0 {
			s.Fatal("Ben was asked in the evening")
		}
		s.goTo(2026, 12, 7, 0, 1, "Europe/London")
		s.do(func(tx *db.Tx) error {
			_, err := wins.Extend(tx, "U0BEN", s.kept("U0BEN")[0].ID, "Three teams use it", "")
			return err
		})
		s.goTo(2026, 12, 11, 16, 0, "Europe/London")
		if n := s.asks("U0BEN", weekly); n != 0 {
			s.Fatal("Ben was asked in a week in which he extended a win")
		}
		s.goTo(2026, 12, 18, 17, 50, "Europe/London") // late, but not night
		s.latest("U0BEN", weekly)
	})
}

func TestTheWeeklyQuestionSuggestsOnlyWhatBenPointedLaurelAt(t *testing.T) {
	tell(t, func(s story) {
		ben := s.w.As("U0BEN")
		s.w.As("U0ADA").Command("/win Cut p99 latency of #ranker from 120 ms to 80 ms")
		ben.Command("/win Cut p99 latency of #search from 50 ms to 40 ms")
		s.goTo(2026, 12, 1, 10, 0, "Europe/London")
		s.do(func(tx *db.Tx) error {
			_, err := wins.Add(tx, wins.New{
				Person: "U0BEN", Text: "Found the leak in the uplift model", Source: wins.SourceReaction, Pending: true,
			})
			return err
		})
		s.goTo(2026, 12, 4, 15, 30, "Europe/London")
		asked := s.latest("U0BEN", weekly)
		s.says(asked.Text(), "waiting for you to keep it", "Found the leak", "Keep", "Has more come of", "#search", "Add to it")
		s.never(asked.Text(), "#ranker")
		s.never(asked.Body, "leak", "search")
		s.ok(ben.Click(asked, "win.keep"))
		s.until("it is kept", func() bool { return len(s.kept("U0BEN")) == 2 })
		s.ok(ben.Click(asked, "win.extend"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		s.ok(ben.Submit(map[string]any{"text": "Conversion of #search is up 1 %"}))
		s.until("Ben is told", func() bool {
			e := ben.Ephemerals()
			return len(e) > 0 && strings.Contains(e[len(e)-1].Text(), "Conversion of #search is up 1 %")
		})
		if !ben.Last().Has("win.weekly.snooze") {
			s.Fatal("the question is gone")
		}
	})
}

func TestFourIgnoredQuestionsAreTheLastAndTheFourthSaysSo(t *testing.T) {
	tell(t, func(s story) {
		ben := s.w.As("U0BEN")
		s.used("U0BEN")
		for i, date := range []int{4, 11, 18} {
			s.goTo(2026, 12, date, 15, 30, "Europe/London")
			if n := s.asks("U0BEN", weekly); n != i+1 {
				s.Fatalf("Ben was asked %d times after %d weeks", n, i+1)
			}
			s.never(ben.Last().Text(), "This is the last one")
		}
		s.goTo(2026, 12, 25, 15, 30, "Europe/London")
		last := s.latest("U0BEN", "This is the last one")
		s.says(last.Text(), "Keep asking", "/win settings", "Stop these")
		s.goTo(2027, 1, 1, 15, 30, "Europe/London")
		s.goTo(2027, 1, 8, 15, 30, "Europe/London")
		if n := s.asks("U0BEN", weekly); n != 4 {
			s.Fatalf("Ben was asked %d times", n)
		}
		s.ok(ben.Command("/win settings").Err)
		s.until("the settings are open", func() bool { return ben.Modal() != nil })
		s.says(string(ben.Modal().Blocks), `"initial_option":{"text":{"emoji":false,"text":"Never"`)
		ben.CloseAll()

		s.ok(ben.Click(last, "win.weekly.on"))
		s.says(s.latest("U0BEN", "The weekly question is on").Text(), "Fri 15 Jan, 15:30")
		s.goTo(2027, 1, 15, 15, 30, "Europe/London")
		s.never(s.latest("U0BEN", weekly).Text(), "This is the last one")
	})
}

func TestAnyPressAndAnyWinBeginsTheCountAnew(t *testing.T) {
	tell(t, func(s story) {
		ben := s.w.As("U0BEN")
		s.used("U0BEN")
		for _, date := range []int{4, 11, 18} {
			s.goTo(2026, 12, date, 15, 30, "Europe/London")
		}
		s.ok(ben.Click(ben.Last(), "win.new"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		ben.CloseAll()
		for _, date := range []int{25, 32, 39} {
			s.goTo(2026, 12, date, 15, 30, "Europe/London")
			s.never(s.latest("U0BEN", weekly).Text(), "This is the last one")
		}
		s.goTo(2027, 1, 15, 15, 30, "Europe/London")
		s.says(ben.Last().Text(), "This is the last one")
		s.used("U0BEN")
		s.goTo(2027, 1, 22, 15, 30, "Europe/London")
		s.never(s.latest("U0BEN", weekly).Text(), "This is the last one")
	})
}

func TestBenSnoozesAWeekOrLeavesOrStops(t *testing.T) {
	tell(t, func(s story) {
		ben := s.w.As("U0BEN")
		s.used("U0BEN")
		s.goTo(2026, 12, 4, 15, 30, "Europe/London")
		s.ok(ben.Click(s.latest("U0BEN", weekly), "win.weekly.snooze"))
		s.says(s.latest("U0BEN", "asks you nothing before").Text(), "Sat 12 Dec", "Fri 18 Dec, 15:30", "Settings")
		s.goTo(2026, 12, 11, 15, 30, "Europe/London")
		s.says(ben.Last().Text(), "asks you nothing before")

		s.goTo(2026, 12, 18, 15, 30, "Europe/London")
		s.ok(ben.Click(s.latest("U0BEN", weekly), "win.weekly.away"))
		s.until("the form is open", func() bool { return ben.Modal() != nil })
		s.refusedForm(ben.Submit(map[string]any{"quiet": "2026-12-18"}), "still to come")
		s.ok(ben.Submit(map[string]any{"quiet": "2027-01-09"}))
		s.says(s.latest("U0BEN", "asks you nothing before Sat 9 Jan 2027").Text(), "Fri 15 Jan, 15:30")
		for _, date := range []int{25, 32, 39} {
			s.goTo(2026, 12, date, 15, 30, "Europe/London")
		}
		s.says(ben.Last().Text(), "asks you nothing before")

		s.goTo(2027, 1, 15, 15, 30, "Europe/London")
		s.ok(ben.Click(s.latest("U0BEN", weekly), "win.weekly.off"))
		s.latest("U0BEN", "The weekly question is off")
		s.goTo(2027, 1, 22, 15, 30, "Europe/London")
		s.says(ben.Last().Text(), "The weekly question is off")
	})
}

func TestWhoIsAwayIsAskedAboutTheirWinWhenTheyAreBack(t *testing.T) {
	tell(t, func(s story) {
		ben := s.w.As("U0BEN")
		ben.Command("/win Cut p99 latency of #ranker from 120 ms to 80 ms")
		s.settings(ben, map[string]any{"quiet": "2027-01-04"})
		s.goTo(2026, 12, 24, 12, 0, "Europe/London")
		if n := s.asks("U0BEN", "Did it hold?"); n != 0 {
			s.Fatal("Ben was asked on his leave")
		}
		s.goTo(2027, 1, 4, 12, 0, "Europe/London")
		s.latest("U0BEN", "Did it hold?")
	})
}

func TestJunoInSeoulAndSamInNewYorkAreAskedAtTheHourTheyChoseWhateverTheClocksDo(t *testing.T) {
	tell(t, func(s story) {
		juno, sam := s.w.As("U0JUN"), s.w.As("U0SAM")
		s.goTo(2027, 3, 8, 12, 0, "America/New_York")
		s.settings(juno, map[string]any{"weekday": "4", "time": "09:10"}) // neither has a win: they ask for it
		s.settings(sam, map[string]any{"weekday": "0", "time": "02:30"})
		asked := func(j, m int) {
			s.Helper()
			if a, b := s.asks("U0JUN", weekly), s.asks("U0SAM", weekly); a != j || b != m {
				s.Fatalf("Juno was asked %d times, Sam %d", a, b)
			}
		}
		s.goTo(2027, 3, 11, 9, 9, "Asia/Seoul")
		asked(0, 0)
		s.goTo(2027, 3, 11, 9, 11, "Asia/Seoul") // Wednesday in New York
		asked(1, 0)
		s.goTo(2027, 3, 14, 1, 59, "America/New_York")
		asked(1, 0)
		s.goTo(2027, 3, 14, 3, 0, "America/New_York") // half past two does not come that night
		asked(1, 1)
		s.goTo(2027, 3, 14, 4, 0, "America/New_York")
		asked(1, 1)
		s.goTo(2027, 3, 21, 2, 30, "America/New_York")
		asked(1, 2)
		s.goTo(2027, 3, 21, 3, 30, "America/New_York")
		asked(1, 2)
	})
}

func TestNeverTwoQuestionsADay(t *testing.T) {
	tell(t, func(s story) {
		ben := s.w.As("U0BEN")
		ben.Command("/win Cut p99 latency of #ranker from 120 ms to 80 ms")
		s.goTo(2026, 11, 27, 12, 0, "Europe/London")
		ben.Command("/win Cut p99 latency of #search from 50 ms to 40 ms")
		s.settings(ben, map[string]any{"weekday": "3"}) // Wednesdays: 23 December is one, and day 30
		s.goTo(2026, 12, 23, 12, 0, "Europe/London")
		s.goTo(2026, 12, 23, 15, 30, "Europe/London")
		s.latest("U0BEN", weekly)
		if n := s.asks("U0BEN", "Did it hold?"); n != 0 {
			s.Fatal("two questions on one day")
		}
		s.goTo(2026, 12, 24, 12, 0, "Europe/London")
		s.latest("U0BEN", "asks about 1 win of yours")
		s.settings(ben, map[string]any{"weekday": "4", "time": "15:00"}) // they move the question to this very day
		s.goTo(2026, 12, 24, 15, 30, "Europe/London")
		s.says(ben.Last().Text(), "Did it hold?")
	})
}

func TestAQuarterOfSilenceIsFourQuestionsAndThreeFollowUps(t *testing.T) {
	tell(t, func(s story) {
		ben := s.w.As("U0BEN")
		ben.Command("/win Cut p99 latency of #ranker from 120 ms to 80 ms")
		london, err := time.LoadLocation("Europe/London")
		s.ok(err)
		s.w.Advance(45 * time.Minute)
		end := time.Date(2027, 3, 1, 0, 0, 0, 0, london)
		for at := s.db.Now(); at.Before(end); at = s.db.Now() {
			s.w.Advance(6 * time.Hour)
			s.poke()
		}
		days := map[string]int{}
		for _, m := range ben.Inbox() {
			seconds, err := strconv.ParseFloat(m.TS, 64)
			s.ok(err)
			at := time.Unix(int64(seconds), 0).In(london)
			days[at.Format(time.DateOnly)]++
			if at.Hour() < 9 || at.Hour() >= 18 {
				s.Errorf("a message at %s", at)
			}
		}
		for d, n := range days {
			if n > 1 {
				s.Errorf("%d messages on %s", n, d)
			}
		}
		if w, f := s.asks("U0BEN", weekly), s.asks("U0BEN", "Did it hold?"); w != 4 || f != 3 {
			s.Errorf("%d weekly questions, %d follow-ups", w, f)
		}
	})
}
