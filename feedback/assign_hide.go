package feedback

import "slices"

// hide gives subjects who named all who are asked about them one giver more, whom they didn't name: who knows everybody
// that was asked knows too much of who answered. Where all of these are taken, another subject gives one up who can.
func (a *assigning) hide() {
	a.eachOnce(func(subject string) {
		stranger := func(giver string) bool { return !a.named(subject, giver) && a.mayAsk(subject, giver) }
		if !a.knowsAll(subject) || len(a.chosen[subject]) >= a.limits.Most || a.pick(subject, "", stranger) {
			return
		}
		for _, giver := range a.ids {
			if stranger(giver) && (a.free(giver) || a.release(giver)) {
				a.add(a.assignment(subject, giver))
				return
			}
		}
	})
}

// knowsAll tells whether a subject named all who are asked about them.
func (a *assigning) knowsAll(subject string) bool {
	return len(a.chosen[subject]) > 0 && a.strangers(subject) == 0
}

// strangers counts whom a subject did not name of those who are asked about them.
func (a *assigning) strangers(subject string) (n int) {
	for _, x := range a.chosen[subject] {
		if !a.named(subject, x.Giver) {
			n++
		}
	}
	return n
}

func (a *assigning) named(subject, giver string) bool {
	return slices.Contains(a.nominated[subject], giver)
}

// release frees a place of a giver: a subject who can spare them gets somebody else, who is free, for them.
func (a *assigning) release(giver string) bool {
	for _, other := range slices.Sorted(slices.Values(a.asks[giver])) {
		i := slices.IndexFunc(a.chosen[other], func(x Assignment) bool { return x.Giver == giver })
		x := a.chosen[other][i]
		if !a.isSubject(other) || !a.canSpare(x) || a.strangers(other) == 1 && len(a.nominated[other]) > 0 {
			continue
		}
		if a.pick(other, "", func(id string) bool { return a.mayAsk(other, id) }) {
			a.drop(Pair{other, giver})
			return true
		}
	}
	return false
}
