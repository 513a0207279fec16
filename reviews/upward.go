package reviews

import (
	"cmp"
	"slices"

	"laurel/feedback"
	"laurel/people"
)

// parted takes from those who are asked already the ones who report to the subject.
func parted(in feedback.AssignInput) (colleagues, reports []feedback.Assignment) {
	manager := map[string]string{}
	for _, person := range in.People {
		manager[person.ID] = person.Manager
	}
	for _, a := range in.Standing {
		if manager[a.Giver] == a.Subject {
			reports = append(reports, a)
		} else {
			colleagues = append(colleagues, a)
		}
	}
	return colleagues, reports
}

// askUpward chooses, beside the colleagues, whom to ask about their own manager: those who are asked about the fewest
// others first. In confidence it asks enough of them or none; of whom it asks none for that, it says how many there are.
func askUpward(in feedback.AssignInput, template Template, chosen, standing []feedback.Assignment) (
	more []feedback.Assignment, short []feedback.Shortage,
) {
	load, have, asked := map[string]int{}, map[string]int{}, map[feedback.Pair]bool{}
	for _, a := range slices.Concat(in.Standing, chosen, standing) {
		load[a.Giver]++
	}
	for giver, n := range in.Declined {
		load[giver] += n
	}
	for _, a := range standing {
		have[a.Subject]++
		asked[feedback.Pair{Subject: a.Subject, Giver: a.Giver}] = true
	}
	reports := map[string][]people.Person{}
	for _, person := range in.People {
		if people.Member(person) && person.Role != "" && person.Manager != "" {
			reports[person.Manager] = append(reports[person.Manager], person)
		}
	}
	for _, subject := range in.Subjects {
		free := slices.DeleteFunc(slices.Clone(reports[subject]), func(p people.Person) bool {
			pair := feedback.Pair{Subject: subject, Giver: p.ID}
			return asked[pair] || in.Never[pair] || load[p.ID] >= in.Limits.PerGiver
		})
		slices.SortFunc(free, func(x, y people.Person) int {
			return cmp.Or(cmp.Compare(load[x.ID], load[y.ID]), cmp.Compare(x.ID, y.ID))
		})
		free = free[:max(0, min(len(free), in.Limits.Most, in.Limits.Ask-have[subject]))]
		could := have[subject] + len(free)
		if need := in.Limits.Least(); template.Mode.Upward == feedback.Confidential && could < need {
			if len(reports[subject]) > 0 {
				short = append(short, feedback.Shortage{Subject: subject, Upward: true, Have: could, Want: need})
			}
			continue
		}
		for _, p := range free {
			more = append(more, feedback.Assignment{Subject: subject, Giver: p.ID, Function: p.Role, Tie: feedback.TieUpward})
		}
	}
	return more, short
}
