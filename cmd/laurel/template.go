package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"laurel/bot"
	"laurel/internal/db"
	"laurel/reviews"
)

// templateCommands is `laurel template …`.
type templateCommands struct {
	List   templateListCommand   `cmd:"" help:"Print the templates."`
	Show   templateShowCommand   `cmd:"" help:"Print a template's text, to begin your own with."`
	Check  templateCheckCommand  `cmd:"" help:"Say what is wrong with a template's file, by line; store nothing."`
	Add    templateAddCommand    `cmd:"" help:"Add a template from a file, or replace the one of its id. Open cycles keep theirs."`
	Remove templateRemoveCommand `cmd:"" help:"Remove a template that was added."`
}

type templateListCommand struct{ printing }

// Run prints the templates, built in and added.
func (c templateListCommand) Run(ctx context.Context, p program) error {
	var list []reviews.Template
	err := p.readCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		list, err = b.Cycles().Templates(tx)
		return err
	})
	if err != nil {
		return err
	}
	return c.rows(p.Out, []string{"id", "title", "for", "stages"}, len(list), func(i int) ([]string, any) {
		t := list[i]
		functions, stages := make([]string, len(t.For)), []string{}
		for i, function := range t.For {
			functions[i] = string(function)
		}
		for _, s := range t.Stages {
			if !s.Auto {
				stages = append(stages, s.Title)
			}
		}
		object := map[string]any{"id": t.ID, "title": t.Title, "for": functions, "stages": stages}
		return []string{t.ID, t.Title, strings.Join(functions, ", "), strings.Join(stages, " → ")}, object
	})
}

type templateShowCommand struct {
	ID string `arg:"" help:"The template's id."`
}

// Run prints the YAML as it was added.
func (c templateShowCommand) Run(ctx context.Context, p program) error {
	var t reviews.Template
	err := p.readCycle(ctx, func(b *bot.Bot, tx *db.Tx) (err error) {
		t, err = b.Cycles().Template(tx, c.ID)
		return err
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(p.Out, t.Text())
	return err
}

type templateFile struct {
	File string `arg:"" type:"existingfile" help:"The template, YAML."`
}

// read reads the file; what is wrong with it is named by file and line.
func (f templateFile) read() (text []byte, t reviews.Template, err error) {
	if text, err = os.ReadFile(f.File); err != nil {
		return nil, t, err
	}
	t, err = reviews.ReadTemplate(text)
	var bad reviews.BadTemplate
	if errors.As(err, &bad) {
		lines := make([]string, len(bad.Problems))
		for i, problem := range bad.Problems {
			lines[i] = filepath.Base(f.File) + " " + problem.String()
		}
		return nil, t, errors.New("the template was not taken; mend these lines\n" + strings.Join(lines, "\n"))
	}
	return text, t, err
}

type templateCheckCommand struct{ templateFile }

// Run needs no database.
func (c templateCheckCommand) Run(p program) error {
	_, t, err := c.read()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Out, "%s: nothing is wrong with it. laurel template add stores it.\n", t.ID)
	return err
}

type templateAddCommand struct {
	templateFile
	printing
}

// Run stores the template.
func (c templateAddCommand) Run(ctx context.Context, p program) error {
	text, t, err := c.read()
	if err != nil {
		return err
	}
	err = p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) error {
		_, err := b.Cycles().AddTemplate(tx, text, "")
		return err
	})
	if err != nil {
		return err
	}
	line := fmt.Sprintf("%s is stored. New cycles take it; those that are open keep theirs.\n", t.ID)
	return c.result(p.Out, line, map[string]any{"id": t.ID, "title": t.Title})
}

type templateRemoveCommand struct {
	ID string `arg:"" help:"The template's id."`
}

// Run removes the template; cycles that took it keep it.
func (c templateRemoveCommand) Run(ctx context.Context, p program) error {
	err := p.inCycle(ctx, func(b *bot.Bot, tx *db.Tx) error { return b.Cycles().RemoveTemplate(tx, c.ID) })
	if errors.Is(err, reviews.ErrUnknownTemplate) {
		return fmt.Errorf("no template %s was added; built-in ones stay", c.ID)
	}
	if err == nil {
		_, err = fmt.Fprintf(p.Out, "%s is removed. Cycles that took it keep it.\n", c.ID)
	}
	return err
}
