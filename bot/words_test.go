package bot

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"laurel/bot/view"
	"laurel/writing"
)

func TestTheHelpNamesEveryWordThatThereIs(t *testing.T) {
	t.Parallel()
	help, err := json.Marshal(view.WinHelp("trophy").Blocks)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range winWords {
		if w.Word != "help" && !strings.Contains(string(help), "`/win "+w.Word) {
			t.Errorf("/win %s is not in the help", w.Word)
		}
		if misspelt(w.Word+"x") != w.Word {
			t.Errorf("/win %sx is not taken for /win %s", w.Word, w.Word)
		}
	}
}

func TestAPeriodIsUnderstoodFromToday(t *testing.T) {
	t.Parallel()
	sunday := time.Date(2026, 11, 22, 23, 59, 0, 0, time.FixedZone("", 9*60*60)) // where the person is
	for text, want := range map[string]string{
		"today":         "2026-11-22 2026-11-22",
		"Yesterday":     "2026-11-21 2026-11-21",
		"this week":     "2026-11-16 2026-11-22",
		"last week":     "2026-11-09 2026-11-15",
		"This Month":    "2026-11-01 2026-11-30",
		"last  month":   "2026-10-01 2026-10-31",
		"this year":     "2026-01-01 2026-12-31",
		"last year":     "2025-01-01 2025-12-31",
		"november":      "2026-11-01 2026-11-30",
		"Nov":           "2026-11-01 2026-11-30",
		"in october":    "2026-10-01 2026-10-31",
		"december":      "2025-12-01 2025-12-31",
		"sept 2024":     "2024-09-01 2024-09-30",
		"feb, 2024":     "2024-02-01 2024-02-29",
		"2026-11":       "2026-11-01 2026-11-30",
		"2026-3":        "2026-03-01 2026-03-31",
		"2026-11-03":    "2026-11-03 2026-11-03",
		"2025":          "2025-01-01 2025-12-31",
		"q3":            "2026-07-01 2026-09-30",
		"Q4 2025":       "2025-10-01 2025-12-31",
		"h2":            "2026-07-01 2026-12-31",
		"h1 2025":       "2025-01-01 2025-06-30",
		"q1":            "2026-01-01 2026-03-31",
		"":              "",
		"no":            "",
		"novel":         "",
		"november rain": "",
		"nov 25":        "",
		"2026-13":       "",
		"1200":          "",
		"last":          "",
		"q5":            "",
		"the q3":        "",
	} {
		since, until, ok := period(text, sunday)
		if got := strings.TrimSpace(since + " " + until); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestWordsInQuotesAreOne(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"":                            nil,
		`latency canary`:              {"latency", "canary"},
		`"feature  store" moved`:      {"feature store", "moved"},
		`a "b c`:                      {"a", "b", "c"}, // never closed
		`“b c” „d e“ «f g»`:           {"b c", "d e", "f g"},
		`"" x`:                        {"x"},
		`don't 5" disk`:               {"don't", "5", "disk"},
		"\u200bzero\u202e width \x00": {"zero", "width"},
	} {
		if got := searched(text); !slices.Equal(got, want) {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// Whatever is typed: only the word private goes, a listing fits into its button, and a text of several words is never
// taken for a misspelt one.
func FuzzWhatIsTypedAfterWin(f *testing.F) {
	for _, text := range []string{
		"private: Cut", "private Cut", "Cut #private", "#private", "Private endpoint", "private", "#private-models", "a #PRIVATE b", "lsit",
		`find "a b" <c>`, "list nov 2025", "list #ranker 2026-11", "\xff#private\xff", "private:private: x", "\u2028private:\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rest, word := privately(text)
		kept := strings.Join(strings.Fields(rest), "")
		all := strings.Join(strings.Fields(text), "")
		if !word.Asked() && kept != all {
			t.Errorf("%q became %q", text, rest)
		}
		if word.Asked() && len(all)-len(kept) < len("private") {
			t.Errorf("%q lost too little: %q", text, rest)
		}
		if again, _ := privately(rest); word == view.PrivateNone && again != rest {
			t.Errorf("%q is %q, and then %q", text, rest, again)
		}
		if len(strings.Fields(writing.Clean(text))) > 1 && misspelt(text) != "" {
			t.Errorf("%q is taken for a word", text)
		}
		if w := (winWord{Most: 6}); w.fits(text) {
			value, err := winListing{Words: searched(text)}.value()
			if err != nil || utf8.RuneCountInString(value) > 2000 {
				t.Errorf("%q makes a button of %d characters, %v", text, len(value), err)
			}
		}
		if since, until, ok := period(text, time.Now()); ok && (since > until || len(since) != 10) {
			t.Errorf("%q is from %s to %s", text, since, until)
		}
	})
}

func TestAPageOfTheLongestSearchFitsItsButton(t *testing.T) {
	t.Parallel()
	l := winListing{
		Project: strings.Repeat("p", 80), Since: "2026-11-01", Until: "2026-11-30", Shown: 10_000,
		Words: []string{strings.Repeat("<", maxRest)},
	}
	l.After.Day, l.After.Added, l.After.ID = "2026-11-01", time.Now(), strings.Repeat("0", 36)
	value, err := l.value()
	if err != nil || len(value) > 2000 {
		t.Fatalf("%d characters, %v", len(value), err)
	}
	var back winListing
	if err := json.Unmarshal([]byte(value), &back); err != nil || !slices.Equal(back.Words, l.Words) {
		t.Errorf("it comes back as %+v, %v", back, err)
	}
}
