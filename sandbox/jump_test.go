package sandbox

import (
	"net/http"
	"slices"
	"testing"
	"time"
)

func TestAJumpOfThePageStopsEachWorkingDayOnItsWay(t *testing.T) {
	w := start(t)
	w.Freeze(true)
	begun, stops := w.Now(), []time.Duration{}
	w.OnJump(func() { stops = append(stops, w.Now().Sub(begun)) })
	jump := func(d time.Duration) {
		if status, doc := page(t, w, http.MethodPost, "/_sandbox/clock", obj{"advance": d.Seconds()}); status != http.StatusOK {
			t.Fatalf("%d %v", status, doc)
		}
	}
	jump(24 * time.Hour)
	var want []time.Duration
	for at := 2 * time.Hour; at < 24*time.Hour; at += 2 * time.Hour {
		want = append(want, at)
	}
	if !slices.Equal(stops, want) {
		t.Errorf("it stopped at %v", stops)
	}
	if at := w.Now().Sub(begun); at != 24*time.Hour {
		t.Errorf("it arrived after %v", at)
	}
	stops = nil
	jump(365 * 24 * time.Hour)
	if len(stops) > 100 {
		t.Errorf("a year has %d stops", len(stops))
	}
	jump(-24 * time.Hour)
	if at := w.Now().Sub(begun); at != 365*24*time.Hour {
		t.Errorf("back it arrived at %v", at)
	}
}
