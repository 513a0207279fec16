package feedback

import "laurel/internal/db"

// Standing is what the choice of givers depends on in a cycle that asks already: who is asked about whom, done or not, what
// was declined, and who isn't to be asked again: they declined, or what they were asked was withdrawn.
func (s *Store) Standing(tx *db.Tx, cycle string) (AssignInput, error) {
	in := AssignInput{Declined: map[string]int{}, Never: map[Pair]bool{}}
	rows, err := asked(tx, cycle)
	if err != nil {
		return in, wrapped("read who is asked about whom", err)
	}
	for _, r := range rows {
		if r.State == Open || r.State == Answered {
			in.Standing = append(in.Standing, Assignment{Subject: r.Subject, Giver: r.Giver, Function: r.Function})
			continue
		}
		in.Never[Pair{r.Subject, r.Giver}] = true
		if r.State == Declined {
			in.Declined[r.Giver]++
		}
	}
	return in, nil
}
