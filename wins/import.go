package wins

import (
	"slices"

	"laurel/internal/db"
)

// Entry is a win in a file that moves in from elsewhere.
type Entry struct {
	New
	// Said is what the file says of the win. Where the text reads otherwise, it becomes a correction.
	Said Corrections
}

// Imported is what became of the entries of a file.
type Imported struct {
	Added []Win // in the order of the file
	There int   // were there already
	Gone  int   // of those: their owner has removed them, and they stay removed
}

// Import keeps the wins of a file. Of those that are there already, with the same text but for case on the same day,
// also before an edit or a removal, none is added: the same file a second time adds nothing, while two alike in one file
// are two wins. It asks and tells nobody. Errors are those of Add for the first entry that can't be kept; nothing of tx
// may be committed then.
func Import(tx *db.Tx, person string, entries []Entry) (Imported, error) {
	known, err := loadKnown(tx, person)
	if err != nil {
		return Imported{}, err
	}
	var done Imported
	for _, e := range slices.Backward(entries) { // what stands on top of the file is the newest of its day
		e.Person, e.Source = person, SourceImport
		w, err := draft(tx, e.New)
		if err != nil {
			return Imported{}, err
		}
		if there, gone := known.take(w); there {
			done.There++
			if gone {
				done.Gone++
			}
			continue
		}
		w.correctBy(e.Said)
		if _, err := insert(tx, w); err != nil {
			return Imported{}, err
		}
		done.Added = append(done.Added, w)
	}
	slices.Reverse(done.Added)
	return done, nil
}

// correctBy makes corrections of what a file says and the text doesn't.
func (w *Win) correctBy(said Corrections) {
	if said.Competency != nil && *said.Competency != w.Competency {
		w.Corrections.Competency = said.Competency
	}
	if len(said.Stages) > 0 && !slices.Equal(said.Stages, w.Stages) || said.NoStages && len(w.Stages) > 0 {
		w.Corrections.Stages, w.Corrections.NoStages = said.Stages, said.NoStages
	}
	if said.Project != nil && *said.Project != w.Project {
		w.Corrections.Project = said.Project
	}
	w.correct()
}

// known are the wins that a person has or had, by what each of them says or said.
type known map[knownKey][]knownWin

type knownKey struct{ Folded, Day string }

type knownWin struct {
	ID   string
	Gone bool
}

// take finds a win that says the same on the same day and hands it out once, those that are kept first.
func (k known) take(w Win) (there, gone bool) {
	key := knownKey{fold(w.Text), w.OccurredOn}
	if len(k[key]) == 0 {
		return false, false
	}
	first := k[key][0]
	k[key] = k[key][1:]
	return true, first.Gone
}
