package feedback_test

import (
	"fmt"
	"testing"

	"laurel/feedback"
	"laurel/internal/dbtest"
)

// asks asks so many colleagues about somebody.
func (o *office) asks(about string, n int) []feedback.Request {
	o.t.Helper()
	var assignments []feedback.Assignment
	for i := range n {
		assignments = append(assignments, feedback.Assignment{Subject: about, Giver: fmt.Sprintf("UMORE%02d", i)})
	}
	requests, err := o.store.Ask(o.tx, cycle, assignments)
	o.must(err)
	return requests
}

func (o *office) band() feedback.Band {
	o.t.Helper()
	band, err := o.store.Progress(o.tx, cycle)
	o.must(err)
	return band
}

func TestProgressIsToldInBandsOnly(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, nil, func(o *office) {
			requests := append(append(o.asks(subject, 5), o.asks("UJUNO", 5)...), o.asks("URAVI", 5)...)
			told := map[feedback.Band]int{}
			for done := range len(requests) + 1 {
				band, want := o.band(), feedback.Some
				switch {
				case done >= 12:
					want = feedback.Nearly
				case done >= 8:
					want = feedback.Most
				}
				if told[band]++; band != want {
					t.Errorf("after %d of 15 it is %q", done, band)
				}
				if done < len(requests) {
					o.must(o.store.Decline(o.tx, requests[done].Giver, requests[done].ID, ""))
				}
			}
			for band, counts := range told {
				if counts < 3 {
					t.Errorf("%q stands for %d counts only", band, counts)
				}
			}
		})
	})
}

func TestASmallRoundHasNoBand(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		for _, about := range []map[string]int{
			{subject: 15}, {subject: 8, "UJUNO": 8}, {subject: 5, "UJUNO": 5, "URAVI": 4},
		} {
			inOffice(t, b, nil, func(o *office) {
				for person, n := range about {
					requests := o.asks(person, n)
					o.must(o.store.Decline(o.tx, requests[0].Giver, requests[0].ID, ""))
				}
				if band := o.band(); band != feedback.Hidden {
					t.Errorf("of %v it tells %q", about, band)
				}
			})
		}
	})
}

func TestTheBandGoesWhenTheStageEnds(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		for name, end := range map[string]func(o *office){
			"sealed":    func(o *office) { o.seals() },
			"cancelled": func(o *office) { o.must(o.store.Withdraw(o.tx, cycle)) },
		} {
			inOffice(t, b, givers, func(o *office) {
				o.asks("UJUNO", 5)
				o.asks("URAVI", 5)
				before := o.band()
				end(o)
				if band := o.band(); before != feedback.Some || band != feedback.Hidden {
					t.Errorf("%s: %q before, %q after", name, before, band)
				}
			})
		}
	})
}
