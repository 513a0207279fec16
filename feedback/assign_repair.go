package feedback

import (
	"cmp"
	"slices"

	"laurel/people"
)

// repair gives subjects with fewer than Least more givers, by exchanging those of others along an augmenting path. When
// no path is left for anybody, no other choice would give more: that is Berge's theorem for matchings with capacities.
func (a *assigning) repair() {
	left := a.fitting("")
	for range a.limits.Least() {
		a.eachOnce(func(subject string) {
			if len(a.chosen[subject]) < a.limits.Least() {
				a.augment(subject, &left)
			}
		})
	}
}

// mend gives subjects who lack a function one of it, where exchanging givers of that function allows it. Who has as many
// givers as may be gives up the one with the weakest tie for it; those who become free that way are given to who has room.
func (a *assigning) mend() {
	var freed []string
	for mended := true; mended; { // each turn gives somebody a function and takes none
		mended = false
		for _, function := range mix {
			left := a.fitting(function)
			a.eachOnce(func(subject string) {
				if len(left) == 0 || a.count(subject, function) > 0 {
					return
				}
				spare, needed := Assignment{}, len(a.chosen[subject]) >= a.limits.size()
				if needed {
					var ok bool
					if spare, ok = a.spare(subject); !ok {
						return
					}
					a.drop(Pair{subject, spare.Giver})
				}
				switch {
				case a.augment(subject, &left):
					mended = true
					freed = append(freed, spare.Giver)
				case needed:
					a.add(spare)
				}
			})
		}
	}
	a.give(freed)
}

// give offers givers who became free to the subjects who have room, one each.
func (a *assigning) give(freed []string) {
	slices.Sort(freed)
	a.eachOnce(func(subject string) {
		for _, giver := range freed {
			if len(a.chosen[subject]) < a.limits.size() && a.mayAsk(subject, giver) && a.free(giver) {
				a.add(a.assignment(subject, giver))
			}
		}
	})
}

// spare is the giver a subject would miss least: whom no function needs, by the weakest tie.
func (a *assigning) spare(subject string) (least Assignment, ok bool) {
	for _, x := range a.chosen[subject] {
		if !a.canSpare(x) {
			continue
		}
		if !ok || tieOrder[x.Tie] >= tieOrder[least.Tie] {
			least, ok = x, true
		}
	}
	return least, ok
}

// canSpare tells whether a subject can do without a giver: they were not named, don't stand, and no function needs them.
func (a *assigning) canSpare(x Assignment) bool {
	needed := slices.Contains(mix, x.Function) && a.count(x.Subject, x.Function) == 1
	return !needed && x.Tie != TieNominated && !a.standing[Pair{x.Subject, x.Giver}]
}

// augment gives a subject one more of the givers in left: somebody who is free, or else somebody whom another subject
// gives up for another one of left, and so on. False, and nothing changes, when there is no such chain; then the search
// has gone through givers that no later search can gain from, and left is without them.
func (a *assigning) augment(subject string, left *[]string) bool {
	w := walk{by: map[string]string{}, gave: map[string]string{}, left: slices.Clone(*left)}
	for subjects := []string{subject}; len(subjects) > 0; subjects = subjects[1:] {
		if free := a.reach(&w, subjects[0]); free != "" {
			a.exchange(w, subject, free)
			return true
		}
		for _, giver := range w.last {
			for _, other := range slices.Sorted(slices.Values(a.asks[giver])) {
				_, seen := w.gave[other]
				if seen || other == subject || a.standing[Pair{other, giver}] || !a.isSubject(other) {
					continue
				}
				w.gave[other] = giver
				subjects = append(subjects, other)
			}
		}
	}
	*left = w.left
	return false
}

// walk is a search for a chain of exchanges.
type walk struct {
	by   map[string]string // by giver: the subject who would take them
	gave map[string]string // by subject: the giver whom they would give up
	last []string          // the givers whom the latest subject could have
	left []string          // the givers whom nobody asked for yet
}

// reach takes the givers whom the subject could have out of those left, and returns the closest that is free.
func (a *assigning) reach(w *walk, subject string) (free string) {
	w.last = w.last[:0]
	rest := w.left[:0]
	for _, giver := range w.left {
		if !a.mayAsk(subject, giver) {
			rest = append(rest, giver)
			continue
		}
		w.by[giver] = subject
		w.last = append(w.last, giver)
		if a.free(giver) && (free == "" || a.closer(subject, giver, free)) {
			free = giver
		}
	}
	w.left = rest
	return free
}

func (a *assigning) closer(subject, giver, than string) bool {
	return cmp.Compare(tieOrder[a.tie(subject, giver)], tieOrder[a.tie(subject, than)]) < 0
}

// exchange goes the chain back from a giver who is free to the subject who wanted one more.
func (a *assigning) exchange(w walk, subject, giver string) {
	for {
		taker := w.by[giver]
		if taker == subject {
			a.add(a.assignment(taker, giver))
			return
		}
		given := w.gave[taker]
		a.drop(Pair{taker, given})
		a.add(a.assignment(taker, giver))
		giver = given
	}
}

// fitting are all who may be asked about somebody, of a function or of any.
func (a *assigning) fitting(function people.Role) []string {
	if function == "" {
		return slices.Clone(a.ids)
	}
	var ids []string
	for _, id := range a.ids {
		if a.people[id].Role == function {
			ids = append(ids, id)
		}
	}
	return ids
}

// isSubject tells whether somebody is a subject of this assignment, and not only of one that stands.
func (a *assigning) isSubject(id string) bool {
	_, is := a.worked[id]
	return is
}

var tieOrder = map[Tie]int{TieNominated: 0, TieWork: 1, TieTeam: 2, TieManager: 3, TieAnyone: 4}

func (a *assigning) assignment(subject, giver string) Assignment {
	return Assignment{Subject: subject, Giver: giver, Function: a.people[giver].Role, Tie: a.tie(subject, giver)}
}

// tie is what connects a giver with a subject.
func (a *assigning) tie(subject, giver string) Tie {
	s, g := a.people[subject], a.people[giver]
	switch {
	case slices.Contains(a.nominated[subject], giver):
		return TieNominated
	case slices.ContainsFunc(a.worked[subject], func(c Candidate) bool { return c.Person == giver }):
		return TieWork
	case s.Team != "" && s.Team == g.Team:
		return TieTeam
	case s.Manager != "" && s.Manager == g.Manager:
		return TieManager
	}
	return TieAnyone
}

// result lists what was chosen beside what stands, and what is lacking.
func (a *assigning) result() (all []Assignment, short []Shortage) {
	slices.Sort(a.order)
	for _, subject := range a.order {
		slices.SortFunc(a.chosen[subject], func(x, y Assignment) int { return cmp.Compare(x.Giver, y.Giver) })
		for _, x := range a.chosen[subject] {
			if !a.standing[Pair{x.Subject, x.Giver}] {
				all = append(all, x)
			}
		}
		if have := len(a.chosen[subject]); have < a.limits.size() {
			short = append(short, a.why(Shortage{Subject: subject, Have: have, Want: a.limits.size()}))
		}
		for _, function := range mix {
			if a.count(subject, function) == 0 {
				short = append(short, a.why(Shortage{Subject: subject, Function: function, Want: 1}))
			}
		}
		for _, nominee := range a.nominated[subject] {
			if !a.isChosen(Pair{subject, nominee}) {
				short = append(short, a.whyNot(subject, nominee))
			}
		}
	}
	return all, short
}

func (a *assigning) whyNot(subject, nominee string) Shortage {
	s := Shortage{Subject: subject, Nominee: nominee, Want: 1, Reason: AllTaken}
	if !a.mayAsk(subject, nominee) {
		s.Reason = NotAllowed
	}
	return s
}

// namedTaken is how many of those who are asked too often already a shortage names.
const namedTaken = 3

// why tells whether there was anybody left to ask at all.
func (a *assigning) why(s Shortage) Shortage {
	s.Reason = NobodyThere
	for _, id := range a.ids {
		if (s.Function == "" || a.people[id].Role == s.Function) && a.mayAsk(s.Subject, id) {
			s.Reason, s.Taken = AllTaken, append(s.Taken, id)
			if len(s.Taken) == namedTaken {
				break
			}
		}
	}
	return s
}
