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

// AssignInput is all that the choice of givers depends on. The order of its parts doesn't matter.
type AssignInput struct {
	People   []people.Person        // everybody; who may not be asked is left out by Assign
	Subjects []string               // who is asked about
	Worked   map[string][]Candidate // by subject
	Limits   Limits
	Asked    map[string]int // by giver: about how many they are asked already in this cycle
}

// Tie says what connects a giver with the subject.
type Tie string

// The ties, strongest first.
const (
	TieWork    Tie = "work"    // they worked together: witness, contributor or the same project
	TieTeam    Tie = "team"    // they are in one team
	TieManager Tie = "manager" // they have one manager
	TieAnyone  Tie = "anyone"  // nothing but the workplace
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
)

// Shortage says what a subject's givers lack. Function "" means that there are too few in all.
type Shortage struct {
	Subject    string
	Function   people.Role
	Have, Want int
	Reason     Reason
}

// mix is the functions of which every subject gets at least one giver where there is one.
var mix = []people.Role{people.DataScientist, people.SoftwareEngineer, people.ProductManager}

// Assign chooses whom to ask: the required functions first, then the strongest ties, until Ask are found. Never the
// subject, the subject's manager or reports, guests, people who left, whose function isn't known, or who neither have a
// manager nor lead anybody. Subjects with the fewest to choose from come
// first, and people without a tie are taken in turn. The same input, in any order, gives the same assignments, by
// subject and then giver, and the same shortages.
func Assign(in AssignInput) ([]Assignment, []Shortage) {
	a := newAssigning(in)
	for _, function := range mix {
		a.eachOnce(func(subject string) { a.choose(subject, function) })
	}
	for size := 1; size <= a.size(); size++ { // one each in turn, so that nobody gets only what is left
		a.eachOnce(func(subject string) {
			if len(a.chosen[subject]) < size {
				a.choose(subject, "")
			}
		})
	}
	return a.result()
}
