package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/wins/files"
)

type winsImportCommand struct {
	printing
	File       string `arg:"" help:"A table (CSV), a document (Markdown) or JSON lines; - for standard input."`
	Person     string `required:"" help:"Whose wins they are (a Slack id)."`
	Format     string `help:"csv, md or jsonl; by default the file's name says it."`
	Visibility string `default:"manager" enum:"private,manager,feedback" help:"Who sees those about which the file says nothing: private, manager or feedback."`
	Day        string `help:"The day (2026-06-30) of those for which the file has none."`
	DryRun     bool   `help:"Print what would be kept, and keep nothing."`
}

// Run keeps the wins of a file. The second run of the same file adds nothing. Nobody is asked or told.
func (c winsImportCommand) Run(ctx context.Context, p program) error {
	if _, err := time.Parse(time.DateOnly, c.Day); c.Day != "" && err != nil {
		return usage{"--day takes a day like 2026-06-30"}
	}
	format, err := c.format()
	if err != nil {
		return err
	}
	data, name, err := c.open(p)
	if err != nil {
		return err
	}
	defer func() { _ = data.Close() }()
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer d.close()
	owner, err := d.person(ctx, c.Person)
	if err != nil {
		return err
	}
	content, err := files.Read(data, name, format, files.Options{
		Today: d.db.Now().In(owner.Location(d.config.Timezone)), Day: c.Day, Visibility: c.Visibility,
	})
	if err != nil {
		return err
	}
	done, err := d.keep(ctx, owner, content, c.DryRun)
	if err != nil {
		return err
	}
	return c.report(p.Out, name, content, done)
}

func (c winsImportCommand) format() (files.Format, error) {
	switch strings.ToLower(c.Format) {
	case "":
		if f := files.FormatOf(c.File); f != "" {
			return f, nil
		}
		return "", usage{"the file's name doesn't tell what it is: give --format csv, md or jsonl"}
	case "csv":
		return files.CSV, nil
	case "md", "markdown":
		return files.Markdown, nil
	case "json", "jsonl":
		return files.JSON, nil
	default:
		return "", usage{"--format takes csv, md or jsonl"}
	}
}

func (c winsImportCommand) open(p program) (io.ReadCloser, string, error) {
	if c.File == "-" {
		return io.NopCloser(p.In), "standard input", nil
	}
	file, err := os.Open(c.File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", fmt.Errorf("there is no file %s; name one, or - for standard input", c.File)
	}
	if err != nil {
		return nil, "", fmt.Errorf("open the file: %w", err)
	}
	return file, filepath.Base(c.File), nil
}

// person reads who somebody is. The error is a sentence.
func (d *deployment) person(ctx context.Context, id string) (owner people.Person, err error) {
	err = d.db.Read(ctx, func(tx *db.Tx) error {
		owner, err = people.Get(tx, id)
		return err
	})
	if errors.Is(err, people.ErrNotFound) {
		err = fmt.Errorf("nobody with the id %s is known; laurel people list shows who is", id)
	}
	return owner, err
}

// errDry undoes a dry run.
var errDry = errors.New("a dry run keeps nothing")

// keep stores the wins in one transaction. A dry run does the same and takes it back, so that it says what would happen.
func (d *deployment) keep(ctx context.Context, owner people.Person, c files.Content, dry bool) (done wins.Imported, err error) {
	entries := make([]wins.Entry, len(c.Items))
	for i, item := range c.Items {
		entries[i] = item.Entry
	}
	err = d.db.Do(ctx, func(tx *db.Tx) error {
		if done, err = wins.Import(tx, owner.ID, entries); err == nil && dry {
			err = errDry
		}
		return err
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return done, err
}

// report prints what was kept, or would be, and what was assumed or left out.
func (c winsImportCommand) report(out io.Writer, name string, content files.Content, done wins.Imported) error {
	if c.DryRun {
		header := []string{"date", "project", "seen by", "status", "win"}
		err := c.rows(out, header, len(done.Added), func(i int) ([]string, any) {
			w := done.Added[i]
			return []string{w.OccurredOn, w.Project, w.Visibility, w.Status, short(w.Text, 80)}, w
		})
		if err != nil || c.JSON {
			return err
		}
	}
	var text strings.Builder
	verb := "added"
	if c.DryRun {
		verb = "would be added"
	}
	fmt.Fprintf(&text, "%s: %s %s, %d there already.\n", name, counted(len(done.Added), "win", "wins"), verb, done.There)
	if done.Gone > 0 {
		fmt.Fprintf(&text, "Of those there, %d were removed by their owner and stay removed.\n", done.Gone)
	}
	notes := make([]map[string]any, 0, len(content.Notes))
	for _, n := range content.Notes {
		more := ""
		if n.Lines > 1 {
			more = fmt.Sprintf(" and %d more", n.Lines-1)
		}
		fmt.Fprintf(&text, "%s line %d%s: %s\n", name, n.Line, more, n.Text)
		notes = append(notes, map[string]any{"line": n.Line, "lines": n.Lines, "text": n.Text})
	}
	return c.result(out, text.String(), map[string]any{
		"wins": len(content.Items), "added": len(done.Added), "there": done.There, "removed": done.Gone, "notes": notes,
	})
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
