package feedback

import "laurel/people"

// Candidate is a colleague who worked with a subject; a higher strength means more work in common.
type Candidate struct {
	Person   string
	Strength int
}

// Limits say how many are asked about a person, and how many people a giver is asked about in one cycle.
type Limits struct {
	Ask      int `yaml:"ask"`       // so many are asked
	Need     int `yaml:"need"`      // so many answers are needed
	Most     int `yaml:"most"`      // never more are asked
	PerGiver int `yaml:"per_giver"` // a giver's limit
}

// Least is how many must be asked about a person, lest their answers can't be shown: one more than the threshold, so that
// one may stay silent.
func (l Limits) Least() int { return min(max(l.Need, Threshold)+1, l.size()) }

func (l Limits) size() int { return min(l.Ask, l.Most) }

// Pair is a subject and somebody who could be asked about them.
type Pair struct{ Subject, Giver string }

// AssignInput is all that the choice of givers depends on. The order of its parts doesn't matter, but for that of a
// subject's nominees.
type AssignInput struct {
	People    []people.Person        // everybody; who may not be asked is left out by Assign
	Subjects  []string               // who is asked about
	Worked    map[string][]Candidate // by subject
	Nominated map[string][]string    // by subject: whom the subject named and the manager approved, dearest first
	Limits    Limits
	Elsewhere []Assignment   // who is asked in this cycle otherwise: they count for the giver's limit only
	Standing  []Assignment   // who is asked in this cycle already, about anybody: they count, and stay
	Declined  map[string]int // by giver, what they declined in it: it counts too, for they may think better of it
	Never     map[Pair]bool  // who is not to be asked about whom: they declined, or have a conflict
	Upward    bool           // people may be asked about their own manager
}

// Tie says what connects a giver with the subject.
type Tie string

// The ties, strongest first.
const (
	TieNominated Tie = "nominated" // the subject named them, and the manager agreed
	TieWork      Tie = "work"      // they worked together: witness, contributor or the same project
	TieTeam      Tie = "team"      // they are in one team
	TieManager   Tie = "manager"   // they have one manager
	TieAnyone    Tie = "anyone"    // nothing but the workplace
	TieUpward    Tie = "upward"    // they report to the subject, and are asked as a group of their own
)

// Assignment says that a giver is to be asked about a subject.
type Assignment struct {
	Subject  string
	Giver    string
	Function people.Role
	Tie      Tie
}

// Reason says why somebody could not be found.
type Reason string

// Why there is a shortage.
const (
	NobodyThere Reason = "nobody_there" // nobody else may be asked about this person
	AllTaken    Reason = "all_taken"    // those who may be asked have reached the limit per giver
	NotAllowed  Reason = "not_allowed"  // the nominee may not be asked about this person
)

// Shortage says what a subject's givers lack. Function "" means that there are too few in all; Nominee, if set, that a
// nominee is not asked; Upward that too few report to the subject to answer in confidence, so that none of them is asked.
type Shortage struct {
	Subject    string
	Function   people.Role
	Nominee    string
	Upward     bool
	Have, Want int
	Reason     Reason
	Taken      []string // for AllTaken: some of those who could be asked if they weren't asked about others, by id
}

// mix is the functions of which every subject gets at least one giver where there is one.
var mix = []people.Role{people.DataScientist, people.SoftwareEngineer, people.ProductManager}

// Assign chooses whom to ask: nominees, then the required functions, then the strongest ties, until Ask are found. Never
// the subject, the subject's manager or (unless Upward) reports, guests, people who left, whose function isn't known, or
// who neither have a manager nor lead anybody, nor a pair in Never.
//
// Subjects with the fewest to choose from come first, and people without a tie are taken in turn. Where that leaves
// somebody with fewer than Limits.Least, others' givers are exchanged: if all subjects can have so many within the
// limits, they do. No giver is asked about more than PerGiver people. Where only nominees would be asked about somebody, one
// more is asked whom they did not name, beyond Ask but within Most, if there is anybody: nobody is to know all who
// answered. The same input, in any order, gives the same assignments, by subject and then giver, without those that
// stand, and the same shortages.
func Assign(in AssignInput) ([]Assignment, []Shortage) {
	a := newAssigning(in)
	a.nominate(a.limits.Least())
	for _, function := range mix {
		a.eachOnce(func(subject string) { a.choose(subject, function, a.limits.Least()) })
	}
	a.fill(a.limits.Least())
	a.repair() // nobody has more than Least yet, but for what stands: there is nothing to give away
	a.nominate(a.limits.size())
	a.fill(a.limits.size())
	a.mend()
	a.hide()
	return a.result()
}
