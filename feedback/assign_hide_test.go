package feedback_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"laurel/feedback"
	"laurel/people"
)

// named counts, by subject, who is asked about them, and whom of these they named.
func named(in feedback.AssignInput, assigned []feedback.Assignment) (asked, named map[string]int) {
	asked, named = map[string]int{}, map[string]int{}
	pairs := standing(in)
	for _, a := range assigned {
		pairs[feedback.Pair{Subject: a.Subject, Giver: a.Giver}] = true
	}
	for p := range pairs {
		asked[p.Subject]++
		if slices.Contains(in.Nominated[p.Subject], p.Giver) {
			named[p.Subject]++
		}
	}
	return asked, named
}

// Who named all who are asked about them would know who answered.
func TestNobodyNamedAllWhoAreAskedWhereAnybodyElseCouldBe(t *testing.T) {
	t.Parallel()
	known := 0
	rapid.Check(t, func(t *rapid.T) {
		in := closeTeam(t)
		assigned, _ := feedback.Assign(in)
		load, seen := map[string]int{}, standing(in)
		for _, a := range assigned {
			seen[feedback.Pair{Subject: a.Subject, Giver: a.Giver}] = true
		}
		for p := range seen {
			load[p.Giver]++
		}
		asked, named := named(in, assigned)
		for _, subject := range in.Subjects {
			if asked[subject] == 0 || named[subject] < asked[subject] || asked[subject] >= in.Limits.Most {
				continue
			}
			known++
			for _, p := range in.People {
				pair := feedback.Pair{Subject: subject, Giver: p.ID}
				if !seen[pair] && !slices.Contains(in.Nominated[subject], p.ID) && mayBeAsked(in, subject, p.ID) &&
					load[p.ID] < in.Limits.PerGiver {
					t.Fatalf("%s named all %d who are asked, and %s is free", subject, asked[subject], p.ID)
				}
			}
		}
	})
	if known == 0 {
		t.Error("in no round did anybody know all: it tells nothing")
	}
}

// closeTeam draws a team in which people name those they worked with, and most worked with few others.
func closeTeam(t *rapid.T) feedback.AssignInput {
	in := aTeam(t)
	in.Limits.PerGiver = rapid.IntRange(1, 4).Draw(t, "per giver")
	in.Subjects = in.Subjects[:min(len(in.Subjects), 4)]
	var able []string
	for i := range in.People {
		if in.People[i].Role != "" {
			in.People[i].Role = people.MLEngineer
		}
		able = append(able, in.People[i].ID)
	}
	for _, subject := range in.Subjects {
		in.Worked[subject], in.Nominated[subject] = nil, nil
		for i, id := range rapid.Permutation(able).Draw(t, "closest")[:min(len(able), 12)] {
			if mayBeAsked(in, subject, id) {
				in.Worked[subject] = append(in.Worked[subject], feedback.Candidate{Person: id, Strength: 12 - i})
				in.Nominated[subject] = append(in.Nominated[subject], id)
			}
		}
		in.Nominated[subject] = in.Nominated[subject][:min(len(in.Nominated[subject]), rapid.IntRange(0, 6).Draw(t, "named"))]
	}
	return in
}

// Ada's only other colleague has reached the limit; Juno can do without them, because somebody else is free for her.
func TestAnotherSubjectGivesUpAColleagueForWhoNamedAllOthers(t *testing.T) {
	t.Parallel()
	in := feedback.AssignInput{
		Limits: feedback.Limits{Ask: 5, Need: 3, Most: 6, PerGiver: 1}, Subjects: []string{"UADA", "UJUN"},
		Never: map[feedback.Pair]bool{}, Nominated: map[string][]string{},
		Worked: map[string][]feedback.Candidate{"UJUN": {{Person: "UZOE", Strength: 9}}},
		People: []people.Person{
			{ID: "UADA", Role: people.MLEngineer, Manager: "UMIA"},
			{ID: "UJUN", Role: people.MLEngineer, Manager: "UMIA"},
			{ID: "UMIA", Role: people.EngineeringManager},
			{ID: "UZOE", Role: people.MLOpsEngineer, Manager: "UMIA"},
		},
	}
	for i := range 4 { // whom Ada named
		id := fmt.Sprintf("UA%d", i)
		in.People = append(in.People, people.Person{ID: id, Role: people.SoftwareEngineer, Manager: "UMIA"})
		in.Nominated["UADA"] = append(in.Nominated["UADA"], id)
		in.Never[feedback.Pair{Subject: "UJUN", Giver: id}] = true
	}
	for i := range 6 { // who could only be asked about Juno
		id := fmt.Sprintf("UJ%d", i)
		in.People = append(in.People, people.Person{ID: id, Role: people.MLOpsEngineer, Manager: "UMIA"})
		in.Never[feedback.Pair{Subject: "UADA", Giver: id}] = true
	}
	in.Never[feedback.Pair{Subject: "UADA", Giver: "UJUN"}] = true
	assigned, _ := feedback.Assign(in)
	asked, named := named(in, assigned)
	if asked["UADA"] != 5 || named["UADA"] != 4 || asked["UJUN"] != 5 {
		t.Fatalf("%v asked, %v of them named: %+v", asked, named, assigned)
	}
	if !slices.ContainsFunc(assigned, func(a feedback.Assignment) bool { return a.Subject == "UADA" && a.Giver == "UZOE" }) {
		t.Fatalf("Zoe is not asked about Ada: %+v", assigned)
	}
}
