package wins

import (
	"fmt"

	"laurel/internal/db"
)

// A win ties people together when it is kept, not private and of the period. A mark is a reaction of somebody else that
// was not taken back; who is named counts unless they said that it was not them.
const (
	ties = ` w.status = 'kept' and w.visibility <> 'private' and w.occurred_on >= ? `
	mark = ` v.channel = w.channel and v.ts = w.ts and w.ts <> '' and v.author = w.person and v.witness <> w.person
		and not v.gone `
	named = ` c.win = w.id and not exists (select 1 from win_contributions as k
		where k.win = c.win and k.person = c.person and k.state = 'declined') `
)

// loadColleagues counts, in both directions, who witnessed whose wins and who is named in them, and shared projects.
func loadColleagues(tx *db.Tx, person, since string) ([]Colleague, error) {
	var found []Colleague
	err := tx.Select(&found, `select other as person, cast(sum(witness) as bigint) as witness,
			cast(sum(contributor) as bigint) as contributor
		from (
			select v.witness as other, count(distinct w.id) as witness, 0 as contributor
				from wins as w join win_witnesses as v on `+mark+` where w.person = ? and `+ties+` group by v.witness
			union all
			select w.person, count(distinct w.id), 0
				from win_witnesses as v join wins as w on `+mark+` where v.witness = ? and `+ties+` group by w.person
			union all
			select c.person, 0, count(*)
				from wins as w join win_contributors as c on `+named+` where w.person = ? and `+ties+` group by c.person
			union all
			select w.person, 0, count(*)
				from win_contributors as c join wins as w on `+named+` where c.person = ? and `+ties+` group by w.person
		) as q group by other`, person, since, person, since, person, since, person, since)
	if err != nil {
		return nil, fmt.Errorf("read who worked with a person: %w", err)
	}
	return addSharers(tx, found, person, since)
}

// addSharers counts shared projects. The person's projects are read first: given as values, they let Postgres see that
// the index on projects is the short way.
func addSharers(tx *db.Tx, found []Colleague, person, since string) ([]Colleague, error) {
	var projects []string
	err := tx.Select(&projects, `select distinct w.project from wins as w
		where w.person = ? and w.project <> '' and `+ties, person, since)
	if err != nil {
		return nil, fmt.Errorf("read a person's projects: %w", err)
	}
	var sharers []string // once for each project
	err = db.SelectIn(tx, &sharers, `select person from (select distinct w.project, w.person from wins as w
		where w.project in (?) and w.project <> '' and w.person <> ? and `+ties+`) as q`, projects, person, since)
	if err != nil {
		return nil, fmt.Errorf("read who shares projects: %w", err)
	}
	place := make(map[string]int, len(found))
	for i, c := range found {
		place[c.Person] = i
	}
	for _, sharer := range sharers {
		i, there := place[sharer]
		if !there {
			i = len(found)
			place[sharer], found = i, append(found, Colleague{Person: sharer})
		}
		found[i].Projects++
	}
	return found, nil
}
