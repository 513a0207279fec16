package feedback

import (
	"cmp"
	"slices"

	"laurel/people"
)

// assigning is the state of one Assign.
type assigning struct {
	limits    Limits
	upward    bool
	never     map[Pair]bool
	people    map[string]people.Person
	ids       []string        // of people who may be asked, in order
	leads     map[string]bool // somebody reports to them
	worked    map[string][]Candidate
	nominated map[string][]string
	pools     map[poolKey]*pool
	load      map[string]int // by giver
	order     []string       // subjects, those with the fewest ties first
	chosen    map[string][]Assignment
	standing  map[Pair]bool       // asked before: they are not exchanged
	asks      map[string][]string // by giver: the subjects of chosen
}

// poolKey names a group of people: all in a team, all under a manager, or everybody, of one function or ("") of any.
type poolKey struct {
	tie      Tie
	group    string
	function people.Role
}

func newAssigning(in AssignInput) *assigning {
	a := &assigning{
		limits: in.Limits, upward: in.Upward, never: in.Never, nominated: in.Nominated,
		people: map[string]people.Person{}, leads: map[string]bool{},
		worked: map[string][]Candidate{}, pools: map[poolKey]*pool{}, load: map[string]int{},
		chosen: map[string][]Assignment{}, standing: map[Pair]bool{}, asks: map[string][]string{},
	}
	for _, person := range in.People {
		if person.Manager != "" && people.Member(person) {
			a.leads[person.Manager] = true
		}
	}
	byID := func(x, y people.Person) int { return cmp.Compare(x.ID, y.ID) }
	for _, person := range slices.SortedFunc(slices.Values(in.People), byID) {
		a.people[person.ID] = person
		a.pool(person)
	}
	for _, subject := range in.Subjects {
		if _, seen := a.worked[subject]; seen {
			continue
		}
		a.order = append(a.order, subject)
		a.worked[subject] = slices.SortedFunc(slices.Values(in.Worked[subject]), func(x, y Candidate) int {
			return cmp.Or(cmp.Compare(y.Strength, x.Strength), cmp.Compare(x.Person, y.Person))
		})
	}
	slices.SortFunc(a.order, func(x, y string) int { return cmp.Or(cmp.Compare(a.ties(x), a.ties(y)), cmp.Compare(x, y)) })
	for _, other := range in.Elsewhere {
		a.load[other.Giver]++
	}
	a.stand(in.Standing)
	for giver, n := range in.Declined {
		a.load[giver] += n
	}
	return a
}

// ties is how many a subject has to choose from who are more than anybody.
func (a *assigning) ties(subject string) int {
	person, n := a.people[subject], len(a.worked[subject])
	for _, key := range []poolKey{{TieTeam, person.Team, ""}, {TieManager, person.Manager, ""}} {
		if p := a.pools[key]; p != nil {
			n += p.size
		}
	}
	return n
}

// stand counts what was asked before. It may be more than the limits allow: they may have been higher.
func (a *assigning) stand(standing []Assignment) {
	sorted := slices.SortedFunc(slices.Values(standing), func(x, y Assignment) int {
		return cmp.Or(cmp.Compare(x.Subject, y.Subject), cmp.Compare(x.Giver, y.Giver))
	})
	for _, s := range slices.Compact(sorted) {
		a.add(s)
		a.standing[Pair{s.Subject, s.Giver}] = true
	}
}

// pool puts a person where those without work in common are looked for. Who leads people is asked about them only when
// nobody else is left.
func (a *assigning) pool(person people.Person) {
	if !a.mayBeAsked(person) {
		return
	}
	a.ids = append(a.ids, person.ID)
	keys := []poolKey{{TieAnyone, "", person.Role}, {TieAnyone, "", ""}}
	if person.Team != "" {
		keys = append(keys, poolKey{TieTeam, person.Team, person.Role}, poolKey{TieTeam, person.Team, ""})
	}
	if person.Manager != "" {
		keys = append(keys, poolKey{TieManager, person.Manager, person.Role}, poolKey{TieManager, person.Manager, ""})
	}
	if person.Role == people.EngineeringManager || person.Role == people.Director {
		keys = []poolKey{{TieAnyone, "leads", ""}}
	}
	for _, key := range keys {
		if a.pools[key] == nil {
			a.pools[key] = &pool{}
		}
		a.pools[key].members = append(a.pools[key].members, person.ID)
		a.pools[key].size++
	}
}

func (a *assigning) eachOnce(do func(subject string)) {
	for _, subject := range a.order {
		do(subject)
	}
}

// nominate takes the nominees, in turn, so that one subject's don't use up a colleague whom others named too, until a
// subject has most givers in all.
func (a *assigning) nominate(most int) {
	for turn := range a.limits.size() - 1 {
		a.eachOnce(func(subject string) {
			if turn >= len(a.nominated[subject]) || len(a.chosen[subject]) >= most {
				return
			}
			nominee := a.nominated[subject][turn]
			if a.mayAsk(subject, nominee) && a.free(nominee) {
				a.add(Assignment{Subject: subject, Giver: nominee, Function: a.people[nominee].Role, Tie: TieNominated})
			}
		})
	}
}

// fill gives each subject so many givers, one each in turn, so that nobody gets only what is left.
func (a *assigning) fill(size int) {
	for n := 1; n <= size; n++ {
		a.eachOnce(func(subject string) {
			a.choose(subject, "", n)
		})
	}
}

// choose adds one giver of the function, or of any when it is "", unless the subject has one, or most in all, or there is
// none.
func (a *assigning) choose(subject string, function people.Role, most int) {
	if len(a.chosen[subject]) >= most || function != "" && a.count(subject, function) > 0 {
		return
	}
	a.pick(subject, function, func(giver string) bool { return a.mayAsk(subject, giver) })
}

// pick adds the giver of the function, or of any when it is "", who has the strongest tie of those who are free and ok.
func (a *assigning) pick(subject string, function people.Role, ok func(giver string) bool) (found bool) {
	for _, c := range a.worked[subject] {
		if a.free(c.Person) && ok(c.Person) && (function == "" || a.people[c.Person].Role == function) {
			a.add(Assignment{Subject: subject, Giver: c.Person, Function: a.people[c.Person].Role, Tie: TieWork})
			return true
		}
	}
	person := a.people[subject]
	for _, key := range []poolKey{
		{TieTeam, person.Team, function},
		{TieManager, person.Manager, function},
		{TieAnyone, "", function},
		{TieAnyone, "leads", function},
	} {
		if giver, ok := a.pools[key].take(a.free, ok); ok {
			a.add(Assignment{Subject: subject, Giver: giver, Function: a.people[giver].Role, Tie: key.tie})
			return true
		}
	}
	return false
}

func (a *assigning) add(x Assignment) {
	a.load[x.Giver]++
	a.chosen[x.Subject] = append(a.chosen[x.Subject], x)
	a.asks[x.Giver] = append(a.asks[x.Giver], x.Subject)
}

func (a *assigning) drop(p Pair) {
	a.load[p.Giver]--
	a.chosen[p.Subject] = slices.DeleteFunc(a.chosen[p.Subject], func(x Assignment) bool { return x.Giver == p.Giver })
	a.asks[p.Giver] = slices.DeleteFunc(a.asks[p.Giver], func(s string) bool { return s == p.Subject })
}

func (a *assigning) count(subject string, function people.Role) (n int) {
	for _, assignment := range a.chosen[subject] {
		if assignment.Function == function {
			n++
		}
	}
	return n
}

func (a *assigning) free(giver string) bool { return a.load[giver] < a.limits.PerGiver }

// mayBeAsked tells whether somebody may be asked about anybody: a member with a function and a place in the
// organisation, which is a manager or, at its top, people who report to them.
func (a *assigning) mayBeAsked(person people.Person) bool {
	return people.Member(person) && person.Role != "" && (person.Manager != "" || a.leads[person.ID])
}

// mayAsk tells whether somebody may be asked about a subject, and isn't yet.
func (a *assigning) mayAsk(subject, giver string) bool {
	person, known := a.people[giver]
	if !known || !a.mayBeAsked(person) || giver == subject || giver == a.people[subject].Manager ||
		person.Manager == subject && !a.upward || a.never[Pair{subject, giver}] {
		return false
	}
	return !a.isChosen(Pair{subject, giver})
}

func (a *assigning) isChosen(p Pair) bool {
	return slices.ContainsFunc(a.chosen[p.Subject], func(c Assignment) bool { return c.Giver == p.Giver })
}

// pool is a group of people who are taken in turn, so that the same few are not asked about everybody.
type pool struct {
	members []string
	size    int // of all members, also those who were dropped since
	next    int
}

// take returns the next member who is free and ok. Those who are no longer free are dropped for good.
func (p *pool) take(free, ok func(string) bool) (string, bool) {
	if p == nil {
		return "", false
	}
	for range len(p.members) {
		if len(p.members) == 0 {
			break
		}
		p.next %= len(p.members)
		member := p.members[p.next]
		switch {
		case !free(member):
			p.members = slices.Delete(p.members, p.next, p.next+1)
		case ok(member):
			p.next++
			return member, true
		default:
			p.next++
		}
	}
	return "", false
}
