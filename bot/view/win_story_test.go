package view_test

import (
	"fmt"
	"strings"
	"testing"

	"laurel/bot/view"
	"laurel/wins"
)

func TestEveryWinOfALongStoryIsWholeOnSomePage(t *testing.T) {
	t.Parallel()
	list := manyWins(200)
	for i := range list {
		list[i].Text = fmt.Sprintf("begin%d %s end%d", i, strings.Repeat("長い話 ", 700*(i%9)), i)
	}
	shown, pages := "", map[string]bool{}
	for page := range 100 {
		drawn := view.StoryPages(story(list), page)
		takes(t, drawn)
		text := written(t, drawn)
		if !pages[text] { // beyond the end is the last again
			shown += text
		}
		pages[text] = true
	}
	if len(pages) < 3 || len(pages) > 99 {
		t.Fatalf("%d pages", len(pages))
	}
	for i := range list {
		for _, part := range []string{fmt.Sprintf("begin%d ", i), fmt.Sprintf(" end%d\"", i)} {
			if n := strings.Count(shown, part); n != 1 {
				t.Errorf("%q is there %d times", part, n)
			}
		}
	}
}

func TestHomeShowsNoMoreThanFitsAndSaysWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	h := crowded(view.Home{Person: ada, Now: now, Zone: berlin(), Overview: overview(manyWins(12)), Wins: manyWins(1000)})
	for i := range 200 {
		w := pendingWin(1)
		w.ID = fmt.Sprint("p", i)
		h.Pending = append(h.Pending, w)
	}
	h.Overview.Pending = len(h.Pending)
	drawn := view.HomeTab(h)
	takes(t, drawn)
	text := written(t, drawn)
	for _, part := range []string{"All 200 projects", "200 more; they come up", "205 possible wins"} {
		if !strings.Contains(text, part) {
			t.Errorf("it lacks %q", part)
		}
	}
	if n := len(drawn.Blocks.BlockSet); n > 60 {
		t.Errorf("it has %d blocks", n)
	}
}

func TestAMonthWithoutWinsIsSeenInWords(t *testing.T) {
	t.Parallel()
	h := view.Home{Person: ada, Now: now, Zone: berlin(), Wins: manyWins(1), Overview: overview(manyWins(1))}
	h.Overview.Months = []wins.Month{{Month: "2026-09", Wins: 3}, {Month: "2026-10"}, {Month: "2026-11", Wins: 1}}
	if text := written(t, view.HomeTab(h)); !strings.Contains(text, "4 wins since September. None in October.") {
		t.Error(text)
	}
	h.Overview.Months[1].Wins = 2
	if text := written(t, view.HomeTab(h)); !strings.Contains(text, `6 wins since September."`) {
		t.Error(text)
	}
}
