package feedback

import (
	"cmp"
	"slices"

	"laurel/people"
)

// assigning is the state of one Assign.
type assigning struct {
	limits Limits
	people map[string]people.Person
	leads  map[string]bool        // somebody reports to them
	worked map[string][]Candidate // strongest first
	pools  map[poolKey]*pool
	load   map[string]int // by giver
	order  []string       // subjects, those with the fewest ties first
	chosen map[string][]Assignment
}

// poolKey names a group of people: all in a team, all under a manager, or everybody, of one function or ("") of any.
type poolKey struct {
	tie      Tie
	group    string
	function people.Role
}

func newAssigning(in AssignInput) *assigning {
	a := &assigning{
		limits: in.Limits, people: map[string]people.Person{}, leads: map[string]bool{},
		worked: map[string][]Candidate{}, pools: map[poolKey]*pool{}, load: map[string]int{}, chosen: map[string][]Assignment{},
	}
	for giver, n := range in.Asked {
		a.load[giver] = n
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
	ties := func(subject string) int {
		person, n := a.people[subject], len(a.worked[subject])
		for _, key := range []poolKey{{TieTeam, person.Team, ""}, {TieManager, person.Manager, ""}} {
			if p := a.pools[key]; p != nil {
				n += len(p.members)
			}
		}
		return n
	}
	slices.SortFunc(a.order, func(x, y string) int { return cmp.Or(cmp.Compare(ties(x), ties(y)), cmp.Compare(x, y)) })
	return a
}

// pool puts a person where those without work in common are looked for. Who leads people is asked about them only when
// nobody else is left.
func (a *assigning) pool(person people.Person) {
	if !a.mayBeAsked(person) {
		return
	}
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
	}
}

func (a *assigning) size() int { return min(a.limits.Ask, a.limits.Most) }

func (a *assigning) eachOnce(do func(subject string)) {
	for _, subject := range a.order {
		do(subject)
	}
}

// choose adds one giver of the function, or of any when it is "", unless the subject has one or there is none.
func (a *assigning) choose(subject string, function people.Role) {
	if len(a.chosen[subject]) >= a.size() || function != "" && a.count(subject, function) > 0 {
		return
	}
	add := func(giver string, tie Tie) {
		a.load[giver]++
		a.chosen[subject] = append(a.chosen[subject], Assignment{
			Subject: subject, Giver: giver, Function: a.people[giver].Role, Tie: tie,
		})
	}
	for _, c := range a.worked[subject] {
		if a.free(c.Person) && a.mayAsk(subject, c.Person) && (function == "" || a.people[c.Person].Role == function) {
			add(c.Person, TieWork)
			return
		}
	}
	person := a.people[subject]
	for _, key := range []poolKey{
		{TieTeam, person.Team, function},
		{TieManager, person.Manager, function},
		{TieAnyone, "", function},
		{TieAnyone, "leads", function},
	} {
		giver, ok := a.pools[key].take(a.free, func(giver string) bool { return a.mayAsk(subject, giver) })
		if ok {
			add(giver, key.tie)
			return
		}
	}
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

func (a *assigning) mayAsk(subject, giver string) bool {
	person, known := a.people[giver]
	if !known || !a.mayBeAsked(person) || giver == subject ||
		giver == a.people[subject].Manager || person.Manager == subject {
		return false
	}
	return !slices.ContainsFunc(a.chosen[subject], func(c Assignment) bool { return c.Giver == giver })
}

func (a *assigning) result() (all []Assignment, short []Shortage) {
	slices.Sort(a.order)
	for _, subject := range a.order {
		slices.SortFunc(a.chosen[subject], func(x, y Assignment) int { return cmp.Compare(x.Giver, y.Giver) })
		all = append(all, a.chosen[subject]...)
		if have := len(a.chosen[subject]); have < a.size() {
			short = append(short, Shortage{Subject: subject, Have: have, Want: a.size(), Reason: a.why(subject, "")})
		}
		for _, function := range mix {
			if a.count(subject, function) == 0 {
				reason := a.why(subject, function)
				short = append(short, Shortage{Subject: subject, Function: function, Want: 1, Reason: reason})
			}
		}
	}
	return all, short
}

// why tells whether there was anybody left to ask at all.
func (a *assigning) why(subject string, function people.Role) Reason {
	for id := range a.people {
		if a.mayAsk(subject, id) && (function == "" || a.people[id].Role == function) {
			return AllTaken
		}
	}
	return NobodyThere
}

// pool is a group of people who are taken in turn, so that the same few are not asked about everybody.
type pool struct {
	members []string
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
