package feedback_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"laurel/feedback"
	"laurel/people"
)

// TestTheMinimumIsReachedWheneverItCanBe holds Assign against the greatest flow from subjects to givers, found by plain
// search: no choice of givers fills more of the places that everybody must have.
func TestTheMinimumIsReachedWheneverItCanBe(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := aTeam(t)
		in.Limits.PerGiver = rapid.IntRange(1, 4).Draw(t, "per giver")
		in.Subjects = slices.Compact(slices.Sorted(slices.Values(in.Subjects)))
		assigned, _ := feedback.Assign(in)
		have := map[string]int{}
		for p := range standing(in) {
			have[p.Subject]++
		}
		places := 0
		for _, a := range assigned {
			have[a.Subject]++
		}
		for _, subject := range in.Subjects {
			places += min(have[subject], in.Limits.Least())
		}
		if most := greatestFlow(in); places != most {
			t.Fatalf("%d of %d places are filled", places, most)
		}
	})
}

// greatestFlow is how many places can be filled, Least for each subject, beside what stands.
func greatestFlow(in feedback.AssignInput) (flow int) {
	room, stands := map[string]int{}, standing(in)
	for _, p := range in.People {
		room[p.ID] = in.Limits.PerGiver
	}
	need := map[string]int{}
	for _, subject := range in.Subjects {
		need[subject] = in.Limits.Least()
	}
	for p := range stands {
		room[p.Giver]--
		if need[p.Subject] > 0 {
			need[p.Subject]--
			flow++
		}
	}
	holds := map[string][]string{} // by giver: subjects
	var place func(subject string, seen map[string]bool) bool
	place = func(subject string, seen map[string]bool) bool {
		for _, p := range in.People {
			pair := feedback.Pair{Subject: subject, Giver: p.ID}
			if seen[p.ID] || stands[pair] || slices.Contains(holds[p.ID], subject) || !mayBeAsked(in, subject, p.ID) {
				continue
			}
			seen[p.ID] = true
			if len(holds[p.ID]) < room[p.ID] {
				holds[p.ID] = append(holds[p.ID], subject)
				return true
			}
			for i, other := range holds[p.ID] {
				if place(other, seen) {
					holds[p.ID][i] = subject
					return true
				}
			}
		}
		return false
	}
	for _, subject := range in.Subjects {
		for range need[subject] {
			if place(subject, map[string]bool{}) {
				flow++
			}
		}
	}
	return flow
}

func TestNomineesAreAskedFirstAndLeaveOnePlaceThatNobodyNamed(t *testing.T) {
	t.Parallel()
	in := feedback.AssignInput{Limits: limits, Subjects: []string{"UADA"}, Nominated: map[string][]string{}}
	for i := range 9 {
		in.People = append(in.People, people.Person{ID: fmt.Sprintf("U%d", i), Role: people.SoftwareEngineer, Manager: "UMIA"})
	}
	in.People = append(in.People, people.Person{ID: "UADA", Role: people.MLEngineer, Manager: "UMIA"},
		people.Person{ID: "UMIA", Role: people.EngineeringManager})
	in.Nominated["UADA"] = []string{"U8", "UMIA", "U7", "U6", "U5", "U4"}
	assigned, short := feedback.Assign(in)
	nominated, others := 0, 0
	for _, a := range assigned {
		if a.Tie == feedback.TieNominated {
			nominated++
		} else {
			others++
		}
	}
	if nominated != 3 || others != 2 { // the fourth nominee by turn is U6; the manager's turn is lost
		t.Fatalf("%d nominees and %d others: %+v", nominated, others, assigned)
	}
	refused := slices.ContainsFunc(short, func(s feedback.Shortage) bool {
		return s.Nominee == "UMIA" && s.Reason == feedback.NotAllowed
	})
	if !refused {
		t.Fatalf("nobody says that the manager can't be asked: %+v", short)
	}
}

// BenchmarkAssign must take at most 10 s for 5,000 people with 30 candidates each; a giver is asked about four, so that
// every place has to be found.
func BenchmarkAssign(b *testing.B) {
	for _, n := range []int{1000, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := aCompany(n)
			for b.Loop() {
				assigned, _ := feedback.Assign(in)
				b.ReportMetric(float64(len(assigned)), "requests")
			}
		})
	}
}

// aCompany is n people, all reviewed, who worked with 30 others each; some are in everybody's projects.
func aCompany(n int) feedback.AssignInput {
	in := feedback.AssignInput{Limits: limits, Worked: map[string][]feedback.Candidate{}}
	roles := []people.Role{
		people.MLEngineer, people.MLOpsEngineer, people.DataScientist, people.SoftwareEngineer, people.MLEngineer,
		people.ProductManager, people.MLEngineer, people.MLOpsEngineer, people.SoftwareEngineer,
	}
	for i := range n {
		id := fmt.Sprintf("U%05d", i)
		in.People = append(in.People, people.Person{
			ID: id, Role: roles[i%len(roles)], Team: fmt.Sprint("team ", i/8), Manager: fmt.Sprintf("U%05d", i/8),
		})
		in.Subjects = append(in.Subjects, id)
		for j := range 30 {
			in.Worked[id] = append(in.Worked[id], feedback.Candidate{
				Person: fmt.Sprintf("U%05d", (i*i/7+j*j*13+j*(i%11))%n), Strength: 30 - j,
			})
		}
	}
	return in
}
