package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"laurel/bot"
	"laurel/internal/db"
	"laurel/people"
)

// peopleCommands is `laurel people …`.
type peopleCommands struct {
	Import peopleImportCommand `cmd:"" help:"Load people from a CSV file; nothing is loaded when a row is bad."`
	Sync   peopleSyncCommand   `cmd:"" help:"Read everybody from Slack now; laurel serve does it once a day."`
	List   peopleListCommand   `cmd:"" help:"Print who is known, and whether the file or Slack says so."`
}

type peopleImportCommand struct {
	printing
	File string `arg:"" help:"CSV with the columns slack_id,name,email,role,manager,timezone,team."`
}

// Run loads the file. The second run of the same file changes nothing.
func (c peopleImportCommand) Run(ctx context.Context, p program) error {
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("open the file: %w", err)
	}
	defer func() { _ = file.Close() }()
	name := filepath.Base(c.File)
	rows, err := people.ReadCSV(file, name)
	var bad *people.Bad
	if errors.As(err, &bad); err != nil && bad == nil {
		return err
	}
	conf, err := readConfig(p.Env)
	if err != nil {
		return err
	}
	d, err := openWith(ctx, conf)
	if err != nil {
		return err
	}
	defer d.close()
	var result people.Result
	err = d.db.Do(ctx, func(tx *db.Tx) (err error) {
		if bad != nil {
			return people.Examine(tx, bad)
		}
		result, err = people.Import(tx, rows, name)
		return err
	})
	if err != nil {
		return err
	}
	return c.result(p.Out, fmt.Sprintf("%d people: %d added, %d changed, %d unchanged.\n",
		len(rows), result.Added, result.Changed, result.Unchanged), map[string]any{
		"people": len(rows), "added": result.Added, "changed": result.Changed, "unchanged": result.Unchanged,
	})
}

type peopleSyncCommand struct{ printing }

// Run reads the people of the workspace and the managers that their profiles name. What the file says still counts first.
// Stopped in the middle, it goes on there the next time, in laurel serve too.
func (c peopleSyncCommand) Run(ctx context.Context, p program) error {
	conf, err := readConfig(p.Env)
	if err != nil {
		return err
	}
	if conf.BotToken == "" {
		return usage{"SLACK_BOT_TOKEN is needed: people are read from Slack with it"}
	}
	d, err := openWith(ctx, conf)
	if err != nil {
		return err
	}
	defer d.close()
	log, err := newLog(conf)
	if err != nil {
		return err
	}
	done, err := d.bot(log).SyncPeople(ctx, func(so bot.Synced) {
		if so.Wait > time.Second {
			fmt.Fprintf(p.Err, "%d people and %d managers so far; Slack asks to wait %s\n", so.People, so.Managers, so.Wait)
		}
	})
	switch {
	case err != nil:
		return err
	case done.Taken:
		return errors.New("another laurel is reading people from Slack just now; try again in two minutes")
	}
	return c.result(p.Out, fmt.Sprintf("%d people were read from Slack; %d profiles were asked for a manager.\n",
		done.People, done.Managers), map[string]any{"people": done.People, "managers": done.Managers})
}

type peopleListCommand struct{ printing }

// Run prints everybody, by name.
func (c peopleListCommand) Run(ctx context.Context, p program) error {
	d, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer d.close()
	var all []people.Person
	var sources map[string]people.Sources
	err = d.db.Read(ctx, func(tx *db.Tx) (err error) {
		if all, err = people.All(tx); err != nil {
			return err
		}
		sources, err = people.AllSources(tx)
		return err
	})
	if err != nil {
		return err
	}
	header := []string{"slack id", "name", "function", "manager", "time zone", "team", "status", "from"}
	return c.rows(p.Out, header, len(all), func(i int) ([]string, any) {
		one := all[i]
		from := sources[one.ID]
		object := map[string]any{
			"slack_id": one.ID, "name": one.Name, "email": one.Email, "role": one.Title(), "manager": one.Manager,
			"timezone": one.Timezone, "team": one.Team, "member": people.Member(one), "status": status(one),
			"from": map[string]string{
				"name": from.Name, "email": from.Email, "role": from.Role, "manager": from.Manager, "timezone": from.Timezone,
				"team": from.Team,
			},
		}
		return []string{
			one.ID, one.Name, one.Title(), one.Manager, one.Timezone, one.Team, status(one), sourceOf(from),
		}, object
	})
}

// status is what somebody is to the workspace.
func status(p people.Person) string {
	switch {
	case p.Bot:
		return "app"
	case p.Deleted:
		return "deactivated"
	case p.Stranger:
		return "other workspace"
	case p.Guest:
		return "guest"
	default:
		return "member"
	}
}

// sourceOf says where the facts about somebody come from: "file", "Slack", or "file; Slack: time zone".
func sourceOf(from people.Sources) string {
	facts := []struct{ name, from string }{
		{"name", from.Name},
		{"address", from.Email},
		{"function", from.Role},
		{"manager", from.Manager},
		{"time zone", from.Timezone},
		{"team", from.Team},
	}
	var slack []string
	file := false
	for _, fact := range facts {
		file = file || fact.from == people.FromFile
		if fact.from == people.FromSlack {
			slack = append(slack, fact.name)
		}
	}
	switch {
	case !file && len(slack) == 0:
		return ""
	case !file:
		return "Slack"
	case len(slack) == 0:
		return "file"
	default:
		return "file; Slack: " + strings.Join(slack, ", ")
	}
}
