package feedback_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/feedback"
	"laurel/internal/dbtest"
)

// everybody are those who may write about Ada at any time: those who are asked in the cycle, and others.
var everybody = append(slices.Clone(givers), "UJUNO", "UDAN", manager)

// life is what happens before the seal: what givers are asked for and what they say by themselves.
func life(t *rapid.T) []step {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
		return step{
			Giver:  rapid.SampledFrom(everybody).Draw(t, "giver"),
			Does:   rapid.SampledFrom([]string{"answers", "answers", "gives", "gives", "takes back", "declines"}).Draw(t, "does"),
			Words:  rapid.StringMatching(`[a-z ]{20,40}`).Draw(t, "words"),
			Slots:  rapid.SliceOfN(rapid.Bool(), 3, 3).Draw(t, "slots"),
			Before: time.Duration(rapid.IntRange(0, 9).Draw(t, "hours")) * time.Hour,
		}
	}), 0, 14).Draw(t, "life")
}

// lives plays a life; who isn't asked in the cycle can't answer in it.
func (o *office) lives(b dbtest.Base, steps []step) {
	o.t.Helper()
	for _, s := range steps {
		switch {
		case s.Does == "gives":
			b.Clock.Advance(s.Before)
			o.gives(s.Giver, s.answers())
		case s.Does == "takes back":
			o.takesBack(s.Giver)
		case o.asked[s.Giver].ID != "":
			o.plays(b, []step{s})
		}
	}
}

// gives has somebody write about Ada by themselves.
func (o *office) gives(giver string, answers feedback.Answers) feedback.Request {
	o.t.Helper()
	request := o.begins(giver)
	_, err := o.store.Answer(o.tx, giver, request.ID, answers)
	o.must(err)
	return request
}

func (o *office) begins(giver string) feedback.Request {
	o.t.Helper()
	request, err := o.store.Give(o.tx, person(o, giver), person(o, subject), round())
	o.must(err)
	return request
}

func (o *office) takesBack(giver string) {
	o.t.Helper()
	given, err := o.store.Given(o.tx, giver)
	o.must(err)
	for _, gift := range given {
		_, err := o.store.TakeBack(o.tx, giver, gift.Request.ID)
		o.must(err)
	}
}

// notes is what each giver has given by themselves in the end.
func notes(steps []step) map[string]step {
	last := map[string]step{}
	for _, s := range steps {
		switch s.Does {
		case "gives":
			last[s.Giver] = s
		case "takes back":
			delete(last, s.Giver)
		}
	}
	return last
}

// onlyAsked are the steps of those who were asked, in the cycle.
func onlyAsked(steps []step) []step {
	return slices.DeleteFunc(slices.Clone(steps), func(s step) bool {
		return !slices.Contains(givers, s.Giver) || s.Does == "gives" || s.Does == "takes back"
	})
}

// TestBeforeTheSealNothingShowsOfWhatWasGiven is P5 for what is given at any time.
func TestBeforeTheSealNothingShowsOfWhatWasGiven(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		var nothing feedback.Released
		inOffice(t, b, givers, func(o *office) { nothing = o.adaReads() })
		rapid.Check(t, func(t *rapid.T) {
			steps := life(t)
			inOffice(t, b, givers, func(o *office) {
				o.lives(b, steps)
				if d := cmp.Diff(nothing, o.adaReads()) + cmp.Diff(nothing, o.miaReads()); d != "" {
					t.Fatalf("something shows:\n%s", d)
				}
			})
		})
	})
}

// TestWhoGaveAndAnsweredCountsOnce is P3 (and P12) over what was answered and given: a slot shows exactly when three
// others filled it, in whichever of the two ways, and then everything.
func TestWhoGaveAndAnsweredCountsOnce(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		rapid.Check(t, func(t *rapid.T) {
			steps := life(t)
			said := []map[string]step{final(onlyAsked(steps)), notes(steps)}
			inOffice(t, b, givers, func(o *office) {
				o.lives(b, steps)
				o.seals()
				holdsTheRule(t, o.adaReads(), "", said...)
				holdsTheRule(t, o.miaReads(), manager, said...)
			})
		})
	})
}

// TestWhoGaveWhatChangesNothing is P1 and P6 over both ways: all change places, also with people who were not asked, and
// say the same in another order and at other times. What is read stays the same to the byte.
func TestWhoGaveWhatChangesNothing(t *testing.T) {
	others := slices.DeleteFunc(slices.Clone(everybody), func(id string) bool { return id == manager })
	each(t, func(t *testing.T, b dbtest.Base) {
		rapid.Check(t, func(t *rapid.T) {
			steps := slices.DeleteFunc(life(t), func(s step) bool { return s.Giver == manager })
			var still []step
			for giver, s := range final(onlyAsked(steps)) {
				s.Giver = giver
				still = append(still, s)
			}
			for giver, s := range notes(steps) {
				s.Giver = giver
				still = append(still, s)
			}
			places := rapid.Permutation(others).Draw(t, "places")
			moves := func(giver string) string { return places[slices.Index(others, giver)] }
			moved := rapid.Permutation(slices.Clone(still)).Draw(t, "order")
			for i := range moved {
				moved[i].Giver = moves(moved[i].Giver)
				moved[i].Before += time.Hour
			}
			var asked []string
			for _, giver := range givers {
				asked = append(asked, moves(giver))
			}
			var read [2][]feedback.Released
			for world, w := range []struct {
				asked []string
				steps []step
			}{{givers, still}, {asked, moved}} {
				inOffice(t, b, w.asked, func(o *office) {
					o.lives(b, w.steps)
					o.seals()
					read[world] = []feedback.Released{o.adaReads(), o.miaReads()}
				})
			}
			if d := cmp.Diff(read[0], read[1]); d != "" {
				t.Fatalf("it can be seen who gave what:\n%s", d)
			}
		})
	})
}
