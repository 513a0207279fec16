package feedback

import "laurel/internal/db"

// Standing is who is asked about whom in a cycle already, done or not, and who isn't to be asked again: they declined, or
// what they were asked was withdrawn. Both are for AssignInput.
func (s *Store) Standing(tx *db.Tx, cycle string) ([]Assignment, map[Pair]bool, error) {
	rows, err := asked(tx, cycle)
	if err != nil {
		return nil, nil, wrapped("read who is asked about whom", err)
	}
	var standing []Assignment
	gone := map[Pair]bool{}
	for _, r := range rows {
		if r.State == Open || r.State == Answered {
			standing = append(standing, Assignment{Subject: r.Subject, Giver: r.Giver, Function: r.Function})
		} else {
			gone[Pair{r.Subject, r.Giver}] = true
		}
	}
	return standing, gone, nil
}
