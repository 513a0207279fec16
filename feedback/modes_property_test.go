package feedback_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"laurel/feedback"
	"laurel/internal/dbtest"
	"laurel/people"
	"laurel/writing"
)

// reports are people who report to Ada: a group of givers of their own.
var reports = []string{"UREA", "UREB", "UREC", "URED"}

const team = `UREA,Rea Long,rea@example.com,ML Engineer,UADA,Europe/Berlin,platform
UREB,Reb Short,reb@example.com,ML Engineer,UADA,Europe/Berlin,platform
UREC,Rec Wide,rec@example.com,MLOps Engineer,UADA,Europe/Berlin,platform
URED,Red Tall,red@example.com,Software Engineer,UADA,Europe/Berlin,platform
`

var functions = map[string]people.Role{
	"UBEN": people.DataScientist, "USAM": people.SoftwareEngineer, "UPIA": people.ProductManager, "URAVI": people.MLEngineer,
	"ULEA": people.SoftwareEngineer, "UREA": people.MLEngineer, "UREB": people.MLEngineer, "UREC": people.MLOpsEngineer,
	"URED": people.SoftwareEngineer,
}

func eachWithTeam(t *testing.T, body func(t *testing.T, b dbtest.Base)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, b dbtest.Base) {
		imports(t, b, directory+team)
		body(t, b)
	})
}

func asks(colleagues, upward feedback.Mode) feedback.Round {
	how := round()
	how.Mode, how.Upward = colleagues, upward
	return how
}

// groups are the modes of a round, drawn.
func groups(t *rapid.T) (colleagues, upward feedback.Mode) {
	return rapid.SampledFrom(feedback.Modes).Draw(t, "colleagues"), rapid.SampledFrom(feedback.Modes).Draw(t, "upward")
}

// modeOf is the table's mode of a giver.
func modeOf(giver string, colleagues, upward feedback.Mode) feedback.Mode {
	if slices.Contains(reports, giver) {
		return upward
	}
	return colleagues
}

// TestNobodySeesMoreThanTheirRowOfTheTable: before the seal nothing; after it the pool where three in confidence filled a
// slot, names to both where they are named, to the manager alone where it is for the manager, and all of that.
func TestNobodySeesMoreThanTheirRowOfTheTable(t *testing.T) {
	eachWithTeam(t, func(t *testing.T, b dbtest.Base) {
		rapid.Check(t, func(t *rapid.T) {
			colleagues, upward := groups(t)
			asked := slices.Concat(givers, reports)
			steps := history(t, asked)
			said := final(steps)
			inOfficeAs(t, b, asks(colleagues, upward), asked, func(o *office) {
				nothing := o.adaReads()
				o.plays(b, steps)
				if d := gocmp.Diff(nothing, o.adaReads()) + gocmp.Diff(nothing, o.miaReads()); d != "" || nothing.Signed != nil {
					t.Fatalf("something shows before the seal:\n%s", d)
				}
				o.seals()
				for _, reader := range []struct {
					released feedback.Released
					manager  bool
				}{{o.adaReads(), false}, {o.miaReads(), true}} {
					pooledRight(t, reader.released, said, colleagues, upward)
					if d := gocmp.Diff(signedBy(said, colleagues, upward, reader.manager), reader.released.Signed); d != "" {
						t.Fatalf("manager %v reads under names:\n%s", reader.manager, d)
					}
				}
				for _, viewer := range []feedback.Viewer{
					{Person: "UBEN", Kind: feedback.ViewerManager},
					{Person: "UBEN", Kind: feedback.ViewerSubject},
					{Person: "UREA", Kind: feedback.ViewerManager},
					{Person: "UDAN", Kind: feedback.ViewerManager},
					{Person: subject, Kind: feedback.ViewerManager},
					{Person: manager, Kind: feedback.ViewerSubject},
				} {
					_, err := o.store.Release(o.tx, viewer, feedback.Scope{Cycle: cycle, Subject: subject})
					if !errors.Is(err, feedback.ErrNotFound) {
						t.Fatalf("%+v: %v", viewer, err)
					}
				}
			})
		})
	})
}

// pooledRight checks the pool against what was said in confidence, and nothing else.
func pooledRight(t *rapid.T, released feedback.Released, said map[string]step, colleagues, upward feedback.Mode) {
	t.Helper()
	confidential := map[string]step{}
	for giver, s := range said {
		if modeOf(giver, colleagues, upward) == feedback.Confidential {
			confidential[giver] = s
		}
	}
	if colleagues == feedback.Confidential || upward == feedback.Confidential {
		unsigned := released
		unsigned.Signed = nil
		holdsTheRule(t, unsigned, "", confidential)
		return
	}
	if released.Slots != nil {
		t.Fatalf("there is a pool of nobody: %+v", released.Slots)
	}
}

// signedBy is what somebody reads under names, as the rules say.
func signedBy(said map[string]step, colleagues, upward feedback.Mode, manager bool) (all []feedback.Signed) {
	for giver, s := range said {
		mode := modeOf(giver, colleagues, upward)
		if mode == feedback.Confidential || mode == feedback.ManagerOnly && !manager {
			continue
		}
		one := feedback.Signed{Giver: giver, Function: functions[giver], Mode: mode}
		for i, slot := range feedback.Slots[:3] {
			if s.Slots[i] {
				one.Replies = append(one.Replies, feedback.SignedReply{Slot: slot, Text: writing.Clean(s.answers()[slot].Text)})
			}
		}
		if one.Replies != nil {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(x, y feedback.Signed) int {
		return cmp.Or(cmp.Compare(x.Function, y.Function), cmp.Compare(x.Giver, y.Giver))
	})
	return all
}

// TestWhatOthersSayUnderTheirNamesChangesNothingInThePool: R6 between the groups. The same is said in confidence, with and
// without what is said under names, and by others of the group; the pool is the same to the byte.
func TestWhatOthersSayUnderTheirNamesChangesNothingInThePool(t *testing.T) {
	eachWithTeam(t, func(t *testing.T, b dbtest.Base) {
		rapid.Check(t, func(t *rapid.T) {
			open := rapid.SampledFrom([]feedback.Mode{feedback.Named, feedback.ManagerOnly}).Draw(t, "the other mode")
			asked := slices.Concat(givers, reports)
			how, hidden := asks(feedback.Confidential, open), givers
			if rapid.Bool().Draw(t, "reports in confidence") {
				how, hidden = asks(open, feedback.Confidential), reports
			}
			var alone, both []step
			for giver, s := range final(history(t, asked)) {
				s.Giver, s.Before = giver, 0
				both = append(both, s)
				if slices.Contains(hidden, giver) {
					alone = append(alone, s)
				}
			}
			places := rapid.Permutation(hidden).Draw(t, "places")
			for i, s := range both {
				if at := slices.Index(hidden, s.Giver); at >= 0 {
					both[i].Giver = places[at]
				}
			}
			var read [2][]feedback.Released
			for world, steps := range [][]step{alone, rapid.Permutation(both).Draw(t, "order")} {
				inOfficeAs(t, b, how, asked, func(o *office) {
					o.plays(b, steps)
					o.seals()
					read[world] = []feedback.Released{o.adaReads(), o.miaReads()}
				})
			}
			for i := range read[0] {
				if d := gocmp.Diff(read[0][i].Slots, read[1][i].Slots); d != "" {
					t.Fatalf("the pool differs:\n%s", d)
				}
			}
		})
	})
}

// TestAModeNeverWeakens is P13: whatever a round is said to be later, and whoever comes to report to whom.
func TestAModeNeverWeakens(t *testing.T) {
	eachWithTeam(t, func(t *testing.T, b dbtest.Base) {
		rapid.Check(t, func(t *rapid.T) {
			colleagues, upward := groups(t)
			asked := slices.Concat(givers, reports)
			steps := history(t, asked)
			said := final(steps)
			inOfficeAs(t, b, asks(colleagues, upward), asked, func(o *office) {
				o.plays(b, steps[:len(steps)/2])
				later, weaker := groups(t)
				o.must(o.store.Start(o.tx, asks(later, weaker)))
				var again []feedback.Assignment
				for _, giver := range asked {
					again = append(again, feedback.Assignment{Subject: subject, Giver: giver})
				}
				if requests, err := o.store.Ask(o.tx, cycle, again); err != nil || len(requests) != 0 {
					t.Fatalf("asked again: %v, %v", requests, err)
				}
				o.plays(b, steps[len(steps)/2:])
				for _, giver := range asked {
					request, err := o.store.Request(o.tx, giver, o.asked[giver].ID)
					if err != nil || request.Mode != modeOf(giver, colleagues, upward) {
						t.Fatalf("%s answers %s: %v", giver, request.Mode, err)
					}
				}
				o.seals()
				if d := gocmp.Diff(signedBy(said, colleagues, upward, false), o.adaReads().Signed); d != "" {
					t.Fatalf("Ada reads under names:\n%s", d)
				}
			})
		})
	})
}

func TestARoundOfUnknownModesIsNotStarted(t *testing.T) {
	each(t, func(t *testing.T, b dbtest.Base) {
		inOffice(t, b, givers, func(o *office) {
			for _, how := range []feedback.Round{asks("", ""), asks("anonymous", ""), asks(feedback.Named, "open")} {
				how.Cycle = fmt.Sprint("another ", how.Mode)
				is(t, o.store.Start(o.tx, how), feedback.ErrMode)
			}
		})
	})
}
