package main

import (
	"cmp"
	"context"
	"fmt"

	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/wins/files"
	"laurel/writing"
)

type winsStoryCommand struct {
	printing
	Person  string `required:"" help:"Whose (a Slack id)."`
	Project string `required:"" help:"The project, as wins name it."`
	Private bool   `help:"Also the wins that only this person can see."`
}

// Run prints the kept wins of the project. Private ones are left out unless asked for: a story is made to be handed on.
func (c winsStoryCommand) Run(ctx context.Context, p program) error {
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer d.close()
	reader := wins.Reader{Manager: true}
	if c.Private {
		reader = wins.Reader{Person: c.Person}
	}
	project := writing.ProjectName(c.Project)
	book := files.Book{Names: map[string]string{}}
	err = d.db.Read(ctx, func(tx *db.Tx) error {
		book.Today = tx.Now()
		story, err := wins.Story(tx, reader, c.Person, project)
		for _, chapter := range story {
			book.Wins = append(book.Wins, chapter.Wins...)
		}
		if err != nil {
			return err
		}
		return c.name(tx, &book)
	})
	if err != nil {
		return err
	}
	if len(book.Wins) == 0 {
		return fmt.Errorf("%s has no such wins of a project %q; laurel wins list --person %s shows what there is",
			c.Person, c.Project, c.Person)
	}
	if c.JSON {
		return c.rows(p.Out, nil, len(book.Wins), func(i int) ([]string, any) { return nil, book.Wins[i] })
	}
	_, err = p.Out.Write(book.Story(project))
	return err
}

// name finds the names of the person and of all whom the wins mention.
func (c winsStoryCommand) name(tx *db.Tx, book *files.Book) error {
	ids := []string{c.Person}
	for _, w := range book.Wins {
		ids = append(ids, w.With()...)
		ids = append(ids, w.Contributors...)
		for _, witness := range w.Witnesses {
			ids = append(ids, witness.Person)
		}
	}
	known, err := people.Some(tx, ids)
	for id, person := range known {
		book.Names[id] = person.Name
	}
	book.Person = cmp.Or(book.Names[c.Person], c.Person)
	return err
}
