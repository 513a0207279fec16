package bot

import (
	"laurel/bot/view"
	"laurel/internal/db"
	"laurel/people"
	"laurel/wins"
	"laurel/wins/files"
	"laurel/writing"
)

// winStory answers /win story with the projects, and with a project with its story.
func (b *Bot) winStory(tx *db.Tx, actor people.Person, _ act, words string) (reply, error) {
	project := writing.ProjectName(words)
	if words != "" {
		story, err := b.story(tx, actor, project)
		if err != nil {
			return reply{}, err
		}
		if len(story.Chapters) > 0 {
			return say(view.StoryTold(story)), nil
		}
	}
	o, err := wins.Oversee(tx, actor.ID, 0, tx.Now())
	if err != nil {
		return reply{}, err
	}
	today := tx.Now().In(b.location(actor))
	if words != "" {
		return say(view.StoryNone(words, o.Projects, today)), nil
	}
	return say(view.Projects(o.Projects, today)), nil
}

// winStoryOpen shows the story of the presser's own project.
func (b *Bot) winStoryOpen(tx *db.Tx, actor people.Person, a act) (reply, error) {
	r, err := b.winStoryPage(tx, actor, a)
	r.Open, r.Redraw = r.Redraw, nil
	return r, err
}

// winStoryPage turns to another page of it.
func (b *Bot) winStoryPage(tx *db.Tx, actor people.Person, a act) (reply, error) {
	page, project := view.ReadStoryValue(a.Value)
	story, err := b.story(tx, actor, project)
	if err != nil {
		return reply{}, err
	}
	if len(story.Chapters) == 0 { // its wins were removed, or moved to another project
		return say(view.StoryGone()), nil
	}
	pages := view.StoryPages(story, page)
	return reply{Redraw: &pages}, nil
}

// winStoryMarkdown gives the story as Markdown: in a field to copy it from, or as a file where that is too small.
func (b *Bot) winStoryMarkdown(tx *db.Tx, actor people.Person, a act) (reply, error) {
	_, project := view.ReadStoryValue(a.Value)
	story, err := b.story(tx, actor, project)
	if err != nil {
		return reply{}, err
	}
	if len(story.Chapters) == 0 {
		return say(view.StoryGone()), nil
	}
	book := files.Book{Person: actor.Name, Names: story.Names, Today: story.Today}
	for _, c := range story.Chapters {
		book.Wins = append(book.Wins, c.Wins...)
	}
	if text := string(book.Story(project)); view.StoryFits(text) {
		modal := view.StoryMarkdown(text)
		return reply{Open: &modal}, nil
	}
	order := exportOrder{Format: files.Markdown, Story: project}
	return say(view.ExportOrdered(order.Format)), b.orderExport(tx, actor, a, order)
}

// winStoryCopied closes the field that the story was copied from: nothing in it is read.
func (b *Bot) winStoryCopied(*db.Tx, people.Person, act) (reply, error) { return reply{}, nil }

// winProjectsOpen lists all projects.
func (b *Bot) winProjectsOpen(tx *db.Tx, actor people.Person, a act) (reply, error) {
	r, err := b.winProjectsPage(tx, actor, a)
	r.Open, r.Redraw = r.Redraw, nil
	return r, err
}

// winProjectsPage turns to another page of them.
func (b *Bot) winProjectsPage(tx *db.Tx, actor people.Person, a act) (reply, error) {
	o, err := wins.Oversee(tx, actor.ID, 0, tx.Now())
	if err != nil {
		return reply{}, err
	}
	pages := view.ProjectPages(o.Projects, view.ReadPage(a.Value), tx.Now().In(b.location(actor)))
	return reply{Redraw: &pages}, nil
}

// story reads a project's story for its owner.
func (b *Bot) story(tx *db.Tx, owner people.Person, project string) (view.Story, error) {
	s := view.Story{Project: project, Today: tx.Now().In(b.location(owner))}
	var err error
	if s.Chapters, err = wins.Story(tx, wins.Reader{Person: owner.ID}, owner.ID, project); err != nil {
		return s, err
	}
	var told []wins.Win
	for _, c := range s.Chapters {
		told = append(told, c.Wins...)
	}
	s.Names, err = b.mentioned(tx, told...)
	return s, err
}
