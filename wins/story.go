package wins

import (
	"cmp"
	"slices"

	"laurel/internal/db"
	"laurel/writing"
)

// Chapter is the part of a project's story that begins at one stage of the impact chain.
type Chapter struct {
	Stage string // "" for wins that show none, which come last
	Wins  []Win  // by day, the first one first
}

// Story reads the kept wins of a person's project that r may see, in the order of the chain. A project that they have
// no such win of has no chapters.
func Story(tx *db.Tx, r Reader, person, project string) ([]Chapter, error) {
	if project == "" { // no project, not all of them
		return nil, nil
	}
	list, err := List(tx, Filter{Person: person, Project: project})
	if err != nil {
		return nil, err
	}
	return Chapters(slices.DeleteFunc(list, func(w Win) bool { return !w.ReadableBy(r) })), nil
}

// Chapters tells wins along the impact chain, each once: by the first stage that it shows, then by day, then by when it
// was added. Stages without a win have no chapter.
func Chapters(list []Win) (chapters []Chapter) {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Win) int {
		return cmp.Or(cmp.Compare(a.Begins(), b.Begins()), cmp.Compare(a.OccurredOn, b.OccurredOn),
			a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	for _, w := range list {
		stage := ""
		if i := w.Begins(); i < len(writing.StageIDs) {
			stage = writing.StageIDs[i]
		}
		if last := len(chapters) - 1; last < 0 || chapters[last].Stage != stage {
			chapters = append(chapters, Chapter{Stage: stage})
		}
		last := &chapters[len(chapters)-1]
		last.Wins = append(last.Wins, w)
	}
	return chapters
}

// Begins is how early in the chain a win begins: the place of its first stage, from 0; one that shows none comes after
// all.
func (w Win) Begins() int {
	at := len(writing.StageIDs)
	for _, stage := range w.Stages {
		if i := slices.Index(writing.StageIDs, stage); i >= 0 {
			at = min(at, i)
		}
	}
	return at
}
